import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from articles import checks
from articles.models import Arrangement, Article, Author, Image, Page, Section, Topic
from consent import published
from newsroom.management.commands import seed_demo
from newsroom.models import Identity
from seeds import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_development(settings):
    settings.DEBUG = True


@pytest.fixture
def without_renditions(monkeypatch):
    """They take half a minute for all pictures, and have tests of their own."""
    real = call_command
    monkeypatch.setattr(
        seed_demo, "call_command", lambda name, **options: name == "make_renditions" or real(name, **options)
    )


@pytest.fixture
def edition(without_renditions):
    call_command("seed_demo")


def test_the_edition_is_whole(edition, capsys):
    live = Article.objects.live()

    assert Identity.objects.get().name == "The Jacaranda Post"
    assert published.current().controller.name == "Jacaranda Post Media Ltd"
    assert live.count() >= 40
    assert live.filter(language="sw").count() >= 2
    assert Section.objects.filter(articles__in=live).distinct().count() == 8
    assert Topic.objects.filter(taggings__content_object__in=live).distinct().count() >= 30
    assert not Author.objects.filter(is_desk=False).exists()
    assert set(Page.objects.values_list("slug", flat=True)) == {"about", "privacy", "terms"}
    assert not Image.objects.filter(alt="", leads__isnull=False).exists()


def test_the_edition_has_nothing_that_its_own_checks_would_say(edition):
    live = Article.objects.live().select_related("live_revision")

    found = {
        article.slug: [one.sentence for one in checks.look(article.live_revision.content, article=article)]
        for article in live
    }

    assert {slug: sentences for slug, sentences in found.items() if sentences} == {}


def test_the_front_page_is_arranged_for_now_and_for_the_next_morning(edition, capsys):
    call_command("seed_demo")  # a second time, with the same front page

    made = list(Arrangement.objects.order_by("number"))
    begun = [pin.starts_at <= timezone.now() for pin in made[-1].pins.order_by("pk")]
    assert [arrangement.pins.count() for arrangement in made] == [3, 5]
    assert begun == [False, True, True, True, True]
    assert made[0].made_by.username == "editor"


def test_no_card_and_no_picture_of_the_edition_is_left_out(without_renditions, capsys):
    call_command("seed_demo")

    assert not re.search(r"^article \d+:", capsys.readouterr().err, re.MULTILINE)


def test_every_page_of_the_edition_can_be_read(edition, client):
    rows = [
        *Article.objects.live(),
        *Section.objects.all(),
        *Topic.objects.all(),
        *Author.objects.all(),
        *Page.objects.all(),
    ]

    assert {client.get(row.get_absolute_url()).status_code for row in rows} == {200}
    assert client.get("/").status_code == 200


def test_the_demo_accounts_can_sign_in_and_differ(edition):
    users = {
        name: authenticate(username=name, password="newsroom-demo")
        for name in ("admin", "editor", "reporter", "moderator")
    }

    assert all(user and user.is_staff for user in users.values())
    assert {name for name, user in users.items() if user.has_perm("articles.publish_article")} == {
        "admin",
        "editor",
    }
    assert users["reporter"].has_perm("articles.add_article")


def test_a_site_with_articles_is_left_alone(edition):
    Article.objects.update(headline="Ours")

    call_command("seed_demo", "--if-empty")

    assert set(Article.objects.values_list("headline", flat=True)) == {"Ours"}


def test_the_edition_twice_is_the_edition_once(edition):
    before = (Article.objects.count(), Image.objects.count(), Topic.objects.count(), Author.objects.count())

    call_command("seed_demo")

    assert (
        Article.objects.count(),
        Image.objects.count(),
        Topic.objects.count(),
        Author.objects.count(),
    ) == before


def test_a_real_site_gets_no_accounts_with_known_passwords(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="only made with DEBUG on"):
        call_command("seed_demo")

    assert Article.objects.count() == 0


def test_the_desk_has_stories_at_every_step_and_a_second_run_adds_none(edition, capsys):
    call_command("seed_demo")

    in_work = Article.objects.filter(source_id__in=[path.stem for path in desk.FOLDER.glob("*.html")])
    assert {story.source_id: (str(story.state), story.revisions.count()) for story in in_work} == {
        "pencil": ("trashed", 1),
        "bus-map": ("draft", 1),
        "helmet-test": ("draft", 1),
        "used-phone": ("draft", 1),
        "water-meter": ("in_review", 1),
        "two-rains": ("in_review", 1),
        "loaf-price": ("approved", 1),
        "map-scale": ("scheduled", 1),
    }
    changed = Article.objects.get(source_id="rains-failed")
    assert (changed.is_live, str(changed.pending), changed.revisions.count()) == (True, "in_review", 2)
