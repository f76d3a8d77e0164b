"""An editor tidies the topics: two become one and two again; the cards of a withdrawn story lead elsewhere."""

import pytest
from playwright.sync_api import expect

from articles import publishing
from tests.factories import make_article, make_editor

from .desk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = (
    "articles.view_topic",
    "articles.change_topic",
    "articles.merge_topic",
    "articles.view_article",
    "articles.change_article",
    "articles.publish_article",
)


def test_two_topics_become_one_and_two_again(page, live_site):
    make_article("Bridge closed", topic_names=["Roads"])
    make_article("Bridge open", topic_names=["Roads"])
    make_article("Potholes", topic_names=["Road"])
    sign_in(page, *EDITOR)

    page.get_by_role("link", name="Topics").click()
    page.get_by_role("link", name="Alike").click()
    page.get_by_role("link", name="Keep “Roads”…").click()
    expect(page.get_by_role("heading", name="Merge “Road” into “Roads”?")).to_be_visible()
    page.get_by_role("button", name="Merge into “Roads”").click()
    expect(page.get_by_text("“Road” is a name of “Roads” now, with 1 story more.")).to_be_visible()

    page.goto(f"{live_site}/topic/road/")
    assert page.url == f"{live_site}/topic/roads/"
    expect(page.get_by_role("link", name="Potholes").first).to_be_visible()

    page.goto(f"{live_site}/admin/articles/topicmerge/")
    page.get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_text("“Road” is a topic again, with 1 story.")).to_be_visible()
    page.goto(f"{live_site}/topic/road/")
    assert page.url == f"{live_site}/topic/road/"


def test_the_cards_of_a_withdrawn_story_are_made_to_lead_to_another(page, live_site):
    target, other = make_article("Bridge closed"), make_article("Bridge open")
    holder = make_article("Holder", body=f'<p>Text</p><aside data-article="{target.pk}"></aside>')
    publishing.withdraw(target, by=make_editor(), notice="It was never closed.")
    sign_in(page, *EDITOR)

    page.goto(f"{live_site}/admin/articles/article/{target.pk}/change/")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Cards that lead here…").click()
    page.get_by_label("Find a story for the cards to lead to").fill("bridge")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Choose Bridge open").click()
    page.get_by_role("button", name="Replace in 1 story").click()
    expect(page.get_by_text("Changed, and readers see it.")).to_be_visible()

    page.goto(f"{live_site}{holder.get_absolute_url()}")
    expect(page.locator("[data-read-also]").get_by_role("link")).to_have_attribute(
        "href", other.get_absolute_url()
    )
