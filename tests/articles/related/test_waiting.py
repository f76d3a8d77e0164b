"""What nobody has told the index of, and what it was told of by hundreds."""

import json

import pytest

from articles import publishing
from articles.models import Article, Profile, Related
from articles.models.related import Due
from articles.related import index, picks, waiting
from articles.related.terms import terms_of
from articles.transfer.exporter import export
from articles.transfer.importer import import_file
from tests.articles.related.stories import FLOOD, KIND, faults, flood, list_of, own_words, settle, story
from tests.factories import make_draft, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path):
    """Import these lines, and let the index learn of them."""

    def take(*lines):
        path = tmp_path / "articles.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        report = import_file(path, None)
        assert report.bad == []
        settle()
        return report

    return take


def line(number, **facts):
    return {
        "id": f"flood-{number}",
        "title": f"Water reaches village {number}",
        "body": f"<p>{FLOOD} {own_words(number)}</p>",
        "published_at": f"2026-11-{number + 1:02}T14:20:00+03:00",
        **facts,
    }


def picked(kind):
    rows = Related.objects.filter(kind=kind).order_by("article", "rank")
    return list(rows.values_list("article__source_id", "other__source_id"))


def noting(steps, name, act):
    """`act`, which notes its name besides."""

    def do(key):
        steps.append(name)
        return act(key)

    return do


def test_publishing_marks_a_story_with_the_change_itself():
    article = flood(0)

    assert Profile.objects.get(article=article).archive_size == Due.WAITING


def test_what_a_killed_worker_has_left_is_done_by_the_next_round():
    first, second = flood(0), flood(1)

    assert waiting.settle_some() == 2

    assert (list_of(first), list_of(second)) == ([second.pk], [first.pk])
    assert waiting.settle_some() == 0


def test_a_story_that_cannot_be_related_stops_no_other(monkeypatch, caplog):
    bad, good, better = flood(0), flood(1), flood(2)

    def fail(article, topics):
        if article.pk == bad.pk:
            raise ValueError("a text like no other")
        return terms_of(article, topics)

    monkeypatch.setattr(index, "terms_of", fail)
    settle()

    assert (list_of(good), list_of(better)) == ([better.pk], [good.pk])
    assert list_of(bad) == []
    assert f"Article {bad.pk} could not be related" in caplog.text


def test_those_of_an_import_are_counted_before_the_first_is_related(take, monkeypatch):
    steps: list[str] = []
    for name in ("count", "settle"):
        monkeypatch.setattr(index, name, noting(steps, name, getattr(index, name)))

    take(*(line(number) for number in range(5)))

    assert steps == ["count"] * 5 + ["settle"] * 5
    assert set(Profile.objects.values_list("archive_size", flat=True)) == {5}
    assert faults() == []


def test_an_import_relates_its_stories_and_the_second_time_changes_nothing(take):
    lines = [line(number) for number in range(5)]
    take(*lines)
    before = set(Related.objects.values_list("article", "other", "score", "why"))
    assert {len(list_of(one)) for one in Article.objects.all()} == {4}

    take(*lines)

    assert set(Related.objects.values_list("article", "other", "score", "why")) == before


def test_an_import_keeps_drafts_withdrawn_and_future_ones_out(take):
    take(
        line(0),
        line(1),
        {**line(2), "published_at": None},
        line(3, withdrawn_at="2026-11-20T00:00:00+03:00"),
        {**line(4), "published_at": "2099-01-01T00:00:00+03:00"},
    )

    assert set(Profile.objects.values_list("article__source_id", flat=True)) == {"flood-0", "flood-1"}
    assert faults() == []


def test_pins_and_bans_of_an_import_are_kept_also_of_stories_that_come_later(take):
    report = take(
        line(0, related_pins=["flood-4", "flood-3"], related_bans=["flood-1"]), *map(line, range(1, 5))
    )

    assert picked(KIND.PINNED) == [("flood-0", "flood-4"), ("flood-0", "flood-3")]
    assert picked(KIND.EXCLUDED) == [("flood-0", "flood-1")]
    assert report.notes == []
    first = Article.objects.get(source_id="flood-0")
    assert list(Article.objects.filter(pk__in=list_of(first)).values_list("source_id", flat=True)) == [
        "flood-2"
    ]


def test_a_pin_of_an_unknown_id_is_noted_and_costs_nothing_else(take):
    report = take(line(0, related_pins=["nobody", "flood-1"], related_bans=["nothing"]), line(1))

    assert picked(KIND.PINNED) == [("flood-0", "flood-1")]
    assert report.notes == [
        (1, "read-also cards, pins or bans of unknown ids left out: nobody, nothing"),
    ]


def test_a_story_that_pins_itself_is_not_below_itself(take):
    take(line(0, related_pins=["flood-0", "flood-1"]), line(1))

    assert picked(KIND.PINNED) == [("flood-0", "flood-1")]


def test_out_and_in_again_changes_nothing(take, tmp_path):
    take(line(0, related_pins=["flood-4", "flood-3"], related_bans=["flood-1"]), *map(line, range(1, 5)))
    before = list(Related.objects.order_by("article", "other").values())
    path = tmp_path / "out.jsonl"
    with path.open("w", encoding="utf-8") as file:
        export(file)
    lines = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]
    assert [(one["related_pins"], one["related_bans"]) for one in lines if one["id"] == "flood-0"] == [
        (["flood-4", "flood-3"], ["flood-1"])
    ]

    report = take(*lines)

    assert (report.made, report.changed) == (0, 0)
    assert list(Related.objects.order_by("article", "other").values()) == before


def test_an_export_into_an_empty_site_brings_the_same_lists(take, tmp_path):
    take(line(0, related_pins=["flood-4"], related_bans=["flood-1"]), *map(line, range(1, 5)))
    names = ("article__source_id", "other__source_id", "kind", "rank", "score", "why")
    before = set(Related.objects.values_list(*names))
    path = tmp_path / "out.jsonl"
    with path.open("w", encoding="utf-8") as file:
        export(file)
    lines = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]
    for one in Article.objects.all():
        publishing.withdraw(one, by=make_editor(), notice="")
    settle()
    Article.objects.all().delete()

    take(*lines)

    assert set(Related.objects.values_list(*names)) == before


# What editors have picked


def test_a_pin_outlives_every_recompute():
    near = [flood(number) for number in range(5)]
    far = story("Harbour dredging begins", "<p>Barges wait.</p>")
    settle()
    picks.pin(near[0], far, by=make_editor())
    picks.exclude(near[0], near[1], by=make_editor())

    for one in (near[0], near[1], far):
        waiting.mark([one.pk])
    settle()

    chosen = Related.objects.filter(kind__in=(KIND.PINNED, KIND.EXCLUDED)).values_list(
        "article", "other", "kind"
    )
    assert set(chosen) == {
        (near[0].pk, far.pk, KIND.PINNED),
        (near[0].pk, near[1].pk, KIND.EXCLUDED),
    }
    assert set(list_of(near[0])) == {one.pk for one in near[2:]}
    assert near[0].pk in list_of(near[1])
    assert faults() == []


def test_however_many_are_excluded_there_are_others_in_their_places():
    near = [flood(number) for number in range(16)]
    settle()
    for key in list_of(near[0]):
        picks.exclude(near[0], Article.objects.get(pk=key), by=make_editor())

    waiting.mark([near[0].pk])
    settle()

    assert len(list_of(near[0])) == 3


def test_what_is_let_go_is_found_again():
    near = [flood(number) for number in range(3)]
    settle()
    picks.exclude(near[0], near[1], by=make_editor())
    picks.let_go(near[0], near[1], by=make_editor())
    settle()

    assert set(list_of(near[0])) == {near[1].pk, near[2].pk}


def test_pins_of_a_draft_are_kept_until_it_is_out():
    near = [flood(number) for number in range(3)]
    far = story("Harbour dredging begins", "<p>Barges wait.</p>")
    draft = make_draft("Water reaches Saka", body=f"<p>{FLOOD} {own_words(9)}</p>")
    picks.pin(draft.article, far, by=make_editor())

    publishing.publish(draft, by=make_editor())
    settle()

    assert Related.objects.get(article=draft.article, other=far).kind == KIND.PINNED
    assert set(list_of(draft.article)) == {one.pk for one in near}


# A larger archive


def test_stories_are_related_anew_when_the_archive_has_doubled():
    early = [flood(number) for number in range(2)]
    settle()
    for number in range(2, 5):
        flood(number)
        settle()
    assert waiting.refresh_some() == 2
    assert set(Profile.objects.filter(archive_size=Due.WAITING).values_list("pk", flat=True)) == {
        one.pk for one in early
    }

    settle()

    assert waiting.refresh_some() == 0
    assert faults() == []
