"""A story is written: saved while one types, through a lost line, an expired sign-in, two tabs and two people."""

import gzip
import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from articles import publishing, reviewing, rights
from articles.models import Article, Kind, Presence, Synonym, Topic, WorkingCopy
from newsroom import sessions
from tests.factories import (
    make_author,
    make_change,
    make_content,
    make_draft,
    make_editor,
    make_image,
    make_user,
)

from .desk import put_text, sign_in, text_of
from .test_desk import wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READER = ("articles.view_article", "articles.view_revision")
EDITOR = (
    rights.PUBLISH,
    rights.WRITE,
    "articles.add_article",
    "articles.view_article",
    "articles.view_image",
    "articles.add_topic",
)
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
NOT_SAVED = re.compile(r"^Not saved since \d\d:\d\d: ")


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def saved(page: Page):
    return page.locator("[data-saved]")


def notices(page: Page):
    return page.locator("[data-notices]")


def headline(page: Page):
    return page.get_by_label("Headline", exact=True)


def typed() -> str:
    """The headline in the working copy, or nothing."""
    copy = WorkingCopy.objects.first()
    return copy.fields["headline"] if copy else ""


@pytest.fixture
def draft() -> Article:
    return make_draft("The bridge is closed", body="<p>For a week.</p>").article


@pytest.fixture
def writer(page: Page, draft: Article) -> Page:
    """An editor with the draft open."""
    sign_in(page, *EDITOR)
    page.goto(change(draft))
    expect(text_of(page)).to_be_visible()
    return page


def test_what_is_typed_is_saved_by_itself_and_comes_back_after_a_reload(writer, draft):
    headline(writer).fill("The bridge is open")
    put_text(writer, "<p>Since this morning.</p>")

    expect(saved(writer)).to_have_text(SAVED)
    assert WorkingCopy.objects.get().fields["body"] == "<p>Since this morning.</p>"
    assert draft.revisions.count() == 1

    writer.reload()
    expect(headline(writer)).to_have_value("The bridge is open")
    expect(text_of(writer)).to_have_text("Since this morning.")
    expect(notices(writer)).to_contain_text("This is what you typed until")

    writer.get_by_role("button", name="Back to the saved version").click()
    expect(headline(writer)).to_have_value("The bridge is closed")
    expect(text_of(writer)).to_have_text("For a week.")


def test_a_new_story_is_saved_before_it_is_a_story(page):
    sign_in(page, *EDITOR)
    page.goto("/admin/articles/article/add/")
    headline(page).fill("Rain at last")
    expect(saved(page)).to_have_text(SAVED)

    assert not Article.objects.exists()
    page.reload()
    expect(headline(page)).to_have_value("Rain at last")

    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 1.")
    assert Article.objects.get().headline == "Rain at last"
    assert not WorkingCopy.objects.exists()


def test_a_lost_line_is_said_and_the_text_is_safe(writer, context, trouble):
    headline(writer).fill("Before the line dropped")
    expect(saved(writer)).to_have_text(SAVED)

    context.set_offline(True)
    headline(writer).fill("While the line was down")
    expect(saved(writer)).to_have_text(NOT_SAVED)
    expect(saved(writer)).to_contain_text("no connection. Your text is kept in this browser.")
    kept = writer.evaluate("Object.entries(localStorage).flat().join(' ')")
    assert "newsroom:typed:" in kept
    assert "While the line was down" not in kept

    context.set_offline(False)
    expect(saved(writer)).to_have_text(SAVED, timeout=25_000)
    assert typed() == "While the line was down"
    writer.wait_for_function("!Object.keys(localStorage).some((name) => name.startsWith('newsroom:typed:'))")
    assert all("ERR_INTERNET_DISCONNECTED" in line for line in trouble)
    trouble.clear()


def test_what_no_server_has_is_offered_after_a_reload_and_to_nobody_else(writer, context, trouble, draft):
    context.set_offline(True)
    headline(writer).fill("Typed on the train")
    expect(saved(writer)).to_have_text(NOT_SAVED)
    # The telephone has run out of power: nothing is sent any more, not even a last word.
    writer.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no power')) }")
    writer.close(run_before_unload=False)
    context.set_offline(False)
    trouble.clear()

    # Somebody else at the same computer.
    page = context.new_page()
    page.goto("/admin/")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Log out").click()
    other = make_user(*EDITOR, username="other")
    page.goto(f"/admin/login/?next={change(draft)}")
    page.get_by_label("E-mail or user name").fill(other.username)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(headline(page)).to_have_value("The bridge is closed")
    page.wait_for_timeout(800)
    expect(notices(page)).not_to_contain_text("kept in this browser")

    # And the writer, back again.
    sessions.end(other)
    page.goto(f"/admin/login/?next={change(draft)}")
    page.get_by_label("E-mail or user name").fill("njeri")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(notices(page)).to_contain_text("is kept in this browser and was never saved")
    page.get_by_role("button", name="Bring it back").click()
    expect(headline(page)).to_have_value("Typed on the train")
    assert typed() == "Typed on the train"


def test_a_sign_in_that_expires_while_one_types_costs_no_text(writer, context, trouble, draft):
    headline(writer).fill("Before")
    expect(saved(writer)).to_have_text(SAVED)
    sessions.end(User.objects.get(username="njeri"))

    headline(writer).fill("Typed while signed out")
    expect(saved(writer)).to_contain_text("you are signed out. Your text is kept in this browser.")
    with context.expect_page() as opened:
        notices(writer).get_by_role("link", name="Sign in").click()
    other = opened.value
    other.get_by_label("E-mail or user name").fill("njeri")
    other.get_by_label("Password").fill("correct horse")
    other.get_by_role("button", name="Sign in").click()
    expect(headline(other)).to_be_visible()
    other.close()
    writer.bring_to_front()
    writer.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(saved(writer)).to_have_text(SAVED, timeout=25_000)
    assert typed() == "Typed while signed out"
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".messagelist")).to_contain_text("Saved as version 2.")
    draft.refresh_from_db()
    assert draft.headline == "Typed while signed out"
    assert all(re.search("40[13]", line) for line in trouble)
    trouble.clear()


def test_two_people_see_each_other_and_both_texts_are_kept(writer, visitor, draft):
    amina = visitor()
    make_editor().user_permissions.set(User.objects.get(username="njeri").user_permissions.all())
    amina.goto(f"/admin/login/?next={change(draft)}")
    amina.get_by_label("E-mail or user name").fill("amina")
    amina.get_by_label("Password").fill("correct horse")
    amina.get_by_role("button", name="Sign in").click()
    expect(amina.locator("[data-here]")).to_have_text("njeri reads along")
    amina.wait_for_load_state("networkidle")
    writer.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(writer.locator("[data-here]")).to_have_text("amina reads along")

    headline(amina).fill("The bridge is open")
    amina.get_by_role("button", name="Save draft").click()
    expect(amina.locator(".messagelist")).to_contain_text("Saved as version 2.")
    headline(writer).fill("The bridge is gone")
    expect(notices(writer)).to_contain_text("amina saved version 2 while you write.")
    writer.get_by_role("button", name="Save draft").click()

    expect(writer.get_by_role("heading", name="Two texts of one story")).to_be_visible()
    expect(writer.get_by_role("row", name="Headline")).to_contain_text("open")
    expect(writer.get_by_role("row", name="Headline")).to_contain_text("gone")
    assert draft.revisions.get(kind=Kind.CONFLICT).content.headline == "The bridge is gone"
    writer.get_by_role("link", name="Go on with mine, on top of theirs").click()
    expect(headline(writer)).to_have_value("The bridge is gone")
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".messagelist")).to_contain_text("Saved as version 4.")
    expect(notices(writer)).not_to_contain_text("kept in this browser")

    amina.close()
    writer.wait_for_timeout(500)
    assert not Presence.objects.filter(user__username="amina").exists()


def test_a_double_click_on_publish_publishes_once(writer, draft):
    headline(writer).fill("The bridge is open")
    writer.get_by_role("button", name="Publish", exact=True).dblclick()

    expect(writer.locator(".messagelist")).to_contain_text("Published: /")
    draft.refresh_from_db()
    assert draft.is_live
    assert [one.kind for one in draft.revisions.all()] == [Kind.PUBLISHED, Kind.DRAFT]


def test_leaving_with_something_unsaved_is_asked_about(writer, context, trouble):
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    writer.on("dialog", answer)
    headline(writer).fill("Saved by itself")
    expect(saved(writer)).to_have_text(SAVED)
    writer.goto("/admin/articles/article/")
    assert asked == []

    writer.go_back()
    headline(writer).click()
    context.set_offline(True)
    headline(writer).press_sequentially(" and now not")
    expect(saved(writer)).to_have_text(NOT_SAVED)
    writer.close(run_before_unload=True)
    context.pages[0].wait_for_event("close") if context.pages else None

    assert asked == ["beforeunload"]
    context.set_offline(False)
    trouble.clear()


def test_topics_and_bylines_are_chosen_from_what_there_is(page):
    water = Topic.objects.create(name="Water", slug="water")
    Synonym.objects.create(topic=water, name="Maji")
    Topic.objects.create(name="County budgets", slug="county-budgets")
    make_author("Wanjiru Maina", role="Reporter")
    make_author("Counties Desk")
    article = make_draft("Who pays", body="<p>The county budget is late.</p>").article
    sign_in(page, *EDITOR)
    page.goto(change(article))

    page.get_by_role("button", name="County budgets").click()
    add = page.get_by_role("combobox", name="Add a topic")
    add.press_sequentially("maj")
    page.get_by_role("option", name="Water").click()
    page.get_by_role("button", name="Water, topic 2").press("ArrowLeft")
    byline = page.get_by_role("combobox", name="Add a byline")
    byline.press_sequentially("coun")
    expect(page.get_by_role("option", name="Counties Desk")).to_be_visible()
    byline.press("ArrowDown")
    byline.press("Enter")
    byline.press_sequentially("wanj")
    page.get_by_role("option", name="Wanjiru Maina").click()
    page.get_by_label("Role of Wanjiru Maina").fill("Photographs")
    page.get_by_role("button", name="Move Wanjiru Maina:").press("ArrowUp")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2.")

    article.refresh_from_db()
    assert [tagging.tag.name for tagging in article.taggings.order_by("rank")] == ["Water", "County budgets"]
    assert [str(one) for one in article.bylines.all()] == ["Wanjiru Maina (Photographs)", "Counties Desk"]


def test_the_lead_picture_is_chosen_in_the_form(page, draft):
    image = make_image("A teal field", "teal", has_renditions=True, credit="Njeri")
    sign_in(page, *EDITOR)
    page.goto(change(draft))

    page.get_by_role("button", name="Choose a picture…").click()
    page.get_by_role("dialog").get_by_role("button", name="A teal field").click()
    expect(page.locator("[data-focus]")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2.")

    draft.refresh_from_db()
    assert draft.lead_image == image


def test_counters_and_previews_follow_the_writing(writer):
    headline(writer).fill("x" * 81)

    expect(writer.locator("[data-counts=id_headline]")).to_have_text("81 of 80")
    expect(writer.locator("[data-shown=search-title]")).to_contain_text("x" * 59)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_form_works_with_and_without_scripts(visitor, draft, scripts):
    make_author("Wanjiru Maina")
    page = visitor(java_script_enabled=scripts)
    sign_in(page, *EDITOR)
    page.goto(change(draft))

    headline(page).fill("Open again")
    if not scripts:
        page.get_by_label("Text", exact=True).fill("<p>Since noon.</p>")
        page.get_by_label("Topics").fill("Water, Roads")
        page.get_by_label("Bylines").fill("Wanjiru Maina: Photographs")
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2.")
    draft.refresh_from_db()
    assert draft.headline == "Open again"


def test_a_story_as_long_as_the_editor_bears_is_saved(writer, draft):
    """400,000 characters are its limit; a paste of more is cut by it, and what is posted by hand is not."""
    text = "".join(f"<p>{uuid4()} {'word ' * 60}</p>" for _ in range(1100))
    put_text(writer, text)

    expect(saved(writer)).to_have_text(SAVED, timeout=30_000)
    assert len(WorkingCopy.objects.get().fields["body"]) > 300_000
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".messagelist")).to_contain_text("Saved as version 2.", timeout=30_000)


def test_a_reporter_submits_and_an_editor_sends_back_and_approves(page, visitor):
    sign_in(page, rights.WRITE, "articles.add_article", "articles.view_article")
    page.goto("/admin/articles/article/add/")
    headline(page).fill("Who pays for the bridge")
    put_text(page, "<p>Nobody knows.</p>")
    page.get_by_text("Submit for review…").click()
    page.get_by_label("Note to the editor").fill("The sum is still open.")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".act .state")).to_have_text("In review")
    article = Article.objects.get()

    make_editor().user_permissions.set([])
    amina = make_user(*EDITOR, username="editor-2")
    desk = visitor()
    desk.goto(f"/admin/login/?next={change(article)}")
    desk.get_by_label("E-mail or user name").fill(amina.username)
    desk.get_by_label("Password").fill("correct horse")
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.locator(".rail")).to_contain_text("The sum is still open.")
    desk.get_by_text("Send back…").click()
    desk.get_by_label("Reason").fill("Ask the county.")
    desk.get_by_role("button", name="Send back", exact=True).click()
    expect(desk.locator(".act .state")).to_have_text("Draft")

    page.reload()
    expect(page.locator(".rail")).to_contain_text("Ask the county.")
    put_text(page, "<p>The county pays.</p>")
    page.get_by_text("Submit for review…").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".act .state")).to_have_text("In review")

    desk.reload()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.locator(".act .state")).to_have_text("Approved")
    article.refresh_from_db()
    assert publishing.is_approved(article.latest_revision)


def test_opening_a_long_story_costs_little_and_breaks_no_rule(page, trouble):
    """The bytes as gzip sends them; `page` fails on any error of a script or of the security policy."""
    image = make_image("A teal field", "teal", has_renditions=True, credit="Njeri")
    body = "".join(
        f"<h2>Part {n}</h2><p>{'Some ten words of a very long story that goes on. ' * 30}</p>"
        for n in range(10)
    )
    article = make_draft("Who decides", body=body, lead_image=image.pk, topic_names=["Water"]).article
    for number in range(2, 21):
        make_change(article, f"Who decides, {number}", body=body, lead_image=image.pk)
    sign_in(page, *EDITOR)
    sent: dict[str, int] = {}

    def pass_on(route: Route) -> None:
        answer = route.fetch()
        sent[route.request.url] = len(gzip.compress(answer.body()))
        route.fulfill(response=answer)

    page.route("**/*", pass_on)
    page.goto(change(article))
    expect(text_of(page)).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert 200 * 1024 < sum(sent.values()) <= 600 * 1024
    assert article.words > 3000
    assert trouble == []


@pytest.mark.parametrize("of", ["a story", "a story that may be read", "a new story", "two texts"])
def test_no_page_for_writing_breaks_a_rule(page, of):
    image = make_image("A teal field", "teal", has_renditions=True, credit="Njeri")
    fields = {"topic_names": ["Water", "Roads"], "authors": ["A", "B"], "lead_image": image.pk}
    article = make_draft("Who decides", body="<h2>Now</h2><p>Water.</p>", **fields).article
    reviewing.submit(article, by=make_editor(), number=1, note="Look at the sum.")
    reviewing.add_note(article, by=make_editor(), text="Where is the table?")
    kept = publishing.keep_aside(make_content("Kept"), by=make_editor(), article=article, base=1)
    sign_in(page, *(READER if of == "a story that may be read" else EDITOR))
    if of == "two texts":  # beside the whole navigation
        User.objects.filter(username="njeri").update(is_superuser=True)
    page.goto(
        {
            "a new story": "/admin/articles/article/add/",
            "two texts": f"/admin/articles/article/{article.pk}/kept/{kept.number}/",
        }.get(of, change(article))
    )
    page.wait_for_load_state("networkidle")
    for summary in page.locator("details > summary").all():
        summary.evaluate("summary => { summary.parentElement.open = true }")

    assert "\n".join(wrong(page)) == ""


def test_a_phone_has_its_actions_at_the_foot(visitor, draft):
    page: Page = visitor(width=390)
    sign_in(page, *EDITOR)
    page.goto(change(draft))
    expect(text_of(page)).to_be_visible()

    assert 720 < top_of(page.get_by_role("button", name="Save draft")) < 780
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert top_of(page.locator(".rail")) > top_of(page.locator(".surface"))


def test_on_a_phone_an_editor_reaches_every_step(visitor, draft):
    reviewing.submit(draft, by=make_editor(), number=1)
    page: Page = visitor(width=390)
    sign_in(page, *EDITOR)
    page.goto(change(draft))

    for step in ("Preview", "Save draft", "Approve", "Publish"):
        expect(page.get_by_role("button", name=step, exact=True)).to_be_in_viewport(ratio=1)
    assert top_of(page.get_by_role("button", name="Preview")) > 680
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".act .state")).to_have_text("Approved")


def top_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]
