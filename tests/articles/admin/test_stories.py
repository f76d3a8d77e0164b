"""The list of articles, and what is done with many of them."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, reviewing, trash
from articles.models import Article, Priority, Stage
from newsroom.desk import paging
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
LIST = "/admin/articles/article/"
ALL = {"tab": "all"}


def shown(page) -> list[str]:
    return [row.story.headline for row in page.context["rows"]]


def states(page) -> dict[str, str]:
    return {row.story.headline: row.state.label for row in page.context["rows"]}


def tabs(page) -> dict[str, str]:
    return {tab["label"]: tab["count"] for tab in page.context["tabs"]}


def open_tab(page) -> str:
    found: list[str] = re.findall(r'aria-current="page">([^<]*) <b>', page.content.decode())
    return found[0]


def do(client, name: str, *stories, **said):
    """Choose the stories, answer what is asked, and see the list again."""
    chosen = {"action": name, "_selected_action": [story.pk for story in stories]}
    return client.post(LIST, {**chosen, "sure": "yes", **said}, follow=True)


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.fixture
def editor(client) -> User:
    """Amina, signed in."""
    user = make_editor()
    user.user_permissions.add(
        *make_user("articles.view_article", "articles.add_article").user_permissions.all()
    )
    client.force_login(user)
    return user


def test_the_list_opens_with_what_needs_the_person(client, editor):
    review = make_draft("In review", by=make_reporter()).article
    reviewing.submit(review, by=make_reporter(), number=1)
    make_article("Live")

    page = client.get(LIST)

    assert open_tab(page) == "Needs me"
    assert shown(page) == ["In review"]
    assert tabs(page) == {
        "Needs me": "1",
        "Mine": "0",
        "In review": "1",
        "Scheduled": "0",
        "Live": "1",
        "Withdrawn": "0",
        "Trash": "0",
        "All": "2",
    }


def test_the_list_says_what_readers_see(desk):
    make_draft("Draft")
    make_article("Scheduled", at=timezone.now() + timedelta(hours=1))
    make_change(make_article("Live"), "Newer")
    publishing.withdraw(make_article("Withdrawn"), by=make_editor(), notice="Wrong")

    found = states(desk.get(LIST, ALL))

    assert len(found) == 4
    assert list(found) == list(found.values())


def test_an_empty_list_says_so_in_words(client, editor):
    assert "Nothing waits for you." in client.get(LIST).content.decode()
    assert "The trash is empty." in client.get(LIST, {"tab": "trash"}).content.decode()


def test_what_is_due_comes_first_and_what_is_urgent_before_the_rest(client, editor):
    now = timezone.now()
    for headline, due, priority in (
        ("Later", now + timedelta(hours=2), Priority.NORMAL),
        ("Never", None, Priority.NORMAL),
        ("Urgent", None, Priority.HIGH),
        ("Late", now - timedelta(hours=2), Priority.LOW),
    ):
        reviewing.plan(
            make_draft(headline).article, by=editor, assignee=editor, due_at=due, priority=priority
        )

    assert shown(client.get(LIST)) == ["Late", "Later", "Urgent", "Never"]
    assert shown(client.get(LIST, {"order": "newest"})) == ["Late", "Urgent", "Never", "Later"]


@pytest.mark.parametrize("words", ["machakos", "MACHAKOS", "no cloud", "rain-in-may", "wanjiru"])
def test_a_search_looks_into_headline_standfirst_slug_and_names_of_all(client, editor, words):
    make_article("Machakos waits", standfirst="No cloud", slug="rain-in-may", authors=["Wanjiru Maina"])
    make_article("Other")

    page = client.get(LIST, {"q": words})

    assert open_tab(page) == "All"
    assert shown(page) == ["Machakos waits"]


def test_what_is_in_work_is_found_by_its_text(client, editor):
    make_draft("Draft", body="<p>The <strong>gauge</strong> is 127 millimetres wide &amp; deep.</p>")
    make_article("Later", at=timezone.now() + timedelta(days=1), body="<p>A gauge, too.</p>")
    make_article("Live", body="<p>A gauge, too.</p>")

    def found(words):
        return sorted(row.story.headline for row in client.get(LIST, {"q": words}).context["rows"])

    assert found("gauge") == ["Draft", "Later"]
    assert found("MILLIMETRES gauge") == found("wide & deep") == ["Draft"]
    assert found("strong") == found("gauge nowhere") == []
    assert "Draft" in client.get("/admin/search/", {"q": "millimetres"}).content.decode()
    assert client.get(f"{LIST}choose/", {"q": "millimetres"}).json() == {"results": []}


def test_a_search_stays_in_its_tab_and_offers_all(client, editor):
    make_article("Machakos waits")

    page = client.get(LIST, {"q": "machakos", "tab": "trash"})

    assert shown(page) == []
    assert "?tab=all&amp;q=machakos" in page.content.decode()


def test_sections_and_authors_narrow_the_list(client, editor):
    make_article("One", section="Climate", authors=["Njeri", "Otieno"])
    make_article("Two", section="Economy", authors=["Njeri"])
    climate = make_section("Climate")

    assert shown(client.get(LIST, {**ALL, "section": climate.pk})) == ["One"]
    otieno = Article.objects.get(headline="One").bylines.last().author
    assert shown(client.get(LIST, {**ALL, "author": otieno.pk})) == ["One"]


@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 40, "\u0663", "1e3", "0"])
def test_odd_filters_break_nothing(client, editor, odd):
    make_article("One")

    page = client.get(LIST, {"tab": odd, "section": odd, "author": odd, "order": odd, "q": "one"})

    assert page.status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(desk, number):
    for n in range(number):
        image = make_image(f"Field {n}", (n, 1, 1))
        make_article(f"Story {n}", section=f"Section {n}", authors=[f"Author {n}"], lead_image=image.pk)

    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST, ALL)

    asked = " ".join(query["sql"] for query in queries)
    # Session, person; number and rows; what the rows show (8); eight tabs; sections, authors; what waits today (3);
    # three for the frame of the page.
    assert len(queries) == 28
    assert '"snapshot"' not in asked


def test_counting_stops_at_a_number_that_nobody_reads(client, editor, monkeypatch):
    for n in range(4):
        make_article(f"Story {n}")
    monkeypatch.setattr(paging, "MOST", 2)

    page = client.get(LIST, ALL)

    assert tabs(page)["Live"] == "2+"
    assert page.context["cl"].paginator.count == 2


def test_stories_are_given_to_a_colleague(client, editor):
    stories = [make_draft("One").article, make_draft("Two").article]
    reporter = make_reporter(first_name="Otieno")

    page = do(client, "assign", *stories, assignee=reporter.pk)

    assert list(Article.objects.values_list("assignee", flat=True)) == [reporter.pk] * 2
    assert said(page) == ["2 stories are assigned."]


def test_a_new_priority_leaves_the_rest_of_the_plan(client, editor):
    due = timezone.now() + timedelta(hours=1)
    story = reviewing.plan(make_draft().article, by=editor, assignee=editor, due_at=due)

    do(client, "set_priority", story, priority=Priority.HIGH)

    story.refresh_from_db()
    assert (story.priority, story.assignee, story.due_at) == (Priority.HIGH, editor, due)


def test_a_live_story_moves_to_another_section_when_its_new_version_is_published(client, editor):
    live, draft = make_article("Live", section="Climate"), make_draft("Draft", section="Climate").article
    economy = make_section("Economy")

    do(client, "move", live, draft, section=economy.pk)

    live.refresh_from_db()
    draft.refresh_from_db()
    assert live.section.name == "Climate"
    assert live.latest_revision.content.section == economy.pk
    assert live.stage == Stage.DRAFT
    assert draft.section == economy


def test_stories_are_withdrawn_with_one_notice_and_a_draft_among_them_is_named(client, editor):
    live, draft = make_article("Live"), make_draft("Only a draft").article

    page = do(client, "withdraw", live, draft, notice="We were wrong.")

    live.refresh_from_db()
    assert live.withdrawal_notice == "We were wrong."
    assert said(page) == ["1 story is withdrawn.", "“Only a draft”: Readers do not see it."]


def test_nothing_is_withdrawn_without_a_notice(client, editor):
    live = make_article("Live")

    page = do(client, "withdraw", live)

    assert "Why are these stories withdrawn?" in page.content.decode()
    assert Article.objects.get().is_live


def test_drafts_go_to_the_trash_and_come_back(client, editor):
    story = make_draft().article

    do(client, "throw_away", story)
    assert shown(client.get(LIST, {"tab": "trash"})) == ["The rains have failed"]
    do(client, "take_out", story)

    story.refresh_from_db()
    assert story.trashed_at is None


def test_the_question_is_asked_before_anything_is_done(client, editor):
    story = make_draft("Draft").article

    page = client.post(LIST, {"action": "throw_away", "_selected_action": [story.pk]})

    assert "Throw these drafts away?" in page.content.decode()
    assert "Draft" in page.content.decode()
    assert Article.objects.get().trashed_at is None


def test_a_reporter_is_offered_what_he_may_do_and_refused_the_stories_of_others(client):
    reporter = make_user("articles.change_article", "articles.view_article", username="otieno")
    mine, other = make_draft("Mine", by=reporter).article, make_draft("Hers").article
    client.force_login(reporter)

    html = client.get(LIST, ALL).content.decode()
    page = do(client, "throw_away", mine, other)

    assert set(re.findall(r'<option value="(\w+)">[^<]* …<', html)) == {"move", "throw_away"}
    assert said(page) == ["1 story is in the trash.", "“Hers”: You may not change this story."]


@pytest.mark.parametrize("name", ["assign", "set_priority", "withdraw"])
def test_a_forged_action_of_another_role_does_nothing(client, name):
    reporter = make_user("articles.change_article", "articles.view_article", username="otieno")
    story = make_article("Live")
    client.force_login(reporter)

    do(client, name, story, assignee=reporter.pk, priority=3, notice="Gone")

    story.refresh_from_db()
    assert (story.assignee, story.priority, story.is_live) == (None, Priority.NORMAL, True)


def test_what_is_in_the_trash_is_not_in_the_other_lists(client, editor):
    trash.throw_away(make_draft("Rubbish").article, by=editor)

    assert shown(client.get(LIST, ALL)) == []
    assert shown(client.get(LIST, {"q": "rubbish"})) == []
