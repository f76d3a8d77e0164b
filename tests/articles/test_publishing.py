from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.models import Article, Change, Kind, OldAddress
from tests.factories import make_article, make_content, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db


def update(article, headline, **fields):
    return publishing.save_draft(make_content(headline, **fields), by=make_editor(), article=article)


def test_a_draft_is_seen_by_nobody(client):
    draft = make_draft("Bridge closed")

    assert list(Article.objects.live()) == []
    assert b"Bridge closed" not in client.get("/").content
    assert draft.article.get_absolute_url() == ""


def test_a_published_article_is_at_its_address(client):
    article = make_article("Bridge closed", at=datetime(2026, 3, 14, 3, 0, tzinfo=UTC))

    assert article.get_absolute_url() == "/2026/03/bridge-closed/"
    assert b"Bridge closed" in client.get(article.get_absolute_url()).content


def test_the_month_of_the_address_is_that_of_the_site_and_not_of_utc():
    article = make_article(at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))

    assert article.month == 202604


def test_readers_keep_the_live_text_while_an_update_is_a_draft(client):
    article = make_article("Bridge closed")
    update(article, "Bridge reopens")

    page = client.get(article.get_absolute_url()).content

    assert b"Bridge closed" in page
    assert b"Bridge reopens" not in page


def test_an_article_for_later_is_seen_by_nobody_before_its_time(client):
    article = make_article(
        "Bridge closed", at=timezone.now() + timedelta(hours=1), section="Climate", topic_names=["Roads"]
    )

    assert list(Article.objects.live()) == []
    assert client.get(article.get_absolute_url()).status_code == 404
    for address in ("/", "/section/climate/", "/topic/roads/", "/feed/", "/sitemap.xml"):
        assert b"ridge" not in client.get(address).content


def test_a_scheduled_article_appears_without_anybody_doing_anything(client):
    article = make_article("Bridge closed", at=timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(seconds=1)
    Article.objects.filter(pk=article.pk).update(visible_from=past)

    assert client.get(article.get_absolute_url()).status_code == 200


def test_an_article_that_nobody_has_seen_can_be_moved_to_another_time():
    later = timezone.now() + timedelta(days=40)
    article = make_article("Bridge closed", at=later)

    moved = publishing.publish(article.latest_revision, by=make_editor(), at=later + timedelta(days=40))
    now = publishing.publish(article.latest_revision, by=make_editor())

    assert moved.published_at == later + timedelta(days=40)
    assert now.is_live
    assert OldAddress.objects.count() == 0


def test_a_change_that_readers_are_told_of_has_its_time():
    article = make_article("Bridge closed")

    quiet = publishing.publish(update(article, "Bridge closed."), by=make_editor())
    told = publishing.publish(update(article, "Bridge open"), by=make_editor(), change=Change.UPDATE)

    assert quiet.updated_at is None
    assert told.updated_at is not None
    assert told.published_at == article.published_at


def test_a_changed_slug_leaves_its_old_address_behind(client):
    article = make_article("Bridge closed", slug="bridge")
    old = article.get_absolute_url()

    article = publishing.publish(update(article, "Bridge closed", slug="the-bridge"), by=make_editor())

    answer = client.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == article.get_absolute_url()


def test_a_slug_that_is_taken_back_leads_in_no_circle(client):
    article = make_article("Bridge closed", slug="bridge")
    first = article.get_absolute_url()

    for slug in ("the-bridge", "bridge"):
        article = publishing.publish(update(article, "Bridge closed", slug=slug), by=make_editor())

    assert article.get_absolute_url() == first
    assert client.get(first).status_code == 200
    assert list(OldAddress.objects.values_list("path", flat=True)) == [first.replace("bridge", "the-bridge")]


def test_a_withdrawn_article_says_so_at_its_address_and_is_in_no_list(client):
    article = make_article(
        "Bridge closed", section="Climate", topic_names=["Roads"], authors=["Climate Desk"]
    )

    publishing.withdraw(article, by=make_editor(), notice="The bridge was never closed.")

    page = client.get(article.get_absolute_url())
    assert page.status_code == 410
    assert "The bridge was never closed." in page.content.decode()
    for address in ("/", "/section/climate/", "/topic/roads/", "/author/climate-desk/", "/feed/"):
        assert b"Bridge closed" not in client.get(address).content


def test_a_withdrawn_article_can_come_back_at_its_old_address(client):
    article = make_article("Bridge closed")
    publishing.withdraw(article, by=make_editor(), notice="")

    again = publishing.publish(article.latest_revision, by=make_editor())

    assert again.get_absolute_url() == article.get_absolute_url()
    assert client.get(again.get_absolute_url()).status_code == 200


def test_a_stale_save_is_refused_and_told_what_is_there_now():
    first = make_draft("Bridge closed")
    update(first.article, "Bridge open")

    with pytest.raises(publishing.Stale) as refusal:
        publishing.save_draft(
            make_content("Bridge?"), by=make_editor(), article=first.article, base=first.number
        )

    assert refusal.value.newest.content.headline == "Bridge open"


def test_who_may_not_publish_cannot():
    reporter = make_user("articles.change_article")
    draft = make_draft()

    with pytest.raises(PermissionDenied):
        publishing.publish(draft, by=reporter)
    with pytest.raises(PermissionDenied):
        publishing.withdraw(draft.article, by=reporter, notice="")

    assert list(Article.objects.live()) == []


def test_the_body_is_cleaned_when_it_is_saved():
    draft = make_draft(body="<p>Text<script>alert(1)</script></p>")

    assert draft.content.body == "<p>Text</p>"


def purges(monkeypatch):
    purged = []
    monkeypatch.setattr("newsroom.pagecache.purge", lambda *tags: purged.append(set(tags)))
    return purged


def test_publishing_purges_the_article_and_its_lists_and_nothing_else(monkeypatch):
    make_article("Another", section="Climate", topic_names=["Water"])
    purged = purges(monkeypatch)

    article = make_article(
        "Bridge closed",
        at=datetime(2026, 3, 14, tzinfo=UTC),
        section="Climate",
        topic_names=["Roads"],
        authors=["Desk"],
    )

    assert purged == [
        {
            article.cache_tag,
            "front",
            "latest",
            "month-202603",
            f"section-{article.section_id}-list",
            f"topic-{article.primary_topic_id}-list",
            f"author-{article.bylines.get().author_id}-list",
        }
    ]


def test_the_page_of_an_article_is_not_purged_by_a_new_one_beside_it(client, monkeypatch):
    first = make_article("Bridge closed", section="Climate", topic_names=["Roads"], authors=["Desk"])
    tags = set(client.get(first.get_absolute_url())["Cache-Tag"].split(","))
    purged = purges(monkeypatch)

    make_article("Bridge open", section="Climate", topic_names=["Roads"], authors=["Desk"])

    assert not tags & purged[0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/section/climate/",
        "/topic/roads/",
        "/author/desk/",
        "/archive/{month}/",
        "/feed/",
        "/sitemap.xml",
    ],
)
def test_every_list_is_purged_when_it_gets_an_article(client, monkeypatch, address):
    make_article("Bridge closed", section="Climate", topic_names=["Roads"], authors=["Desk"])
    address = address.format(month=f"{timezone.localtime():%Y/%m}")
    tags = set(client.get(address)["Cache-Tag"].split(","))
    purged = purges(monkeypatch)

    make_article("Bridge open", section="Climate", topic_names=["Roads"], authors=["Desk"])

    assert tags & purged[0]


def test_an_article_that_nobody_has_seen_can_be_made_a_draft_again(client):
    article = make_article("Bridge closed", at=timezone.now() + timedelta(days=1), topic_names=["Roads"])
    address = article.get_absolute_url()

    draft = publishing.unschedule(article, by=make_editor())

    assert (draft.published_at, draft.month, draft.visible_from) == (None, None, None)
    assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        publishing.unschedule(article, by=make_user())


def test_what_readers_have_seen_is_no_draft_any_more():
    with pytest.raises(publishing.Seen):
        publishing.unschedule(make_article(), by=make_editor())


def test_caches_are_told_once_when_the_time_of_an_article_has_come(monkeypatch):
    article = make_article("Bridge closed", at=timezone.now() + timedelta(days=1), section="Climate")
    purged = purges(monkeypatch)
    assert publishing.announce_due() == 0
    Article.objects.update(visible_from=timezone.now() - timedelta(seconds=1))

    assert [publishing.announce_due(), publishing.announce_due()] == [1, 0]
    assert len(purged) == 1
    assert {article.cache_tag, "front", "latest", f"section-{article.section_id}-list"} <= purged[0]


def test_the_second_of_two_clicks_saves_nothing_more():
    first = make_draft("Bridge closed")
    content = make_content("Bridge open")

    saved = [
        publishing.save_draft(content, by=make_editor(), article=first.article, base=first.number)
        for _ in range(2)
    ]

    assert saved[0] == saved[1]
    assert first.article.revisions.count() == 2


def test_a_text_that_came_too_late_is_kept_beside_the_newest():
    first = make_draft("Bridge closed")
    newest = update(first.article, "Bridge open")

    kept = publishing.keep_aside(make_content("Bridge?"), by=make_editor(), article=first.article, base=1)

    first.article.refresh_from_db()
    assert (kept.kind, kept.number, kept.parent) == (Kind.CONFLICT, 3, first)
    assert first.article.latest_revision == newest
    assert update(first.article, "Bridge shut").number == 4


@pytest.mark.parametrize("change", [Change.CLARIFICATION, Change.CORRECTION, Change.RETRACTION])
def test_a_change_of_which_readers_are_told_in_words_needs_these_words_and_says_them_once(change):
    article = make_article("Bridge closed")
    draft = update(article, "Bridge open")

    with pytest.raises(publishing.Refused, match=f"what the {change.value} is"):
        publishing.publish(draft, by=make_editor(), change=change, correction=" ")
    for _ in range(2):
        publishing.publish(draft, by=make_editor(), change=change, correction="It was never closed.")

    assert [(told.kind, told.text) for told in article.corrections.all()] == [
        (change.value, "It was never closed.")
    ]


def test_an_article_leaves_at_its_hour_without_anybody_doing_anything(client):
    article = make_article("Bridge closed", section="Climate", topic_names=["Roads"])
    Article.objects.filter(pk=article.pk).update(visible_until=timezone.now() - timedelta(seconds=1))

    assert list(Article.objects.live()) == []
    assert client.get(article.get_absolute_url()).status_code != 200
    for address in ("/", "/section/climate/", "/topic/roads/", "/feed/"):
        assert b"Bridge closed" not in client.get(address).content


@pytest.mark.parametrize("archive", [1, 40])
def test_publishing_touches_the_same_rows_whatever_the_archive(archive):
    """Queries and rows written, of a first publication and of an update with another address."""
    where = {"section": "Climate", "topic_names": ["Roads", "Water"], "authors": ["Wanjiru", "Baraka"]}
    for number in range(archive):
        make_article(f"Story {number}", **where)
    draft = make_draft("Bridge closed", **where)

    first = cost_of(lambda: publishing.publish(draft, by=make_editor()))
    newer = update(draft.article, "Bridge open", slug="bridge-open", **where)
    second = cost_of(lambda: publishing.publish(newer, by=make_editor(), change=Change.UPDATE))

    assert (first, second) == ((36, 13), (36, 13))


def cost_of(act):
    """The queries of `act`, and the rows that it writes."""
    rows = []

    def count(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            rows.append(context["cursor"].rowcount)
        return result

    before = connection.connection.total_changes if connection.vendor == "sqlite" else 0
    with connection.execute_wrapper(count), CaptureQueriesContext(connection) as queries:
        act()
    # SQLite does not know yet, while a statement is running, how many rows it returns.
    written = connection.connection.total_changes - before if connection.vendor == "sqlite" else sum(rows)
    return len(queries), written
