import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.models import Change
from newsroom.models import Identity
from tests.factories import make_article, make_author, make_editor, make_image

pytestmark = pytest.mark.django_db


def facts_of(client, article):
    page = client.get(article.get_absolute_url()).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def test_machines_read_what_readers_read(client, settings):
    Identity.objects.create(pk=1, name="The Lake Herald", language="en")
    make_author("Climate Desk", is_desk=True)
    make_author("Amina Odhiambo")
    article = make_article(
        "Bridge closed",
        at=datetime(2026, 3, 14, 3, 0, tzinfo=UTC),
        standfirst="For a week",
        section="Counties",
        topic_names=["Roads", "Water"],
        authors=["Climate Desk", "Amina Odhiambo"],
        lead_image=make_image(has_renditions=True).pk,
    )
    changed = replace(article.latest_revision.content, search_title="Changed")
    draft = publishing.save_draft(changed, by=make_editor(), article=article)
    article = publishing.publish(draft, by=make_editor(), change=Change.UPDATE)
    site = settings.SITE_URL

    facts = facts_of(client, article)

    assert facts["@type"] == "NewsArticle"
    assert facts["headline"] == "Bridge closed"
    assert facts["description"] == "For a week"
    assert facts["url"] == f"{site}/2026/03/bridge-closed/"
    assert facts["datePublished"].startswith("2026-03-14T")
    assert facts["dateModified"][:19] == article.updated_at.isoformat()[:19]
    assert facts["author"] == [
        {"@type": "Organization", "name": "Climate Desk", "url": f"{site}/author/climate-desk/"},
        {"@type": "Person", "name": "Amina Odhiambo", "url": f"{site}/author/amina-odhiambo/"},
    ]
    assert (facts["articleSection"], facts["keywords"]) == ("Counties", ["Roads", "Water"])
    assert facts["publisher"]["name"] == "The Lake Herald"
    assert len(facts["image"]) == 3
    assert all(address.startswith(f"{site}/media/") for address in facts["image"])


def test_what_is_not_known_is_not_said(client):
    facts = facts_of(client, make_article())

    assert not {"description", "articleSection", "keywords", "image", "author"} & facts.keys()


@pytest.mark.parametrize("headline", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028&"])
def test_no_text_ends_the_block(client, headline):
    article = make_article(headline, slug="odd")

    assert facts_of(client, article)["headline"] == headline


def test_an_opinion_is_said_to_be_one(client):
    assert facts_of(client, make_article(label="opinion"))["@type"] == "OpinionNewsArticle"
