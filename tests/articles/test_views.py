"""The readers' pages: what they show, what they cost, and what they answer to nonsense."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from articles import publishing
from articles.models import Article, Byline, Change, Page
from newsroom import identity
from tests.factories import (
    make_article,
    make_articles,
    make_author,
    make_draft,
    make_editor,
    make_image,
    make_section,
)

pytestmark = pytest.mark.django_db
PLACE = {"section": "Climate", "topic_names": ["Drought"], "authors": ["Climate Desk"]}
LISTS = ("/", "/section/climate/", "/topic/drought/", "/author/climate-desk/", "/archive/2026/11/")
NOVEMBER = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def publish_many(number):
    return [
        make_article(
            f"Story {n}",
            at=NOVEMBER + timedelta(minutes=n),
            lead_image=make_image(colour=(n, 0, 0)).pk,
            **PLACE,
        )
        for n in range(number)
    ]


# With the name, the navigation and the newsletters, which a site reads once a second, in three queries.
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 7),
        ("/section/climate/", 7),
        ("/topic/drought/", 6),
        ("/author/climate-desk/", 6),
        ("/archive/2026/11/", 6),
        ("/feed/", 4),
        ("/sitemap.xml", 3),
        ("/sitemap-2026-11.xml", 2),
    ],
)
def test_a_list_costs_the_same_with_one_story_and_with_three(
    client, django_assert_num_queries, settings, address, queries, number
):
    settings.FRAME_SECONDS = 60
    publish_many(number)
    client.get(address)  # what Django looks up once in its life
    identity.forget()

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_costs_the_same_however_much_it_refers_to(
    client, django_assert_num_queries, settings, number
):
    settings.FRAME_SECONDS = 60
    others = publish_many(number)
    images = [make_image(colour=(0, n, 9)).pk for n in range(number)]
    body = "".join(f'<p>Text</p><aside data-article="{other.pk}"></aside>' for other in others)
    body += "".join(f'<figure data-image="{image}"></figure>' for image in images)
    article = make_article("The story", body=body, lead_image=images[0], **PLACE)
    address = article.get_absolute_url()
    client.get(address)
    identity.forget()

    with django_assert_num_queries(9):
        page = client.get(address)

    assert page.content.decode().count("data-read-also") == number


def test_no_story_stands_twice_on_the_front_page(client):
    for section in ("Climate", "Health", "Culture"):
        for n in range(8):
            make_article(f"{section} story {n}", section=section)

    page = client.get("/").content.decode()

    headlines = [f"{section} story {n}<" for section in ("Climate", "Health", "Culture") for n in range(8)]
    assert {page.count(headline) for headline in headlines} == {0, 1}
    assert sum(page.count(headline) for headline in headlines) == 20


def test_the_front_page_of_an_empty_paper_says_so(client):
    assert "Nothing has been published yet." in client.get("/").content.decode()


@pytest.mark.parametrize(
    "address", ["/section/climate/", "/topic/drought/", "/author/climate-desk/", "/archive/2026/11/"]
)
def test_a_list_is_paged_from_the_newest(client, address):
    publish_many(23)

    first, second = client.get(address).content.decode(), client.get(f"{address}?page=2").content.decode()

    assert "Story 22<" in first
    assert "Story 2<" not in first
    assert "Story 2<" in second
    assert "Story 3<" not in second
    assert "Page 1 of 2" in first


@pytest.mark.parametrize(
    "address", ["/section/climate/", "/topic/drought/", "/author/climate-desk/", "/archive/2026/11/"]
)
@pytest.mark.parametrize(
    "number",
    ["2", "0", "-1", "01", "1.0", "abc", "", "١", "9" * 30, "1;DROP", "2%00", "999999", "None", "1 "],
)
def test_a_page_of_nothing_and_a_number_that_is_none_are_404(client, address, number):
    publish_many(1)

    assert client.get(f"{address}?page={number}").status_code in ({400} if "%00" in number else {404})


def test_a_section_without_articles_has_a_page(client):
    make_section("Sport")

    assert "Nothing here yet." in client.get("/section/sport/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/section/none/",
        "/topic/none/",
        "/author/none/",
        "/archive/2026/10/",
        "/archive/2026/13/",
        "/archive/0000/01/",
        "/2026/11/none/",
        "/2026/00/none/",
        "/0000/11/none/",
        "/none/",
        "/2026/11/%F0%9F%92%A9/",
        "/2026/11/" + "x" * 3000 + "/",
        "/section/a%2Fb/",
    ],
)
def test_an_unknown_address_is_a_helpful_404(client, address):
    make_article("Bridge closed")

    page = client.get(address)

    assert page.status_code == 404
    assert "Bridge closed" in page.content.decode()


@pytest.mark.parametrize("address", [*LISTS, "/about/", "/feed/", "/sitemap.xml", "/robots.txt", "{article}"])
def test_a_public_page_is_the_same_for_everybody(client, address, admin_client):
    article = publish_many(2)[0]
    Page.objects.create(slug="about", title="About us", body="<p>We print.</p>")
    address = address.format(article=article.get_absolute_url())

    anonymous, signed_in = client.get(address), admin_client.get(address)

    assert anonymous.content == signed_in.content
    assert "Set-Cookie" not in anonymous.headers
    assert not anonymous.cookies
    assert "Cookie" not in anonymous.headers.get("Vary", "")
    assert anonymous["ETag"] == signed_in["ETag"]
    for part in ("public", "s-maxage=", "stale-while-revalidate=", "stale-if-error="):
        assert part in anonymous["Cache-Control"]
    assert anonymous["Cache-Tag"]
    assert b"csrf" not in anonymous.content.lower()


def test_a_page_that_the_reader_has_already_is_not_sent_again(client):
    address = make_article().get_absolute_url()
    etag = client.get(address)["ETag"]

    answer = client.get(address, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_an_article_shows_all_that_belongs_to_it(client):
    image = make_image(alt="A dry gauge", credit="Photograph: Us", has_renditions=True)
    make_author("Climate Desk", role="Reporting", bio="Four reporters.", picture=image)
    article = make_article(
        "The rains have failed",
        at=NOVEMBER,
        label="explainer",
        standfirst="A table decides.",
        body="<h2>One</h2><p>Text.</p><h2>Two</h2><p>Text.</p><h2>Three</h2><p>Text.</p>",
        lead_image=image.pk,
        lead_caption="It holds nothing.",
        **PLACE,
    )
    changed = replace(article.latest_revision.content, search_title="Changed")
    draft = publishing.save_draft(changed, by=make_editor(), article=article)
    article = publishing.publish(draft, by=make_editor(), change=Change.UPDATE)

    page = client.get(article.get_absolute_url()).content.decode()

    for text in (
        "Explainer",
        "A table decides.",
        "Climate Desk",
        "Reporting",
        "Four reporters.",
        "Published <time",
        "Updated <time",
        "1 minute to read",
        "It holds nothing.",
        "Photograph: Us",
        'alt="A dry gauge"',
        "In this article",
        "Drought",
        "https://wa.me/",
        '<link rel="canonical"',
        'property="og:title"',
        "application/ld+json",
        "data-article",
    ):
        assert text in page, text


def test_previous_and_next_are_those_of_the_section(client):
    for minute, (headline, section) in enumerate(
        [("A", "Climate"), ("B", "Health"), ("C", "Climate"), ("D", "Climate")]
    ):
        make_article(f"Story {headline}", at=NOVEMBER + timedelta(minutes=minute), section=section)

    page = client.get("/2026/11/story-c/").content.decode()

    previous, following = page.split("Earlier in Climate")[1].split("Later in Climate")
    assert "Story A" in previous
    assert "Story D" in following


def test_where_the_section_has_too_few_the_newest_of_all_fill_the_places_up(client):
    make_articles(5, section="Health")
    article = make_article("The story", section="Climate")

    related = client.get(article.get_absolute_url()).content.decode().split("data-related")[1]

    assert related.split("</section>")[0].count("<h3>") == 4


def test_what_the_text_leads_to_is_not_said_again_below_it(client):
    others = make_articles(6, section="Climate")
    article = make_article(
        "The story", body=f'<p>Text</p><aside data-article="{others[5].pk}"></aside>', section="Climate"
    )

    related = (
        client.get(article.get_absolute_url())
        .content.decode()
        .split("data-related")[1]
        .split("</section>")[0]
    )

    assert "Story number 6" not in related
    assert related.count("<h3>") == 4


def test_neighbours_of_the_same_minute_are_not_passed_over(client):
    for name in "ABC":
        make_article(f"Story {name}", at=NOVEMBER, section="Climate")

    page = client.get("/2026/11/story-b/").content.decode()

    previous, following = page.split("Earlier in Climate")[1].split("Later in Climate")
    assert "Story A" in previous
    assert "Story C" in following


def test_an_article_without_a_section_is_a_whole_page(client):
    article = make_article("The story", section=None)

    page = client.get(article.get_absolute_url()).content.decode()

    assert 'href=""' not in page


def test_nothing_that_readers_may_not_see_is_named_on_an_article(client):
    hidden = make_article("Not yet", at=timezone.now() + timedelta(days=1), **PLACE)
    withdrawn = make_article("No more", **PLACE)
    publishing.withdraw(withdrawn, by=make_editor(), notice="")
    cards = "".join(f'<aside data-article="{other.pk}"></aside>' for other in (hidden, withdrawn))
    article = make_article("The story", body=f"<p>Text</p>{cards}", **PLACE)

    page = client.get(article.get_absolute_url()).content.decode()

    assert "Not yet" not in page
    assert "No more" not in page
    assert "data-read-also" not in page


def test_a_read_also_card_follows_its_target(client):
    target = make_article("Old headline", slug="old")
    article = make_article("The story", body=f'<p>Text</p><aside data-article="{target.pk}"></aside>')
    draft = publishing.save_draft(
        target.live_revision.content.__class__(headline="New headline", slug="new", body=""),
        by=make_editor(),
        article=target,
    )
    target = publishing.publish(draft, by=make_editor())

    page = client.get(article.get_absolute_url()).content.decode()

    assert "New headline" in page
    assert f'href="{target.get_absolute_url()}"' in page


@pytest.mark.parametrize(
    "headline", ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "a & b"]
)
def test_a_headline_stands_as_it_was_typed(client, headline):
    article = make_article(headline, slug="odd", section="Climate")

    for address in (article.get_absolute_url(), "/", "/section/climate/"):
        page = client.get(address).content.decode()
        assert escape(headline) in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_page_is_what_editors_wrote(client):
    Page.objects.create(slug="about", title="About us", body="<p>We print <strong>corrections</strong>.</p>")

    assert "<strong>corrections</strong>" in client.get("/about/").content.decode()


def test_an_address_without_its_slash_leads_to_the_page(client):
    make_section("Climate")

    assert client.get("/section/climate")["Location"] == "/section/climate/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_reading_is_all_that_can_be_done_to_an_article(client, method):
    address = make_article().get_absolute_url()

    assert 400 <= getattr(client, method)(address).status_code < 500


@pytest.mark.parametrize("at", [None, "later"])
def test_the_topic_of_an_article_that_nobody_may_see_is_not_told(client, at):
    if at:
        make_article("Not yet", at=timezone.now() + timedelta(days=1), topic_names=["A secret merger"])
    else:
        make_draft("Not yet", topic_names=["A secret merger"])

    answer = client.get("/topic/a-secret-merger/")

    assert answer.status_code == 404
    assert b"A secret merger" not in answer.content


@pytest.mark.parametrize("address", ["/", "/section/climate/"])
def test_a_page_that_offers_topics_is_made_anew_when_one_is_renamed(client, address):
    for story in make_articles(14, section="Climate", topic_names=["Roads"]):
        topic = story.primary_topic

    page = client.get(address)

    assert f'href="{topic.get_absolute_url()}"' in page.content.decode()
    assert topic.cache_tag in page["Cache-Tag"].split(",")


def test_an_author_has_a_page_from_his_or_her_first_story_on(client):
    make_draft(authors=["Wanjiru"])
    later = make_article(authors=["Wanjiru"], at=timezone.now() + timedelta(hours=1))
    assert client.get("/author/wanjiru/").status_code == 404

    Article.objects.filter(pk=later.pk).update(visible_from=timezone.now())
    Byline.objects.filter(article=later).update(visible_from=timezone.now())

    assert client.get("/author/wanjiru/").status_code == 200


def test_an_author_whose_only_story_is_retracted_can_still_be_led_to(client):
    article = make_article(authors=["Wanjiru"])
    publishing.publish(
        article.live_revision, by=make_editor(), change=Change.RETRACTION, correction="It does not stand."
    )

    assert client.get("/author/wanjiru/").status_code == 200
