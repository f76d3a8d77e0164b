import pytest

from articles import listings
from articles.listings import Place
from articles.models import Article
from tests.factories import make_articles

N = None


@pytest.mark.parametrize(
    ("number", "page_count", "has_older", "numbers"),
    [
        (1, 1, False, [1]),
        (1, 3, True, [1, 2, 3]),
        (1, 12, True, [1, 2, N, 12]),
        (3, 12, True, [1, 2, 3, 4, N, 12]),
        (4, 12, True, [1, 2, 3, 4, 5, N, 12]),
        (6, 12, True, [1, N, 5, 6, 7, N, 12]),
        (12, 12, False, [1, N, 11, 12]),
        (1, None, True, [1, 2]),
        (40, None, True, [1, N, 39, 40, 41]),
    ],
)
def test_the_pager_offers_the_ends_and_the_pages_near_by(number, page_count, has_older, numbers):
    assert Place(number, page_count, has_older).numbers == numbers


@pytest.mark.django_db
def test_the_pages_of_a_very_long_list_are_not_counted(monkeypatch):
    monkeypatch.setattr(listings, "MAX_COUNTED", 2)
    make_articles(3)

    page = listings.page_of(Article.objects.live().newest_first().values_list("pk", flat=True), None)

    assert page.page_count is None
    assert len(page.articles) == 3
