"""The front page tool without a script: each button is a form that is sent."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles import curating, fronts, publishing
from articles.arranging import Placement, Slot
from articles.curating import put_into_force
from articles.models import Arrangement, Article, Pin
from newsroom.models import Identity
from newsroom.moments import machine, moment_of
from tests.factories import make_article, make_draft, make_editor, make_section, make_user, rewriting_the_past

pytestmark = pytest.mark.django_db
TOOL = "/admin/front/"
LEAD = Slot("lead", None, 0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def curator(client):
    user = make_user(curating.CURATE, username="wanjiru")
    client.force_login(user)
    return user


def words(answer):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def fields(answer):
    """The hidden fields of the tool, as a browser sends them back."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: unescape(value) for name, value in found}


def press(client, answer, button, **typed):
    return client.post(TOOL, {**fields(answer), "do": button, **typed})


def pin(story, slot=LEAD, begin=timedelta(0), length=DAY):
    begins = timezone.now() + begin
    return Placement(slot, story.pk, begins, begins + length if length else None)


def place(answer, key):
    """The words of one place of the tool."""
    page = answer.content.decode()
    start = page.index(f'data-slot="{key}"')
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[start : page.index("</li>", start)])))


def test_a_story_is_chosen_placed_and_put_into_force(client, curator):
    make_article("Newest")
    story = make_article("Old", at=timezone.now() - DAY)
    tool = client.get(TOOL)

    staged = press(client, tool, "place:lead-0", story=story.pk)
    seen_before = fronts.front([]).lead.headline
    forced = press(client, staged, "force")

    assert "Old" in place(staged, "lead-0")
    assert "Not in force yet: 1 change" in words(staged)
    assert seen_before == "Newest"
    assert forced["Location"] == TOOL
    assert "In force: arrangement 1." in words(client.get(TOOL))
    assert fronts.front([]).lead == story
    row = Pin.objects.get()
    assert row.ends_at == row.starts_at + DAY


@pytest.mark.parametrize(
    ("lasts", "until", "hours"),
    [("6", "", 6), ("72", "", 72), ("none", "", None), ("until", "2030-01-01T06:00", None)],
)
def test_a_new_pin_stays_as_long_as_is_said(client, curator, lasts, until, hours):
    story = make_article("Old")

    staged = press(client, client.get(TOOL), "place:top-0", story=story.pk, lasts=lasts, until=until)

    [[slot, article, starts_at, ends_at]] = json.loads(fields(staged)["sheet"])
    assert (slot, article) == ("top-0", story.pk)
    if hours:
        assert moment_of(ends_at) - moment_of(starts_at) == timedelta(hours=hours)
    else:
        assert ends_at == ("2030-01-01T03:00:00Z" if until else None)


def test_what_is_placed_at_a_later_moment_begins_then(client, curator):
    make_article("Newest")
    story = make_article("Tomorrow's lead", at=timezone.now() - DAY)
    later = timezone.now() + DAY

    tomorrow = client.get(TOOL, {"at": machine(later)})
    staged = press(client, tomorrow, "place:lead-0", story=story.pk)
    press(client, staged, "force")

    assert "You see the front page as it will be" in words(tomorrow)
    assert fronts.front([]).lead.headline == "Newest"
    assert fronts.front([], later).lead == story
    assert fronts.front([], later + DAY).lead.headline == "Newest"


def test_the_moment_is_typed_and_what_is_staged_stays(client, curator):
    story = make_article("Old")
    staged = press(client, client.get(TOOL), "place:lead-0", story=story.pk)

    moved = press(client, staged, "go", when="2029-06-01T06:00")

    assert fields(moved)["at"] == "2029-06-01T03:00:00Z"
    assert fields(moved)["sheet"] == fields(staged)["sheet"]
    assert "Not in force yet: 1 change" in words(moved)
    assert fields(press(client, moved, "now"))["at"] == ""


def test_enter_in_the_field_of_the_moment_goes_there(client, curator):
    moved = press(client, client.get(TOOL), "look", when="2029-06-01T06:00")

    assert fields(moved)["at"] == "2029-06-01T03:00:00Z"


def test_the_zone_is_printed_beside_the_times(client, curator):
    assert "Times are those of Nairobi, UTC+3." in words(client.get(TOOL))


def test_the_rules_story_is_pinned_where_it_stands_moved_and_taken_out(client, curator):
    stories = [make_article(f"Story {n}", at=timezone.now() - n * HOUR) for n in range(4)]
    tool = client.get(TOOL)

    pinned = press(client, tool, f"place:top-0:{stories[1].pk}")
    moved = press(client, pinned, f"place:top-1:{stories[1].pk}")
    taken = press(client, moved, f"take:{stories[1].pk}")

    assert "by rule" in place(tool, "top-0")
    assert "until" in place(pinned, "top-0")
    assert "Story 1" in place(moved, "top-1")
    assert json.loads(fields(taken)["sheet"])[0][3] <= machine(timezone.now())
    assert "Not in force yet" not in words(taken)


def test_the_end_of_a_pin_is_changed(client, curator):
    story = make_article("Story")
    put_into_force([pin(story)], by=curator, base=0)

    longer = press(client, client.get(TOOL), f"end:{story.pk}", **{f"end-{story.pk}": "2030-01-01T06:00"})
    endless = press(client, longer, f"end:{story.pk}", **{f"end-{story.pk}": ""})

    assert "until 1 Jan 2030 06:00" in place(longer, "lead-0")
    assert "no end" in place(endless, "lead-0")
    assert "Lead: “Story” stays no end" in words(endless)


@pytest.mark.parametrize(
    ("button", "typed", "sentence"),
    [
        ("place:lead-0", {}, "Choose a story first, then its place."),
        ("place:lead-0", {"story": "999999"}, "There is no such story any more."),
        ("place:lead-0", {"story": "x' OR 1"}, "There is no such story any more."),
        ("place:lead-9", {"story": "{story}"}, "There is no such place on the front page."),
        ("place:", {"story": "{story}"}, "There is no such place on the front page."),
        (
            "place:lead-0",
            {"story": "{draft}"},
            "“A draft” is a draft that nobody has approved: it cannot be pinned.",
        ),
        ("place:lead-0", {"story": "{gone}"}, "“Gone” has been withdrawn: it cannot be pinned."),
        (
            "place:lead-0",
            {"story": "{story}", "lasts": "until", "until": "2020-01-01T06:00"},
            "would end before it begins",
        ),
        ("place:lead-0", {"story": "{story}", "lasts": "until", "until": "soon"}, "Write a date and a time"),
        ("go", {"when": "yesterday"}, "Write a date and a time"),
        ("go:31-31", {}, "Write a date and a time"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_staged_is_lost(client, curator, button, typed, sentence):
    keys = {
        "story": make_article("Story").pk,
        "draft": make_draft("A draft").article.pk,
        "gone": publishing.withdraw(make_article("Gone"), by=make_editor(), notice="Wrong").pk,
    }
    kept = make_article("Kept")
    staged = press(client, client.get(TOOL), "place:top-0", story=kept.pk)

    answer = press(client, staged, button, **{name: value.format(**keys) for name, value in typed.items()})

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert fields(answer)["sheet"] == fields(staged)["sheet"]


def test_a_shorter_headline_stands_on_the_front_page_and_nowhere_else(client, curator):
    long = "The county assembly has passed the budget after nine hours of debate"
    story = make_article(long, section="Counties", topic_names=["Budget"])
    placed = press(client, client.get(TOOL), "place:lead-0", story=story.pk)

    called = press(client, placed, "name", **{f"name-{story.pk}": " The budget\0 is  through "})
    forced = press(client, called, "force")
    ended = press(client, client.get(TOOL), f"end:{story.pk}", **{f"end-{story.pk}": ""})
    back = press(client, ended, "name", **{f"name-{story.pk}": ""})

    assert "The budget is through" in place(called, "lead-0")
    assert f"elsewhere “{long}”" in place(called, "lead-0")
    assert "called “The budget is through”" in words(called)
    assert forced.status_code == 302
    assert "The budget is through" in client.get("/").content.decode()
    assert long not in client.get("/").content.decode()
    for address in (story.get_absolute_url(), "/section/counties/", "/topic/budget/", "/feed/"):
        page = client.get(address).content.decode()
        assert long in page
        assert "The budget is through" not in page
    assert f"Lead: “{long}” stays no end and has its own headline again" in words(back)


def test_a_headline_that_was_typed_is_kept_whatever_is_pressed(client, curator):
    story = make_article("Long")
    placed = press(client, client.get(TOOL), "place:lead-0", story=story.pk)

    forced = press(client, placed, "force", **{f"name-{story.pk}": "Short" + "x" * 300})

    assert forced.status_code == 302
    assert Pin.objects.get().headline == "Short" + "x" * 115


def test_a_roll_back_brings_the_headline_of_the_front_back(client, curator):
    story = make_article("Long")
    put_into_force([replace(pin(story), headline="Short")], by=curator, base=0)
    put_into_force([], by=curator, base=1)

    client.post(f"{TOOL}history/1/restore/", {"base": "2"})

    assert fronts.front([]).lead.headline == "Short"
    assert Article.objects.get().headline == "Long"


@pytest.mark.parametrize(
    "sheet",
    [
        "", "null", "{}", "[1]", '[["lead-0"]]', '[["nowhere-0",1,"2026-01-01T00:00Z",null]]',
        '[["lead-0","1","2026-01-01T00:00Z",null]]', '[["lead-0",true,"2026-01-01T00:00Z",null]]',
        '[["lead-0",1,5,null]]', '[["lead-0",99999999999999999999,"2026-01-01T00:00Z",null]]', "[" * 5000,
        " " * 200_001, '[["lead-0",1,"2026-01-01T00:00Z",null,5]]',
        f'[["lead-0",1,"2026-01-01T00:00Z",null,"{"x" * 121}"]]',
    ],
)  # fmt: skip
def test_a_form_that_comes_back_damaged_changes_nothing(client, curator, sheet):
    story = make_article("Story")
    put_into_force([pin(story)], by=curator, base=0)

    answer = client.post(TOOL, {"sheet": sheet, "base": "1", "do": "force"})

    assert "The form came back damaged" in words(answer)
    assert Arrangement.objects.count() == 1
    assert fields(answer)["base"] == "1"


def test_a_forged_sheet_is_refused_with_sentences(client, curator):
    story, other = make_article("Story"), make_article("Other")
    now, later = machine(timezone.now()), machine(timezone.now() + DAY)
    rows = [
        ["lead-0", story.pk, now, later],
        ["lead-0", other.pk, now, later],
        ["top-0", story.pk, later, now],
    ]

    answer = client.post(TOOL, {"sheet": json.dumps(rows), "base": "0", "do": "force"})

    assert "“Story” and “Other” have one place at the same time." in words(answer)
    assert "“Story” would end before it begins." in words(answer)
    assert not Arrangement.objects.exists()


def test_of_two_editors_at_once_the_second_sees_both_and_loses_nothing(client, curator):
    mine, theirs = make_article("Mine"), make_article("Theirs")
    staged = press(client, client.get(TOOL), "place:lead-0", story=mine.pk)
    put_into_force([pin(theirs)], by=make_user(curating.CURATE, username="hassan"), base=0)

    conflict = press(client, staged, "force")
    looked = press(client, conflict, "look")
    forced = press(client, conflict, "force")

    assert conflict.status_code == 409
    assert "hassan put arrangement 1 into force" in words(conflict)
    assert "Lead: “Theirs”" in words(conflict)
    assert "Lead: “Mine”" in words(conflict)
    assert fields(looked)["sheet"] == fields(staged)["sheet"]
    assert "“Theirs” is taken out" in words(looked)
    assert forced.status_code == 302
    assert curating.in_force().pins.get().article == mine


def test_the_second_may_go_on_from_what_is_in_force(client, curator):
    mine, theirs = make_article("Mine"), make_article("Theirs")
    staged = press(client, client.get(TOOL), "place:lead-0", story=mine.pk)
    put_into_force([pin(theirs)], by=make_user(curating.CURATE), base=0)

    answer = press(client, press(client, staged, "force"), "theirs")

    assert [row[1] for row in json.loads(fields(answer)["sheet"])] == [theirs.pk]
    assert fields(answer)["base"] == "1"


def test_a_double_click_puts_one_arrangement_into_force(client, curator):
    staged = press(client, client.get(TOOL), "place:lead-0", story=make_article("Story").pk)

    first, second = press(client, staged, "force"), press(client, staged, "force")

    assert (first.status_code, second.status_code) == (302, 302)
    assert Arrangement.objects.count() == 1


def test_the_past_is_looked_at_and_not_changed(client, curator):
    old, new = (
        make_article("Old lead", at=timezone.now() - 9 * DAY),
        make_article("New lead", at=timezone.now() - 8 * DAY),
    )
    put_into_force([pin(old, length=None)], by=curator, base=0)
    put_into_force([pin(new, length=None)], by=curator, base=1)
    with rewriting_the_past():
        Arrangement.objects.filter(number=1).update(made_at=timezone.now() - 3 * DAY)
        Pin.objects.update(starts_at=timezone.now() - 5 * DAY)

    past = client.get(TOOL, {"at": machine(timezone.now() - 2 * DAY)})
    tried = press(client, past, f"place:top-0:{old.pk}")

    assert "Old lead" in place(past, "lead-0")
    assert "as it was" in words(past)
    assert 'value="force"' not in past.content.decode()
    assert "This hour is over." in words(tried)
    assert (
        "Old lead" in client.get(f"{TOOL}reader/", {"at": machine(timezone.now() - 2 * DAY)}).content.decode()
    )


def test_the_history_says_who_changed_what_and_rolls_back_by_one_click(client, curator):
    one, two = make_article("One"), make_article("Two")
    put_into_force([pin(one)], by=curator, base=0)
    put_into_force([pin(two)], by=make_user(curating.CURATE, username="hassan"), base=1)

    history = client.get(f"{TOOL}history/")
    answer = client.post(f"{TOOL}history/1/restore/", {"base": "2"}, follow=True)

    assert re.search(r"2 .*hassan Lead: “Two” from now, until .* Lead: “One” is taken out", words(history))
    assert re.search(r"1 .*wanjiru Lead: “One” from now", words(history))
    assert "In force: arrangement 3, with the pins of arrangement 1." in words(answer)
    assert fronts.front([]).lead == one
    assert "rolled back to 1" in words(client.get(f"{TOOL}history/"))


def test_a_roll_back_from_a_history_that_is_old_is_refused(client, curator):
    put_into_force([pin(make_article("One"))], by=curator, base=0)
    put_into_force([], by=make_user(curating.CURATE, username="hassan"), base=1)

    answer = client.post(f"{TOOL}history/1/restore/", {"base": "1"}, follow=True)

    assert "Hassan has changed the front page since." in words(answer)
    assert Arrangement.objects.count() == 2


@pytest.mark.parametrize("number", [0, 7, 10**30])
def test_an_arrangement_that_is_none_is_not_found(client, curator, number):
    assert client.post(f"{TOOL}history/{number}/restore/", {"base": "0"}).status_code == 404


def test_a_history_without_a_change_says_so(client, curator):
    assert "Nothing has been pinned yet: the rule fills every place." in words(client.get(f"{TOOL}history/"))


def test_the_history_is_paged(client, curator):
    for number in range(25):
        put_into_force([], by=make_user(curating.CURATE), base=number)

    first = client.get(f"{TOOL}history/")
    second = client.get(f"{TOOL}history/", {"before": "6"})

    assert "?before=6" in first.content.decode()
    assert first.content.decode().count('class="history-when"') == 20
    assert second.content.decode().count('class="history-when"') == 5
    assert client.get(f"{TOOL}history/", {"before": "x"}).status_code == 200


def test_a_rehearsal_is_the_readers_page_and_nobodys_cache_keeps_it(client, curator):
    make_article("Newest")
    story = make_article("Not yet out", at=timezone.now() + 2 * HOUR)
    staged = press(
        client, client.get(TOOL, {"at": machine(timezone.now() + 3 * HOUR)}), "place:lead-0", story=story.pk
    )

    answer = client.post(f"{TOOL}reader/", fields(staged))

    page = answer.content.decode()
    assert '<body class="front">' in page
    assert page.index("Not yet out") < page.index("Newest")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "Cache-Tag" not in answer
    assert "Not yet out" not in client.get("/").content.decode()


def test_a_pin_on_a_story_that_will_not_be_live_is_said(client, curator):
    make_article("Newest")
    late = make_article("Late", at=timezone.now() + 5 * HOUR)
    put_into_force([pin(late)], by=curator, base=0)

    tool = client.get(TOOL)
    taken = press(client, tool, re.findall(r'value="(take:[^"]+)"', tool.content.decode())[0])

    assert "Lead: “Late” has this place pinned, but it goes live" in words(tool)
    assert "The rule fills its place." in words(tool)
    assert "Newest" in place(tool, "lead-0")
    assert "Lead: “Late” is taken out" in words(taken)


def test_a_pinned_story_that_was_withdrawn_is_said(client, curator):
    story = make_article("Wrong")
    put_into_force([pin(story)], by=curator, base=0)
    publishing.withdraw(story, by=make_editor(), notice="It was wrong.")

    assert "Lead: “Wrong” has this place pinned, but it has been withdrawn." in words(client.get(TOOL))


def test_a_part_of_the_page_with_old_stories_alone_is_said(client, curator):
    for n in range(12):
        make_article(f"Fresh {n}", section="Climate")
    for n in range(3):
        make_article(f"Stale {n}", section="Health", at=timezone.now() - (8 + n) * DAY)

    assert "Every story is older than a week in Health." in words(client.get(TOOL))


def test_stories_are_found_by_headline_topic_and_author(client, curator):
    make_article("By headline: zebra")
    make_article("By topic", topic_names=["Zebras"])
    make_article("By author", authors=["Zebra Desk"])
    make_article("Another")
    make_draft("A zebra in a draft")

    found = press(client, client.get(TOOL), "search", q=" ZEBRA ")
    nothing = press(client, found, "search", q="%_\\'\";--")

    names = re.findall(r'<b class="headline"[^>]*>([^<]+)', found.content.decode())
    assert set(names) == {"By headline: zebra", "By topic", "By author"}
    assert "No story that can be placed has “%_\\'\";--”" in words(nothing)


def test_what_is_to_come_stands_first_among_the_candidates(client, curator):
    make_article("Live")
    make_article("Later", at=timezone.now() + 2 * HOUR)
    make_article("Soon", at=timezone.now() + HOUR)

    names = re.findall(r'<b class="headline"[^>]*>([^<]+)', client.get(TOOL).content.decode())

    assert names == ["Soon", "Later", "Live"]


@pytest.mark.parametrize("address", [TOOL, f"{TOOL}reader/", f"{TOOL}history/", f"{TOOL}history/1/restore/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_none_of_it_is_for_whoever_may_not_arrange_the_front_page(client, address, method):
    put_into_force([pin(make_article("Pinned"))], by=make_user(curating.CURATE), base=0)
    anonymous = getattr(client, method)(address)
    client.force_login(
        make_user("articles.publish_article", "articles.change_article", "articles.view_article")
    )
    answer = getattr(client, method)(address)

    assert anonymous.status_code == 302
    assert "login" in anonymous["Location"]
    assert answer.status_code == 403
    assert Arrangement.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(TOOL, 17), (f"{TOOL}reader/", 8), (f"{TOOL}history/", 9)])
def test_the_tool_takes_one_number_of_queries_whatever_is_pinned(
    client, curator, django_assert_num_queries, settings, address, queries, number
):
    settings.FRAME_SECONDS = 60
    section = make_section("Climate")
    stories = [make_article(f"Story {n}", at=timezone.now() - n * HOUR, section="Climate") for n in range(9)]
    slots = [LEAD, Slot("top", None, 1), Slot("band", section.pk, 0)]
    for count in range(number):
        pins = [pin(stories[-n], slots[n]) for n in range(count + 1)]
        put_into_force(pins, by=curator, base=count)
        make_article(f"To come {count}", at=timezone.now() + (count + 1) * HOUR, section="Climate")
    client.get(address)

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_an_hour_that_the_clocks_leave_out_is_refused_in_the_tool(client, curator):
    Identity.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})

    answer = press(client, client.get(TOOL), "go", when="2027-03-28T02:30")

    assert "There is no 02:30 on 28 Mar 2027 in Europe/Berlin" in words(answer)


def test_a_headline_stands_in_the_tool_as_it_was_typed(client, curator):
    story = make_article("<script>alert(1)</script>", slug="odd")
    staged = press(client, client.get(TOOL), "place:lead-0", story=story.pk)

    assert "<script>alert" not in staged.content.decode()
    assert Article.objects.get().headline == "<script>alert(1)</script>"
