from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import publishing
from articles.models import Article
from tests.factories import make_article, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1)


def page(article, verb):
    return f"/admin/articles/article/{article.pk}/{verb}/"


def words(answer):
    return answer.content.decode()


def test_readers_are_told_why_an_article_was_withdrawn(desk, client):
    article = make_article("Bridge closed")

    answer = desk.post(page(article, "withdraw"), {"notice": " It was <open>. "}, follow=True)

    assert "Withdrawn: its address shows your notice." in words(answer)
    assert Article.objects.get().withdrawal_notice == "It was <open>."
    told = client.get(article.get_absolute_url())
    assert told.status_code == 410
    assert "It was &lt;open&gt;." in words(told)


@pytest.mark.parametrize("notice", ["", "  ", "\u202e", "x" * 1001])
def test_an_article_is_not_withdrawn_without_a_notice(desk, notice):
    article = make_article()

    answer = desk.post(page(article, "withdraw"), {"notice": notice})

    assert '<ul class="errorlist"' in words(answer)
    assert Article.objects.get().is_live


def test_looking_at_the_page_withdraws_nothing(desk):
    article = make_article("Bridge closed")

    answer = desk.get(page(article, "withdraw"))

    assert "Bridge closed" in words(answer)
    assert 'name="notice"' in words(answer)
    assert Article.objects.get().is_live


def test_what_readers_do_not_see_is_not_withdrawn(desk):
    draft, scheduled = make_draft().article, make_article(at=timezone.now() + LATER)
    withdrawn = publishing.withdraw(make_article(), by=make_editor(), notice="First")

    for article in (draft, scheduled, withdrawn):
        answer = desk.post(page(article, "withdraw"), {"notice": "Second"}, follow=True)

        assert "Readers do not see this article." in words(answer)
        assert not Article.objects.filter(withdrawal_notice="Second").exists()


def test_a_scheduled_article_goes_back_to_draft(desk):
    article = make_article(at=timezone.now() + LATER)

    asked = desk.get(page(article, "unschedule"))
    still_scheduled = Article.objects.get().visible_from
    answer = desk.post(page(article, "unschedule"), follow=True)

    assert 'value="Back to draft"' in words(asked)
    assert still_scheduled is not None
    assert "It is a draft again, and has no time." in words(answer)
    draft = Article.objects.get()
    assert (draft.published_at, draft.visible_from, draft.withdrawn_at) == (None, None, None)


def test_what_waits_for_no_hour_is_not_made_a_draft(desk):
    draft, live = make_draft().article, make_article()

    for article in (draft, live):
        answer = desk.post(page(article, "unschedule"), follow=True)

        assert "This article waits for no hour." in words(answer)
    assert Article.objects.live().get() == live


def test_an_article_whose_hour_came_while_the_page_was_open_stays(desk, monkeypatch):
    hour = timezone.now() - timedelta(hours=1)
    article = make_article(at=hour)
    slow = SimpleNamespace(now=lambda: hour - timedelta(hours=1))
    monkeypatch.setattr("articles.models.article.timezone", slow)

    answer = desk.post(page(article, "unschedule"), follow=True)

    assert "Readers have seen this article" in words(answer)
    assert Article.objects.get().visible_from == article.visible_from


def test_the_form_offers_what_fits_the_article(desk):
    live, scheduled = make_article(), make_article(at=timezone.now() + LATER)
    draft = make_draft().article
    withdrawn = publishing.withdraw(make_article(), by=make_editor(), notice="Wrong")

    offered = {}
    for name, article in {
        "live": live,
        "scheduled": scheduled,
        "draft": draft,
        "withdrawn": withdrawn,
    }.items():
        form = words(desk.get(page(article, "change")))
        offered[name] = [verb for verb in ("withdraw", "unschedule", "trash") if page(article, verb) in form]

    assert offered == {
        "live": ["withdraw"],
        "scheduled": ["unschedule"],
        "draft": ["trash"],
        "withdrawn": [],
    }


def test_the_form_offers_nothing_to_take_back_to_whoever_may_not_publish(client):
    live, scheduled = make_article(), make_article(at=timezone.now() + LATER)
    client.force_login(make_user("articles.view_article", "articles.change_article"))

    assert page(live, "withdraw") not in words(client.get(page(live, "change")))
    assert page(scheduled, "unschedule") not in words(client.get(page(scheduled, "change")))


def test_the_history_of_the_article_says_who_took_it_back(desk):
    live, scheduled = make_article(), make_article(at=timezone.now() + LATER)

    desk.post(page(live, "withdraw"), {"notice": "Wrong"})
    desk.post(page(scheduled, "unschedule"))

    said = LogEntry.objects.order_by("pk").values_list("user__username", "object_id", "change_message")
    assert list(said) == [
        ("boss", str(live.pk), "Withdrawn from the site."),
        ("boss", str(scheduled.pk), "Made a draft again."),
    ]


@pytest.mark.parametrize("verb", ["withdraw", "unschedule"])
@pytest.mark.parametrize("key", [0, 10**30])
def test_an_article_that_is_none_is_not_found(desk, verb, key):
    assert desk.get(f"/admin/articles/article/{key}/{verb}/").status_code == 404
