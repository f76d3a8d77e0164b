"""The lists of a small paper: the same on every database, and such as an editor would make them."""

import pytest

from articles import publishing
from articles.models import Article, Related
from articles.related import rebuilding, waiting
from articles.transfer.importer import import_records
from tests.articles.related.corpus import LISTS, records
from tests.articles.related.stories import KIND, faults, list_of, settle
from tests.factories import make_editor

pytestmark = pytest.mark.django_db


def refresh():
    while waiting.refresh_some():
        settle()


@pytest.fixture
def paper():
    """Published story by story, and each related before the next."""
    for number, record in records():
        assert import_records([(number, record)], None).bad == []
        settle()
    refresh()


def tops():
    """The ids in the first four places, by the story's."""
    names = dict(Article.objects.values_list("pk", "source_id"))
    return {name: [names[other] for other in list_of(Article(pk=key))[:4]] for key, name in names.items()}


def test_the_lists_are_those_that_they_were_on_the_other_database(paper):
    assert tops() == LISTS
    assert faults() == []


def test_a_rebuild_leaves_nine_of_ten_in_their_places(paper):
    before = tops()
    rebuilding.rebuild()
    after = tops()

    kept = sum(len({*before[name]} & {*after[name]}) for name in before)
    assert kept >= 0.9 * sum(map(len, before.values()))


def test_all_at_once_gives_nine_of_ten_of_what_came_one_by_one(paper):
    before = tops()
    for article in Article.objects.all():
        publishing.withdraw(article, by=make_editor(), notice="")
    settle()
    Article.objects.all().delete()

    import_records(records(), None)
    settle()

    after = tops()
    kept = sum(len({*before[name]} & {*after[name]}) for name in before)
    assert kept >= 0.9 * sum(map(len, before.values()))


def test_the_first_of_a_list_is_about_the_same_thing(paper):
    for key, found in tops().items():
        if "-" in key:
            assert found[0].partition("-")[0] == key.partition("-")[0]


def test_two_languages_in_one_archive_do_not_mix(paper):
    swahili = {key for key in LISTS if key.startswith("sw-")}

    for key, found in tops().items():
        assert {other in swahili for other in found} <= {key in swahili}


def test_each_says_the_words_that_weighed_most(paper):
    rows = Related.objects.filter(article__source_id="dam-1", kind=KIND.AUTO).order_by("-score")

    why = dict(rows.values_list("other__source_id", "why"))
    assert why["dam-2"] == "tana, masinga, families"
