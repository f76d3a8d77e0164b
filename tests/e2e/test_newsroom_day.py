"""The day of a reporter and an editor, from an empty sheet to a page that is gone, each in a browser of his or her own.

Nothing is prepared but what a newsroom has: two people with their roles, a section, a topic, a picture, an older story.
`trouble` is empty at the end: no window had an error in its console, broke the content security policy, or asked
another host for anything.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import publishing, scheduling
from articles.models import Article, Byline, Change
from newsroom import roles
from tests.factories import make_article, make_author, make_image, make_user

from .desk import choose, press, sign_in_again, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE = "Who pays for the bridge at Mwala"
REASON = "Ask the county for the sum, and say who told us."
SENTENCE = "The bridge costs 40 million shillings. An earlier version said 4 million."
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")


@pytest.fixture
def newsroom(live_site) -> None:
    """Otieno, who reports, Amina, who edits, and what is there on any morning."""
    for role, username in [(roles.REPORTER, "otieno"), (roles.EDITOR, "amina")]:
        person = make_user(
            username=username, first_name=username.title(), email=f"{username}@newsroom.example"
        )
        person.groups.add(Group.objects.get(name=role))
    make_author("Otieno Were", role="Reporter", user=person)
    make_image("A bridge of iron", "teal", has_renditions=True, credit="Photograph: Njeri")
    make_article(
        "The old bridge is closed",
        at=timezone.now() - timedelta(days=90),
        section="Counties",
        topic_names=["Roads"],
    )


@pytest.fixture
def arrive(visitor: Callable[..., Page], watch: Callable[[Page], Page]) -> Callable[..., Page]:
    """Somebody else, on a device of his or her own that is watched, too."""
    return lambda **device: watch(visitor(**device))


def test_the_day_of_a_reporter_and_an_editor(newsroom, page, arrive, visitor):
    reporter, editor, reader = page, arrive(), arrive(width=390)
    sign_in_again(reporter, "otieno")
    writes_a_story(reporter)
    sees_it_as_readers_will(reporter)
    shows_it_to_a_stranger(reporter, arrive())
    submits(reporter, "The sum is still open.")
    may_not_publish(reporter)

    sign_in_again(editor, "amina")
    finds_it_on_the_page_of_the_day(editor)
    sends_it_back(editor)
    mends_what_was_asked_for(reporter)
    compares_and_approves(editor)
    gives_it_an_hour(editor)
    address = Article.objects.get(headline=HEADLINE).get_absolute_url()
    assert reader.request.get(address).status == 404
    the_hour_comes()
    reads(reader, address, "The county pays: 4 million shillings.")

    changes_the_live_story(reporter)
    reads(reader, address, "The county pays: 4 million shillings.")
    publishes_it_as_a_correction(editor)
    reads(reader, address, "The county pays: 40 million shillings.")
    is_told_of_the_mistake(reader)
    puts_it_on_top_of_the_front_page(editor)
    finds_it_on_top(reader)
    withdraws_it(editor)
    finds_it_gone(reader, visitor(), address)


# The reporter writes


def writes_a_story(page: Page) -> None:
    page.get_by_role("link", name="New article").first.click()
    page.get_by_label("Headline", exact=True).fill(HEADLINE)
    page.get_by_label("Standfirst").fill("Nobody in Mwala knows. We have asked.")
    page.get_by_label("Section").select_option("Counties")
    text_of(page).click()
    for line in ("The bridge is of iron.", "## Who said what", "- The county: nothing.", "The state: less."):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # the list ends
    inserts(page, "Picture", "Find a picture", "bridge of iron")
    inserts(page, "Read also", "Find an article", "old bridge")
    choose(page, "Add a topic", "Roads")
    choose(page, "Add a byline", "Otieno Were")
    expect(page.locator("[data-saved]")).to_have_text(SAVED)
    assert not Article.objects.filter(
        headline=HEADLINE
    ).exists()  # what is saved by itself is the writer's alone
    press(page, "Save draft", said="Saved as version 1.")
    body = Article.objects.get(headline=HEADLINE).latest_revision.content.body
    for part in ("<h2>Who said what</h2>", "<li>", "<figure data-image=", "<aside data-article="):
        assert part in body


def inserts(page: Page, tool: str, field: str, words: str) -> None:
    """A block from what there is: a picture, or the card of an article."""
    page.get_by_role("toolbar").get_by_role("button", name=tool, exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(field).fill(words)
    expect(dialog.locator(".editor-choice")).to_have_count(1)
    # What is suggested has gone for what is found.
    expect(dialog.locator(".editor-list-head")).to_have_count(0)
    blocks = text_of(page).locator(".editor-node")
    before = blocks.count()
    dialog.locator(".editor-choice").click()
    expect(dialog).to_have_count(0)
    expect(blocks).to_have_count(before + 1)


def sees_it_as_readers_will(page: Page) -> None:
    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator(".preview-pane iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(preview.get_by_role("img", name="A bridge of iron")).to_be_visible()
    assert preview.locator("html").evaluate("() => window.innerWidth") == 360
    page.keyboard.press("Escape")


def shows_it_to_a_stranger(page: Page, stranger: Page) -> None:
    page.get_by_text("Private links").click()
    page.get_by_label("For whom").fill("The lawyer of the county")
    page.get_by_role("button", name="Make a link").click()
    stranger.goto(page.get_by_label("Address of The lawyer of the county").input_value())
    expect(stranger.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(stranger.get_by_text("This is not published")).to_be_visible()
    assert stranger.context.cookies() == []


def submits(page: Page, note: str) -> None:
    page.get_by_text("Submit for review…").click()
    page.get_by_label("Note to the editor").fill(note)
    press(page, "Submit for review", said="Submitted: an editor will read it.")
    expect(page.locator(".act .state").last).to_contain_text(re.compile("in review", re.IGNORECASE))


def may_not_publish(page: Page) -> None:
    """There is no button for it, and a form that was made by hand does not do it either."""
    expect(page.get_by_text(re.compile("^(Publish|Approve)"))).to_have_count(0)
    page.reload()
    fields = page.locator("#article-form").evaluate("form => Object.fromEntries(new FormData(form))")
    page.request.post(page.url, form={**fields, "_publish": "1", "publish_at": "", "change": "typo"})
    article = Article.objects.get(headline=HEADLINE)
    assert (article.visible_from, article.live_revision) == (None, None)
    answer = page.request.post(
        f"/admin/articles/article/{article.pk}/review/",
        form={**fields, "number": "1", "verdict": "approve"},
    )
    assert answer.status == 403
    page.reload()


# The editor reads, the reporter mends


def finds_it_on_the_page_of_the_day(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("One thing needs you, Amina")
    needs = page.get_by_role("region", name="Needs you now")
    expect(needs).to_contain_text("Otieno asks: The sum is still open.")
    needs.get_by_role("link", name=f"Review: {HEADLINE}").click()
    expect(page.locator(".rail")).to_contain_text("The sum is still open.")


def sends_it_back(page: Page) -> None:
    page.get_by_text("Send back…").click()
    page.get_by_label("Reason").fill(REASON)
    press(page, "Send back", said="Sent back to its writer, with your reason.")
    [letter] = [one for one in mail.outbox if one.to == ["otieno@newsroom.example"]]
    assert REASON in letter.body


def mends_what_was_asked_for(page: Page) -> None:
    page.get_by_role("link", name="Desk").click()
    needs = page.get_by_role("region", name="Needs you now")
    expect(needs).to_contain_text(f"Amina sent it back: {REASON}")
    needs.get_by_role("link", name=HEADLINE, exact=True).click()
    expect(page.locator(".rail")).to_contain_text(REASON)
    types_instead(page, "The bridge is of iron.", "The county pays: 4 million shillings.")
    submits(page, "The county has told me.")


def types_instead(page: Page, old: str, new: str) -> None:
    """A paragraph of the text is chosen as by three clicks, and written anew."""
    text_of(page).get_by_text(old, exact=True).click(click_count=3)
    page.keyboard.type(new)
    expect(text_of(page)).to_contain_text(new)


def compares_and_approves(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=f"Review: {HEADLINE}").click()
    page.get_by_role("heading", name="Versions").get_by_role("link", name="All").click()
    page.get_by_role("button", name="Compare the two").click()
    expect(page.locator(".changes ins")).to_contain_text(["county pays"])
    press(page, "Approve version 2", said="Approved. If a word of it changes now, it must be read again.")


# Readers


def gives_it_an_hour(page: Page) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    page.get_by_label(re.compile("^Date and time")).fill(f"{tomorrow:%Y-%m-%dT06:30}")
    press(page, "Publish", said="06:30 (Nairobi, UTC+3)")
    expect(page.locator(".act .state").first).to_have_text("Scheduled")


def the_hour_comes() -> None:
    """The hour of the story is moved to this minute, and the worker does what is due."""
    now = timezone.now()
    Article.objects.filter(headline=HEADLINE).update(visible_from=now, published_at=now)
    Byline.objects.filter(article__headline=HEADLINE).update(visible_from=now)
    assert publishing.announce_due() == 1
    assert (scheduling.bring_out_due(), scheduling.take_down_due()) == (0, 0)
    assert Article.objects.get(headline=HEADLINE).is_announced


def reads(page: Page, address: str, sentence: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page).to_have_url(re.compile(f"{address}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page.locator(".body")).to_contain_text(sentence)


def changes_the_live_story(page: Page) -> None:
    page.reload()
    types_instead(page, "The county pays: 4 million shillings.", "The county pays: 40 million shillings.")
    submits(page, "A zero was missing.")


def publishes_it_as_a_correction(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=f"Compare: {HEADLINE}").click()
    expect(page.locator(".changes ins")).to_have_text("40")
    expect(page.locator(".changes del")).to_have_text("4")
    press(page, "Approve version 3", said="Approved. If a word of it changes now")
    page.get_by_text("Publish…").click()
    page.get_by_label(Change.CORRECTION.label).check()
    page.get_by_label("What readers are told").fill(SENTENCE)
    press(page, "Publish", said="Published: /")


def is_told_of_the_mistake(page: Page) -> None:
    expect(page.locator("section.correction")).to_contain_text(SENTENCE)
    page.goto("/corrections/")
    expect(page.get_by_role("article")).to_contain_text(SENTENCE)
    page.get_by_role("article").get_by_role("link", name=HEADLINE).click()
    expect(page.locator("section.correction")).to_be_visible()


def puts_it_on_top_of_the_front_page(page: Page) -> None:
    make_article("A newer story", section="Counties")  # else the rule would have it on top already
    page.goto("/admin/")
    page.get_by_role("link", name="Front page").click()
    page.locator(".candidate", has_text=HEADLINE).locator("label").click()
    page.get_by_role("button", name="Place here: Lead").click()
    expect(page.locator('[data-slot="lead-0"]')).to_contain_text(HEADLINE)
    press(page, "Put into force", said="In force: arrangement 1")


def finds_it_on_top(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".front-top .lead h2")).to_have_text(HEADLINE)


def withdraws_it(page: Page) -> None:
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name=re.compile("^All")).click()
    page.get_by_role("link", name=HEADLINE).click()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Notice").fill("The county has shown us that there is no bridge.")
    press(page, "Withdraw from the site", said="Withdrawn: its address shows your notice.")


def finds_it_gone(reader: Page, unwatched: Page, address: str) -> None:
    """The browser writes every answer of 410 into its console, so the address is opened in a window of its own."""
    reader.goto("/")
    expect(reader.locator(".front-top .lead h2")).to_have_text("A newer story")
    expect(reader.get_by_text(HEADLINE)).to_have_count(0)
    answer = unwatched.goto(address)
    assert answer.status == 410
    expect(unwatched.get_by_role("main")).to_contain_text("The county has shown us that there is no bridge.")
