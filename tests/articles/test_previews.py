import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import previews, publishing, rights, scheduling, trash
from articles.models import Article, HouseRules, PreviewLink, Revision
from articles.publishing import Refused
from newsroom import links
from tests.factories import (
    make_article,
    make_change,
    make_draft,
    make_editor,
    make_image,
    make_reporter,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_link(draft, **facts):
    return previews.make(draft.article, by=make_editor(), **facts)


def path_of(link):
    return link.address.removeprefix("http://testserver")


def words(response):
    return response.content.decode()


def said_of_its_day(page):
    """What stands under the headline about when it was published."""
    return re.sub(r"<[^>]*>", "", re.findall(r"</div>\n<p>(.*?)</span>", words(page))[0])


def test_a_text_that_no_reader_has_seen_gives_no_day_of_publication(client):
    draft = make_draft(authors=["Wanjiru"])

    assert said_of_its_day(client.get(path_of(make_link(draft)))) == "Not published yet"


def test_a_text_that_waits_for_its_hour_says_which(client):
    hour = datetime(2032, 5, 4, 3, 0, tzinfo=UTC)
    article = make_article(at=hour, authors=["Wanjiru"])

    page = client.get(path_of(make_link(article.live_revision)))

    assert said_of_its_day(page) == "To be published 4 May 2032, 06:00"


def test_a_change_of_a_live_story_keeps_its_day(client):
    article = make_article(authors=["Wanjiru"])
    day = timezone.localtime(article.published_at)

    page = client.get(path_of(make_link(make_change(article, authors=["Wanjiru"]))))

    assert said_of_its_day(page) == f"Published {day:%-d %B %Y, %H:%M}"


def test_whoever_has_the_link_reads_the_draft(client):
    picture = make_image(has_renditions=True, credit="Baraka Were")
    other = make_article("Bridge closed")
    draft = make_draft(
        "The rains have failed",
        body=f'<p>Not a drop.</p><figure data-image="{picture.pk}"></figure><aside data-article="{other.pk}"></aside>',
        standfirst="For a third year",
        section="Climate",
        topic_names=["Water"],
        authors=["Wanjiru"],
    )

    page = client.get(path_of(make_link(draft)))

    assert page.status_code == 200
    for shown in ("The rains have failed", "Not a drop.", "For a third year", "Climate", "Water", "Wanjiru"):
        assert shown in words(page)
    assert other.get_absolute_url() in words(page)
    assert "Baraka Were" in words(page)


def test_a_preview_is_kept_by_nobody_and_leads_nobody_to_it(client):
    page = client.get(path_of(make_link(make_draft())))

    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Frame-Options"] == "DENY"
    assert "Cache-Tag" not in page
    assert page.cookies == {}
    assert "ld+json" not in words(page)
    assert "og:title" not in words(page)
    assert "canonical" not in words(page)
    assert 'name="robots" content="noindex' in words(page)
    assert "Preview</b> This is not published" in words(page)
    assert "Send this on" not in words(page)


def test_machines_are_asked_to_stay_away(client):
    assert "Disallow: /preview/" in words(client.get("/robots.txt"))


def test_a_link_shows_one_version_or_the_newest(client):
    draft = make_draft("First")
    pinned, following = make_link(draft, revision=draft), make_link(draft)
    make_change(draft.article, "Second")

    assert "First" in words(client.get(path_of(pinned)))
    assert "Second" not in words(client.get(path_of(pinned)))
    assert "Second" in words(client.get(path_of(following)))


@pytest.mark.parametrize("number", [1, 3])
def test_a_preview_asks_the_same_number_of_queries_whatever_is_in_it(client, number):
    others = [make_article(f"Story {n}", section="Climate") for n in range(number)]
    body = "".join(f'<aside data-article="{other.pk}"></aside>' for other in others)
    names = [f"Name {n}" for n in range(number)]
    link = make_link(make_draft(body=body, section="Climate", topic_names=names, authors=names))

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path_of(link)).status_code == 200

    assert len(queries) == 19  # with what a process remembers: the identity again, and the consent registry


def test_a_view_is_counted_once_however_often_the_page_is_opened_at_once(client):
    link = make_link(make_draft())

    for _ in range(3):
        client.get(path_of(link))
    client.head(path_of(link))
    link.refresh_from_db()
    assert link.views == 1
    PreviewLink.objects.update(last_viewed_at=timezone.now() - timedelta(minutes=1))
    client.head(path_of(link))
    client.get(path_of(link))

    link.refresh_from_db()
    assert link.views == 2
    assert link.last_viewed_at is not None


def test_the_newsrooms_own_looks_are_not_counted(client):
    link = make_link(make_draft())
    client.force_login(make_reporter())

    client.get(path_of(link))

    link.refresh_from_db()
    assert link.views == 0


def is_over(client, link):
    page = client.get(path_of(link))
    assert (page.status_code, page["Cache-Control"]) == (410, "private, no-store")
    assert "This private link is over" in words(page)
    assert "The rains have failed" not in words(page)
    return True


def test_a_link_lasts_as_long_as_the_house_rules_say(client):
    HouseRules.objects.create(pk=1, preview_days=3)
    link = make_link(make_draft())
    assert timedelta(days=2.99) < link.expires_at - timezone.now() <= timedelta(days=3)

    # A token says itself until when it is good: another time in the row is another link.
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path_of(link)).status_code == 404
    link.refresh_from_db()
    assert is_over(client, link)


def test_a_revoked_link_is_over_at_once(client):
    link = make_link(make_draft())

    previews.revoke(link, by=make_editor())
    previews.revoke(link, by=make_editor())

    assert is_over(client, link)


@pytest.mark.parametrize("pinned", [True, False])
def test_after_publication_the_link_leads_to_the_article_for_ever(client, pinned):
    draft = make_draft()
    link = make_link(draft, revision=draft if pinned else None)

    article = publishing.publish(make_change(draft.article, "It rains"), by=make_editor())
    make_change(article, "A secret update")

    answer = client.get(path_of(link))
    assert (answer.status_code, answer["Location"]) == (302, article.get_absolute_url())
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-store"


def test_before_its_hour_a_scheduled_story_is_still_a_preview(client):
    draft = make_draft()
    link = make_link(draft)

    scheduling.schedule(draft, by=make_editor(), at=timezone.now() + timedelta(hours=1))

    assert client.get(path_of(link)).status_code == 200


def test_a_change_of_a_live_story_has_links_of_its_own(client):
    article = make_article("The rains have failed")
    with pytest.raises(Refused, match="Readers have this text already"):
        previews.make(article, by=make_editor())
    change = make_change(article, "It rains")
    link = make_link(change)

    assert "It rains" in words(client.get(path_of(link)))
    publishing.publish(change, by=make_editor())
    assert client.get(path_of(link)).status_code == 302


def test_what_is_withdrawn_or_in_the_trash_is_shown_to_nobody(client):
    thrown = make_draft()
    link = make_link(thrown)
    trash.throw_away(thrown.article, by=make_editor())
    assert is_over(client, link)

    article = make_article("The rains have failed")
    withdrawn = make_link(make_change(article))
    publishing.withdraw(article, by=make_editor(), notice="")
    assert is_over(client, withdrawn)

    left = make_article("The rains have failed")
    over = make_link(make_change(left))
    Article.objects.filter(pk=left.pk).update(visible_until=timezone.now())
    assert is_over(client, over)


def test_a_link_never_shows_the_draft_of_another_story():
    mine, other = make_draft("Mine"), make_draft("Other")

    with pytest.raises(Refused, match="of another story"):
        previews.make(mine.article, by=make_editor(), revision=other)


def test_who_may_not_write_the_story_makes_and_revokes_no_link():
    draft = make_draft()
    link = make_link(draft)

    with pytest.raises(PermissionDenied):
        previews.make(draft.article, by=make_reporter())
    with pytest.raises(PermissionDenied):
        previews.revoke(link, by=make_reporter())


@pytest.mark.parametrize("change", ["cut", "other", "nonsense", "purpose"])
def test_nobody_can_make_a_link_up(client, change):
    link = make_link(make_draft())
    path = path_of(link)
    token = path.split("/")[2]
    number, rest = token.split(".", 1)
    made_up = {
        "cut": token[:-1],
        "other": f"{number}1.{rest}",
        "nonsense": "x",
        "purpose": links.token("newsletter", link.pk, link.expires_at),
    }[change]

    assert client.get(f"/preview/{made_up}/").status_code == 404


def test_the_token_is_in_no_table_and_in_no_log(client, caplog):
    link = make_link(make_draft())
    token = path_of(link).split("/")[2]

    with caplog.at_level("INFO"):
        client.get(path_of(link))

    assert token not in str(PreviewLink.objects.values().get())
    assert token not in " ".join(str(record.__dict__.get("path", record.msg)) for record in caplog.records)


def test_a_link_to_a_version_that_was_pruned_is_over(client):
    draft = make_draft()
    link = make_link(draft, revision=draft)
    make_change(draft.article)
    Revision.objects.filter(pk=draft.pk).delete()

    assert client.get(path_of(link)).status_code == 404
    assert PreviewLink.objects.count() == 0


def test_links_that_ended_long_ago_are_deleted():
    draft = make_draft()
    make_link(draft)
    PreviewLink.objects.update(expires_at=timezone.now() - previews.KEPT - timedelta(days=1))
    make_link(draft)

    assert previews.forget_old() == 1
    assert PreviewLink.objects.count() == 1


# At the desk


@pytest.fixture
def editor(client: Client) -> User:
    user = make_user(rights.PUBLISH, rights.WRITE, "articles.add_article")
    client.force_login(user)
    return user


def test_an_editor_makes_copies_and_revokes_a_link(client, editor):
    draft = make_draft()
    address = f"/admin/articles/article/{draft.article_id}/"

    client.post(f"{address}links/", {"link_name": "The lawyer", "link_shows": "this"})
    link = PreviewLink.objects.get()
    assert (link.name, link.revision, link.created_by) == ("The lawyer", draft, editor)
    form = words(client.get(f"{address}change/"))
    assert link.address in form
    assert "The lawyer" in form

    client.post(f"{address}links/{link.pk}/")
    link.refresh_from_db()
    assert link.revoked_at is not None
    assert link.address not in words(client.get(f"{address}change/"))


def test_a_link_is_revoked_at_the_story_that_it_belongs_to(client, editor):
    link, other = make_link(make_draft()), make_draft()

    client.post(f"/admin/articles/article/{other.article_id}/links/{link.pk}/")

    link.refresh_from_db()
    assert link.revoked_at is None


def typed(draft, **fields):
    return {"headline": "It rains", "body": "<p>Drops.</p>", "base": draft.number, **fields}


def test_what_is_being_typed_is_shown_as_readers_would_see_it_and_nothing_is_written(client, editor):
    draft = make_draft(section="Climate", topic_names=["Water"], authors=["Wanjiru"])
    fields = typed(draft, topics="Water, Unheard of", bylines="Wanjiru", standfirst="At last")

    with CaptureQueriesContext(connection) as queries:
        page = client.post(f"/admin/articles/article/{draft.article_id}/preview/", fields)

    assert page.status_code == 200
    for shown in ("It rains", "Drops.", "At last", "Water", "Wanjiru", "Preview</b>"):
        assert shown in words(page)
    assert "Unheard of" not in words(page)
    assert "no-store" in page["Cache-Control"]
    assert "ld+json" not in words(page)
    assert "<script" not in words(page)
    assert not [
        query["sql"]
        for query in queries
        if not query["sql"].strip().startswith(("SELECT", "WITH", "SAVEPOINT", "RELEASE"))
    ]


def test_a_form_that_is_not_finished_has_a_preview(client, editor):
    fields = {
        "headline": "",
        "body": "<p>Drops.</p>",
        "bylines": "Nobody we know",
        "section": "99",
        "topics": "x" * 200,
    }

    page = client.post("/admin/articles/article/preview/", fields)

    assert page.status_code == 200
    assert "Drops." in words(page)
    assert Article.objects.count() == 0


def test_a_preview_runs_nothing_that_was_typed(client, editor):
    page = client.post(
        "/admin/articles/article/preview/", {"headline": "<script>x", "body": "<script>x</script>"}
    )

    assert "<script" not in words(page)


def test_a_story_of_somebody_else_has_no_preview(client):
    draft = make_draft()
    client.force_login(make_reporter())

    assert (
        client.post(f"/admin/articles/article/{draft.article_id}/preview/", typed(draft)).status_code == 403
    )
    assert client.get(f"/admin/articles/article/{draft.article_id}/preview/").status_code in {403, 405}
