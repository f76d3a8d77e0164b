"""What colleagues who write no stories get of them at the desk: what readers have, as readers have it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles import presence, publishing, scheduling, trash
from articles.models import Presence
from newsroom import roles
from tests.factories import (
    make_article,
    make_change,
    make_content,
    make_draft,
    make_editor,
    make_image,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
LIVE, SCHEDULED = ["Live"], ["Live", "Tomorrow"]
SEEN = [(roles.MODERATOR, LIVE), (roles.NEWSLETTER_EDITOR, SCHEDULED)]


@pytest.fixture
def stories():
    """One of each kind, by its headline; the live one has a change that nobody has seen."""
    tomorrow = timezone.now() + timedelta(days=1)
    found = {
        "Live": make_article("Live", section="Climate"),
        "Draft": make_draft("Draft").article,
        "Tomorrow": make_article("Tomorrow", at=tomorrow, body="<p>Not before.</p>"),
        "Withdrawn": publishing.withdraw(make_article("Withdrawn"), by=make_editor(), notice="Wrong."),
        "Trashed": trash.throw_away(make_draft("Trashed").article, by=make_editor()),
    }
    scheduling.schedule(make_change(found["Live"], "Changed"), by=make_editor(), at=tomorrow)
    return found


def sign_in(client, role):
    user = make_user()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def headlines(page):
    return sorted(row.story.headline for row in page.context["rows"])


@pytest.mark.parametrize(("role", "seen"), SEEN)
def test_the_lists_hold_no_draft(client, stories, role, seen):
    sign_in(client, role)

    page = client.get(LIST)
    tabs = {tab["label"]: headlines(client.get(LIST + tab["url"])) for tab in page.context["tabs"]}

    assert headlines(page) == ["Live"]
    assert tabs == ({"Live": ["Live"]} if seen == LIVE else {"Live": ["Live"], "Scheduled": ["Tomorrow"]})
    for tab in ("needs", "mine", "review", "all", "withdrawn", "trash"):
        assert headlines(client.get(LIST, {"tab": tab})) == ["Live"]
    assert "Changed" not in page.content.decode()
    assert "update scheduled" not in page.content.decode()


@pytest.mark.parametrize(("role", "seen"), SEEN)
def test_no_search_and_no_chooser_finds_one(client, stories, role, seen):
    sign_in(client, role)
    keys = ",".join(str(story.pk) for story in stories.values())

    def chosen(**asked):
        return sorted(row["title"] for row in client.get(f"{LIST}choose/", asked).json()["results"])

    assert chosen(q="") == chosen(ids=keys) == seen
    for headline in stories:
        page = client.get("/admin/search/", {"q": headline}).content.decode()
        assert ("/change/" in page) == (headline in seen)
    assert "/change/" not in client.get("/admin/search/", {"q": "Changed"}).content.decode()


@pytest.mark.parametrize(("role", "seen"), SEEN)
def test_a_story_opens_as_readers_have_it_or_will(client, stories, role, seen):
    sign_in(client, role)
    answers = {name: client.get(f"{LIST}{story.pk}/change/") for name, story in stories.items()}

    assert {name for name, answer in answers.items() if answer.status_code != 404} == set(seen)
    assert answers["Live"]["Location"] == stories["Live"].get_absolute_url()
    if "Tomorrow" in seen:
        assert "Not before." in answers["Tomorrow"].content.decode()
        assert answers["Tomorrow"]["Cache-Control"].startswith("private, no-store")


@pytest.mark.parametrize(("role", "seen"), SEEN)
def test_of_no_story_they_get_what_readers_do_not(client, stories, role, seen):
    publishing.keep_aside(make_content("Aside"), by=make_editor(), article=stories["Live"], base=1)
    user = sign_in(client, role)
    doors = ("history/", "compare/", "kept/", "kept/3/", "versions/1/restore/", "versions/1/name/", "cards/")

    refused = {
        (name, door): client.get(f"{LIST}{story.pk}/{door}").status_code
        for name, story in stories.items()
        for door in doors
    }
    alive = {"tab": "0" * 32, "writer": user.pk, "article": stories["Live"].pk}

    assert set(refused.values()) <= {403, 404}
    assert client.post(f"{LIST}autosave/", alive, "application/json").status_code == 403
    assert not Presence.objects.exists()


@pytest.mark.parametrize(("role", "seen"), SEEN)
def test_the_page_of_the_day_names_no_draft(client, stories, role, seen):
    for story in stories.values():
        presence.renew(by=make_editor(), article=story, tab="0" * 32)
    sign_in(client, role)

    page = client.get("/admin/")

    assert page.context["today"].here == page.context["today"].needs == []
    coming = [(one.title, one.what) for one in page.context["today"].coming]
    assert coming == ([("Tomorrow", "goes out")] if seen == SCHEDULED else [])


@pytest.mark.parametrize(("role", "seen"), SEEN)
def test_a_picture_does_not_say_which_draft_shows_it(client, role, seen):
    image = make_image()
    make_article("Live", lead_image=image.pk)
    make_draft("Draft", lead_image=image.pk)
    make_change(make_article("Changed"), "Changed", lead_image=image.pk)
    sign_in(client, role)

    page = client.get(f"/admin/articles/image/{image.pk}/change/")

    assert [use.row.headline for use, _ in page.context["uses"]] == ["Live"]


def test_nobody_who_cannot_read_a_story_is_named_on_it_or_given_it(client):
    from articles.forms.plan import colleagues
    from articles.reviewing import mentioned

    reporter, moderator = make_user(username="otieno"), make_user(username="mueni")
    reporter.groups.add(Group.objects.get(name=roles.REPORTER))
    moderator.groups.add(Group.objects.get(name=roles.MODERATOR))

    assert list(mentioned("@otieno and @mueni, look")) == [reporter]
    assert list(colleagues()) == [reporter]
