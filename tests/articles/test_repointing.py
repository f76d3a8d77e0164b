from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from articles import publishing, repointing, trash
from articles.models import Article, HouseRules, Presence, Reference, Stage
from tests.factories import make_article, make_content, make_draft, make_editor, make_reporter

pytestmark = pytest.mark.django_db


def card(article):
    return f'<aside data-article="{article.pk}"></aside>'


def holder(target, headline="Holder", **fields):
    return make_article(headline, body=f"<p>Text</p>{card(target)}<p>More</p>", **fields)


def withdraw(article):
    return publishing.withdraw(article, by=make_editor(), notice="It was wrong.")


def repoint(target, new, by=None):
    """(headline, is_done, sentence) of each story."""
    outcomes = repointing.repoint(target.pk, new, by=by or make_editor())
    return [(outcome.article.headline, outcome.is_done, outcome.sentence) for outcome in outcomes]


def test_cards_of_live_stories_lead_elsewhere_at_once(client):
    target, new = withdraw(make_article("Target")), make_article("New")
    articles = [holder(target, "First"), holder(target, "Second")]

    outcomes = repoint(target, new)

    assert outcomes == [
        ("Second", True, "Changed, and readers see it."),
        ("First", True, "Changed, and readers see it."),
    ]
    for article in articles:
        article.refresh_from_db()
        page = client.get(article.get_absolute_url()).content.decode()
        assert f'href="{new.get_absolute_url()}"' in page
        assert article.body == f"<p>Text</p>\n{card(new)}\n<p>More</p>"
        assert article.updated_at is None
        assert article.latest_revision.note == "Read-also card made to lead to “New”"
        assert article.live_revision == article.latest_revision
    assert not Reference.objects.filter(target=target.pk).exists()


def test_what_is_being_worked_on_gets_the_card_and_goes_out_with_it():
    target, new = withdraw(make_article("Target")), make_article("New")
    waiting = holder(target, "Waiting")
    publishing.save_draft(
        make_content("Waiting, changed", body=card(target)), by=make_editor(), article=waiting
    )
    make_draft("Draft", body=card(target))

    outcomes = repoint(target, new)

    sentence = "Changed in the text that is being worked on, and goes out with it."
    assert outcomes == [("Draft", True, sentence), ("Waiting", True, sentence)]
    waiting.refresh_from_db()
    assert card(target) in waiting.body
    assert waiting.latest_revision.content.body == card(new)


def test_a_story_for_later_keeps_its_hour():
    target, new = make_article("Target"), make_article("New")
    later = timezone.now() + timedelta(hours=1)
    article = holder(target, at=later)

    outcomes = repoint(target, new)

    article.refresh_from_db()
    assert outcomes == [("Holder", True, "Changed, for its hour.")]
    assert (article.visible_from, article.stage) == (later, Stage.PUBLISHED)
    assert card(new) in article.body


def test_a_withdrawn_story_is_changed_and_stays_withdrawn():
    target, new = make_article("Target"), make_article("New")
    article = withdraw(holder(target))

    assert repoint(target, new) == [("Holder", True, "Changed; readers do not see this story.")]
    article.refresh_from_db()
    assert article.visible_from is None


def test_a_reporter_changes_his_own_stories_and_publishes_none():
    target, new = withdraw(make_article("Target")), make_article("New")
    otieno = make_reporter()
    holder(target, "Another's")
    own = publishing.publish(
        publishing.save_draft(make_content("Own", body=card(target)), by=otieno), by=make_editor()
    )

    assert repoint(target, new, by=otieno) == [
        ("Own", True, "Changed in a draft: an editor has to publish it."),
        ("Another's", False, "Not changed: you may not change this story."),
    ]
    own.refresh_from_db()
    assert own.body == card(target)


def test_where_a_second_reader_is_asked_for_it_waits_for_one():
    target, new = withdraw(make_article("Target")), make_article("New")
    article = holder(target)
    HouseRules.objects.update_or_create(pk=1, defaults={"second_reader": True})

    ((_, is_done, sentence),) = repoint(target, new)

    assert is_done
    assert sentence.startswith("Changed in a draft, and not published. Nobody but its writer has approved")
    article.refresh_from_db()
    assert card(target) in article.body
    assert article.latest_revision.content.body.count(card(new)) == 1


def test_a_story_in_which_a_colleague_is_writing_is_left_alone():
    target, new = withdraw(make_article("Target")), make_article("New")
    article = holder(target)
    Presence.objects.create(article=article, user=make_reporter(), tab=uuid4(), seen_at=timezone.now())

    assert repoint(target, new) == [("Holder", False, "Not changed: otieno is in this story now.")]
    assert article.revisions.count() == 1


def test_a_text_that_has_the_new_card_already_does_not_get_it_twice():
    target, new = withdraw(make_article("Target")), make_article("New")
    article = make_article("Holder", body=card(target) + card(new))

    repoint(target, new)

    article.refresh_from_db()
    assert article.body == card(new)


def test_a_card_never_leads_to_the_story_that_it_stands_in():
    target = withdraw(make_article("Target"))
    article = holder(target)

    assert repoint(target, article) == [
        ("Holder", False, "Not changed: the card would lead to the story that it stands in.")
    ]


def test_cards_are_not_made_to_lead_to_what_readers_do_not_see():
    target = make_article("Target")
    holder(target)

    with pytest.raises(repointing.CannotRepoint, match="lead to this story already"):
        repoint(target, target)
    with pytest.raises(repointing.CannotRepoint, match=r"“Gone” was withdrawn\. Choose another story"):
        repoint(target, withdraw(make_article("Gone")))
    with pytest.raises(repointing.CannotRepoint, match="“Draft” is not published"):
        repoint(target, make_draft("Draft").article)
    assert Article.objects.get(headline="Holder").revisions.count() == 1


def test_what_is_in_the_trash_is_left_there():
    target, new = make_article("Target"), make_article("New")
    trash.throw_away(make_draft("Rubbish", body=card(target)).article, by=make_editor())

    assert repoint(target, new) == []


def test_a_great_many_stories_are_changed_a_hundred_at_a_time(monkeypatch):
    monkeypatch.setattr(repointing, "AT_ONCE", 2)
    target, new = make_article("Target"), make_article("New")
    for number in range(3):
        holder(target, f"Story {number}")

    assert [len(repoint(target, new)) for _ in range(3)] == [2, 1, 0]
