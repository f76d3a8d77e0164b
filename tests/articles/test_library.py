from datetime import timedelta

import pytest
from django.utils import timezone

from articles.body.render import render
from articles.library import Library
from tests.factories import make_article, make_image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 20])
def test_any_number_of_bodies_costs_two_queries(django_assert_num_queries, number):
    bodies = []
    for n in range(number):
        target, image = make_article(f"Target {n}"), make_image(colour=(n, 0, 0))
        bodies.append(f'<aside data-article="{target.pk}"></aside><figure data-image="{image.pk}"></figure>')

    with django_assert_num_queries(2):
        library = Library.of(bodies)
        pages = [render(body, library).html for body in bodies]

    assert ["data-read-also" in page and "<figure" in page for page in pages] == [True] * number


def test_bodies_that_refer_to_nothing_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        Library.of(["<p>Text</p>"] * 20)


def test_what_readers_may_not_see_is_in_no_library():
    hidden = make_article("Not yet", at=timezone.now() + timedelta(days=1))

    library = Library.of([f'<aside data-article="{hidden.pk}"></aside>'])

    assert library.article(hidden.pk) is None


def test_a_card_says_what_its_article_says_now():
    image = make_image(has_renditions=True)
    target = make_article("Target", label="analysis", language="sw", lead_image=image.pk)

    card = Library.of([f'<aside data-article="{target.pk}"></aside>']).article(target.pk)

    assert (card.headline, card.url, card.label_text, card.language) == (
        "Target",
        target.get_absolute_url(),
        "Uchambuzi",
        "sw",
    )
    assert 'alt=""' in card.image_html
