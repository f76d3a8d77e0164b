"""Pins put into force, rolled back, and told to the caches. Rows and locks against the real database."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from articles import curating, fronts, publishing, reviewing, trash
from articles.arranging import Placement, Slot
from articles.curating import Refused, Stale, announce_pins, put_into_force, roll_back
from articles.models import Arrangement, Article, Pin, Section
from newsroom import pagecache
from newsroom.models import AuditEntry
from tests.factories import make_article, make_draft, make_editor, make_section, make_user, rewriting_the_past

LEAD, TOP_1, TOP_2 = Slot("lead", None, 0), Slot("top", None, 0), Slot("top", None, 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def make_curator(**fields):
    return make_user(curating.CURATE, **fields)


def make_approved():
    article = make_draft("Approved").article
    reviewing.submit(article, by=make_editor(), number=1)
    reviewing.approve(article, by=make_editor(), number=1)
    return Article.objects.get(pk=article.pk)


def placed(slot, story, begin=timedelta(0), length=DAY):
    begins = timezone.now() + begin
    return Placement(slot, story.pk, begins, begins + length if length else None)


@pytest.fixture
def purged(monkeypatch):
    calls = []
    monkeypatch.setattr(pagecache, "purge", lambda *tags: calls.append(tags))
    return calls


@pytest.mark.django_db
def test_what_is_put_into_force_is_what_readers_see_and_is_written_down(purged):
    old, _ = make_article("Old", at=timezone.now() - DAY), make_article("New")
    curator = make_curator(username="wanjiru")
    purged.clear()

    made = put_into_force([placed(LEAD, old)], by=curator, base=0)

    assert fronts.front([]).lead == old
    assert (made.number, made.made_by) == (1, curator)
    assert made.pins.get().placed_by == curator
    assert purged == [("front",)]
    line = AuditEntry.objects.get(action="front.curate")
    assert str(line) == "wanjiru changed the front page “arrangement 1”, pins 1"


@pytest.mark.django_db
def test_whoever_may_not_arrange_the_front_page_does_not():
    with pytest.raises(PermissionDenied):
        put_into_force([], by=make_editor(), base=0)
    assert not Arrangement.objects.exists()


@pytest.mark.django_db
def test_nothing_is_written_over_what_somebody_else_put_into_force():
    one, other = make_curator(), make_curator()
    story, second = make_article("One"), make_article("Two")
    theirs = put_into_force([placed(LEAD, story)], by=one, base=0)

    with pytest.raises(Stale) as stale:
        put_into_force([placed(LEAD, second)], by=other, base=0)

    assert stale.value.newest == theirs
    assert Pin.objects.get().article == story


@pytest.mark.django_db
def test_the_second_click_of_a_double_one_changes_nothing():
    curator, pins = make_curator(), [placed(LEAD, make_article())]

    first, second = (put_into_force(pins, by=curator, base=0) for _ in range(2))

    assert first == second
    assert Arrangement.objects.count() == 1


@pytest.mark.django_db
def test_a_pin_keeps_the_name_of_who_placed_it_when_others_change_the_rest():
    one, other = make_curator(username="one"), make_curator(username="other")
    kept = placed(LEAD, make_article("Kept"))
    put_into_force([kept], by=one, base=0)

    put_into_force([kept, placed(TOP_1, make_article("Added"))], by=other, base=1)

    names = Pin.objects.filter(arrangement__number=2).values_list("article__headline", "placed_by__username")
    assert set(names) == {("Kept", "one"), ("Added", "other")}


@pytest.mark.django_db
def test_what_has_ended_is_not_carried_on():
    put_into_force([placed(LEAD, make_article(), -2 * DAY, DAY)], by=make_curator(), base=0)

    assert not Pin.objects.exists()


def _withdrawn():
    return publishing.withdraw(make_article("Gone"), by=make_editor(), notice="Wrong")


def _trashed():
    return trash.throw_away(make_draft("Gone").article, by=make_editor())


def _drafted():
    return make_draft("Gone").article


def _taken_down():
    story = make_article("Gone")
    Article.objects.filter(pk=story.pk).update(visible_until=timezone.now() - HOUR)
    return story


def _retracted():
    story = make_article("Gone")
    Article.objects.filter(pk=story.pk).update(retracted_at=timezone.now())
    return story


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_retracted, "“Gone” has been retracted: it cannot be pinned."),
        (_withdrawn, "“Gone” has been withdrawn: it cannot be pinned."),
        (_trashed, "“Gone” is in the trash: it cannot be pinned."),
        (_drafted, "“Gone” is a draft that nobody has approved: it cannot be pinned."),
        (_taken_down, "“Gone” has been taken down: it cannot be pinned."),
    ],
)
def test_a_story_that_readers_will_not_see_cannot_be_pinned(make, reason):
    with pytest.raises(Refused) as refused:
        put_into_force([placed(LEAD, make())], by=make_curator(), base=0)

    assert refused.value.reasons == [reason]


@pytest.mark.django_db
def test_an_approved_story_and_a_scheduled_one_can_be_pinned():
    approved = make_approved()
    scheduled = make_article("Scheduled", at=timezone.now() + HOUR)

    put_into_force([placed(LEAD, approved), placed(TOP_1, scheduled, HOUR)], by=make_curator(), base=0)

    assert Pin.objects.count() == 2


@pytest.mark.django_db
def test_a_pin_in_force_whose_story_is_withdrawn_does_not_stand_in_the_way_of_others():
    story = make_article("Later withdrawn")
    pin = placed(LEAD, story)
    curator = make_curator()
    put_into_force([pin], by=curator, base=0)
    publishing.withdraw(story, by=make_editor(), notice="Wrong")

    put_into_force([pin, placed(TOP_1, make_article("Another"))], by=curator, base=1)

    assert Arrangement.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pins", "reason"),
    [
        (lambda a, b: [placed(LEAD, a, 5 * HOUR, -2 * HOUR)], "“One” would end before it begins."),
        (lambda a, b: [placed(LEAD, a, -HOUR, -2 * HOUR)], "“One” would end before it begins."),
        (
            lambda a, b: [placed(LEAD, a), placed(LEAD, b, HOUR)],
            "“One” and “Two” have one place at the same time.",
        ),
        (
            lambda a, b: [placed(LEAD, a), placed(TOP_1, a)],
            "“One” and “One” is one story in two places at the same time.",
        ),
        (lambda a, b: [placed(LEAD, a, 500 * DAY)], "“One” would begin more than a year from now."),
        (
            lambda a, b: [placed(Slot("band", 999, 0), a)],
            "The section in which “One” was to be pinned does not exist any more.",
        ),
        (
            lambda a, b: [Placement(LEAD, 999_999, timezone.now(), None)],
            "A story that was to be pinned does not exist any more. Take its pin away.",
        ),
    ],
)
def test_pins_that_make_no_sense_are_refused_with_a_sentence(pins, reason):
    stories = make_article("One"), make_article("Two")

    with pytest.raises(Refused) as refused:
        put_into_force(pins(*stories), by=make_curator(), base=0)

    assert refused.value.reasons == [reason]
    assert not Arrangement.objects.exists()


@pytest.mark.django_db
def test_an_earlier_arrangement_comes_back_as_a_change_of_its_own():
    curator, one, two = make_curator(), make_article("One"), make_article("Two")
    first = put_into_force([placed(LEAD, one)], by=curator, base=0)
    put_into_force([placed(LEAD, two)], by=curator, base=1)

    made, left_out = roll_back(first, by=curator, base=2)

    assert (made.number, made.restores, left_out) == (3, first, [])
    assert fronts.front([]).lead == one
    assert Arrangement.objects.count() == 3
    assert AuditEntry.objects.filter(action="front.roll_back").count() == 1


@pytest.mark.django_db
def test_what_cannot_come_back_is_left_out_and_named():
    curator, one, two, three = make_curator(), make_article("One"), make_article("Two"), make_article("Three")
    first = put_into_force([placed(LEAD, one), placed(TOP_1, two), placed(TOP_2, three)], by=curator, base=0)
    put_into_force([], by=curator, base=1)
    publishing.withdraw(two, by=make_editor(), notice="Wrong")
    with rewriting_the_past():
        Pin.objects.filter(article=three).update(
            starts_at=timezone.now() - DAY, ends_at=timezone.now() - HOUR
        )

    _, left_out = roll_back(first, by=curator, base=2)

    assert left_out == ["“Two” has been withdrawn.", "1 pin has ended since."]
    assert fronts.front([]).lead == one


@pytest.mark.django_db
def test_a_draft_that_is_deleted_takes_its_pin_and_leaves_the_history():
    approved = make_approved()
    made = put_into_force([placed(LEAD, approved)], by=make_curator(), base=0)

    approved.delete()

    assert curating.placements_of(made, at=timezone.now()) == ()
    assert fronts.held_at(timezone.now()) == []
    assert Arrangement.objects.exists()


@pytest.mark.django_db
def test_a_section_that_is_deleted_takes_the_pins_of_its_band():
    section, story = make_section("Sport"), make_article(section="Climate")
    put_into_force([placed(Slot("band", section.pk, 0), story)], by=make_curator(), base=0)

    section.delete()

    assert curating.placements_of(curating.in_force(), at=timezone.now()) == ()
    assert len(fronts.front(list(Section.objects.all())).articles) == 1


@pytest.mark.django_db
def test_the_caches_are_told_once_when_a_pin_begins_and_once_when_it_ends(purged, monkeypatch):
    begins = datetime(2026, 11, 25, 6, tzinfo=UTC)
    curator, story = make_curator(), make_article(at=begins - 2 * DAY)
    clock = SimpleNamespace(now=lambda: begins - HOUR)
    monkeypatch.setattr("articles.curating.timezone", clock)
    put_into_force([Placement(LEAD, story.pk, begins, begins + DAY)], by=curator, base=0)
    purged.clear()

    told = []
    for hours in (-1, 0, 0, 1, 24, 48):
        clock.now = lambda hours=hours: begins + hours * HOUR
        told.append(announce_pins())

    assert told == [0, 1, 0, 0, 1, 0]
    assert purged == [("front",), ("front",)]


@pytest.mark.django_db
def test_a_worker_that_was_away_for_a_day_tells_the_caches_once(purged, monkeypatch):
    story = make_article(at=timezone.now() - DAY)
    put_into_force([placed(LEAD, story, HOUR, HOUR)], by=make_curator(), base=0)
    purged.clear()
    later = timezone.now() + DAY
    monkeypatch.setattr("articles.curating.timezone", SimpleNamespace(now=lambda: later))

    assert [announce_pins(), announce_pins()] == [1, 0]
    assert purged == [("front",)]


@pytest.mark.django_db(transaction=True)
def test_of_ten_editors_at_once_one_is_first_and_nine_are_told():
    stories = [make_article(f"Story {n}") for n in range(10)]
    curators = [make_curator() for _ in range(10)]
    ready, heard = Barrier(10), []

    def force(curator, story):
        pins = [placed(LEAD, story)]
        ready.wait()
        try:
            put_into_force(pins, by=curator, base=0)
            heard.append("in force")
        except Stale as stale:
            heard.append(f"stale: {stale.newest.number}")
        finally:
            connections.close_all()

    threads = [Thread(target=force, args=pair) for pair in zip(curators, stories, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(heard) == ["in force", *["stale: 1"] * 9]
    assert Arrangement.objects.count() == 1
