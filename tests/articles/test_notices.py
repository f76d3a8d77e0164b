"""Five kinds of change, and all that each of them decides, as one table; and the notices that stay."""

import json
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles import publishing
from articles.feeds import CONTENT
from articles.models import Change, Correction
from articles.models.correction import NeverRewritten
from articles.transfer.importer import import_file
from newsroom import append_only, identity
from tests.factories import make_article, make_change, make_editor

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 3, 14, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 10, 5, tzinfo=UTC)
TEXT = "The fund pays within fourteen working days, not fourteen days."
PLACE = {"section": "Climate", "topic_names": ["Drought"], "authors": ["Climate Desk"]}
ATOM = "{http://www.w3.org/2005/Atom}"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
LISTS = (
    "/",
    "/section/climate/",
    "/topic/drought/",
    "/author/climate-desk/",
    "/archive/2026/03/",
    "/sitemap-2026-03.xml",
    "/nowhere/",
)


@pytest.fixture
def at_noon(monkeypatch):
    """It is 13:05 in Nairobi on 20 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def changed(change, *, text=TEXT, article=None):
    article = article or make_article("The fund", at=FIRST, **PLACE)
    revision = make_change(article, "The fund", body="<p>Changed.</p>", **PLACE)
    return publishing.publish(revision, by=make_editor(), change=change, correction=text)


def page_of(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def place_of(page):
    """Where the notice stands on the article."""
    if f"<p>{TEXT}" not in page:
        return ""
    parts = {"head": "</header>", "top": 'class="body"', "end": "</html>"}
    return next(name for name, end in parts.items() if page.index(f"<p>{TEXT}") < page.rindex(end))


def outputs(client, article):
    """What readers and machines see of the change, one word or moment an output."""
    page = page_of(client, article)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    facts = json.loads(block)
    feed = ET.fromstring(client.get("/feed/").content)
    (item,) = [item for item in feed.iter("item") if "The fund" in item.findtext("title", "")]
    updated, content = item.findtext(f"{ATOM}updated", ""), item.findtext(f"{{{CONTENT}}}encoded", "")
    lastmod = [
        entry.text for entry in ET.fromstring(client.get("/sitemap-2026-03.xml").content).iter(LASTMOD)
    ]
    byline = re.search(r'class="corrected" href="#notice-\d+">(\w+) <time[^>]*>([^<]*)', page)
    card = client.get("/section/climate/").content.decode()
    return {
        "modified": facts["dateModified"][:10],
        "updated line": "Updated <time" in page,
        "byline": " ".join(byline.groups()) if byline else "",
        "notice": place_of(page),
        "corrections page": TEXT in client.get("/corrections/").content.decode(),
        "json-ld": [(one["@type"], one["name"]) for one in facts.get("correction", [])],
        "feed": (updated[:10], TEXT in content, "Changed." in content),
        "sitemap": [moment[:10] for moment in lastmod if moment],
        "card": "gone" if "The fund" not in card else "Corrected" if "Corrected" in card else "",
        "noindex": 'content="noindex"' in page,
    }


OLD, NEW = "2026-03-14", "2026-11-20"
QUIET = {
    "modified": OLD,
    "updated line": False,
    "byline": "",
    "notice": "",
    "corrections page": False,
    "json-ld": [],
    "feed": ("", False, True),
    "sitemap": [OLD],
    "card": "",
    "noindex": False,
}
TOLD = {**QUIET, "modified": NEW, "feed": (NEW, True, True), "sitemap": [NEW], "corrections page": True}
TABLE = {
    Change.TYPO: QUIET,
    Change.UPDATE: {
        **QUIET,
        "modified": NEW,
        "updated line": True,
        "feed": (NEW, False, True),
        "sitemap": [NEW],
    },
    Change.CLARIFICATION: {
        **TOLD,
        "byline": "Clarified 20 November 2026, 13:05",
        "notice": "end",
        "json-ld": [("CorrectionComment", "Clarification")],
    },
    Change.CORRECTION: {
        **TOLD,
        "byline": "Corrected 20 November 2026, 13:05",
        "notice": "top",
        "json-ld": [("CorrectionComment", "Correction")],
        "card": "Corrected",
    },
    Change.RETRACTION: {
        **TOLD,
        "byline": "Retracted 20 November 2026, 13:05",
        "notice": "head",
        "json-ld": [("CorrectionComment", "Retraction")],
        "feed": (NEW, True, False),
        "sitemap": [],
        "card": "gone",
        "noindex": True,
    },
}


@pytest.mark.parametrize("change", Change)
def test_the_kind_of_a_change_alone_decides_what_readers_and_machines_are_told(client, at_noon, change):
    article = changed(change)

    assert outputs(client, article) == TABLE[change]


def test_the_kind_of_a_first_publication_says_nothing(client, at_noon):
    revision = make_change(make_article("Other"), "Other")
    make_article("The fund", at=FIRST, **PLACE)
    assert revision

    article = publishing.publish(
        publishing.save_draft(revision.content, by=make_editor()),
        by=make_editor(),
        change=Change.CORRECTION,
        correction=TEXT,
    )

    assert article.corrected_at is None
    assert not Correction.objects.exists()


@pytest.mark.parametrize("address", LISTS)
def test_what_is_retracted_is_in_no_list(client, address):
    make_article("Another", at=FIRST, **PLACE)
    changed(Change.RETRACTION)

    page = client.get(address).content.decode()

    assert "another" in page
    assert "the-fund" not in page


def test_what_is_retracted_stands_beside_no_other_article(client):
    article = make_article("The fund", at=FIRST, **PLACE)
    beside = make_article(
        "Another", at=FIRST + timedelta(1), body=f'<aside data-article="{article.pk}"></aside>', **PLACE
    )
    assert "the-fund" in page_of(client, beside)

    changed(Change.RETRACTION, article=article)

    assert "the-fund" not in page_of(client, beside)


def test_what_is_retracted_can_be_read_and_says_so_wherever_its_headline_goes(client):
    page = page_of(client, changed(Change.RETRACTION))

    assert "<p>Changed." in page
    assert re.search(r"<h1[^>]*><span[^>]*>Retracted</span> The fund</h1>", page)
    assert "<title>Retracted: The fund" in page
    assert 'property="og:title" content="Retracted: The fund' in page
    assert '"headline":"Retracted: The fund"' in page


@pytest.mark.parametrize("change", [Change.TYPO, Change.UPDATE, Change.CORRECTION])
def test_what_was_retracted_once_stays_so(client, change):
    article = changed(Change.RETRACTION)
    first = article.retracted_at
    revision = make_change(article, "The fund", body="<p>Again.</p>", **PLACE)

    article = publishing.publish(revision, by=make_editor(), change=change, correction="Once more.")

    assert article.retracted_at == first
    assert "the-fund" not in client.get("/section/climate/").content.decode()


def test_the_byline_names_the_newest_of_the_gravest_notices(client):
    article = changed(Change.CORRECTION, text="The first mistake.")
    changed(Change.CORRECTION, text="The second mistake.", article=article)
    changed(Change.CLARIFICATION, text="To be clear.", article=article)
    second = Correction.objects.get(text="The second mistake.")

    page = page_of(client, article)

    assert f'href="#notice-{second.pk}">Corrected' in page
    assert (
        page.index("<p>The second mistake.")
        < page.index("<p>The first mistake.")
        < page.index("<p>To be clear.")
    )


def test_a_wrong_notice_is_answered_by_another_without_a_new_text(client):
    article = changed(Change.CORRECTION, text="It was ten.")

    publishing.publish(
        article.live_revision,
        by=make_editor(),
        change=Change.CORRECTION,
        correction="It was eleven, not ten.",
    )

    page = page_of(client, article)
    assert "It was ten." in page
    assert "It was eleven, not ten." in page


def test_a_notice_is_text_and_not_html(client):
    article = changed(Change.CORRECTION, text="<script>alert(1)</script>\n\nNext & last.")

    for page in (page_of(client, article), client.get("/corrections/").content.decode()):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<p>Next &amp; last.</p>" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_corrected_article_costs_one_query_more_than_any_other(
    client, django_assert_num_queries, settings, number
):
    settings.FRAME_SECONDS = 60
    article = make_article("The fund", at=FIRST, **PLACE)
    for n in range(number):
        changed(Change.CORRECTION, text=f"Mistake {n}", article=article)
    page_of(client, article)
    identity.forget()

    with django_assert_num_queries(8):  # seven, with what the sign-up names, had nothing been wrong
        page_of(client, article)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_all_notices_costs_the_same_with_one_and_with_three(
    client, django_assert_num_queries, settings, number
):
    settings.FRAME_SECONDS = 60
    for n in range(number):
        article = make_article(f"Story {n}", at=FIRST, **PLACE)
        changed(Change.CORRECTION, text=f"Mistake {n}", article=article)
    client.get("/corrections/")
    identity.forget()

    with django_assert_num_queries(4):
        page = client.get("/corrections/").content.decode()

    assert [f"Mistake {n}" in page for n in range(3)] == [n < number for n in range(3)]


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_with_notices_costs_one_query_more(client, django_assert_num_queries, settings, number):
    settings.FRAME_SECONDS = 60
    for n in range(number):
        changed(Change.CORRECTION, article=make_article(f"Story {n}", at=FIRST, **PLACE))
    client.get("/feed/")
    identity.forget()

    with django_assert_num_queries(5):
        client.get("/feed/")


def test_the_page_of_all_notices_is_paged_from_the_newest(client):
    article = make_article("The fund", at=FIRST, **PLACE)
    for n in range(23):
        publishing.publish(
            article.live_revision, by=make_editor(), change=Change.CORRECTION, correction=f"Mistake {n}."
        )

    first, second = (client.get(f"/corrections/{query}").content.decode() for query in ("", "?page=2"))

    assert first.index("Mistake 22.") < first.index("Mistake 21.")
    assert "Mistake 2." not in first
    assert "Mistake 2." in second
    assert "Page 1 of 2" in first
    assert client.get("/corrections/?page=3").status_code == 404
    assert client.get("/corrections/?page=x").status_code == 404


def test_a_paper_without_mistakes_says_so(client):
    assert "Nothing has been corrected yet." in client.get("/corrections/").content.decode()


def test_a_notice_outlives_its_article_without_the_headline(client):
    article = changed(Change.CORRECTION)
    publishing.withdraw(article, by=make_editor(), notice="It is false.")

    page = client.get("/corrections/").content.decode()

    assert TEXT in page
    assert "The fund</a>" not in page
    assert "An article that we have withdrawn since" in page


def test_a_notice_purges_the_pages_that_show_it_and_no_typo_does(monkeypatch, client):
    purged = []
    monkeypatch.setattr("newsroom.pagecache.purge", lambda *tags: purged.append(set(tags)))
    article = changed(Change.TYPO)
    assert "corrections" not in set().union(*purged)

    changed(Change.CORRECTION, article=article)

    assert {"corrections", article.cache_tag, "latest", "front"} <= set().union(*purged)
    tags = client.get("/corrections/")["Cache-Tag"].split(",")
    assert {"corrections", article.cache_tag} <= set(tags)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda notice: notice.save(),
        lambda notice: notice.delete(),
        lambda notice: Correction.objects.update(text="Nothing was wrong."),
        lambda notice: Correction.objects.filter(pk=notice.pk).delete(),
        lambda notice: Correction.objects.bulk_update([notice], ["text"]),
    ],
)
def test_the_model_refuses_to_rewrite_a_notice(rewrite):
    changed(Change.CORRECTION)

    with pytest.raises(NeverRewritten), transaction.atomic():
        rewrite(Correction.objects.get())

    assert Correction.objects.get().text == TEXT


@pytest.mark.parametrize(
    "statement", ["UPDATE articles_correction SET text = ''", "DELETE FROM articles_correction"]
)
def test_the_database_refuses_to_rewrite_a_notice(statement):
    changed(Change.CORRECTION)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert "articles_correction" in append_only.protected(connection)
    assert Correction.objects.get().text == TEXT


def test_who_signed_a_notice_keeps_the_account():
    changed(Change.CORRECTION)

    with pytest.raises(ProtectedError):
        make_editor().delete()


def test_notices_go_out_and_come_in_again(client, tmp_path):
    for headline, change in (("The fund", Change.CORRECTION), ("The lake", Change.RETRACTION)):
        changed(change, article=make_article(headline, at=FIRST, **PLACE))
    changed(Change.CLARIFICATION, text="To be\n\nclear.", article=Correction.objects.last().article)
    rows = ("kind", "text", "published_at", "article__source_id")
    before = list(Correction.objects.values(*rows))
    standing = list(Correction.objects.values(*(f"article__{name}" for name in STANDING)))
    path, again = tmp_path / "out.jsonl", tmp_path / "again.jsonl"
    call_command("export_articles", str(path))
    _forget_articles()

    report = import_file(path, None)
    repeated = import_file(path, None)

    assert (report.made, report.bad, repeated.unchanged) == (2, [], 2)
    assert list(Correction.objects.values(*rows)) == before
    assert list(Correction.objects.values(*(f"article__{name}" for name in STANDING))) == standing
    call_command("export_articles", str(again))
    assert again.read_text() == path.read_text()


STANDING = ("corrected_at", "retracted_at", "gravest_notice", "updated_at")


def _forget_articles():
    with append_only.lifted(connection), connection.cursor() as cursor:
        for table in (
            "articles_correction",
            "articles_byline",
            "articles_tagging",
            "articles_reference",
            "articles_headlineword",
        ):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("UPDATE articles_article SET live_revision_id = NULL, latest_revision_id = NULL")
        cursor.execute("DELETE FROM articles_revision")
        cursor.execute("DELETE FROM articles_article")


def imported(tmp_path, *notices, **more):
    line = {"id": "1", "title": "A", "body": "<p>a</p>", "published_at": FIRST.isoformat(), **more}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({**line, "corrections": list(notices)}))
    return import_file(path, None)


def test_an_import_adds_notices_and_takes_none_away(tmp_path):
    first = {"kind": "correction", "text": "One.", "published_at": "2026-03-15T06:00:00+03:00"}
    earlier = {"kind": "correction", "text": "Two.", "published_at": "2026-03-14T06:00:00+03:00"}

    imported(tmp_path, first)
    imported(tmp_path, first, earlier)
    imported(tmp_path, title="B")

    assert [notice.text for notice in Correction.objects.all()] == ["One.", "Two."]
    assert Correction.objects.first().article.gravest_notice == "correction"


@pytest.mark.parametrize(
    ("notice", "reason"),
    [
        ("It was wrong.", "is no object"),
        ({"kind": "typo", "text": "x", "published_at": FIRST.isoformat()}, "is none of"),
        ({"kind": "correction", "text": " ", "published_at": FIRST.isoformat()}, "is empty"),
        ({"kind": "correction", "text": 7, "published_at": FIRST.isoformat()}, "is no text"),
        ({"kind": "correction", "text": "x"}, "is no date"),
    ],
)
def test_a_notice_that_is_none_is_said_so(tmp_path, notice, reason):
    report = imported(tmp_path, notice)

    assert reason in report.bad[0][1]
    assert not Correction.objects.exists()


def test_a_draft_was_never_corrected(tmp_path):
    notice = {"kind": "correction", "text": "x", "published_at": FIRST.isoformat()}

    assert "no “published_at”" in imported(tmp_path, notice, published_at=None).bad[0][1]
