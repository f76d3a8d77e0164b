import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.utils import timezone

from articles import lost, publishing, trash
from articles.models import Article, Change, Page, Reference, Revision
from tests.factories import make_article, make_content, make_draft, make_editor, make_reporter

pytestmark = pytest.mark.django_db


def card(article):
    return f'<p>Text</p><aside data-article="{article.pk}"></aside>'


def holder(target, **fields):
    return make_article("Holder", body=card(target), **fields)


def withdraw(article):
    return publishing.withdraw(article, by=make_editor(), notice="It was wrong.")


def leave(article):
    Article.objects.filter(pk=article.pk).update(visible_until=timezone.now() - timedelta(seconds=1))


def retract(article):
    publishing.publish(
        article.latest_revision, by=make_editor(), change=Change.RETRACTION, correction="It does not stand."
    )
    return article


def trashed():
    return trash.throw_away(make_draft("Target").article, by=make_editor())


def test_a_card_follows_the_new_headline_and_the_new_address_of_its_story(client):
    target = make_article("Target", slug="target")
    article = holder(target)

    draft = publishing.save_draft(
        make_content("Renamed", slug="renamed"), by=make_editor(), article=target, base=1
    )
    target = publishing.publish(draft, by=make_editor())

    page = client.get(article.get_absolute_url()).content.decode()
    assert "Renamed" in page
    assert f'href="{target.get_absolute_url()}"' in page
    assert "Target" not in page


@pytest.mark.parametrize("vanish", [withdraw, leave])
def test_a_card_vanishes_with_its_story_and_comes_back_with_it(client, vanish):
    target = make_article("Target")
    article = holder(target)
    shown = client.get(article.get_absolute_url()).content.decode()

    vanish(target)
    hidden = client.get(article.get_absolute_url()).content.decode()
    publishing.publish(target.latest_revision, by=make_editor())
    again = client.get(article.get_absolute_url()).content.decode()

    assert "data-read-also" in shown
    assert "data-read-also" not in hidden
    assert "Target" not in hidden
    assert "data-read-also" in again


def test_a_card_vanishes_when_its_story_is_retracted(client):
    target = make_article("Target")
    article = holder(target)

    retract(target)

    assert "data-read-also" not in client.get(article.get_absolute_url()).content.decode()
    assert list(lost.stories(make_editor())) == [article]


def test_a_card_to_a_story_in_the_trash_or_not_published_is_no_card(client):
    for target in (trashed(), make_draft("Secret").article):
        article = make_article(body=card(target))

        assert "data-read-also" not in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: withdraw(make_article("Target")), "was withdrawn"),
        (lambda: retract(make_article("Target")), "was retracted"),
        (trashed, "is in the trash"),
        (lambda: make_draft("Target").article, "is not published"),
    ],
)
def test_the_reason_of_a_loss_is_said(make, reason):
    target = make()
    article = holder(target)

    assert lost.lost([article]) == {article.pk: [lost.Lost(target.pk, "Target", reason, True, True)]}


def test_a_story_that_left_at_its_time_and_one_that_is_no_more_are_lost():
    over, deleted = make_article("Over"), make_draft("Deleted").article
    article = make_article(body=card(over) + card(deleted))
    leave(over)
    key = deleted.pk
    deleted.delete()

    assert lost.lost([article]) == {
        article.pk: [
            lost.Lost(over.pk, "Over", "has left the site at its time", True, True),
            lost.Lost(key, "", "does not exist any more", True, True),
        ]
    }


def test_a_card_to_what_waits_for_its_hour_is_not_lost():
    article = holder(make_article("Target", at=timezone.now() + timedelta(hours=1)))

    assert lost.lost([article]) == {}
    assert list(lost.stories(make_editor())) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_losses_of_many_stories_are_found_in_two_queries(django_assert_num_queries, number):
    target = withdraw(make_article("Target"))
    articles = [holder(target) for _ in range(number)]
    editor = make_editor()
    editor.has_perm("")

    with django_assert_num_queries(2):
        found = lost.lost(articles)
    with django_assert_num_queries(1):
        listed = list(lost.stories(editor))

    assert [article.pk for article in listed] == sorted(found, reverse=True)
    assert len(listed) == number


def test_an_editor_sees_all_losses_and_a_reporter_those_of_his_own_stories():
    target = withdraw(make_article("Target"))
    otieno, njeri = make_reporter("otieno"), make_reporter("njeri")
    others = holder(target)
    written = publishing.publish(
        publishing.save_draft(make_content(body=card(target)), by=otieno), by=make_editor()
    )
    given = holder(target)
    Article.objects.filter(pk=given.pk).update(assignee=otieno)
    taken = publishing.publish(
        publishing.save_draft(make_content(body=card(target)), by=otieno), by=make_editor()
    )
    Article.objects.filter(pk=taken.pk).update(assignee=njeri)

    assert list(lost.stories(make_editor())) == [taken, given, written, others]
    assert list(lost.stories(otieno)) == [given, written]
    assert list(lost.stories(njeri)) == [taken]


def test_only_what_readers_see_can_have_lost_something():
    target = withdraw(make_article("Target"))
    make_draft(body=card(target))
    withdraw(holder(target))
    mended = holder(target)
    draft = publishing.save_draft(make_content(body=""), by=make_editor(), article=mended)

    assert list(lost.stories(make_editor())) == [mended]

    publishing.publish(draft, by=make_editor())

    assert list(lost.stories(make_editor())) == []


def told(django_capture_on_commit_callbacks):
    """What `lost.tell` makes of it: the stories, and (to, subject, text) of each mail."""
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        number = lost.tell()
    return number, [(message.to, message.subject, message.body) for message in mail.outbox]


def owned(target, **fields):
    reporter = make_reporter(email="otieno@example.org", first_name="Otieno")
    draft = publishing.save_draft(make_content("Holder", body=card(target), **fields), by=reporter)
    return publishing.publish(draft, by=make_editor())


def test_the_owner_is_told_once_by_mail_with_a_link(django_capture_on_commit_callbacks, settings):
    target = make_article("Target")
    article = owned(target)
    withdraw(target)

    first = told(django_capture_on_commit_callbacks)
    second = told(django_capture_on_commit_callbacks)

    assert (first[0], second) == (1, (0, []))
    ((to, subject, text),) = first[1]
    assert (to, subject) == (["otieno@example.org"], "A read-also card has lost its story: Holder")
    assert "“Target” was withdrawn." in text
    assert f"{settings.SITE_URL}/admin/articles/article/{article.pk}/change/" in text


def test_several_losses_of_a_story_are_one_mail(django_capture_on_commit_callbacks):
    first, second = make_article("First"), make_article("Second")
    reporter = make_reporter(email="otieno@example.org")
    draft = publishing.save_draft(make_content(body=card(first) + card(second)), by=reporter)
    publishing.publish(draft, by=make_editor())
    withdraw(first)
    leave(second)

    number, messages = told(django_capture_on_commit_callbacks)

    assert (number, len(messages)) == (1, 1)
    assert "“First” was withdrawn.\n“Second” has left the site at its time." in messages[0][2]


def test_a_second_loss_of_what_had_come_back_is_told_again(django_capture_on_commit_callbacks):
    target = make_article("Target")
    owned(target)
    counts = []
    for _ in range(2):
        withdraw(target)
        counts.append(told(django_capture_on_commit_callbacks)[0])
        publishing.publish(target.latest_revision, by=make_editor())
        counts.append(told(django_capture_on_commit_callbacks)[0])

    assert counts == [1, 0, 1, 0]


def test_nobody_is_told_of_a_card_whose_story_no_reader_has_seen(django_capture_on_commit_callbacks):
    owned(make_draft("Target").article)

    assert told(django_capture_on_commit_callbacks) == (0, [])
    assert not Reference.objects.filter(told_at__isnull=False).exists()


def test_a_loss_in_an_imported_story_is_in_the_list_and_written_to_nobody(django_capture_on_commit_callbacks):
    target = make_article("Target")
    article = holder(target)
    Revision.objects.filter(article=article).update(author=None)
    Article.objects.filter(pk=article.pk).update(creator=None)
    withdraw(target)

    assert told(django_capture_on_commit_callbacks) == (1, [])
    assert list(lost.stories(make_editor())) == [article]


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_losses_takes_two_queries_when_there_is_nothing_to_tell(
    django_assert_num_queries, django_capture_on_commit_callbacks, number
):
    for _ in range(number):
        target = make_article("Target")
        owned(target)
        withdraw(target)
    told(django_capture_on_commit_callbacks)

    with django_assert_num_queries(2):
        assert lost.tell() == 0


@pytest.mark.parametrize("change", ["withdraw", "rename"])
def test_the_pages_that_show_a_card_are_purged_when_its_story_changes(client, monkeypatch, change):
    target = make_article("Target")
    article = holder(target)
    other = make_article("Another")
    tags = {
        page: set(client.get(page.get_absolute_url())["Cache-Tag"].split(","))
        for page in (article, target, other)
    }
    purged = set()
    monkeypatch.setattr("newsroom.pagecache.purge", lambda *names: purged.update(names))

    if change == "withdraw":
        withdraw(target)
    else:
        draft = publishing.save_draft(
            make_content("Renamed", slug="renamed"), by=make_editor(), article=target
        )
        publishing.publish(draft, by=make_editor())

    assert tags[article] & purged
    assert f"article-{target.pk}" in tags[article]


class Cdn(HTTPServer):
    """A cache that writes down what it is told to purge."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Purge)
        self.tags = set()


class Purge(BaseHTTPRequestHandler):
    server: Cdn

    def do_POST(self):
        self.server.tags |= set(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["tags"])
        self.send_response(204)
        self.end_headers()

    def log_request(self, *args):
        """Say nothing."""


@pytest.fixture
def cdn(settings):
    with Cdn() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.CDN_PURGE_URL = f"http://127.0.0.1:{server.server_port}/purge"
        yield server
        server.shutdown()
        thread.join()


def test_a_cache_hears_of_the_pages_that_show_a_card_when_its_story_is_withdrawn(
    client, cdn, django_capture_on_commit_callbacks
):
    target, another = make_article("Target"), make_article("Another")
    article = holder(target)
    page, other = (
        set(client.get(one.get_absolute_url())["Cache-Tag"].split(",")) for one in (article, another)
    )

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(target)

    assert page & cdn.tags == {target.cache_tag}
    assert "Target" not in client.get(article.get_absolute_url()).content.decode()
    assert not other & cdn.tags - page


def test_a_page_without_its_card_is_purged_when_the_story_comes_back(client, monkeypatch):
    target = make_article("Target")
    article = holder(target)
    withdraw(target)
    tags = set(client.get(article.get_absolute_url())["Cache-Tag"].split(","))
    purged = set()
    monkeypatch.setattr("newsroom.pagecache.purge", lambda *names: purged.update(names))

    publishing.publish(target.latest_revision, by=make_editor())

    assert tags & purged


def test_a_page_that_editors_write_is_purged_when_the_story_of_a_card_changes(client):
    target = make_article("Target")
    Page.objects.create(title="About", slug="about", body=card(target))

    shown = client.get("/about/")
    withdraw(target)
    hidden = client.get("/about/")

    assert [b"Target" in page.content for page in (shown, hidden)] == [True, False]
    for page in (shown, hidden):
        assert target.cache_tag in page["Cache-Tag"].split(",")
