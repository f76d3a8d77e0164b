import pytest

from articles import applying, publishing
from articles.models import Kind
from tests.factories import make_article, make_change, make_draft, make_editor

pytestmark = pytest.mark.django_db


def test_publishing_a_revision_carries_every_field_onto_the_row():
    draft = make_draft(
        "Bridge closed",
        slug="bridge",
        standfirst="For a week",
        body="<p>Text</p>",
        label="news",
        language="sw",
        section="Counties",
        topic_names=["Roads", "Water"],
        authors=["Counties Desk"],
        search_title="Bridge",
        search_description="About a bridge",
        share_title="The bridge!",
        share_text="Read this",
        canonical_address="https://example.org/bridge",
    )

    article = publishing.publish(draft, by=make_editor())

    content = draft.content
    assert {name: getattr(article, name) for name in applying.COPIED} == {
        name: getattr(content, name) for name in applying.COPIED
    }
    assert article.section.name == "Counties"
    assert [topic.name for topic in article.topics.order_by("taggings__rank")] == ["Roads", "Water"]
    assert article.primary_topic.name == "Roads"
    assert [str(byline) for byline in article.bylines.all()] == ["Counties Desk"]
    assert article.live_revision == draft
    assert draft.article.revisions.get().kind == Kind.PUBLISHED


def test_a_slug_that_the_month_has_already_is_numbered():
    addresses = [make_article("Bridge closed").get_absolute_url() for _ in range(3)]

    assert [address.rstrip("/").rpartition("/")[2] for address in addresses] == [
        "bridge-closed",
        "bridge-closed-2",
        "bridge-closed-3",
    ]


def test_a_numbered_slug_stays_when_the_text_is_corrected():
    first, second = make_article("Story"), make_article("Story")
    publishing.publish(make_change(first, "Story", slug="elsewhere"), by=make_editor())

    corrected = publishing.publish(make_change(second, "Story, corrected", slug="story"), by=make_editor())

    assert corrected.get_absolute_url() == second.get_absolute_url()


def test_an_address_that_leads_to_an_article_is_not_given_to_another(client):
    first = make_article("Bridge closed", slug="bridge")
    old = first.get_absolute_url()
    first = publishing.publish(make_change(first, "Bridge closed", slug="the-bridge"), by=make_editor())

    second = make_article("Bridge", slug="bridge")

    assert second.get_absolute_url() == old.replace("bridge", "bridge-2")
    assert client.get(old)["Location"] == first.get_absolute_url()
