from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone

from articles import publishing
from articles.admin.article import ArticleAdmin
from articles.content import Credit
from articles.forms import MAX_PROSE, TOPICS, ArticleForm, ImageForm
from articles.models import Article, Author, Synonym, Topic
from tests.factories import (
    make_article,
    make_author,
    make_content,
    make_draft,
    make_editor,
    make_user,
    picture_file,
)

pytestmark = pytest.mark.django_db
HOSTILE = "\x08\u202e\ufffe"


def article_form(article=None, by=None, **typed):
    """The form as the desk makes it, filled in."""
    request = RequestFactory().get("/")
    request.user = by or User(is_active=True, is_superuser=True)
    form = ArticleAdmin(Article, admin.site).form_class(request, article)
    return form({"headline": "Bridge closed", "body": "<p>Text</p>", **typed}, instance=article)


@pytest.mark.parametrize("field", ["headline", "standfirst", "lead_caption", "search_title", "share_text"])
def test_nothing_invisible_comes_into_a_text(field):
    form = article_form(**{field: f"Bridge{HOSTILE} closed"})

    assert form.is_valid()
    assert getattr(form.content(), field) == "Bridge closed"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("headline", "\u202e"),
        ("standfirst", "a\u0301\u0316" * MAX_PROSE),
        ("topics", ",".join(f"topic {n}" for n in range(TOPICS + 1))),
        ("topics", "a\u0301\u0316" * MAX_PROSE),
        ("language", 'sw" onclick="x'),
        ("canonical_address", "https://example.org/" + "x" * 500),
        ("publish_at", "0001-01-01T00:00"),
        ("section", "9" * 30),
        ("once", "no uuid"),
    ],
)
def test_what_cannot_be_kept_is_said_in_the_form(field, typed):
    assert list(article_form(**{field: typed}).errors) == [field]


def test_commas_alone_make_no_topic():
    form = article_form(topics="," * MAX_PROSE)

    assert form.is_valid()
    assert form.content().topics == ()


def test_a_form_makes_no_topic_unless_its_content_is_asked_for():
    assert not article_form(headline="", topics="Roads").is_valid()

    assert not Topic.objects.exists()


def test_a_scheduled_article_keeps_its_time_in_the_form():
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled, published = make_article("Later", at=tomorrow), make_article("Now")

    assert ArticleForm(instance=scheduled).initial["publish_at"] == tomorrow
    assert "publish_at" not in ArticleForm(instance=published).initial


@pytest.mark.parametrize(
    ("slug", "made"), [("", "bridge-reopens"), ("Old Bridge", "old-bridge"), ("…", "bridge-reopens")]
)
def test_an_empty_slug_is_made_from_the_headline(slug, made):
    article = make_draft("Bridge closed").article

    form = article_form(article, base="1", headline="Bridge reopens", slug=slug)

    assert form.is_valid()
    assert form.content().slug == made


def test_a_time_for_what_nobody_has_seen_is_taken():
    scheduled = make_article("Later", at=timezone.now() + timedelta(days=1))
    draft = make_draft("Draft").article

    for article in (scheduled, draft):
        form = article_form(article, base="1", publish_at="2099-03-14T06:30")

        assert form.is_valid()
        assert timezone.localtime(form.cleaned_data["publish_at"]).year == 2099


def saved_credits(typed):
    form = article_form(bylines=typed)
    assert form.is_valid(), form.errors
    return [(Author.objects.get(pk=credit.author).name, credit.role) for credit in form.content().credits]


def test_bylines_are_as_many_as_there_are_lines_in_their_order():
    for name in ("Climate Desk", "Wanjiru Maina", "Box 9: letters", *"ABCDEF"):
        make_author(name)

    typed = "wanjiru  maina: Photographs\n\nCLIMATE DESK\nBox 9: letters\nBox 9: letters: Text\nF\nE\nD"

    assert saved_credits(typed) == [
        ("Wanjiru Maina", "Photographs"),
        ("Climate Desk", ""),
        ("Box 9: letters", ""),
        ("F", ""),
        ("E", ""),
        ("D", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Nobody: Text", "There is no author “Nobody: Text”."),
        ("A: " + "r" * 61, "is too long for a role."),
        ("A\n" * 41, "41 bylines are too many."),
    ],
)
def test_a_byline_that_cannot_be_is_said_in_the_form(typed, sentence):
    make_author("A")

    form = article_form(bylines=typed)

    assert list(form.errors) == ["bylines"]
    assert sentence in form.errors["bylines"][0]


def test_bylines_come_back_as_they_were_typed_without_those_who_are_gone():
    credits = tuple(
        Credit(make_author(name).pk, role) for name, role in (("A", "Text"), ("B", ""), ("C", ""))
    )
    article = publishing.publish(make_draft(), by=make_editor())
    content = replace(make_content(), credits=credits)
    article = publishing.save_draft(content, by=make_editor(), article=article).article
    Author.objects.filter(name="C").delete()

    form = ArticleForm(instance=article)

    assert form["bylines"].value() == "A: Text\nB"


def test_whoever_may_not_make_topics_is_told_which_names_are_unknown():
    water = Topic.objects.create(name="Water", slug="water")
    Synonym.objects.create(topic=water, name="Maji")
    reporter = make_user()

    form = article_form(by=reporter, topics="Drought, WATER, maji, Róads")

    assert form.errors == {
        "topics": [
            "No topics of these names: “Drought”, “Róads”. Choose others, or ask an editor to make them."
        ]
    }
    known = article_form(by=reporter, topics="WATER, maji")
    assert known.is_valid()
    assert known.content().topics == (water.pk,)
    assert "An unknown name makes a new topic." not in str(known)


def test_whoever_may_make_topics_makes_them_by_typing():
    editor = make_user("articles.add_topic")

    form = article_form(by=editor, topics="Drought")

    assert form.is_valid()
    assert form.content().topics == (Topic.objects.get(name="Drought").pk,)
    assert "An unknown name makes a new topic." in str(form)


@pytest.mark.parametrize(
    "focus", ["x", "0.5", "NaNxNaN", "infxinf", "9x9", "-1x0", "0.5x0.5x0.5", "1e400x0", "٠x٠", ""]
)
def test_a_focal_point_lies_in_the_picture(focus):
    file = SimpleUploadedFile("a.png", picture_file().read(), "image/png")

    assert list(ImageForm({"alt": "A field", "focus": focus}, {"file": file}).errors) == ["focus"]


@pytest.mark.parametrize("focus", ["0.5x0.5", "0x1", "0.123456789x1.0"])
def test_any_point_of_the_picture_can_be_its_focal_point(focus):
    file = SimpleUploadedFile("a.png", picture_file().read(), "image/png")

    assert ImageForm({"alt": "A field", "focus": focus}, {"file": file}).is_valid()
