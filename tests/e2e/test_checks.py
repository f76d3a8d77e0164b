"""What is said of a text while it is typed, and a correction from the form to the reader."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_article, make_draft, make_image

from .desk import WRITER, open_text, put_text, sign_in, text_of

pytestmark = pytest.mark.browser


def test_the_list_follows_the_text_and_leads_to_the_place(page: Page):
    image = make_image("", has_renditions=True)
    open_text(page, f'<p>One</p><p>Two</p><figure data-image="{image.pk}"></figure>')
    refused = page.get_by_role("button", name="Picture 1 of the text has no alternative text.")
    expect(refused).to_be_visible()
    expect(page.locator("[data-checks-open]")).to_have_text("6 open")

    page.get_by_role("button", name="No section is chosen.").click()
    expect(page.get_by_label("Section")).to_be_focused()
    refused.click()
    expect(text_of(page)).to_be_focused()

    put_text(page, "<h3>Deep</h3><p>Text</p>")
    expect(page.get_by_role("button", name="“Deep” is a heading of level 3")).to_be_visible()
    expect(refused).to_have_count(0)


def test_the_reader_is_told_what_the_editor_wrote_and_nothing_goes_out_without_a_kind(page: Page):
    article = make_article("Bridge closed", body="<p>For two weeks.</p>")
    sign_in(page, *WRITER)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    put_text(page, "<p>For one week.</p>")
    page.get_by_text("Publish…").click()
    expect(page.get_by_label("What readers are told")).to_be_hidden()

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Say what kind of change it is")).to_be_visible()
    page.get_by_label("Correction: readers were told something wrong").check()
    page.get_by_label("What readers are told").fill("It is closed for one week, not for two.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published:")).to_be_visible()

    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Corrected").click()
    expect(page.get_by_text("It is closed for one week, not for two.")).to_be_in_viewport()
    page.goto("/corrections/")
    expect(page.get_by_role("link", name="Bridge closed")).to_be_visible()


def test_a_refusal_is_said_again_when_somebody_publishes(page: Page):
    image = make_image("")
    draft = make_draft("Mute", body=f'<figure data-image="{image.pk}"></figure>')
    sign_in(page, *WRITER)
    page.goto(f"/admin/articles/article/{draft.article_id}/change/")

    page.get_by_role("button", name="Publish", exact=True).click()

    expect(
        page.get_by_text("no more was done. Picture 1 of the text has no alternative text.")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Picture 1 of the text has no alternative text.")).to_be_visible()
