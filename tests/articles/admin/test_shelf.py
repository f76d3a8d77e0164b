"""The library as a grid."""

import re

import pytest
from django.contrib.auth.models import User

from articles.admin import shelf
from articles.models import Image
from newsroom.desk import paging
from tests.factories import make_article, make_image, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/image/"
COLOURS = ("red", "green", "blue", "teal")


def shown(page) -> list[str]:
    return re.findall(r"<b>([^<]*)</b></a>\n<small", page.content.decode())


def tabs(page) -> dict[str, str]:
    return {tab["label"]: tab["count"] for tab in page.context["tabs"]}


@pytest.fixture
def library():
    """Newest first: Nowhere, Bare, Led."""
    led = make_image("Led", "red", credit="Njeri")
    bare = make_image("What it showed", "green", caption="Bare")
    nowhere = make_image("Nowhere", "blue", credit="Otieno")
    make_article(lead_image=led.pk)
    make_article("Other", lead_image=bare.pk)
    Image.objects.filter(pk=bare.pk).update(alt="")  # a text without it is not published any more
    return led, bare, nowhere


def test_each_tab_says_how_many_it_holds_and_shows_them(desk, library):
    page = desk.get(LIST)

    assert shown(page) == ["Nowhere", "Bare", "Led"]
    assert tabs(page) == {"All": "3", "No alt text": "1", "No credit": "1", "Unused": "1"}
    assert shown(desk.get(LIST, {"only": "alt"})) == ["Bare"]
    assert shown(desk.get(LIST, {"only": "credit"})) == ["Bare"]
    assert shown(desk.get(LIST, {"only": "unused"})) == ["Nowhere"]


def test_what_a_picture_lacks_and_where_it_is_used_stands_under_it(desk, library):
    html = desk.get(LIST, {"q": "Bare"}).content.decode()

    assert "In 1 article" in html
    assert "Alt text missing" in html
    assert "Credit missing" in html


def test_a_decorative_picture_needs_no_alt(desk):
    Image.objects.filter(pk=make_image("").pk).update(is_decorative=True)

    assert shown(desk.get(LIST, {"only": "alt"})) == []


def test_search_looks_into_the_words(desk, library):
    assert shown(desk.get(LIST, {"q": "otieno"})) == ["Nowhere"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_grid_costs_the_same_whatever_it_shows(client, django_assert_num_queries, number):
    for colour in COLOURS[:number]:
        make_image(colour, colour)
    client.force_login(User.objects.create_superuser("boss"))
    client.get(LIST)

    # Session, person; the rows and their number; uses; four tabs; what waits (3); three for the frame.
    with django_assert_num_queries(16):
        client.get(LIST)


def test_counting_stops_at_a_number_that_nobody_reads(desk, monkeypatch):
    for colour in COLOURS:
        make_image(colour, colour)
    monkeypatch.setattr(shelf, "COUNTED", 2)
    monkeypatch.setattr(paging, "MOST", 3)

    page = desk.get(LIST)

    assert tabs(page)["All"] == "2+"
    assert page.context["cl"].paginator.count == 3


def test_a_credit_is_set_on_many_at_once(desk, library, purged):
    led, bare, _ = library
    chosen = {"_selected_action": [led.pk, bare.pk], "action": "set_credit", "credit": " Amina  Hassan "}

    answer = desk.post(LIST, chosen, follow=True)

    assert list(Image.objects.order_by("pk").values_list("credit", flat=True)) == [
        "Amina Hassan",
        "Amina Hassan",
        "Otieno",
    ]
    assert purged == [{led.cache_tag, bare.cache_tag}]
    assert "is the credit of 2 pictures" in answer.content.decode()


def test_without_a_credit_nothing_is_set(desk, library):
    desk.post(LIST, {"_selected_action": [library[0].pk], "action": "set_credit", "credit": " "})

    assert Image.objects.get(pk=library[0].pk).credit == "Njeri"


def test_whoever_may_only_look_gets_no_action_and_no_button(client, library):
    client.force_login(make_user("articles.view_image"))

    html = client.get(LIST).content.decode()
    answer = client.post(LIST, {"_selected_action": [library[0].pk], "action": "set_credit", "credit": "Me"})

    assert "Add pictures" not in html
    assert "_selected_action" not in html
    assert answer.status_code in {200, 302, 403}
    assert Image.objects.get(pk=library[0].pk).credit == "Njeri"


def test_a_picture_that_is_used_stays_and_it_is_said_where(desk, library):
    led = library[0]
    address = f"{LIST}{led.pk}/delete/"

    asked = desk.get(address).content.decode()
    desk.post(address, {"post": "yes"})

    assert "cannot be deleted while these need it" in asked
    assert "The rains have failed" in asked
    assert Image.objects.filter(pk=led.pk).exists()


def test_of_many_pictures_none_goes_if_one_is_used(desk, library):
    chosen = {"_selected_action": [library[0].pk, library[2].pk], "action": "delete_selected", "post": "yes"}

    answer = desk.post(LIST, chosen)

    assert "The rains have failed" in answer.content.decode()
    assert Image.objects.count() == 3


def test_what_nobody_uses_can_be_deleted(desk, library):
    desk.post(f"{LIST}{library[2].pk}/delete/", {"post": "yes"})

    assert not Image.objects.filter(pk=library[2].pk).exists()


def test_the_form_says_what_the_picture_costs_and_where_it_is_used(desk):
    image = make_image(has_renditions=True)
    make_article(lead_image=image.pk)

    html = desk.get(f"{LIST}{image.pk}/change/").content.decode()

    assert "60 × 40" in html
    assert re.search(r"On a 360 px phone</dt><dd>\d+\xa0bytes", html)
    assert "The rains have failed" in html


def test_a_popup_hands_the_chosen_picture_back(desk, library):
    html = desk.get(LIST, {"_popup": "1"}).content.decode()

    assert f'data-popup-opener="{library[2].pk}"' in html
    assert "_selected_action" not in html
