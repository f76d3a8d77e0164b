"""Headlines that say nearly the same."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import headlines, publishing
from articles.models import HeadlineWord
from tests.factories import make_article, make_change, make_draft, make_editor


@given(
    st.sets(st.text("abc", min_size=1, max_size=4), min_size=1),
    st.sets(st.text("abc", min_size=1, max_size=4), min_size=1),
)
def test_whatever_is_alike_shares_a_telling_word(one, other):
    is_alike = headlines.likeness(one, other) >= headlines.ALIKE

    assert not is_alike or {*headlines.telling(one)} & {*headlines.telling(other)}


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("The drought phases, explained", "Drought phases explained", True),
        ("Drought phases explained", "How drought phases are explained to counties", True),
        ("Bridge closed", "Bridge opened", False),
        ("ELNIÑO", "El niño", False),
        ("Élan vital", "elan VITAL", True),
        ("Maji yakikosekana", "Nani hulipa maji yakikosekana", True),
        ("什么时候下雨", "什么时候下雨", True),
    ],
)
def test_case_accents_and_small_words_make_no_other_headline(one, other, is_alike):
    found = headlines.likeness(headlines.words_of(one), headlines.words_of(other))

    assert (found >= headlines.ALIKE) == is_alike


@pytest.mark.parametrize("nothing", ["", "…", "  ", "—"])
@pytest.mark.django_db
def test_a_headline_without_words_is_like_none(nothing):
    assert headlines.similar(nothing) == []


@pytest.mark.django_db
def test_a_similar_headline_is_found_the_likest_first_and_never_its_own():
    exact, near = (
        make_article("Drought phases explained"),
        make_article("How drought phases are explained to counties"),
    )
    make_article("Bridge closed")

    found = headlines.similar("The drought phases, explained")

    assert [one.article.pk for one in found] == [exact.pk, near.pk]
    assert [one.article.pk for one in headlines.similar("Drought phases explained", besides=exact.pk)] == [
        near.pk
    ]


@pytest.mark.django_db
def test_what_readers_cannot_see_is_like_nothing():
    make_draft("Drought phases explained")
    make_article("Drought phases explained", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Drought phases explained"), by=make_editor(), notice="Wrong.")

    assert headlines.similar("Drought phases explained") == []


@pytest.mark.django_db
def test_the_words_follow_the_headline_that_readers_see():
    article = make_article("Drought phases")
    change = make_change(article, "Floods arrive")
    assert headlines.similar("Floods arrive") == []

    publishing.publish(change, by=make_editor())

    assert [one.article.pk for one in headlines.similar("Floods arrive")] == [article.pk]
    assert headlines.similar("Drought phases") == []


@pytest.mark.django_db
def test_a_draft_again_has_no_words():
    article = make_article("Drought phases", at=timezone.now() + timedelta(days=1))

    publishing.unschedule(article, by=make_editor())

    assert not HeadlineWord.objects.exists()


@pytest.mark.django_db
def test_the_work_does_not_grow_with_the_archive(django_assert_num_queries):
    article = make_article("Government budget")
    HeadlineWord.objects.all().delete()
    rows = [
        type(article)(pk=article.pk + n, headline=f"Government budget {n}", slug=f"s{n}", source_id=f"s{n}")
        for n in range(1, 400)
    ]
    type(article).objects.bulk_create(rows)
    HeadlineWord.objects.bulk_create(HeadlineWord(article=row, word="government") for row in rows)

    with django_assert_num_queries(2) as queries:
        headlines.similar("Government budget")

    assert queries.captured_queries[1]["sql"].count(",") < headlines.A_WORD + 20
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_headlineword")
        assert cursor.fetchone() == (399,)


@pytest.mark.django_db
def test_a_headline_of_three_hundred_characters_is_one_question(django_assert_num_queries):
    long = " ".join(f"w{n:03}" for n in range(60))
    make_article(long)

    with django_assert_num_queries(2):
        assert len(headlines.similar(long)) == 1
