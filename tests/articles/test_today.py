"""The page of the day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import curating, fronts, publishing, reviewing, scheduling, today
from articles.arranging import Placement, Slot
from articles.models import Article, Change, Presence, ScheduledChange
from newsroom import workers
from newsroom.models import Heartbeat
from tests.factories import (
    make_article,
    make_change,
    make_draft,
    make_editor,
    make_image,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def submitted(headline: str, note: str = "", **fields) -> Article:
    reporter = make_reporter(first_name="Otieno")
    story = make_draft(headline, by=reporter, **fields).article
    reviewing.submit(story, by=reporter, number=1, note=note)
    return story


def pin(*placements: Placement) -> None:
    curating.put_into_force(placements, by=make_user(curating.CURATE), base=0)


def needs(user) -> list[tuple[str, str, str]]:
    """Title, why, and the verb of each."""
    return [(need.title, need.reason, need.verb) for need in today.today(user).needs]


def test_an_editor_is_asked_to_review_what_was_submitted():
    submitted("Tender", "May the company be named?", section="Politics")

    assert needs(make_editor()) == [
        ("Tender", "Otieno asks: May the company be named? · 4 words · Politics", "Review")
    ]


def test_an_editor_is_asked_to_publish_what_was_approved():
    story = submitted("Trees")
    reviewing.approve(story, by=make_editor(), number=1)

    assert needs(make_editor()) == [("Trees", "by amina · 4 words · no section", "Publish")]


def test_an_update_of_a_live_story_is_compared():
    story = make_article("Rains")
    change = make_change(story)
    reviewing.submit(story, by=make_editor(), number=change.number)

    (need,) = today.today(make_editor()).needs

    assert (need.verb, need.state.label, need.aside) == ("Compare", "Live", "with an update in review")
    assert need.act_url == f"/admin/articles/article/{story.pk}/compare/"


def test_a_reporter_hears_why_a_story_came_back():
    story = submitted("Helmets")
    reviewing.send_back(story, by=make_editor(), number=1, note="Who tests them?")

    assert needs(make_reporter()) == [
        ("Helmets", "amina sent it back: Who tests them? · 4 words · no section", "Write")
    ]
    assert needs(make_editor()) == []


def test_what_is_late_comes_first():
    now = timezone.now()
    for headline, due in (("Later", now + HOUR), ("Late", now - HOUR), ("Never", None)):
        reviewing.plan(submitted(headline), by=make_editor(), assignee=None, due_at=due)

    page = today.today(make_editor())

    assert [need.title for need in page.needs] == ["Late", "Later", "Never"]
    assert [need.when.is_late for need in page.needs] == [True, False, False]


def test_a_card_that_lost_its_story_needs_another():
    target = make_article("Auctions")
    make_article("Tea", body=f'<p>A</p><aside data-article="{target.pk}"></aside>')
    publishing.withdraw(target, by=make_editor(), notice="Wrong")

    assert needs(make_editor()) == [
        ("Tea", "A read-also card has lost its story. Readers do not see the card.", "Choose another")
    ]


def test_a_change_that_was_refused_at_its_hour_is_said_first():
    story = make_article("Rains")
    scheduling.schedule(make_change(story), by=make_editor(), at=timezone.now() + HOUR, change=Change.UPDATE)
    ScheduledChange.objects.update(refused_at=timezone.now(), reason="Its picture has no credit.")
    submitted("Other")

    page = today.today(make_editor())

    assert page.needs[0].reason == "Held back. Its picture has no credit."
    assert page.machine.overdue == 0
    assert today.waiting(make_editor()) == 2


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "Nothing needs you, Amina"),
        (1, "One thing needs you, Amina"),
        (6, "Six things need you, Amina"),
        (30, "30 things need you, Amina"),
    ],
)
def test_the_page_speaks(number, said):
    assert today.greeting(number, make_user(first_name="Amina")) == said


def test_who_has_told_no_name_is_not_called_by_a_login():
    assert today.greeting(2, make_user(username="ahassan7")) == "Two things need you"


def test_the_number_in_the_navigation_is_that_of_the_page(client):
    client.force_login(make_editor())
    for n in range(3):
        submitted(f"Story {n}")

    page = client.get("/admin/").content.decode()
    elsewhere = client.get("/admin/search/").content.decode()

    assert "<h1>Three things need you</h1>" in page
    assert "Today <b>3</b>" in page
    assert "Today <b>3</b>" in elsewhere


def test_what_is_not_among_the_first_is_in_the_list(client, monkeypatch):
    monkeypatch.setattr(today, "SHOWN", 2)
    client.force_login(make_editor())
    for n in range(3):
        submitted(f"Story {n}")

    assert "And 1 more" in client.get("/admin/").content.decode()


def test_what_goes_out_leaves_and_changes_by_itself_stands_in_the_order_of_time():
    now, editor = timezone.now(), make_editor()
    make_article("Map", at=now + 2 * HOUR)
    live = make_article("Rains")
    scheduling.schedule(make_change(live), by=editor, at=now + 3 * HOUR, change=Change.UPDATE)
    scheduling.set_end(make_article("Offer"), by=editor, at=now + 4 * HOUR, notice="Over")
    pin(Placement(Slot("lead", None, 0), live.pk, now + HOUR, now + 5 * HOUR))

    coming = [(one.title, one.what) for one in today.today(editor).coming]

    assert coming == [
        ("Front page", "“Rains” leads"),
        ("Map", "goes out"),
        ("Rains", "update of the live story"),
        ("Offer", "leaves the site"),
        ("Front page", "the pin of “Rains” ends"),
    ]


def test_the_lead_is_the_pinned_story_or_else_the_one_of_the_rule():
    now, editor = timezone.now(), make_editor()
    assert today.today(editor).lead is None
    pinned = make_article("Pinned")
    picked = make_article("Picked", lead_image=make_image().pk)
    make_article("Bare")

    assert today.today(editor).lead == (picked, "filled by rule: the newest with a picture")
    pin(Placement(Slot("lead", None, 0), pinned.pk, now, None))
    assert today.today(editor).lead == (pinned, "pinned without an end")


def test_a_story_that_is_pinned_elsewhere_does_not_lead_by_rule():
    now, editor, image = timezone.now(), make_editor(), make_image().pk
    section = make_section("Climate")
    leads = make_article("Leads", lead_image=image)
    below, banded = (make_article(name, lead_image=image, section="Climate") for name in ("Below", "Banded"))
    pin(
        Placement(Slot("top", None, 1), below.pk, now, None),
        Placement(Slot("band", section.pk, 0), banded.pk, now, None),
    )

    assert today.today(editor).lead == (leads, "filled by rule: the newest with a picture")
    assert fronts.front([section]).lead == leads


def test_the_machine_says_when_it_was_seen_and_what_it_has_to_do():
    editor = make_editor()
    assert (today.today(editor).machine.worker, today.today(editor).machine.is_well) == ("never seen", False)
    workers.beat("one")
    DBTaskResult.objects.all().delete()
    make_image()

    machine = today.today(editor).machine

    assert (machine.worker, machine.is_well, machine.overdue) == ("seen now", True, 0)
    Heartbeat.objects.update(seen_at=timezone.now() - 2 * HOUR)
    assert today.today(editor).machine.worker == "seen 2 h ago"
    assert not today.today(editor).machine.is_well


def test_who_is_in_which_story_is_said_of_the_others():
    story, me = make_draft("Tender").article, make_editor()
    for user in (me, make_reporter(first_name="Otieno")):
        Presence.objects.create(article=story, user=user, tab=uuid4(), seen_at=timezone.now())

    assert today.today(me).here == [("Otieno", story)]


def test_ones_own_stories_in_work_stand_under_what_needs_one():
    reporter = make_reporter()
    mine = make_draft("Mine", by=reporter).article
    submitted("Submitted")

    assert [story for story, _ in today.today(reporter).yours] == [
        Article.objects.get(headline="Submitted"),
        mine,
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(client, django_assert_num_queries, number):
    now, editor = timezone.now(), make_editor()
    client.force_login(editor)
    placements = []
    for n in range(number):
        submitted(f"Submitted {n}", section=f"Section {n}")
        make_article(f"Scheduled {n}", at=now + HOUR)
        live = make_article(f"Live {n}")
        scheduling.schedule(make_change(live), by=editor, at=now + HOUR)
        Presence.objects.create(article=live, user=make_reporter(), tab=uuid4(), seen_at=now)
        placements.append(Placement(Slot("top", None, n), live.pk, now, now + HOUR))
    pin(*placements)
    client.get("/admin/")

    # Session and person, two of permissions; stories, reviews, three of what is late, lost cards, two of the front
    # page, two of its lead, sections, what goes out, what changes, who is there, the worker, pictures; four for the
    # frame of the page.
    with django_assert_num_queries(24):
        client.get("/admin/")
