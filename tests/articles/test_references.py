import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from articles import publishing, references
from articles.models import Image, Reference
from articles.transfer.importer import import_file
from tests.factories import make_article, make_content, make_draft, make_editor, make_image

pytestmark = pytest.mark.django_db


def card(article):
    return f'<p>Text</p><aside data-article="{article.pk}"></aside>'


def figure(image):
    return f'<figure data-image="{image.pk}"></figure>'


def update(article, **fields):
    return publishing.save_draft(make_content(**fields), by=make_editor(), article=article)


def noted(article):
    rows = Reference.objects.filter(article=article).order_by("kind", "target")
    return list(rows.values_list("kind", "target", "in_live", "in_newest"))


def test_a_text_names_cards_pictures_galleries_and_its_lead_picture():
    content = make_content(
        body='<aside data-article="7"></aside><figure data-image="3"></figure><figure data-gallery="4 5"></figure>',
        lead_image=6,
    )

    assert references.of(content) == {("article", 7), ("image", 3), ("image", 4), ("image", 5), ("image", 6)}


def test_what_a_draft_refers_to_is_in_its_newest_text_alone():
    image, target = make_image(), make_article("Target")

    draft = make_draft(body=card(target) + figure(image))

    assert noted(draft.article) == [("article", target.pk, False, True), ("image", image.pk, False, True)]


def test_an_update_in_draft_refers_to_other_things_than_the_text_that_readers_see():
    first, second, both = make_article("First"), make_article("Second"), make_article("Both")
    article = make_article(body=card(first) + card(both))

    draft = update(article, body=card(second) + card(both))

    assert noted(article) == [
        ("article", first.pk, True, False),
        ("article", second.pk, False, True),
        ("article", both.pk, True, True),
    ]

    publishing.publish(draft, by=make_editor())

    assert noted(article) == [("article", second.pk, True, True), ("article", both.pk, True, True)]


def test_an_article_made_a_draft_again_has_no_live_text():
    target = make_article("Target")
    article = make_article(body=card(target), at=timezone.now() + timedelta(days=1))

    publishing.unschedule(article, by=make_editor())

    assert noted(article) == [("article", target.pk, False, True)]


@pytest.mark.parametrize("number", [1, 3])
def test_noting_takes_the_same_queries_however_much_is_named(django_assert_num_queries, number):
    article = make_article(body="".join(card(make_article(f"Target {n}")) for n in range(number)))
    article = update(
        article, body="".join(figure(make_image(colour=(n, 0, 0))) for n in range(number))
    ).article

    Reference.objects.all().delete()
    Reference.objects.bulk_create(
        Reference(article=article, kind="article", target=900 + n, in_live=True, in_newest=True)
        for n in range(number)
    )
    with django_assert_num_queries(3):
        references.keep(article)
    with django_assert_num_queries(1):
        references.keep(article)


@pytest.mark.parametrize("number", [1, 3])
def test_where_things_are_used_is_one_query(django_assert_num_queries, number):
    images = [make_image(colour=(n, 0, 0)) for n in range(number)]
    unused = make_image(colour="blue")
    articles = [make_article(f"Story {n}", body="".join(map(figure, images))) for n in range(number)]

    with django_assert_num_queries(1):
        used = references.used_by([*images, unused])
        headlines = {pk: [use.article.headline for use in uses] for pk, uses in used.items()}
    with django_assert_num_queries(1):
        counts = references.use_counts([*images, unused])

    newest_first = [article.headline for article in reversed(articles)]
    assert headlines == {**{image.pk: newest_first for image in images}, unused.pk: []}
    assert counts == {**{image.pk: number for image in images}, unused.pk: 0}


def test_of_a_picture_that_is_everywhere_the_newest_uses_are_given():
    image, other = make_image(), make_image(colour="blue")
    articles = [make_article(f"Story {n}", body=figure(image) + figure(other)) for n in range(3)]

    used = references.used_by([image, other], most=2)

    assert {pk: [use.article for use in uses] for pk, uses in used.items()} == {
        image.pk: [articles[2], articles[1]],
        other.pk: [articles[2], articles[1]],
    }


def test_cards_to_an_article_are_not_mistaken_for_a_picture_of_the_same_number():
    target = make_article("Target")
    user = make_article(body=card(target))

    assert [use.article for use in references.used_by([target])[target.pk]] == [user]
    assert references.used_by([Image(pk=target.pk)]) == {target.pk: []}


def test_imported_texts_are_noted_in_both_turns_of_the_import(tmp_path):
    lines = [
        {"id": "a", "title": "Names one that comes later", "body": '<aside data-article="b"></aside>'},
        {"id": "b", "title": "Target", "body": "", "published_at": "2026-03-14T06:00:00+03:00"},
        {
            "id": "c",
            "title": "Published",
            "body": '<aside data-article="b"></aside>',
            "published_at": "2026-03-14T06:00:00+03:00",
        },
    ]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))

    import_file(file, None)

    found = list(
        Reference.objects.order_by("article__source_id").values_list("article__source_id", "in_live")
    )
    assert found == [("a", False), ("c", True)]


def test_everything_can_be_noted_anew(monkeypatch):
    monkeypatch.setattr(references, "BATCH", 2)
    target = make_article("Target")
    articles = [make_article(f"Story {n}", body=card(target)) for n in range(3)]
    update(articles[0], body="")
    expected = [noted(article) for article in articles]
    Reference.objects.all().delete()
    Reference.objects.create(article=target, kind="article", target=99, in_live=True, in_newest=True)

    assert references.rebuild() == 4
    assert [noted(article) for article in articles] == expected
    assert noted(target) == []


def test_a_site_that_is_there_already_gets_its_references_with_the_migration():
    target = make_article("Target")
    article = make_article(body=card(target), lead_image=make_image().pk)
    update(article, body="")
    expected = noted(article)
    Reference.objects.all().delete()

    import_module("articles.migrations.0004_references_of_present_texts").note(apps, None)

    assert noted(article) == expected
    assert len(expected) == 2
