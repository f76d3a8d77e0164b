"""Those who write: from an empty desk to a page that readers see, and no further than their permissions go.

`page` fails at its end if the desk made an error in the console, so its pages keep to the content security policy.
"""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import ExifTags
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from articles.models import Article, Image
from tests.factories import make_article

from .desk import press, put_text, sign_in, text_of

pytestmark = pytest.mark.browser

REPORTER = ("articles.add_article", "articles.change_article", "articles.view_article")
EDITOR = (
    *REPORTER,
    "articles.publish_article",
    *(
        f"articles.{verb}_{noun}"
        for verb in ("add", "view")
        for noun in ("section", "topic", "author", "image")
    ),
)


def add(page: Page, noun: str, **fields: str) -> None:
    """Fill in the desk's form for a new `noun`, by the labels of its fields, and save it."""
    page.goto(f"/admin/articles/{noun}/add/")
    for label, value in fields.items():
        page.get_by_label(label, exact=False).fill(value)
    press(page, "Save", said="was added successfully")


def photograph() -> bytes:
    """A JPEG as a telephone makes it, with the place where it was taken."""
    exif = Pillow.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (1.0, 17.0, 11.0)
    exif[ExifTags.Base.Make] = "Telephone"
    file = BytesIO()
    Pillow.new("RGB", (900, 600), "teal").save(file, "JPEG", exif=exif)
    assert Pillow.open(file).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    return file.getvalue()


def hidden_words(image: Image) -> set[str]:
    """What the files of the picture, as it was kept and as it is served, hold beside it."""
    served = {
        path for by_type in image.renditions.values() for sizes in by_type.values() for _, _, path, _ in sizes
    }
    words: set[str] = set()
    for path in {image.file.name, *served}:
        with image.file.storage.open(path) as file, Pillow.open(file) as picture:
            words |= {f"{path}: {name}" for name in ("exif", "xmp", "comment") if name in picture.info}
    return words


def test_an_editor_fills_an_empty_desk_and_readers_see_it(page, visitor):
    sign_in(page, *EDITOR)
    add(page, "section", Name="Climate", Description="Rain, heat and rivers.")
    add(page, "topic", Name="Rainfall", Description="Who measures it.")
    add(page, "author", Name="Wanjiru Maina", Role="Reporter", Bio="Reads the gauges.")
    page.goto("/admin/articles/image/add/")
    page.get_by_label("File").set_input_files(
        {"name": "IMG_20260314.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.get_by_label("Alternative text").fill("A teal field")
    page.get_by_label("Credit").fill("Photograph: Wanjiru Maina")
    press(page, "Save", said="was added successfully")

    page.goto("/admin/articles/article/add/")
    page.get_by_label("Headline").fill("The rains have failed")
    page.get_by_label("Standfirst").fill("Again, and early.")
    put_text(page, '<p>It has not <strong>rained</strong>.</p><script>alert("no")</script>')
    page.get_by_label("Label", exact=True).select_option("News")
    page.get_by_label("Section").select_option("Climate")
    topics = page.get_by_role("combobox", name="Add a topic")
    topics.press_sequentially("rainf")
    page.get_by_role("option", name="Rainfall").click()
    topics.press_sequentially("Drought,")
    page.get_by_role("combobox", name="Add a byline").press_sequentially("wanj")
    page.get_by_role("option", name="Wanjiru Maina").click()
    page.get_by_role("button", name="Choose a picture…").click()
    page.get_by_role("dialog").get_by_role("button", name="A teal field").click()
    press(page, "Publish", said="Published: /")

    reader = visitor()
    reader.goto("/")
    expect(reader.get_by_role("navigation", name="Sections")).to_contain_text("Climate")
    reader.get_by_role("link", name="The rains have failed").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("The rains have failed")
    expect(reader.locator(".body")).to_have_text("It has not rained.")
    expect(reader.get_by_role("link", name="Wanjiru Maina", exact=True)).to_have_attribute(
        "href", "/author/wanjiru-maina/"
    )
    expect(reader.locator(".after .tags")).to_have_text("RainfallDrought")
    expect(reader.get_by_text("Photograph: Wanjiru Maina")).to_be_visible()
    picture = reader.get_by_role("img", name="A teal field")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("img => img.naturalWidth") > 0
    assert hidden_words(Image.objects.get()) == set()


def test_readers_keep_what_was_published_until_a_change_is_and_are_told_of_it(page, visitor):
    address = make_article("The bridge is closed", body="<p>For a week.</p>").get_absolute_url()
    sign_in(page, *EDITOR)
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name=re.compile("^All")).click()
    page.get_by_role("link", name="The bridge is closed").click()
    page.get_by_label("Headline").fill("The bridge is open")
    text_of(page).fill("Since this morning.")
    press(page, "Save draft", said="Saved as version 2.")

    reader = visitor()
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("The bridge is closed")
    expect(reader.locator(".body")).to_have_text("For a week.")
    expect(page.get_by_label("Headline")).to_have_value("The bridge is open")

    page.get_by_text("Publish…").click()
    page.get_by_label("Update: something has happened since").check()
    press(page, "Publish", said=f"Published: {address}")

    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("The bridge is open")
    expect(reader.locator(".body")).to_have_text("Since this morning.")
    expect(reader.locator(".byline")).to_contain_text("Updated")


def test_an_article_for_a_later_hour_is_shown_to_nobody_before_it(page, visitor):
    sign_in(page, *EDITOR)
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Headline").fill("The bridge is open")
    page.get_by_label("Date and time").fill("2099-03-14T06:30")
    press(page, "Publish", said="goes out on Sat 14 Mar 2099, 06:30")

    reader = visitor()

    assert reader.goto("/2099/03/the-bridge-is-open/").status == 404
    reader.goto("/")
    expect(reader.get_by_text("The bridge is open")).to_have_count(0)


def test_a_withdrawn_article_is_gone_from_its_address_and_from_the_front_page(page, visitor):
    address = make_article("The yield was ten times higher").get_absolute_url()
    make_article("The bridge is closed")
    sign_in(page, *EDITOR)
    page.goto("/admin/articles/article/?tab=all")
    page.get_by_role("link", name="The yield was ten times higher").click()
    page.get_by_text("More").click()
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Notice").fill("A comma had moved.")
    press(page, "Withdraw from the site", said="Withdrawn: its address shows your notice.")
    page.goto("/admin/articles/article/?tab=all")
    expect(page.get_by_role("row", name="The yield was ten times higher")).to_contain_text("Withdrawn")

    reader = visitor()

    assert reader.goto(address).status == 410
    expect(reader.get_by_role("main")).to_contain_text("A comma had moved.")
    reader.goto("/")
    expect(reader.get_by_role("link", name="The bridge is closed").first).to_be_visible()
    expect(reader.get_by_text("The yield was ten times higher")).to_have_count(0)


def test_an_article_that_nobody_has_seen_goes_back_to_draft(page):
    make_article("The bridge is open", at=timezone.now() + timedelta(days=1))
    sign_in(page, *EDITOR)
    page.goto("/admin/articles/article/?tab=all")
    page.get_by_role("link", name="The bridge is open").click()
    page.get_by_text("More").click()
    page.get_by_role("link", name="Back to draft…").click()

    press(page, "Back to draft", said="It is a draft again, and has no time.")

    expect(page.get_by_label("Date and time")).to_have_value("")
    page.goto("/admin/articles/article/?tab=all")
    expect(page.get_by_role("row", name="The bridge is open")).to_contain_text("Draft")


def test_a_reporter_writes_but_publishes_and_withdraws_nothing_by_any_door(page, visitor):
    live = make_article("The bridge is closed")
    sign_in(page, *REPORTER)
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Headline").fill("Mine alone")
    draft = page.get_by_role("button", name="Save draft")
    expect(draft).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)

    draft.evaluate("button => { button.name = '_publish' }")
    press(page, "Save draft", said="Saved as a draft: you may not publish.")
    page.goto("/admin/articles/article/?tab=all")
    expect(page.get_by_role("row", name="Mine alone")).to_contain_text("Draft")
    page.get_by_role("link", name="The bridge is closed").click()
    expect(page.get_by_role("link", name="On the site")).to_be_visible()
    expect(page.get_by_role("link", name="Withdraw…")).to_have_count(0)
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrf")
    forged = {"csrfmiddlewaretoken": token, "notice": "Gone"}
    answer = page.context.request.post(f"/admin/articles/article/{live.pk}/withdraw/", form=forged)

    reader = visitor()
    assert answer.status == 403
    assert Article.objects.get(headline="Mine alone").published_at is None
    assert reader.goto(live.get_absolute_url()).status == 200
    reader.goto("/")
    expect(reader.get_by_text("Mine alone")).to_have_count(0)
