"""The guides lead to what is there: files, headings, pictures, and pages of the site."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from PIL import Image

ROOT = Path(settings.BASE_DIR)
GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def prose(guide):
    """The text of a guide without its code."""
    return CODE.sub("", guide.read_text(encoding="utf-8"))


def anchors(guide):
    """The names by which the headings of a guide are led to, as the hosts of repositories make them."""
    found: list[str] = []
    for heading in re.findall(
        r"^#+ +(.+?) *$", CODE.sub(lambda code: code[0].strip("`"), guide.read_text("utf-8")), re.MULTILINE
    ):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.append(f"{name}-{found.count(name)}" if name in found else name)
    return found


def links(guide):
    return [(bool(mark), words, address) for mark, words, address in LINK.findall(prose(guide))]


def is_broken(guide, address):
    if re.match(r"[a-z]+:", address):
        return False
    path, _, anchor = unquote(address).partition("#")
    target = (guide.parent / path).resolve() if path else guide
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(anchor) and anchor not in anchors(target)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: str(guide.relative_to(ROOT)))
def test_every_link_and_picture_of_a_guide_is_there(guide):
    assert [address for _, _, address in links(guide) if is_broken(guide, address)] == []


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    guide = ROOT / "docs" / "editors.md"

    broken = ["#no-such-heading", "pictures/no-such.webp", "decisions/desk.md#nowhere", "../../elsewhere"]
    whole = ["#hours", "pictures/desk-form.webp", "decisions/desk.md", "https://example.org/"]

    assert [address for address in broken + whole if is_broken(guide, address)] == broken


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_shown_somewhere_says_what_is_on_it_and_can_be_opened(picture):
    shown = [
        words
        for guide in GUIDES
        for is_picture, words, address in links(guide)
        if is_picture and (guide.parent / address).resolve() == picture
    ]

    assert shown
    assert all(len(words) > 20 for words in shown)
    with Image.open(picture) as opened:
        opened.load()


@pytest.mark.django_db
def test_every_page_that_the_editors_guide_names_opens(client):
    client.force_login(User.objects.create_superuser("chief"))
    named = set(
        re.findall(r"`(/[a-z][a-z/-]*/)`", (ROOT / "docs" / "editors.md").read_text(encoding="utf-8"))
    )

    answers = {address: client.get(address).status_code for address in named}

    assert answers == dict.fromkeys(named, 200)
    assert "/admin/" in named
