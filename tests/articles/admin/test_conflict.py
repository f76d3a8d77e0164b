import re
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from articles import publishing
from articles.models import Article, Kind, Revision, WorkingCopy
from tests.factories import (
    make_article,
    make_change,
    make_content,
    make_draft,
    make_editor,
    make_reporter,
    make_user,
)

AT_ONCE = 20


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def editor(client, db):
    client.force_login(make_editor())
    return client


@pytest.mark.parametrize("step", ["_save", "_submit", "_approve", "_send_back", "_publish"])
def test_a_stale_text_is_kept_beside_the_newest_and_goes_nowhere(editor, step):
    article = make_article("Bridge closed")
    make_change(article, "Bridge reopens", by=make_user("articles.publish_article", first_name="Njeri"))
    tab = str(uuid4())
    form = {
        "headline": "Bridge rebuilt",
        "body": "<p>Typed for an hour</p>",
        "base": "1",
        "tab": tab,
        "reason": "x",
        "change": "update",
        step: "1",
    }

    answer = editor.post(change(article), form)
    again = editor.post(change(article), form)

    kept = Revision.objects.get(kind=Kind.CONFLICT)
    assert (
        answer["Location"]
        == again["Location"]
        == f"/admin/articles/article/{article.pk}/kept/{kept.number}/#saved-{tab}"
    )
    assert (kept.number, kept.author, kept.parent.number) == (3, make_editor(), 1)
    article.refresh_from_db()
    assert article.latest_revision.content.headline == "Bridge reopens"
    assert article.headline == "Bridge closed"
    page = editor.get(answer["Location"]).content.decode()
    assert "Njeri</b> saved version 2" in page
    assert "Yours, kept as version 3" in page


@pytest.mark.parametrize("base", ["", "0", "99"])
def test_a_save_must_name_the_newest_text(editor, base):
    article = make_draft().article

    editor.post(change(article), {"headline": "Mine", "base": base})

    article.refresh_from_db()
    assert article.latest_revision.number == 1
    assert [revision.kind for revision in article.revisions.all()] == [Kind.CONFLICT, Kind.DRAFT]


def test_both_texts_are_shown_field_by_field_and_by_word(editor):
    article = make_draft("Bridge closed", body="<p>It is closed for a week.</p>").article
    make_change(article, "Bridge reopens", body="<p>It is closed for a day.</p>")

    page = editor.post(
        change(article),
        {"headline": "Bridge closed", "body": "<p>It is closed for a month.</p>", "base": "1"},
        follow=True,
    ).content.decode()

    assert re.search(r"<del>day\.?</del>", page)
    assert re.search(r"<ins>month\.?</ins>", page)
    assert "Bridge reopens" in page or "reopens" in page


def test_mine_goes_on_top_of_theirs(editor):
    article = make_draft("Bridge closed").article
    make_change(article, "Bridge reopens")
    editor.post(change(article), {"headline": "Mine", "base": "1"})

    page = editor.get(f"{change(article)}?mine=3").content.decode()
    assert "Mine</textarea>" in page
    assert "This is your version 3, on top of version 2." in page
    (base,) = re.findall(r'name="base" value="(\d+)"', page)
    editor.post(change(article), {"headline": "Mine and theirs", "base": base})

    article.refresh_from_db()
    assert (article.latest_revision.number, article.latest_revision.content.headline) == (
        4,
        "Mine and theirs",
    )


def test_two_tabs_of_one_person_lose_nothing(editor):
    article = make_draft("Bridge closed").article

    editor.post(change(article), {"headline": "In the first tab", "base": "1"})
    editor.post(change(article), {"headline": "In the second tab", "base": "1"})

    assert [(one.kind, one.content.headline) for one in article.revisions.all()] == [
        (Kind.CONFLICT, "In the second tab"),
        (Kind.DRAFT, "In the first tab"),
        (Kind.DRAFT, "Bridge closed"),
    ]
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("number", [1, 99, 10**12])
def test_only_what_was_kept_aside_is_shown_as_kept(editor, number):
    article = make_draft().article

    assert editor.get(f"/admin/articles/article/{article.pk}/kept/{number}/").status_code == 404
    assert editor.get(f"/admin/articles/article/{article.pk}/kept/")["Location"] == change(article)


def test_whoever_may_not_write_a_story_sees_nothing_that_was_kept(client, db):
    article = make_draft().article
    publishing.keep_aside(make_content("Kept"), by=make_editor(), article=article, base=1)
    client.force_login(make_reporter())

    assert client.get(f"/admin/articles/article/{article.pk}/kept/2/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_save_at_once_one_is_saved_and_nineteen_are_told():
    article = make_draft("Bridge closed").article
    writers = [Client() for _ in range(AT_ONCE)]
    for number, writer in enumerate(writers):
        writer.force_login(
            make_user("articles.change_article", "articles.publish_article", username=f"w{number}")
        )
    start = Barrier(AT_ONCE)
    answers = []

    def save(number):
        try:
            start.wait()
            form = {"headline": f"Text {number}", "body": f"<p>{number}</p>", "base": "1"}
            answers.append(writers[number].post(change(article), form)["Location"])
        finally:
            connections.close_all()

    threads = [Thread(target=save, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = [answer for answer in answers if "/kept/" in answer]
    assert (len(answers), len(told), len(set(told))) == (AT_ONCE, AT_ONCE - 1, AT_ONCE - 1)
    kinds = [revision.kind for revision in article.revisions.all()]
    assert (kinds.count(Kind.DRAFT), kinds.count(Kind.CONFLICT)) == (2, AT_ONCE - 1)
    assert {one.content.headline for one in article.revisions.exclude(number=1)} == {
        f"Text {number}" for number in range(AT_ONCE)
    }


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_article_and_publish_it_once():
    make_editor()
    person = make_user(
        "articles.add_article", "articles.change_article", "articles.publish_article", username="p"
    )
    client = Client()
    client.force_login(person)
    once = str(uuid4())
    start = Barrier(2)
    answers = []

    def publish():
        browser = Client()
        browser.cookies = client.cookies
        try:
            start.wait()
            answers.append(
                browser.post(
                    "/admin/articles/article/add/", {"headline": "Mine", "once": once, "_publish": "1"}
                )
            )
        finally:
            connections.close_all()

    threads = [Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [302, 302]
    article = Article.objects.get()
    assert article.is_live
    assert article.revisions.count() == 1
