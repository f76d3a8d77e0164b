"""Below a text that is not published stands what it would get."""

import re

import pytest

from articles import previewing, publishing
from articles.related import picks
from tests.articles.related.stories import settle
from tests.articles.related.test_suggesting import DAM
from tests.factories import make_article, make_change, make_content, make_draft, make_editor

pytestmark = pytest.mark.django_db
CHALK = "<p>Chalk, desks and examinations: Kisumu counts its teachers.</p>"


@pytest.fixture
def dam():
    found = make_article("Tana River rises", body=DAM)
    make_article("Teachers mark papers", body=CHALK)
    settle()
    return found


def below(content, article=None):
    page = previewing.page_of(content, article)
    return [story.headline for story in page["related"]], [story.headline for story in page["latest"]]


def test_a_text_that_is_saved_nowhere_has_its_own_suggestions_and_the_latest_after_them(dam):
    content = make_content("A flood on the Tana River", body="<p>The dam is full.</p>")

    assert below(content) == (["Tana River rises"], ["Teachers mark papers"])


def test_a_change_of_a_live_story_shows_what_its_new_text_would_get(dam):
    live = make_article("Teachers of Kisumu", body=CHALK.replace("examinations", "slates, ink"))
    settle()
    change = make_change(live, "A flood on the Tana River", body="<p>The dam is full.</p>")

    assert below(live.live_revision.content, live)[0] == ["Teachers mark papers"]
    assert below(change.content, live)[0] == ["Tana River rises"]


def test_what_editors_have_picked_stands_in_a_preview_too(dam):
    other = make_article("Far away", body="<p>Nothing of that.</p>")
    draft = make_draft("A flood on the Tana River", body="<p>The dam is full.</p>").article
    picks.pin(draft, other, by=make_editor())
    content = draft.latest_revision.content
    assert below(content, draft)[0] == ["Far away", "Tana River rises"]

    picks.exclude(draft, dam, by=make_editor())

    assert below(content, draft) == (["Far away"], ["Teachers mark papers"])


def test_the_same_text_and_what_the_text_leads_to_stand_nowhere_below_it(dam):
    card = f'{DAM}<aside data-article="{dam.pk}"></aside>'

    assert below(make_content("Tana River rises", body=DAM)) == ([], ["Teachers mark papers"])
    assert below(make_content("The Tana River", body=card)) == ([], ["Teachers mark papers"])


def test_readers_get_what_was_previewed(client, dam):
    draft = make_draft("A flood on the Tana River", body="<p>The dam is full.</p>", section="Climate")
    previewed = below(draft.content, draft.article)
    article = publishing.publish(draft, by=make_editor())
    settle()
    page = client.get(article.get_absolute_url()).content.decode().split("data-related")[1]

    assert re.findall(r'<article class="[^"]*"( data-latest)?', page) == ["", " data-latest"]
    assert page.split("</section>")[0].count("<time ") == 2
    assert re.findall(r"<h3><a [^>]*>([^<]*)<", page) == [*previewed[0], *previewed[1]]


def test_the_heading_says_what_stands_below_it(client, dam):
    make_article("Slates", body=CHALK.replace("Chalk", "Slates"), section="Education")
    lonely = make_article("Unheard", body="<p>Quite different matters.</p>", section="Education")
    settle()

    assert "<h2>Latest in Education</h2>" in client.get(lonely.get_absolute_url()).content.decode()
    make_article("Flood", body=DAM.replace("holds", "kept"), section="Climate")
    settle()
    assert "<h2>More on this</h2>" in client.get(dam.get_absolute_url()).content.decode()
