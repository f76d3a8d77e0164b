from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from articles.feeds import CONTENT, CREATOR, ITEMS
from tests.factories import make_article, make_articles, make_image

pytestmark = pytest.mark.django_db


def items(client):
    answer = client.get("/feed/")
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ET.fromstring(answer.content).findall("channel/item")


def test_an_item_has_the_whole_text_and_every_author(client, settings):
    article = make_article(
        "Bridge & road",
        at=datetime(2026, 3, 14, 3, 0, tzinfo=UTC),
        standfirst="For a week",
        body="<p>One</p><h2>Two</h2>",
        authors=["Amina", "Otieno"],
        section="Counties",
    )

    (item,) = items(client)

    assert item.findtext("title") == "Bridge & road"
    assert item.findtext("link") == settings.SITE_URL + article.get_absolute_url()
    assert item.findtext("description") == "For a week"
    assert item.findtext("category") == "Counties"
    assert item.findtext("pubDate") == "Sat, 14 Mar 2026 03:00:00 +0000"
    assert [creator.text for creator in item.findall(f"{{{CREATOR}}}creator")] == ["Amina", "Otieno"]
    assert "<p>One</p>" in item.findtext(f"{{{CONTENT}}}encoded")


def test_addresses_in_the_text_are_whole_and_buttons_are_left_out(client, settings):
    target = make_article("Target")
    image = make_image(has_renditions=True)
    make_article(
        "Story",
        body=f'<p><a href="/about/">Us</a></p><figure data-image="{image.pk}"></figure>'
        f'<aside data-article="{target.pk}"></aside>'
        '<figure data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ"></figure>',
    )

    text = next(
        item.findtext(f"{{{CONTENT}}}encoded") for item in items(client) if item.findtext("title") == "Story"
    )

    assert 'href="/' not in text
    assert f'href="{settings.SITE_URL}{target.get_absolute_url()}"' in text
    assert f'src="{settings.SITE_URL}/media/' in text
    assert "<button" not in text
    assert "youtube.com" in text


def test_the_feed_ends_somewhere(client):
    make_articles(ITEMS + 1)

    assert len(items(client)) == ITEMS


@pytest.mark.parametrize("headline", ["Bell \x07", "Half \ud800 a pair", "\ufffe", "<&>"])
def test_no_text_makes_the_feed_unreadable(client, headline):
    article = make_article("Placeholder")
    type(article).objects.filter(pk=article.pk).update(
        headline=headline.encode("utf-8", "ignore").decode(), standfirst="a\x0bb"
    )

    assert len(items(client)) == 1
