import pytest

from articles.models import Synonym, Topic
from articles.suggesting import Suggestion, authors_like, topics_in, topics_like
from tests.factories import make_author

pytestmark = pytest.mark.django_db


@pytest.fixture
def taxonomy():
    water, budgets = (
        Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        for name in ("Water", "County budgets")
    )
    Topic.objects.create(name="Rainwater", slug="rainwater")
    Topic.objects.create(name="EU", slug="eu")
    Synonym.objects.create(topic=water, name="Maji")
    Synonym.objects.create(topic=budgets, name="Bajeti")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("wat", ["Water", "Rainwater"]),
        ("  WÁT", ["Water", "Rainwater"]),
        ("maj", ["Water"]),
        ("budg", ["County budgets"]),
        ("%", []),
        ("", []),
        ("\u202e", []),
    ],
)
def test_topics_are_found_by_name_and_by_synonym(taxonomy, django_assert_max_num_queries, typed, names):
    with django_assert_max_num_queries(2):
        found = topics_like(typed)

    assert [one.name for one in found] == names


def test_a_synonym_that_was_typed_is_said(taxonomy):
    assert topics_like("maj") == [Suggestion("Water", "Maji")]


def test_topics_of_which_a_text_speaks_are_found(taxonomy, django_assert_num_queries):
    text = "The county budget pays for wáter. Bajeti! No BUDGETS of counties; a rainwaterish word. EU."

    with django_assert_num_queries(2):
        found = topics_in(text)

    assert found == [Suggestion("County budgets"), Suggestion("Water")]


def test_what_the_story_has_already_is_not_suggested(taxonomy):
    assert topics_in("Water and county budgets", chosen=["WATER"]) == [Suggestion("County budgets")]


def test_a_long_text_is_read_quickly(taxonomy):
    assert topics_in("maji " * 100_000) == [Suggestion("Water", "Maji")]


def test_authors_are_found_with_what_they_do(django_assert_num_queries):
    make_author("Wanjiru Maina", role="Reporter")
    make_author("Desk of Wanjiru")

    with django_assert_num_queries(1):
        found = authors_like("wanj")

    assert found == [Suggestion("Wanjiru Maina", "Reporter"), Suggestion("Desk of Wanjiru")]
