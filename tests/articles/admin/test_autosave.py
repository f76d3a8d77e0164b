import json
import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles import presence, publishing
from articles.copykey import key_of
from articles.models import Article, Presence, Revision, WorkingCopy
from tests.factories import (
    make_change,
    make_content,
    make_copy,
    make_draft,
    make_editor,
    make_reporter,
    make_user,
)

pytestmark = pytest.mark.django_db
AUTOSAVE = "/admin/articles/article/autosave/"
DISCARD = "/admin/articles/article/autosave/discard/"
ADD = "/admin/articles/article/add/"
TAB = str(uuid4())


class Browser(Client):
    """Somebody's browser, signed in or not."""

    def __init__(self, person, **options):
        super().__init__(**options)
        self.person = person


def signed_in(person, **options):
    browser = Browser(person, **options)
    browser.force_login(person)
    return browser


@pytest.fixture
def editor():
    make_editor().user_permissions.add(Permission.objects.get(codename="add_article"))
    return signed_in(make_editor())


def send(client, story=None, /, **sent):
    body = {
        "tab": TAB,
        "writer": client.person.pk,
        "article": story.pk if story else None,
        "once": None,
        "base": 1,
        **sent,
    }
    return client.post(AUTOSAVE, json.dumps(body), "application/json")


def test_what_is_typed_is_kept_over_and_over_and_makes_no_version(editor):
    article = make_draft().article

    send(editor, article, fields={"headline": "Hal"})
    answer = send(editor, article, fields={"headline": "Half a headline", "body": "<p>x"})

    copy = WorkingCopy.objects.get()
    assert copy.fields == {"headline": "Half a headline", "body": "<p>x"}
    assert (copy.user, copy.article, copy.base, str(copy.tab)) == (make_editor(), article, 1, TAB)
    assert answer.json()["at"] == f"{timezone.localtime(copy.saved_at):%H:%M:%S}"
    assert answer.json()["newest"] == {"number": 1, "by": "amina"}
    assert Revision.objects.count() == 1


def test_a_new_story_is_kept_by_its_form_and_there_is_no_article_yet(editor):
    once = str(uuid4())

    send(editor, once=once, base=None, fields={"headline": "New"})
    send(editor, once=once, base=None, fields={"headline": "Newer"})

    assert [copy.fields["headline"] for copy in WorkingCopy.objects.all()] == ["Newer"]
    assert not Article.objects.exists()
    assert 'value="Newer"' not in editor.get(ADD).content.decode()
    assert "Newer</textarea>" in editor.get(f"{ADD}?once={once}").content.decode()
    assert f"?once={once}" in editor.get(ADD).content.decode()


def test_the_first_real_save_of_a_new_story_throws_the_copy_away(editor):
    once = str(uuid4())
    send(editor, once=once, base=None, fields={"headline": "New"})

    editor.post(ADD, {"headline": "New", "once": once, "tab": TAB})

    assert Article.objects.get().headline == "New"
    assert not WorkingCopy.objects.exists()


def test_two_megabytes_and_what_no_database_takes_are_kept(editor):
    article = make_draft().article
    text = "é" * 2_000_000

    answer = send(editor, article, fields={"body": text, "headline": "a\0b\ud800c"})

    assert answer.status_code == 200
    copy = WorkingCopy.objects.get()
    assert (copy.fields["body"], copy.fields["headline"]) == (text, "ab?c")


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_an_autosave_takes_few_queries(django_assert_num_queries, who):
    person = make_user("articles.change_article") if who == "reporter" else make_editor()
    article = make_draft(by=make_reporter(), authors=["Somebody"]).article
    Article.objects.update(assignee=person)
    client = signed_in(person)

    with django_assert_num_queries(10):
        assert (
            send(client, article, turn=1, copy=f"{uuid4()}.1", fields={"headline": "Ha"}).status_code == 200
        )
    with django_assert_num_queries(10):
        assert send(client, article, turn=2, fields={"headline": "Half a headline"}).status_code == 200
    with django_assert_num_queries(9):
        assert send(client, article).status_code == 200


def test_a_sign_of_life_says_who_else_is_here(editor):
    article = make_draft().article
    other = signed_in(make_reporter(first_name="Otieno", last_name="Odhiambo"))
    other.person.user_permissions.add(Permission.objects.get(codename="view_article"))

    assert send(other, article).json()["others"] == []
    assert send(editor, article).json()["others"] == ["Otieno Odhiambo"]
    assert (
        "Otieno Odhiambo reads along"
        in editor.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    )
    send(other, article, leave=True)

    assert send(editor, article).json()["others"] == []
    assert not WorkingCopy.objects.exists()


def test_a_lease_runs_out(editor):
    article = make_draft().article
    presence.renew(by=make_reporter(), article=article, tab=uuid4())
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=46))

    assert send(editor, article).json()["others"] == []
    send(editor, article, leave=True)

    assert not Presence.objects.exists()


def test_a_newer_version_is_told_while_somebody_types(editor):
    article = make_draft().article
    make_change(article, by=make_user("articles.publish_article", first_name="Njeri"))

    answer = send(editor, article, fields={"headline": "Mine"})

    assert answer.json()["newest"] == {"number": 2, "by": "Njeri"}
    assert WorkingCopy.objects.get().base == 1


def test_whoever_is_signed_out_is_told_where_to_sign_in():
    article = make_draft().article
    client = Browser(make_editor())

    answer = send(client, article, fields={"headline": "Typed for an hour"})

    assert answer.status_code == 401
    assert answer.json()["signed_in"] is False
    assert "login" in answer.json()["login"]
    assert not WorkingCopy.objects.exists()


def test_what_one_person_types_is_never_kept_as_anothers(editor):
    article = make_draft().article

    answer = send(editor, article, writer=make_reporter().pk, fields={"headline": "Otieno's"})
    editor.post(
        f"/admin/articles/article/{article.pk}/change/",
        {"headline": "Otieno's", "base": "1", "writer": make_reporter().pk},
    )

    assert answer.status_code == 409
    assert not WorkingCopy.objects.exists()
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"tab": None},
        {"tab": "x"},
        {"tab": ["x"]},
        {"article": None},
        {"article": "1"},
        {"article": -1},
        {"article": 2**40},
        {"base": True},
        {"fields": []},
        {"fields": {"headline": 1}},
        {"fields": {"x" * 61: ""}},
        {"fields": {str(n): "" for n in range(101)}},
    ],
)
def test_what_the_form_does_not_send_is_refused(editor, sent):
    article = make_draft().article

    assert send(editor, article, **{"fields": {}, **sent}).status_code == 400
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 100_000, b"\xff", b"null"])
def test_what_is_no_json_is_refused(editor, body):
    assert editor.post(AUTOSAVE, body, "application/json").status_code == 400


def test_whoever_may_not_write_a_story_keeps_nothing_of_it():
    article = make_draft("Somebody else's").article
    client = signed_in(make_reporter())
    client.person.user_permissions.add(Permission.objects.get(codename="view_article"))

    assert send(client, article, fields={"headline": "Mine"}).status_code == 403
    assert send(client, article).status_code == 200
    assert client.post(DISCARD, {"article": article.pk}).status_code == 403
    assert not WorkingCopy.objects.exists()


def test_it_asks_for_a_token_and_gives_one():
    client = signed_in(make_editor(), enforce_csrf_checks=True)
    article = make_draft().article

    assert send(client, article, fields={}).status_code == 403
    token = client.get(AUTOSAVE, headers={"Accept": "application/json"}).json()["token"]
    answer = client.post(
        AUTOSAVE,
        json.dumps({"tab": TAB, "writer": client.person.pk, "article": article.pk, "base": 1, "fields": {}}),
        "application/json",
        headers={"X-CSRFToken": token},
    )

    assert answer.status_code == 200


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def test_a_form_opens_with_what_was_typed_and_goes_back_to_the_saved_version(editor):
    article = make_draft("Saved").article
    send(editor, article, fields={"headline": "Typed", "section": "no number", "lead_image": "9" * 40})
    send(editor, article, leave=True)

    page = editor.get(change(article)).content.decode()
    assert "This is what you typed until" in page
    assert "Typed</textarea>" in page
    mark = WorkingCopy.objects.get().mark
    answer = editor.post(DISCARD, {"article": article.pk, "copy": str(mark)}, follow=True)

    page = answer.content.decode()
    assert "This is what you typed until" not in page
    assert "Saved</textarea>" in page


def test_nobody_is_offered_what_another_types(editor):
    article = make_draft("Saved").article
    make_copy(article, by=make_reporter(), headline="Otieno's")

    assert "Otieno&#x27;s" not in editor.get(change(article)).content.decode()


def test_what_was_typed_on_an_older_version_is_offered_and_compared(editor):
    article = make_draft("Saved", body="<p>It is closed for two weeks from now on.</p>").article
    send(
        editor,
        article,
        fields={"headline": "Typed", "body": "<p>It is closed for nine weeks from now on.</p>"},
    )
    send(editor, article, leave=True)
    publishing.save_draft(
        make_content("Newer", body="<p>It is closed for two weeks from here on.</p>"),
        by=make_editor(),
        article=article,
    )

    page = editor.get(change(article)).content.decode()
    assert "What you typed is kept." in page
    assert "Newer</textarea>" in page
    both = editor.get(f"/admin/articles/article/{article.pk}/kept/").content.decode()
    assert re.search("<ins>nine ?</ins>", both)
    (go_on,) = re.findall(r'href="([^"]+)">Go on with mine', page)
    mine = editor.get(unescape(go_on)).content.decode()
    assert "Typed</textarea>" in mine
    assert '<input type="hidden" name="base" value="2"' in mine


def test_the_key_of_a_browser_copy_is_one_persons():
    first, second = make_editor(), make_reporter()

    assert key_of(first) == key_of(first) != key_of(second)
    assert len(key_of(first)) == 44


def test_nothing_secret_of_another_is_in_the_page(editor):
    page = editor.get(ADD).content.decode()

    assert key_of(make_editor()) in page
    assert key_of(make_reporter()) not in page
