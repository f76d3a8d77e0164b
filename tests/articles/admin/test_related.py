"""What stands below a story, as an editor sees and changes it."""

import re

import pytest
from django.contrib.auth.models import Group

from articles.models import Related
from articles.related import picks
from newsroom import roles
from newsroom.models import AuditEntry
from tests.articles.related.stories import FLOOD, flood, settle
from tests.articles.related.test_suggesting import DAM
from tests.factories import make_article, make_draft, make_editor, make_reporter, make_user

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/related/panel/"
CHOICES = "/admin/articles/article/related/choices/"
JSON = {"Accept": "application/json"}
Kind = Related.Kind


def page_of(article, part=""):
    return f"/admin/articles/article/{article.pk}/related/{part}"


def words_of(answer):
    assert answer.status_code == 200, answer
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def buttons_of(answer):
    return re.findall(r'name="(\w+)" value="(\d+)"', answer.content.decode())


def picked(article):
    return list(
        article.related.filter(kind__in=picks.CHOSEN).values_list("other", "kind", "rank").order_by("rank")
    )


@pytest.fixture
def dam():
    make_article("Teachers mark papers", body="<p>Chalk, desks, examinations: Kisumu counts.</p>")
    found = make_article("Tana River rises", body=DAM, section="Climate")
    settle()
    return found


@pytest.fixture
def draft():
    return make_draft("A flood on the Tana River", body="<p>The dam is full.</p>").article


def test_a_text_that_is_not_saved_sees_what_it_will_get_and_why(desk, dam):
    panel = desk.post(NEW, {"headline": "A flood on the Tana River", "body": "<p>The dam is full.</p>"})

    said = words_of(panel)
    assert "Tana River rises Climate" in said
    assert re.search(r"Both: [^·]*Tana River[^·]* · the same day", said)
    assert "Readers see 1; the other places are filled with the latest of the section." in said
    assert "Save it first to pin stories." in said
    assert buttons_of(panel) == []
    assert not Related.objects.filter(kind__in=picks.CHOSEN).exists()


def test_the_same_text_published_before_is_warned_of(desk, dam):
    said = words_of(desk.post(NEW, {"headline": "Tana River rises", "body": DAM}))

    assert said.startswith("The same text was published as “Tana River rises” ,")


def test_a_story_has_buttons_for_each_line(desk, dam, draft):
    panel = desk.post(page_of(draft, "panel/"), {"headline": draft.headline, "body": draft.body})

    assert buttons_of(panel) == [(verb, str(dam.pk)) for verb in ("pin", "exclude", "never_both")]


@pytest.mark.parametrize(
    ("verb", "kind", "said"),
    [
        ("pin", Kind.PINNED, "Pinned: “Tana River rises”."),
        ("exclude", Kind.EXCLUDED, "“Tana River rises” will not stand here."),
    ],
)
def test_a_script_and_a_form_press_the_same_button(desk, dam, draft, verb, kind, said):
    answer = desk.post(page_of(draft), {verb: dam.pk}, headers=JSON)
    assert answer.json() == {"said": said}
    assert picked(draft) == [(dam.pk, kind, 0)]

    page = desk.post(page_of(draft), {"let_go": dam.pk}, follow=True)
    assert "“Tana River rises” is left to the rule again." in words_of(page)
    assert picked(draft) == []


def test_never_these_two_holds_on_either_side_and_for_a_draft(desk, dam, draft):
    desk.post(page_of(draft), {"never_both": dam.pk})

    assert picked(draft) == [(dam.pk, Kind.EXCLUDED, 0)]
    assert picked(dam) == [(draft.pk, Kind.EXCLUDED, 0)]


def test_pins_are_put_in_order_one_by_one_or_all_at_once(desk, draft):
    one, two, three = (make_article(name) for name in ("One", "Two", "Three"))
    for other in (one, two, three):
        desk.post(page_of(draft), {"pin": other.pk})

    desk.post(page_of(draft), {"down": one.pk})
    assert [other for other, *_ in picked(draft)] == [two.pk, one.pk, three.pk]
    desk.post(page_of(draft), {"up": three.pk})
    desk.post(page_of(draft), {"up": three.pk})
    desk.post(page_of(draft), {"up": three.pk})
    assert [other for other, *_ in picked(draft)] == [three.pk, two.pk, one.pk]
    desk.post(page_of(draft), {"order": f"{one.pk},x,{three.pk}"})
    assert [other for other, *_ in picked(draft)] == [one.pk, three.pk, two.pk]


def test_the_page_finds_a_story_to_pin(desk, dam, draft):
    make_draft("River, not out")

    page = desk.get(page_of(draft), {"words": "river"})

    assert ("pin", str(dam.pk)) in buttons_of(page)
    assert "River, not out" not in words_of(page)


def test_readers_are_led_to_a_story_from_one_of_its_neighbours(desk, dam):
    other = make_article("A flood on the Tana River", body="<p>The dam on the Tana River is full.</p>")
    settle()

    page = desk.get(page_of(dam))
    assert ("lead_from", str(other.pk)) in buttons_of(page)
    desk.post(page_of(dam), {"lead_from": other.pk})

    assert picked(other) == [(dam.pk, Kind.PINNED, 0)]
    assert "It is pinned there." in words_of(desk.get(page_of(dam)))


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "Press one of the buttons."),
        ({"pin": "99999"}, "That story is not there any more."),
        ({"pin": "9" * 40}, "That story is not there any more."),
        ({"pin": "x\x00"}, "That story is not there any more."),
        ({"explode": "1"}, "Press one of the buttons."),
    ],
)
def test_nonsense_is_said_so_and_changes_nothing(desk, draft, posted, said):
    answer = desk.post(page_of(draft), posted, headers=JSON)

    assert (answer.status_code, answer.json()) == (400, {"error": said})
    assert picked(draft) == []


def test_what_readers_do_not_know_is_not_pinned(desk, draft):
    other = make_draft("Secret").article

    assert desk.post(page_of(draft), {"pin": other.pk}, headers=JSON).json() == {
        "error": "Readers do not know that story. Publish it first."
    }
    assert desk.post(page_of(draft), {"pin": draft.pk}, headers=JSON).json() == {
        "error": "A story cannot stand below itself."
    }


def test_a_reporter_picks_on_a_draft_of_his_own_and_not_on_a_live_story(client, dam):
    reporter = make_reporter()
    reporter.groups.add(Group.objects.get(name=roles.REPORTER))
    own = make_draft("A flood on the Tana River", by=reporter, body="<p>The dam is full.</p>").article
    live = make_article("Live", by=reporter)
    client.force_login(reporter)

    panel = client.post(page_of(own, "panel/"), {"headline": own.headline, "body": own.body})
    assert buttons_of(panel) == [("pin", str(dam.pk)), ("exclude", str(dam.pk))]
    assert client.post(page_of(own), {"pin": dam.pk}, headers=JSON).status_code == 200
    assert client.post(page_of(own), {"never_both": dam.pk}, headers=JSON).status_code == 403
    assert picked(own) == [(dam.pk, Kind.PINNED, 0)]

    page = client.get(page_of(live))
    assert "Readers have this list already: an editor changes it." in words_of(page)
    assert buttons_of(page) == []
    answer = client.post(page_of(live), {"pin": dam.pk}, headers=JSON)
    assert (answer.status_code, answer.json()) == (
        403,
        {"error": "Readers have this list: an editor changes it."},
    )
    assert client.post(page_of(live), {"pin": dam.pk}).status_code == 403
    assert picked(live) == []


def test_who_may_not_write_a_story_is_told_nothing_of_its_list(client, draft):
    for person, answer in ((make_reporter(), 403), (make_user("articles.view_article"), 404)):
        client.force_login(person)
        assert client.get(page_of(draft)).status_code == answer
        assert client.post(page_of(draft), {"pin": "1"}).status_code == answer
        assert client.post(page_of(draft, "panel/")).status_code == answer
        assert client.post(page_of(draft, "choices/")).status_code == answer


def test_each_pick_has_its_line_in_the_audit(desk, dam, draft):
    for verb in ("pin", "exclude", "let_go"):
        desk.post(page_of(draft), {verb: dam.pk})
    desk.post(page_of(draft), {"order": ""})

    done = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert [action for action in done if action.endswith("_related")] == [
        "article.pin_related",
        "article.exclude_related",
        "article.release_related",
        "article.arrange_related",
    ]


def test_the_chooser_is_offered_what_the_text_would_get_first(desk, dam):
    rows = desk.post(
        CHOICES, {"headline": "A flood on the Tana River", "body": "<p>The dam is full.</p>"}
    ).json()

    assert [(row["id"], row["title"], row["meta"]) for row in rows["results"]] == [
        (dam.pk, "Tana River rises", "Live · Climate")
    ]
    assert rows["results"][0]["why"].startswith("Both: ")


def test_what_is_banned_is_not_offered_either(desk, dam, draft):
    picks.exclude(draft, dam, by=make_editor())

    answer = desk.post(page_of(draft, "choices/"), {"headline": draft.headline, "body": draft.body})

    assert answer.json() == {"results": []}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"headline": "\x00\ud7ff", "body": "\x00<p>x", "topics": " , ,", "language": "x" * 100},
        {"topics": ", ".join(f"topic {n}" for n in range(500))},
        {"body": "<p>" + "a " * 500_000},
        {"body": '<aside data-article="99999999999999999999"></aside><p><a href="/2026/99/x/">x</a></p>'},
    ],
)
def test_whatever_is_typed_has_an_answer(desk, dam, fields):
    assert desk.post(NEW, fields).status_code == 200


def test_a_text_that_is_too_long_is_refused(desk):
    assert desk.post(NEW, {"body": "<p>" + "a" * 6_000_000}).status_code == 400


@pytest.mark.parametrize("number", [1, 3])
def test_the_panel_costs_the_same_however_many_lines_it_has(desk, django_assert_num_queries, draft, number):
    stories = [flood(n) for n in range(2 * number)]
    settle()
    for story in stories[:number]:
        picks.pin(draft, story, by=make_editor())
    fields = {"headline": "Water", "body": f"<p>{FLOOD}</p>", "topics": "Floods", "language": "en"}
    desk.post(page_of(draft, "panel/"), fields)

    with django_assert_num_queries(14):
        panel = desk.post(page_of(draft, "panel/"), fields)

    assert panel.content.decode().count("data-story=") == 2 * number


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_many_lines_it_has(desk, django_assert_num_queries, number):
    story = make_article("Water", body=f"<p>{FLOOD}</p>", language="en")
    for n in range(number):
        flood(n)
    settle()
    desk.get(page_of(story))

    with django_assert_num_queries(22):
        page = desk.get(page_of(story), {"words": "water"})

    assert page.content.decode().count('name="lead_from"') == number
