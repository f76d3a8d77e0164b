"""One person, one story, two windows: whatever is done in them, no text is lost."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles import presence, working
from articles.models import Article, Kind, Mark, Presence, Revision, WorkingCopy
from tests.factories import make_change, make_copy, make_draft, make_editor, make_reporter, make_user

from .windows import ADD, DISCARD, Window, change

pytestmark = pytest.mark.django_db
TAB = UUID(int=1)


@pytest.fixture
def client():
    client = Client()
    make_editor().user_permissions.add(Permission.objects.get(codename="add_article"))
    client.force_login(make_editor())
    return client


@pytest.fixture
def article():
    return make_draft("Saved").article


@pytest.fixture
def at(client):
    return lambda address: Window(client, make_editor(), address)


@pytest.fixture
def two(at, article):
    """Two windows that were opened before anything was typed."""
    return at(change(article)), at(change(article))


def fall_asleep():
    """All windows are silent for longer than a lease."""
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))


def kept():
    return sorted(copy.fields["headline"] for copy in WorkingCopy.objects.all())


def saved():
    return sorted((one.kind, one.content.headline) for one in Revision.objects.exclude(number=1))


def type_into(window, text):
    window.type(text)
    return window.autosave()


def notices(window):
    """What is said over the form, and where its links lead."""
    found = re.findall(r'<p class="notice.*?</p>', window.page, re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", one))).strip() for one in found]


def sides(window, address):
    """The two headlines that this page shows side by side."""
    page = window.client.get(address).content.decode()
    (cells,) = re.findall(r'<th scope="row">Headline</th><td>(.*?)</td><td>(.*?)</td>', page)
    return [re.sub(r"<[^>]*>", "", cell) for cell in cells]


def link(window, text):
    (found,) = re.findall(rf'href="([^"]+)">{text}', window.page)
    return unescape(found)


def test_each_window_saves_its_own_text(two):
    first, second = two
    type_into(first, "In the first")
    type_into(second, "In the second")
    type_into(first, "In the first, more")

    assert kept() == ["In the first, more", "In the second"]


@pytest.mark.parametrize("how", ["closed", "asleep", "dead"])
def test_a_window_writes_nothing_over_what_another_has_left(two, how):
    first, second = two
    type_into(first, "In the first")
    first.close() if how == "closed" else fall_asleep()

    type_into(second, "In the second")

    assert kept() == ["In the first", "In the second"]


def test_a_window_that_wakes_writes_nothing_over_what_was_typed_meanwhile(at, article):
    first = at(change(article))
    type_into(first, "In the office")
    fall_asleep()
    second = at(change(article))
    assert second.text == "In the office"
    type_into(second, "In the office, and at home")
    assert kept() == ["In the office, and at home"]  # it goes on from the other, which it has in it

    type_into(first, "In the office, the next day")

    assert kept() == ["In the office, and at home", "In the office, the next day"]


def test_a_window_that_wakes_says_again_what_it_was_told_is_safe(at, article):
    first = at(change(article))
    type_into(first, "In the office")
    fall_asleep()
    type_into(at(change(article)), "In the office, and at home")

    first.beat()

    assert kept() == ["In the office", "In the office, and at home"]


def test_what_an_open_window_has_kept_is_taken_over_by_no_other(at, article):
    first = at(change(article))
    type_into(first, "In the first")
    second = at(change(article))
    first.beat()

    type_into(second, "In the first, and more")

    assert kept() == ["In the first", "In the first, and more"]


def test_a_save_in_one_window_throws_away_nothing_of_another(two):
    first, second = two
    type_into(first, "In the first")
    type_into(second, "In the second")

    first.save()
    assert (saved(), kept()) == ([("draft", "In the first")], ["In the second"])

    answer = second.save()
    assert "Two texts of one story" in answer.content.decode()
    assert saved() == [("conflict", "In the second"), ("draft", "In the first")]
    assert kept() == []


def test_a_save_throws_away_what_its_window_was_opened_with(at, article):
    first = at(change(article))
    type_into(first, "Typed")
    first.close()

    at(change(article)).save()

    assert (saved(), kept()) == ([("draft", "Typed")], [])


def test_a_save_leaves_what_has_been_typed_since_where_it_was_opened(at, article):
    first = at(change(article))
    type_into(first, "Typed")
    second = at(change(article))
    type_into(first, "Typed, and more")
    first.close()

    second.save()

    assert (saved(), kept()) == ([("draft", "Typed")], ["Typed, and more"])


def test_a_post_that_is_refused_writes_over_nothing_of_another_window(two):
    first, second = two
    type_into(first, "In the first")

    second.type("In the second")
    second.save_in_vain()
    assert kept() == ["In the first", "In the second"]

    type_into(second, "In the second, mended")
    assert kept() == ["In the first", "In the second, mended"]
    second.save()
    assert (saved(), kept()) == ([("draft", "In the second, mended")], ["In the first"])


def test_two_windows_of_a_new_story_keep_two_texts(at):
    address = f"{ADD}?once={uuid4()}"
    first, second = at(address), at(address)
    type_into(first, "In the first")
    type_into(second, "In the second")
    assert kept() == ["In the first", "In the second"]

    first.save()
    type_into(second, "In the second, more")
    answer = second.save()

    assert "Two texts of one story" in answer.content.decode()
    assert [(one.kind, one.content.headline) for one in Article.objects.get().revisions.all()] == [
        (Kind.CONFLICT, "In the second, more"),
        (Kind.DRAFT, "In the first"),
    ]
    assert kept() == []


def test_what_was_typed_into_a_story_while_another_window_made_it_is_offered_with_it(at):
    address = f"{ADD}?once={uuid4()}"
    first, second = at(address), at(address)
    type_into(second, "In the second")
    first.type("In the first")
    first.save()

    assert second.beat()["newest"] == {"number": 1, "by": "amina"}
    second.close()
    again = at(address)

    assert again.story == Article.objects.get().pk
    assert again.text == "In the first"
    assert "you saved version 1. What you typed is kept" in notices(again)[0]
    assert at(link(again, "Go on with mine, on top")).text == "In the second"
    assert notices(at(ADD)) == []


def test_the_texts_of_a_new_story_are_offered_each(at):
    address = f"{ADD}?once={uuid4()}"
    first, second = at(address), at(address)
    type_into(first, "In the first")
    type_into(second, "In the second")

    assert len(notices(at(ADD))) == 2
    again = at(address)
    assert again.text == "In the second"
    assert at(link(again, "Go on with that one")).text == "In the first"
    assert sides(again, link(again, "See both")) == ["In the second", "In the first"]


def test_the_other_text_is_offered_and_both_are_seen(two, at, article):
    first, second = two
    type_into(first, "In the first")
    type_into(second, "In the second")
    second.close()

    third = at(change(article))
    assert third.text == "In the second"
    assert (
        "Another text of this story, which you typed in a window that is open still until"
        in notices(third)[1]
    )
    assert sides(third, link(third, "See both")) == ["In the second", "In the first"]
    assert at(link(third, "Go on with that one")).text == "In the first"


def test_a_text_is_seen_beside_the_saved_version(two, at, article):
    type_into(two[0], "In the first")

    page = at(change(article, "?mine=saved"))

    assert page.text == "Saved"
    assert sides(page, link(page, "See both")) == ["Saved", "In the first"]


def test_a_window_that_is_open_elsewhere_is_told_of(two):
    first, second = two
    type_into(first, "In the first")
    type_into(second, "In the second")

    answer = second.beat()

    (other,) = answer["windows"]
    assert (other["tab"], other["is_open"]) == (first.tab, True)
    assert sides(second, other["both"]) == ["In the second", "In the first"]
    assert answer["is_kept"] is True
    first.close()
    assert second.beat()["windows"][0]["is_open"] is False


def test_what_a_window_was_opened_with_is_not_another_text(at, article):
    first = at(change(article))
    type_into(first, "Typed")
    first.close()

    again = at(change(article))

    assert again.beat()["windows"] == []
    type_into(again, "Typed, and more")
    assert again.beat()["windows"] == []


def test_a_window_that_is_loaded_anew_has_its_own_text(two, at, article):
    first, second = two
    type_into(first, "In the first")
    type_into(second, "In the second")

    again = at(change(article, f"?mine={first.tab}"))  # the address that a window takes with its first save

    assert again.text == "In the first"
    assert notices(again)[0].startswith("This is what you typed until")


def test_a_text_begun_before_a_colleagues_version_comes_on_top_of_it_only_when_that_was_seen(at, article):
    first = at(change(article))
    type_into(first, "Typed")
    first.close()
    make_change(article, "A colleague's", by=make_user("articles.publish_article"))

    again = at(change(article, f"?mine={first.tab}"))
    assert again.text == "A colleague's"
    on_top = link(again, "Go on with mine, on top")
    assert (at(on_top).text, at(on_top).base) == ("Typed", "2")
    make_change(article, "Another colleague's", by=make_user("articles.publish_article"))
    assert at(on_top).text == "Another colleague's"


def test_a_text_that_was_typed_on_since_is_not_thrown_away(at, article, client):
    first = at(change(article))
    type_into(first, "Typed")
    first.close()
    second = at(change(article))
    type_into(first, "Typed, and more")

    answer = client.post(DISCARD, {"article": article.pk, "copy": second.copy}, follow=True)

    assert "That text has changed since, and is kept." in answer.content.decode()
    assert kept() == ["Typed, and more"]


@pytest.mark.parametrize("copy", ["", "x", ".", f"{TAB}.x", f"{TAB}.-1", f"{TAB}.{10**12}", "²"])
def test_what_is_no_mark_throws_nothing_away(article, client, copy):
    make_copy(article, by=make_editor(), headline="Typed")

    client.post(DISCARD, {"article": article.pk, "copy": copy})

    assert Mark.read(copy) is None
    assert kept() == ["Typed"]


def test_nobody_throws_away_or_sees_what_another_types(article, client):
    other = make_copy(article, by=make_reporter(), headline="Otieno's")
    own = make_copy(article, by=make_editor(), headline="Mine")

    client.post(DISCARD, {"article": article.pk, "copy": str(other.mark)})
    address = f"/admin/articles/article/windows/?one={own.tab}&other={other.tab}"
    page = client.get(address, follow=True)

    assert kept() == ["Mine", "Otieno's"]
    assert "Otieno&#x27;s" not in page.content.decode()
    assert page.redirect_chain[0][0] == change(article, f"?mine={own.tab}")


def test_whoever_may_not_write_a_story_any_more_sees_no_texts_of_it(article):
    reporter = make_reporter()
    tabs = [make_copy(article, by=reporter, headline=text).tab for text in ("One", "Two")]
    client = Client()
    client.force_login(reporter)

    answer = client.get(f"/admin/articles/article/windows/?one={tabs[0]}&other={tabs[1]}")

    assert answer.status_code == 403


def test_a_word_that_was_overtaken_on_its_way_is_dropped(at, article):
    window = at(change(article))
    window.send(fields={"headline": "The last word"}, turn=2)

    window.send(fields={"headline": "An earlier word"}, turn=1)
    window.send(fields={"headline": "The same moment"}, turn=2)

    assert kept() == ["The last word"]


def test_what_the_browser_had_kept_comes_back_beside_what_is_typed_here(at, article):
    crashed = at(change(article))
    type_into(crashed, "Before the crash")
    fall_asleep()
    here = at(change(article))
    type_into(here, "Typed since")

    tab = str(uuid4())
    here.send(tab=tab, turn=1, copy=crashed.copy, fields={"headline": "Kept in the browser"})

    assert kept() == ["Kept in the browser", "Typed since"]
    assert at(change(article, f"?mine={tab}")).text == "Kept in the browser"


def test_a_form_goes_on_from_the_version_that_it_has_made(at, article):
    window = at(change(article))
    window.type("Once")
    window.post()
    window.type("Twice")  # after a step back in the browser

    window.post()

    assert saved() == [("draft", "Once"), ("draft", "Twice")]


def test_without_a_window_a_post_throws_away_nothing(article, client):
    make_copy(article, by=make_editor(), headline="Typed")

    client.post(change(article), {"headline": "From a script", "base": "1"})

    assert (saved(), kept()) == ([("draft", "From a script")], ["Typed"])


def test_working_copies_and_presences_are_forgotten_in_time(article):
    make_copy(article, by=make_editor(), headline="New")
    old = make_copy(article, by=make_editor(), headline="Old")
    WorkingCopy.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(days=91))
    presence.renew(by=make_editor(), article=article, tab=old.tab)
    fall_asleep()

    assert (working.forget_old(), presence.forget_old()) == (1, 1)
    assert kept() == ["New"]
