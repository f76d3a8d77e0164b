"""The front page of a moment: pins first, the rule in every other place, nothing twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import arranging, curating, fronts, publishing
from articles.arranging import Placement, Placements, Slot
from articles.fronts import MOST, TOP, Held
from articles.models import Arrangement, Article, Pin, Section
from tests.factories import make_article, make_editor, make_image, make_section, make_user, rewriting_the_past

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NAMES = ("Climate", "Health", "Opinion")


def at(hours):
    return NOON + timedelta(hours=hours)


def make_paper(each=8):
    """Stories of three sections, one an hour up to noon and a few after it; the last of each is withdrawn."""
    stories = []
    for place, name in enumerate(NAMES):
        label = "opinion" if name == "Opinion" else ""
        of_section = [
            make_article(f"{name} {n}", at=at(3 - each + n - place / 10), section=name, label=label)
            for n in range(each)
        ]
        publishing.withdraw(of_section[-4], by=make_editor(), notice="Wrong")
        stories += of_section
    return stories


def pages(front):
    """The page as names: lead, top, latest and each band."""
    bands = [(band.section.name, [story.headline for story in band.stories]) for band in front.bands]
    return (
        front.lead and front.lead.headline,
        [s.headline for s in front.top],
        [s.headline for s in front.latest],
        bands,
    )


def force(*pins, made_at=NOON):
    """These pins as rows, without a look at whether they make sense."""
    number = Arrangement.objects.count() + 1
    made = Arrangement.objects.create(number=number, made_at=made_at, told_until=made_at)
    for zone, section, rank, article, begin, end in pins:
        Pin.objects.create(
            arrangement=made,
            zone=zone,
            section_id=section,
            rank=rank,
            article_id=article,
            starts_at=at(begin),
            ends_at=None if end is None else at(end),
        )
    return made


@pytest.mark.parametrize("pinned", [False, True])
def test_any_pins_at_any_moment(pinned):
    """No story twice, no pin that is over, no pick lost, no hole; and the site shows what the tool shows."""
    paper = make_paper()
    sections = list(Section.objects.all())
    zones = [("lead", None), ("top", None), *(("band", section.pk) for section in sections)]
    keys = [story.pk for story in paper]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(zones), st.integers(0, MOST), st.sampled_from(keys),
                st.integers(-20, 20), st.none() | st.integers(1, 30),
            ),
            max_size=12 if pinned else 0,
        ),
        st.integers(-8, 24),
    )  # fmt: skip
    def check(rows, hour):
        Arrangement.objects.all().delete()
        pins = [
            (*zone, rank, key, begin, length and begin + length) for zone, rank, key, begin, length in rows
        ]
        force(*pins, made_at=at(-100))
        holding = [Held(*pin[:4]) for pin in pins if pin[4] <= hour and (pin[5] is None or hour < pin[5])]

        site = fronts.front(sections, at(hour))
        tool = fronts.front(sections, at(hour), holding)

        shown = [story.pk for story in site.articles]
        live = set(Article.objects.live(at(hour)).values_list("pk", flat=True))
        assert pages(site) == pages(tool)
        assert len(set(shown)) == len(shown)
        assert set(shown) <= live
        assert {place.article for place in holding} & live <= set(shown)
        free = live - {story.pk for band in site.bands for story in band.stories}
        assert (site.lead is not None) == bool(free)
        assert len(site.top) >= min(TOP, len(free) - 1)

    with rewriting_the_past():
        check()


def test_every_arrangement_that_an_editor_can_make_is_shown_as_it_was_made():
    paper = [story for story in make_paper() if not Article.objects.get(pk=story.pk).withdrawn_at]
    sections = list(Section.objects.all())
    slots = [Slot("lead", None, 0), *(Slot("top", None, n) for n in range(TOP))]
    slots += [Slot("band", section.pk, n) for section in sections for n in range(4)]
    editor = make_user(curating.CURATE)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(slots), st.sampled_from(paper)), max_size=10))
    def check(done):
        pins: Placements = ()
        now = timezone.now()
        for slot, story in done:
            pins = arranging.pin(pins, Placement(slot, story.pk, now, now + arranging.DEFAULT))
        newest = curating.in_force()
        curating.put_into_force(pins, by=editor, base=newest.number if newest else 0)

        front = fronts.front(sections)

        leads = [front.lead] if front.lead else []
        zones: dict[Any, list[Article]] = {("lead", None): leads, ("top", None): front.top}
        zones |= {("band", band.section.pk): band.stories for band in front.bands}
        for pin in pins:
            zone = zones[pin.slot.zone, pin.slot.section]
            if len([other for other in pins if other.slot[:2] == pin.slot[:2]]) == 1:
                assert zone[min(pin.slot.rank, len(zone) - 1)].pk == pin.article
            assert pin.article in {story.pk for story in zone}

    check()


def test_a_front_page_without_pins_is_filled_by_the_rule():
    make_article("Without", at=at(0), section="Climate")
    make_article("Opinion", at=at(-1), section="Opinion", label="opinion", lead_image=make_image().pk)
    make_article("With a picture", at=at(-2), section="Health", lead_image=make_image().pk)

    front = fronts.front(list(Section.objects.all()), at(1))

    assert pages(front) == ("With a picture", ["Without", "Opinion"], [], [])


def test_a_story_keeps_its_place_from_the_start_of_its_pin_until_its_end():
    make_paper()
    old = Article.objects.get(headline="Climate 0")
    force(("lead", None, 0, old.pk, 2, 5), made_at=at(-1))
    sections = list(Section.objects.all())

    leads = [fronts.front(sections, at(hour)).lead == old for hour in (1.99, 2, 4.99, 5)]

    assert leads == [False, True, True, False]


def test_a_pinned_story_that_is_withdrawn_leaves_no_hole():
    stories = [make_article(f"Story {n}", at=at(-n), section="Climate") for n in range(8)]
    force(("top", None, 1, stories[6].pk, -10, None), made_at=at(-10))
    sections = list(Section.objects.all())
    before = pages(fronts.front(sections, at(1)))

    publishing.withdraw(stories[6], by=make_editor(), notice="Wrong")

    assert before[1] == ["Story 1", "Story 6", "Story 2"]
    assert pages(fronts.front(sections, at(1)))[1] == ["Story 1", "Story 2", "Story 3"]


def test_a_pinned_story_that_is_not_live_yet_comes_at_its_hour():
    make_article("Live", at=at(-1), section="Climate")
    story = make_article("Not yet", at=at(6), section="Climate")
    force(("lead", None, 0, story.pk, 0, None))
    sections = list(Section.objects.all())

    assert [fronts.front(sections, at(hour)).lead.headline for hour in (5, 6)] == ["Live", "Not yet"]


def test_a_story_that_is_taken_down_at_its_hour_leaves_no_hole():
    stories = [make_article(f"Story {n}", at=at(-n), section="Climate") for n in range(14)]
    Article.objects.filter(pk=stories[2].pk).update(visible_until=at(2))
    sections = list(Section.objects.all())

    before, after = (fronts.front(sections, at(hour)) for hour in (1, 2))

    assert [len(front.articles) for front in (before, after)] == [13, 13]
    assert stories[2] in before.articles
    assert stories[2] not in after.articles


def test_the_front_page_of_a_past_hour_has_the_pins_of_that_hour():
    stories = [make_article(f"Story {n}", at=at(-n), section="Climate") for n in range(8)]
    force(("lead", None, 0, stories[5].pk, -9, None), made_at=at(-9))
    force(("lead", None, 0, stories[6].pk, -5, None), made_at=at(-1))
    sections = list(Section.objects.all())

    leads = [fronts.front(sections, at(hour)).lead.headline for hour in (-2, 0)]

    assert leads == ["Story 5", "Story 6"]


def test_five_pins_have_room_in_a_band_whatever_its_turn():
    for name in ("Climate", "Health"):
        for n in range(20):
            make_article(f"{name} {n}", at=at(-n), section=name)
    health = make_section("Health")
    five = [Article.objects.get(headline=f"Health {n}") for n in (15, 16, 17, 18, 19)]
    force(*(("band", health.pk, rank, story.pk, -1, None) for rank, story in enumerate(five)), made_at=at(-1))

    front = fronts.front(list(Section.objects.all()), at(0))

    assert [(band.section.name, band.layout) for band in front.bands] == [
        ("Climate", "4-3-3"),
        ("Health", "4-3-3"),
    ]
    assert front.bands[1].stories == five


def test_a_guest_in_a_band_says_where_it_comes_from(client):
    for name in ("Climate", "Health"):
        for n in range(8):
            make_article(f"{name} {n}", at=at(-n), section=name)
    guest = make_article("From afar", at=at(-400), section="Culture")
    force(("band", make_section("Health").pk, 0, guest.pk, -1, None), made_at=at(-1))

    page = client.get("/").content.decode()

    card = page[: page.index("From afar")].rpartition("<article")[2]
    assert "Culture" in card


@pytest.mark.parametrize("number", [1, 3])
def test_the_front_page_takes_one_number_of_queries_whatever_is_pinned(django_assert_num_queries, number):
    make_paper()
    sections = list(Section.objects.all())
    keys = Article.objects.filter(visible_from__lt=at(0)).values_list("pk", flat=True)[:number]
    force(*(("top", None, rank, key, -1, None) for rank, key in enumerate(keys)), made_at=at(-1))

    with django_assert_num_queries(
        5
    ):  # pins, picks, stories, bylines; and the navigation, which is not kept here
        fronts.front(sections, at(0))
