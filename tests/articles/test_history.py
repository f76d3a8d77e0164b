from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import history, publishing, reviewing
from articles.content import Credit
from articles.models import Author, Image, Kind, Revision, Section, Topic
from tests.factories import (
    make_article,
    make_change,
    make_content,
    make_draft,
    make_editor,
    make_image,
    make_reporter,
)

pytestmark = pytest.mark.django_db


def test_an_older_text_comes_back_with_all_that_belongs_to_it():
    first = make_draft("Bridge closed", topic_names=["Roads", "Water"], authors=["Counties Desk"])
    second = make_change(first.article, "Bridge open")

    restored, lost = history.restore(first, by=make_editor(), base=second.number)

    assert restored.content == first.content
    assert (restored.number, restored.kind, restored.note) == (3, Kind.RESTORED, "Restored from version 1")
    assert lost == []


def test_readers_see_nothing_of_what_was_brought_back(client):
    article = make_article("Bridge closed")
    article = publishing.publish(make_change(article, "Bridge open"), by=make_editor())

    history.restore(article.revisions.last(), by=make_editor(), base=2)

    assert b"Bridge open" in client.get(article.get_absolute_url()).content


def test_what_is_gone_since_is_left_out_and_said():
    image = make_image()
    content = make_content(section="Climate", topic_names=["Roads", "Water"], authors=["Counties Desk"])
    first = publishing.save_draft(replace(content, lead_image=image.pk), by=make_editor())
    make_change(first.article, "Without any of it")
    Topic.objects.get(name="Water").delete()
    Author.objects.all().delete()
    Image.objects.all().delete()
    first.article.refresh_from_db()
    Section.objects.all().delete()

    restored, lost = history.restore(first, by=make_editor(), base=2)

    assert lost == ["its section", "a topic", "an author", "its lead picture"]
    assert restored.content == replace(
        first.content, section=None, topics=content.topics[:1], credits=(), lead_image=None
    )


def test_nothing_is_brought_back_over_a_text_that_the_person_has_not_seen():
    first = make_draft("Bridge closed")
    make_change(first.article, "Bridge open")

    with pytest.raises(publishing.Stale):
        history.restore(first, by=make_editor(), base=1)


def test_a_reporter_brings_back_and_names_only_what_is_his():
    first = make_draft("Bridge closed")
    make_change(first.article, "Bridge open")

    with pytest.raises(PermissionDenied):
        history.restore(first, by=make_reporter(), base=2)
    with pytest.raises(PermissionDenied):
        history.name(first, by=make_reporter(), name="Mine", note="", is_protected=True)


def test_a_version_has_a_name_and_its_text_stays():
    first = make_draft("Bridge closed")

    history.name(first, by=make_editor(), name="As the lawyer saw it", note="Checked", is_protected=True)

    kept = Revision.objects.get(pk=first.pk)
    assert (kept.name, kept.note, kept.is_protected) == ("As the lawyer saw it", "Checked", True)
    assert kept.content == first.content


def test_old_versions_go_and_those_that_something_hangs_on_stay():
    article = make_article("One")  # 1: published
    for headline in ("Two", "Three", "Four", "Five", "Six"):
        make_change(article, headline)
    two, four = (article.revisions.get(number=number) for number in (2, 4))
    history.name(two, by=make_editor(), name="Named", note="", is_protected=False)
    history.name(four, by=make_editor(), name="", note="", is_protected=True)
    reviewing.submit(article, by=make_editor(), number=6)
    make_change(article, "Seven")
    Revision.objects.update(created_at=timezone.now() - timedelta(days=91))
    make_change(article, "Eight")
    Revision.objects.filter(number=7).update(created_at=timezone.now())

    assert history.prune() == 2

    assert sorted(article.revisions.values_list("number", flat=True)) == [1, 2, 4, 6, 7, 8]


def test_a_credit_of_a_gone_author_is_left_out_and_the_others_keep_their_order():
    content = replace(make_content(authors=["A", "B"]), credits=())
    keys = list(Author.objects.order_by("name").values_list("pk", flat=True))
    credits = (Credit(keys[1], "Data"), Credit(999), Credit(keys[0]))

    healed, lost = history.healed(replace(content, credits=credits))

    assert healed.credits == (credits[0], credits[2])
    assert lost == ["an author"]
