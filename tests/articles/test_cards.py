from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles import cards
from articles.models import Article, Section
from newsroom import identity
from tests.factories import make_article, make_section

WHEN = datetime(2026, 11, 3, 21, 30, tzinfo=UTC)  # past midnight in Nairobi


def story(**fields):
    made = Article(
        **{"month": 202611, "slug": "a-story", "headline": "A story", "published_at": WHEN, **fields}
    )
    made.section = Section(pk=1, name="Climate")
    made.signatures = []
    return made


def text(of, *, within_section=False, is_brief=False, is_dated=False):
    return cards.text(of, within_section=within_section, is_brief=is_brief, is_dated=is_dated)


def test_a_card_says_where_what_who_and_how_long():
    with_all = story(label="analysis", standfirst="Why it matters.", reading_minutes=4)
    with_all.signatures = ["Achieng Odhiambo", "Climate Desk"]

    with timezone.override("Africa/Nairobi"):
        html = text(with_all, is_dated=True)

    assert html == (
        '<p class="kicker">Climate <i>Analysis</i></p>\n'
        '<h3><a href="/2026/11/a-story/">A story</a></h3>\n'
        '<p class="standfirst">Why it matters.</p>\n'
        '<p class="meta"><b>Achieng Odhiambo</b> and <b>Climate Desk</b> · '
        '<time datetime="2026-11-04T00:30:00+03:00">4 Nov 2026</time> · 4 min</p>'
    )


def test_within_its_section_a_card_names_the_label_alone_and_a_brief_one_has_no_standfirst():
    html = text(story(label="analysis", standfirst="Why."), within_section=True, is_brief=True)

    assert html == (
        '<p class="kicker">Analysis</p>\n<h3><a href="/2026/11/a-story/">A story</a></h3>\n<p class="meta">1 min</p>'
    )


def test_a_label_that_is_the_name_of_the_section_is_not_said_twice():
    opinion = story(label="opinion")
    opinion.section.name = "Opinion"

    assert text(opinion).startswith('<p class="kicker">Opinion</p>\n')
    assert text(opinion, within_section=True).startswith("<h3>")


def test_nothing_that_a_person_typed_is_markup_on_a_card():
    typed = "<script>\"&'"
    hostile = story(headline=typed, standfirst=typed, slug="a")
    hostile.section.name = typed
    hostile.signatures = [typed]

    html = text(hostile)

    assert "<script" not in html
    assert html.count("&lt;script&gt;&quot;&amp;&#x27;") == 4


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["A"], "<b>A</b> · "),
        (["A", "B"], "<b>A</b> and <b>B</b> · "),
        (["A", "B", "C"], "<b>A</b>, <b>B</b> and <b>C</b> · "),
    ],
)
def test_names_stand_in_a_row(names, said):
    signed = story()
    signed.signatures = names

    assert cards.signed(signed) == said


def test_what_came_today_is_told_by_the_hour():
    with timezone.override("Africa/Nairobi"):
        assert ">00:30<" in cards.day(WHEN, hours_on="20261104")
        assert ">4 Nov<" in cards.day(WHEN, hours_on="20261105")


@pytest.mark.django_db
def test_a_page_of_cards_is_completed_by_one_query(django_assert_num_queries, settings):
    settings.FRAME_SECONDS = 60
    make_section("Climate")
    for number in range(3):
        make_article(f"Story {number}", section="Climate", authors=["Climate Desk", "Data Desk"])
    identity.forget()
    stories = list(Article.objects.live().for_cards())

    with django_assert_num_queries(2):  # with the navigation's sections, which are read once a second
        cards.complete(stories)
        told = [(each.section.name, each.signatures) for each in stories]

    assert told == [("Climate", ["Climate Desk", "Data Desk"])] * 3


@pytest.mark.django_db
def test_a_section_that_the_navigation_does_not_know_yet_is_looked_up(settings):
    settings.FRAME_SECONDS = 60
    identity.forget()
    make_article("First", section="Climate")
    cards.complete(Article.objects.live().for_cards())  # the sections are in memory now
    article = make_article("Second", section="Health")

    cards.complete([article])

    assert article.section.name == "Health"
