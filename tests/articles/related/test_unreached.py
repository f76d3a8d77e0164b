"""Stories that no list and no card leads to."""

import pytest

from articles import publishing
from articles.models import Related
from articles.related.unreached import neighbours, unreached
from articles.related.weights import SHOWN
from tests.factories import make_article, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db
Kind = Related.Kind


def lead(article, other, *, kind=Kind.AUTO, score=0.5, rank=0):
    Related.objects.create(article=article, other=other, kind=kind, score=score, rank=rank)


def names():
    return set(unreached().values_list("headline", flat=True))


@pytest.fixture
def stories():
    stories = [make_article(name) for name in ("Ant", "Bee", "Cat", "Dog", "Eel", "Fox")]
    Related.objects.all().delete()
    return stories


def test_a_story_in_a_list_that_readers_see_is_led_to(stories):
    lead(stories[0], stories[1])
    lead(stories[1], stories[0], kind=Kind.PINNED)

    assert names() == {"Cat", "Dog", "Eel", "Fox"}


def test_the_fifth_of_a_list_is_shown_to_nobody(stories):
    ant, *others = stories
    for place, other in enumerate(others):
        lead(ant, other, score=0.9 - place / 10)
    assert names() == {"Ant", others[SHOWN].headline}

    Related.objects.filter(other=others[SHOWN]).update(kind=Kind.PINNED)

    assert names() == {"Ant", others[SHOWN - 1].headline}


def test_neither_a_ban_nor_the_same_text_leads_anybody(stories):
    lead(stories[0], stories[1], kind=Kind.EXCLUDED)
    lead(stories[0], stories[2], kind=Kind.SAME)

    assert len(names()) == 6


def test_a_card_leads_there_while_readers_see_it(stories):
    editor = make_editor()
    holder = make_article("Holder", body=f'<aside data-article="{stories[0].pk}"></aside>')
    make_draft("Not out", body=f'<aside data-article="{stories[1].pk}"></aside>')
    assert "Ant" not in names()
    assert "Bee" in names()

    publishing.withdraw(holder, by=editor, notice="Wrong.")

    assert "Ant" in names()


def test_a_pin_of_a_draft_leads_nobody(stories):
    lead(make_draft("Not out").article, stories[0], kind=Kind.PINNED)

    assert "Ant" in names()


def test_only_what_readers_see_is_named(stories):
    make_draft("Draft")
    publishing.withdraw(stories[0], by=make_editor(), notice="Wrong.")

    assert names() == {"Bee", "Cat", "Dog", "Eel", "Fox"}


def test_its_own_neighbours_are_where_readers_could_be_led_from(stories, django_assert_num_queries):
    ant, bee, cat, dog, *_ = stories
    lead(ant, bee, score=0.2)
    lead(ant, cat, score=0.8)
    lead(cat, ant, kind=Kind.PINNED)
    lead(ant, dog, score=0.5)
    publishing.withdraw(dog, by=make_user("articles.publish_article"), notice="Wrong.")
    Related.objects.get_or_create(article=ant, other=dog, defaults={"kind": Kind.AUTO, "score": 0.5})

    with django_assert_num_queries(3):
        found = neighbours(ant)

    assert [(story.headline, is_leading) for story, is_leading in found] == [("Cat", True), ("Bee", False)]
