import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import publishing, rights
from articles.models import Article, Revision, Topic
from tests.factories import (
    make_article,
    make_draft,
    make_editor,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
ADD = f"{LIST}add/"
REPORTER = (
    "articles.add_article",
    "articles.change_article",
    "articles.view_article",
    "articles.view_revision",
)
EDITOR = (*REPORTER, rights.PUBLISH, "articles.delete_article")


def typed_into(desk, address, **typed):
    """What the form of this address sends, with `typed` put in."""
    page = desk.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(base|once)" value="([^"]*)"', page))
    return {"headline": "Bridge closed", "body": "<p>Text</p>", "_publish": "1", **hidden, **typed}


def errors_of(answer):
    return [
        unescape(error)
        for error in re.findall(r'<ul class="errorlist.*?<li>(.*?)</li>', answer.content.decode())
    ]


def test_neither_a_draft_nor_a_revision_of_it_is_deleted_at_the_desk(desk):
    draft = make_draft()

    answer = desk.post(f"/admin/articles/article/{draft.article_id}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Article.objects.exists()
    assert desk.get(f"/admin/articles/revision/{draft.pk}/delete/").status_code in {302, 403}


def test_what_has_been_published_is_not_deleted(desk):
    article = publishing.publish(make_draft(), by=make_editor())

    assert desk.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Article.objects.exists()


def test_an_action_on_what_is_no_number_is_a_mistake_of_the_sender(desk):
    form = {"action": "delete_selected", "_selected_action": ["x"]}

    assert desk.post("/admin/articles/topic/", form).status_code == 400


def test_a_search_for_a_thousand_words_is_answered(desk):
    make_draft()

    assert desk.get("/admin/articles/article/?q=" + "a+" * 1500).status_code in {200, 400}


def sign_in(client, who):
    permissions = {"staff": (), "reporter": REPORTER, "editor": EDITOR}
    if who == "stranger":
        return None
    user = User.objects.create_superuser("boss") if who == "superuser" else make_user(*permissions[who])
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("path", "stranger", "staff", "reporter", "editor", "superuser"),
    [
        ("article/", 302, 403, 200, 200, 200),
        ("article/add/", 302, 403, 200, 200, 200),
        ("article/{live}/change/", 302, 403, 200, 200, 200),
        ("article/{live}/delete/", 302, 403, 403, 403, 403),
        ("article/{later}/delete/", 302, 403, 403, 403, 403),
        ("article/{draft}/delete/", 302, 403, 403, 403, 403),
        ("article/{live}/withdraw/", 302, 403, 403, 200, 200),
        ("article/{later}/unschedule/", 302, 404, 403, 200, 200),
        ("revision/", 302, 403, 200, 200, 200),
        ("revision/{revision}/change/", 302, 403, 200, 200, 200),
        ("revision/{revision}/delete/", 302, 403, 403, 403, 403),
        ("revision/add/", 302, 403, 403, 403, 403),
    ],
)
def test_each_door_of_the_desk_opens_to_those_who_may(
    client, path, stranger, staff, reporter, editor, superuser
):
    live, later = make_article("Live"), make_article("Later", at=timezone.now() + timedelta(days=1))
    draft = make_draft("Draft")
    address = "/admin/articles/" + path.format(
        live=live.pk, later=later.pk, draft=draft.article_id, revision=draft.pk
    )

    seen = {}
    for who in ("stranger", "staff", "reporter", "editor", "superuser"):
        client.logout()
        sign_in(client, who)
        seen[who] = client.get(address).status_code

    assert seen == {
        "stranger": stranger,
        "staff": staff,
        "reporter": reporter,
        "editor": editor,
        "superuser": superuser,
    }


@pytest.mark.parametrize("who", ["stranger", "staff", "reporter"])
@pytest.mark.parametrize("verb", ["withdraw", "unschedule"])
def test_whoever_may_not_publish_takes_nothing_back(client, who, verb):
    article = make_article(
        "Live" if verb == "withdraw" else "Later", at=hours(-1 if verb == "withdraw" else 1)
    )
    sign_in(client, who)

    client.post(f"{LIST}{article.pk}/{verb}/", {"notice": "Gone"})

    kept = Article.objects.get()
    assert (kept.visible_from, kept.withdrawn_at) == (article.visible_from, None)


def hours(number):
    return timezone.now() + timedelta(hours=number)


@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_whoever_may_not_write_saves_nothing(client, who):
    article = make_article("Bridge closed")
    sign_in(client, who)

    client.post(ADD, {"headline": "Mine"})
    client.post(f"{LIST}{article.pk}/change/", {"headline": "Mine", "base": "1"})

    assert Revision.objects.count() == 1


def test_a_forged_publish_of_a_reporter_is_a_draft(client):
    article = make_article("Bridge closed")
    Article.objects.update(creator=sign_in(client, "reporter"))

    made = client.post(ADD, {"headline": "Mine", "_publish": "1"}, follow=True)
    client.post(f"{LIST}{article.pk}/change/", {"headline": "Mine, too", "base": "1", "_publish": "1"})

    assert "Saved as a draft: you may not publish." in made.content.decode()
    assert Article.objects.get(headline="Mine").published_at is None
    assert article.revisions.count() == 2
    assert b"Bridge closed" in client.get(article.get_absolute_url()).content


def test_an_editor_publishes(client):
    sign_in(client, "editor")

    answer = client.post(ADD, {"headline": "Bridge closed", "_publish": "1"}, follow=True)

    article = Article.objects.get()
    assert article.is_live
    assert f"Published: <a href='{article.get_absolute_url()}'>" in answer.content.decode()


def test_many_articles_are_not_deleted_at_once(desk):
    article = make_article()

    page = desk.get(LIST)
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})

    assert "delete_selected" not in page.content.decode()
    assert Article.objects.exists()


def test_whoever_may_only_look_gets_no_button(client):
    article = make_article()
    client.force_login(make_user("articles.view_article", "articles.view_revision"))

    page = client.get(f"{LIST}{article.pk}/change/")

    assert page.status_code == 200
    assert 'type="submit" value="Save' not in page.content.decode()
    assert 'name="_publish"' not in page.content.decode()


@pytest.mark.parametrize(("who", "topics"), [("reporter", []), ("superuser", ["Drought"])])
def test_topics_are_made_by_typing_where_one_may_make_them(client, who, topics):
    sign_in(client, who)

    answer = client.post(ADD, {"headline": "Bridge closed", "topics": "Drought"}, follow=True)

    assert [topic.name for topic in Topic.objects.all()] == topics
    assert ("No topics of these names: “Drought”" in answer.content.decode()) is (who == "reporter")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Say what kind of change it is"),
        ({"change": "nonsense"}, "Select a valid choice"),
        ({"change": "correction"}, "Write what readers are told"),
        ({"change": "retraction", "correction": " \n"}, "Write what readers are told"),
    ],
)
def test_whoever_changes_what_readers_know_says_what_kind_of_change_it_is(desk, typed, sentence):
    article = make_article("Bridge closed")
    address = f"{LIST}{article.pk}/change/"

    page = desk.post(address, typed_into(desk, address, headline="Bridge open", **typed))

    assert sentence in page.content.decode()
    article.refresh_from_db()
    assert article.headline == "Bridge closed"


def test_a_correction_of_the_form_is_what_readers_are_told(desk, client):
    article = make_article("Bridge closed")
    address = f"{LIST}{article.pk}/change/"
    typed = {"headline": "Bridge open", "change": "correction", "correction": "It was never closed."}

    desk.post(address, typed_into(desk, address, **typed))

    assert (
        "<p>It was never closed.</p>" in client.get(article.get_absolute_url(), follow=True).content.decode()
    )
