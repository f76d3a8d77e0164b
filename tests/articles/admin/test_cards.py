import re

import pytest

from articles import publishing, rights
from tests.factories import make_article, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db


def page_of(article):
    return f"/admin/articles/article/{article.pk}/cards/"


def text_of(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.content.decode()).split())


def holder(target, headline="Holder"):
    return make_article(headline, body=f'<aside data-article="{target.pk}"></aside>')


@pytest.fixture
def target():
    return publishing.withdraw(make_article("Target"), by=make_editor(), notice="Wrong.")


def test_a_withdrawal_says_how_many_cards_led_there_and_how_to_mend_it(desk):
    article = make_article("Target")
    holder(article)

    page = desk.post(
        f"/admin/articles/article/{article.pk}/withdraw/", {"notice": "It was wrong."}, follow=True
    )

    assert "1 story has a read-also card to it, which readers do not see now." in text_of(page)
    assert f'href="{page_of(article)}"' in page.content.decode()


def test_another_story_is_found_chosen_and_put_in_the_place_of_the_lost_one(desk, target):
    article, new = holder(target), make_article("New bridge")

    found = desk.get(page_of(target), {"words": "bridge"})
    asked = desk.get(page_of(target), {"to": new.pk})
    done = desk.post(page_of(target), {"to": new.pk})

    assert "“Target” was withdrawn: readers do not see these cards." in text_of(found)
    assert f'href="?to={new.pk}"' in found.content.decode()
    assert 'value="Replace in 1 story"' in asked.content.decode()
    assert "Holder Changed, and readers see it." in text_of(done)
    article.refresh_from_db()
    assert article.body == f'<aside data-article="{new.pk}"></aside>'
    assert "No text leads here with a read-also card." in text_of(desk.get(page_of(target)))


@pytest.mark.parametrize("sent", [{}, {"to": "x"}, {"to": "9" * 30}, {"to": "99999"}])
def test_nonsense_is_no_story_to_lead_to(desk, target, sent):
    holder(target)

    page = desk.post(page_of(target), sent, follow=True)

    assert "Choose the story that the cards are to lead to." in text_of(page)


def test_what_readers_do_not_see_is_neither_found_nor_taken(desk, target):
    holder(target)
    draft = make_draft("Secret bridge").article

    assert "No story that readers see has these words." in text_of(
        desk.get(page_of(target), {"words": "bridge"})
    )
    page = desk.post(page_of(target), {"to": draft.pk}, follow=True)
    assert "Readers would not see the card: “Secret bridge” is not published." in text_of(page)


def test_who_may_not_write_is_turned_away(client, target):
    client.force_login(make_user("articles.view_article"))

    assert client.get(page_of(target)).status_code == 403
    assert client.post(page_of(target)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_however_many_stories_hold_a_card(
    client, django_assert_num_queries, target, number
):
    client.force_login(make_user(rights.WRITE, rights.PUBLISH, "articles.view_article"))
    for n in range(number):
        holder(target, f"Bridge {n}")

    with django_assert_num_queries(13):
        page = client.get(page_of(target), {"words": "bridge"})

    assert page.content.decode().count("state-live") == number
