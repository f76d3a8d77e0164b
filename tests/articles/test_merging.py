import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from articles import addresses, history, merging, publishing, topics, unmerging
from articles.differences import difference
from articles.forms import initial_of
from articles.models import (
    Article,
    DistinctTopics,
    OldAddress,
    Posting,
    Profile,
    Related,
    Synonym,
    Tagging,
    Term,
    Topic,
    TopicMerge,
)
from articles.transfer import writing
from articles.transfer.exporter import export
from articles.transfer.lines import parse
from newsroom.models import AuditEntry
from tests.factories import make_article, make_content, make_draft, make_editor, make_image, make_user

pytestmark = pytest.mark.django_db

LOG = {TopicMerge, AuditEntry}  # what remembers the merge and its undoing is meant to grow
INDEX = {Posting, Profile, Related, Term}


def make_merger():
    return User.objects.filter(username="mergeress").first() or make_user(merging.MERGE, username="mergeress")


def topic(name):
    return topics.named([name])[0]


def tables():
    """Every row of every table of the articles app, as the database has it; the index of related stories is derived."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("articles").get_models(include_auto_created=True):
            if model not in LOG | INDEX:
                cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
                rows[model.__name__] = cursor.fetchall()
    return rows


def names_of(article):
    return [tagging.tag.name for tagging in article.taggings.order_by("rank")]


def merge(old, new, by=None):
    return merging.merge(Topic.objects.get(name=old), Topic.objects.get(name=new), by=by or make_merger())


def test_a_merge_moves_the_stories_and_keeps_ranks_and_the_primary_topic():
    first = make_article("First", topic_names=["Roads", "Water"])
    second = make_article("Second", topic_names=["Water", "Roads"])

    topic("Road traffic")

    merge("Roads", "Road traffic")

    first.refresh_from_db()
    second.refresh_from_db()
    assert names_of(first) == ["Road traffic", "Water"]
    assert names_of(second) == ["Water", "Road traffic"]
    assert first.primary_topic.name == "Road traffic"
    assert second.primary_topic.name == "Water"


def test_a_story_of_both_topics_keeps_one_at_the_better_place():
    first = make_article("First", topic_names=["Roads", "Water", "Road traffic"])
    second = make_article("Second", topic_names=["Road traffic", "Water", "Roads"])

    record = merge("Roads", "Road traffic")

    first.refresh_from_db()
    assert names_of(first) == ["Road traffic", "Water"]
    assert first.primary_topic.name == "Road traffic"
    assert names_of(second) == ["Road traffic", "Water"]
    assert record.stories == 2


def test_the_old_name_becomes_a_synonym_and_brings_its_own_with_it():
    Synonym.objects.create(topic=topic("Roads"), name="Barabara")
    new = topic("Road traffic")

    merge("Roads", "Road traffic")

    assert topics.named(["roads", "barabara", "road traffic"]) == [new]
    assert sorted(new.synonyms.values_list("name", flat=True)) == ["Barabara", "Roads"]


def test_what_the_preview_says_is_what_moves():
    make_article("First", topic_names=["Roads", "Road traffic"])
    second = make_article("Second", topic_names=["Water", "Roads"])
    publishing.save_draft(make_content("Changed", topic_names=["Roads"]), by=make_editor(), article=second)
    make_draft("Third", topic_names=["Roads"])
    Synonym.objects.create(topic=topic("Roads"), name="Barabara")
    addresses.keep("/tag/roads/", topic("Roads"))

    moves = merging.preview(topic("Roads"), topic("Road traffic"))

    assert moves == merging.Moves(
        stories=3,
        live=2,
        both=1,
        leading=2,
        waiting=1,
        synonyms=["Roads", "Barabara"],
        addresses=["/topic/roads/", "/tag/roads/"],
    )
    assert merge("Roads", "Road traffic").stories == moves.stories


def test_the_old_addresses_lead_to_the_new_page_for_ever(client):
    make_article("First", topic_names=["Roads"])
    addresses.keep("/tag/roads/", topic("Roads"))
    topic("Road traffic")

    merge("Roads", "Road traffic")

    for path in ("/topic/roads/", "/tag/roads/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, "/topic/road-traffic/")


def test_merges_in_a_row_lead_to_the_last_in_one_step(client):
    make_article("First", topic_names=["A"])
    topics.named(["B", "C"])

    merge("A", "B")
    merge("B", "C")

    for path in ("/topic/a/", "/topic/b/"):
        assert client.get(path)["Location"] == "/topic/c/"
    assert topics.named(["a", "b"]) == [Topic.objects.get(name="C")]


def test_a_topic_that_comes_again_and_takes_its_successor_over_leads_in_no_circle(client):
    article = make_article("First", topic_names=["A"])
    topic("B")
    merge("A", "B")
    Synonym.objects.filter(name="A").delete()
    Topic.objects.create(name="A", slug="a")

    merge("B", "A")

    assert client.get("/topic/a/").status_code == 200
    assert client.get("/topic/b/")["Location"] == "/topic/a/"
    assert names_of(article) == ["A"]
    Tagging.objects.all().delete()
    assert client.get("/topic/a/").status_code == 404
    assert client.get("/topic/b/").status_code == 301


def test_a_revision_that_names_the_old_topic_gives_the_new_one_when_it_is_published():
    article = make_article("First", topic_names=["Roads"])
    waiting = publishing.save_draft(
        make_content("Second", topic_names=["Roads", "Road traffic", "Water"]),
        by=make_editor(),
        article=article,
    )
    merge("Roads", "Road traffic")

    article = publishing.publish(waiting, by=make_editor())

    assert names_of(article) == ["Road traffic", "Water"]
    assert article.primary_topic.name == "Road traffic"


def test_a_version_that_is_brought_back_and_one_that_is_compared_have_the_topic_of_today():
    article = make_article("First", topic_names=["Roads"])
    first = article.latest_revision
    publishing.save_draft(make_content("Second", topic_names=["Water"]), by=make_editor(), article=article)
    (traffic,) = topics.named(["Road traffic"])
    merge("Roads", "Road traffic")

    restored, left_out = history.restore(first, by=make_editor(), base=2)
    compared = difference(first.content, make_content("First", topic_names=["Road traffic"]))

    assert (restored.content.topics, left_out) == ((traffic.pk,), [])
    assert "Topics" in compared.unchanged


def test_a_revision_that_names_a_deleted_topic_is_published_without_it():
    draft = make_draft("First", topic_names=["Roads", "Water"])
    topic("Roads").delete()

    article = publishing.publish(draft, by=make_editor())

    assert names_of(article) == ["Water"]
    assert article.primary_topic.name == "Water"


@pytest.mark.parametrize(("merges", "queries"), [(0, 1), (1, 4), (2, 5)])
def test_finding_the_topics_of_today_takes_few_queries(django_assert_num_queries, merges, queries):
    keys = [topic.pk for topic in topics.named(["A", "B", "C", "D"])]
    for old, new in [("A", "B"), ("B", "C")][:merges]:
        merge(old, new)

    with django_assert_num_queries(queries):
        led = topics.successors([keys[0], keys[3]])

    assert led == ({keys[0]: keys[merges]} if merges else {})


def test_the_form_and_the_export_of_a_text_have_the_topic_of_today():
    article = make_article("First", topic_names=["Roads", "Water"])
    (traffic,) = topics.named(["Road traffic"])
    merge("Roads", "Road traffic")
    file = StringIO()

    export(file)

    assert initial_of(article.latest_revision)["topics"][0] == traffic
    assert json.loads(file.getvalue())["tags"] == ["Road traffic", "Water"]


def test_an_import_under_way_follows_a_merge():
    roads, traffic = topics.named(["Roads", "Road traffic"])
    record = parse(json.dumps({"id": "a", "title": "First", "body": "", "tags": ["Roads"]}).encode())
    content = make_content("First", topic_names=["Roads"])
    merging.merge(roads, traffic, by=make_merger())

    writing.write([writing.Incoming(1, record, content, "digest")])

    assert names_of(Article.objects.get()) == ["Road traffic"]


def test_a_topic_is_not_merged_into_itself():
    roads = topic("Roads")

    with pytest.raises(merging.CannotMerge, match="“Roads” cannot be merged into itself"):
        merging.merge(roads, roads, by=make_merger())
    with pytest.raises(merging.CannotMerge, match="into itself"):
        merging.preview(roads, roads)


def test_the_second_of_two_clicks_is_told_what_the_first_has_done():
    roads, traffic = topics.named(["Roads", "Road traffic"])
    by = make_merger()
    merging.merge(roads, traffic, by=by)

    with pytest.raises(
        merging.CannotMerge, match="“Roads” has been merged into “Road traffic” already, by mergeress"
    ):
        merging.merge(roads, traffic, by=by)
    with pytest.raises(merging.CannotMerge, match="“Roads” has been merged into “Road traffic” already"):
        merging.merge(topic("Water"), roads, by=by)

    assert TopicMerge.objects.count() == 1


def test_a_deleted_topic_is_not_merged():
    roads, traffic = topics.named(["Roads", "Road traffic"])
    Topic.objects.filter(pk=roads.pk).delete()

    with pytest.raises(merging.CannotMerge, match="“Roads” has been deleted since"):
        merging.merge(roads, traffic, by=make_merger())


def test_who_may_not_merge_cannot_and_cannot_undo():
    make_article("First", topic_names=["Roads"])
    topic("Road traffic")
    editor = make_editor()

    with pytest.raises(PermissionDenied):
        merge("Roads", "Road traffic", editor)
    record = merge("Roads", "Road traffic")
    with pytest.raises(PermissionDenied):
        unmerging.undo(record, by=editor)

    assert Topic.objects.count() == 1


def everything_that_can_move():
    make_article(
        "First", topic_names=["Roads", "Water"], at=datetime(2026, 3, 14, 3, 0, 0, 123456, tzinfo=UTC)
    )
    make_article("Second", topic_names=["Water", "Road traffic", "Roads"])
    make_article("Third", topic_names=["Road traffic", "Roads"], at=timezone.now() + timedelta(days=1))
    make_draft("Fourth", topic_names=["Roads", "Road traffic"])
    publishing.withdraw(make_article("Fifth", topic_names=["Roads"]), by=make_editor(), notice="Wrong")
    make_article("Sixth", topic_names=["Water"])
    roads, traffic, water = topics.named(["Roads", "Road traffic", "Water"])
    Topic.objects.filter(pk=roads.pk).update(description="All about roads.", picture=make_image())
    Synonym.objects.create(topic=roads, name="Barabara")
    Synonym.objects.create(topic=traffic, name="Traffic")
    DistinctTopics.objects.create(first=roads, second=water)
    addresses.keep("/tag/roads/", roads)
    addresses.keep("/tag/traffic/", traffic)
    # As after A became B and A came again: an address with a page of its own that once led to the other topic.
    OldAddress.objects.create(path="/topic/roads/", topic=water)
    OldAddress.objects.create(path="/topic/road-traffic/", topic=roads)


def test_a_merge_undone_leaves_every_table_as_it_was_to_the_byte():
    everything_that_can_move()
    before = tables()

    record = merge("Roads", "Road traffic")
    changed = tables()
    returned = unmerging.undo(record, by=make_merger())

    assert tables() == before
    differing = {name for name, rows in before.items() if changed[name] != rows}
    assert differing == {"Topic", "Tagging", "Article", "Synonym", "OldAddress", "DistinctTopics"}
    assert (returned.stories, returned.changed, returned.examples) == (5, 0, [])


def test_merges_in_a_row_are_undone_from_the_last():
    make_article("First", topic_names=["A", "B", "C"])
    before = tables()
    first = merge("A", "B")
    second = merge("B", "C")

    with pytest.raises(
        merging.CannotMerge, match=r"“B” has been merged into “C” already, .*Undo that merge first."
    ):
        unmerging.undo(first, by=make_merger())
    unmerging.undo(second, by=make_merger())
    unmerging.undo(first, by=make_merger())

    assert tables() == before


def test_stories_that_have_changed_since_keep_what_they_have_now():
    kept = make_article("Kept", topic_names=["Roads", "Road traffic"])
    changed = make_article("Changed", topic_names=["Roads", "Water"])
    both = make_article("Both", topic_names=["Road traffic", "Roads"])
    record = merge("Roads", "Road traffic")
    for article in (changed, both):
        draft = publishing.save_draft(
            make_content("Changed", topic_names=["Water", "Road traffic"]), by=make_editor(), article=article
        )
        publishing.publish(draft, by=make_editor())

    foreseen = unmerging.preview(record)
    returned = unmerging.undo(record, by=make_merger())

    assert foreseen == returned
    assert (returned.stories, returned.changed, returned.examples) == (1, 2, [both, changed])
    assert names_of(kept) == ["Roads", "Road traffic"]
    for article in (changed, both):
        assert names_of(article) == ["Water", "Road traffic"]


def test_a_story_withdrawn_since_the_merge_is_in_no_list_after_it_is_undone(client):
    make_article("Kept", topic_names=["Roads"])
    article = make_article("Gone", topic_names=["Roads", "Road traffic"])
    record = merge("Roads", "Road traffic")
    publishing.withdraw(article, by=make_editor(), notice="Wrong")

    unmerging.undo(record, by=make_merger())

    page = client.get("/topic/roads/").content
    assert b"Kept" in page
    assert b"Gone" not in page


def test_a_merge_is_undone_once():
    make_article("First", topic_names=["Roads"])
    topic("Road traffic")
    record = merge("Roads", "Road traffic")
    unmerging.undo(record, by=make_user(merging.MERGE, username="otieno"))

    with pytest.raises(merging.CannotMerge, match="undone already, by otieno"):
        unmerging.undo(record, by=make_merger())


def test_after_undoing_the_old_topic_can_be_merged_again():
    make_article("First", topic_names=["Roads"])
    topic("Road traffic")
    unmerging.undo(merge("Roads", "Road traffic"), by=make_merger())

    merge("Roads", "Road traffic")

    assert topics.successors([TopicMerge.objects.first().old]) == {
        TopicMerge.objects.first().old: topic("Road traffic").pk
    }


def test_what_stands_in_the_way_of_undoing_is_said():
    make_article("First", topic_names=["Roads"])
    topic("Road traffic")
    record = merge("Roads", "Road traffic")
    by = make_merger()

    Synonym.objects.filter(name="Roads").update(topic=topic("Water"))
    with pytest.raises(merging.CannotMerge, match="“Roads” is a synonym of “Water” by now"):
        unmerging.undo(record, by=by)
    Synonym.objects.filter(name="Roads").delete()
    again = topic("Roads")
    with pytest.raises(merging.CannotMerge, match="There is a topic “Roads” again"):
        unmerging.undo(record, by=by)
    again.name, again.slug = "Streets", "roads"
    again.save()
    with pytest.raises(merging.CannotMerge, match="“Streets” has the address /topic/roads/ by now"):
        unmerging.undo(record, by=by)
    again.delete()
    Topic.objects.filter(name="Road traffic").delete()
    with pytest.raises(
        merging.CannotMerge, match=r"“Road traffic” has been deleted since. There is nothing to undo."
    ):
        unmerging.undo(record, by=by)


def test_a_merge_and_its_undoing_purge_what_shows_a_topic_and_nothing_else(monkeypatch, client):
    article = make_article("First", topic_names=["Roads"])
    other = make_article("Other", topic_names=["Water"])
    traffic = make_article("Third", topic_names=["Road traffic"])
    purged = []
    monkeypatch.setattr("newsroom.pagecache.purge", lambda *tags: purged.append(set(tags)))
    shown = {
        path: set(client.get(path)["Cache-Tag"].split(","))
        for path in (
            article.get_absolute_url(),
            "/topic/roads/",
            "/topic/road-traffic/",
            "/",
            "/topic/water/",
        )
    }

    record = merge("Roads", "Road traffic")
    unmerging.undo(record, by=make_merger())

    assert purged[0] == purged[1]
    assert [path for path, tags in shown.items() if tags & purged[0]] == list(shown)[:3]
    assert not {other.cache_tag, traffic.cache_tag} & purged[0]


def test_a_merge_and_its_undoing_are_in_the_audit():
    make_article("First", topic_names=["Roads"])
    topic("Road traffic")
    by = make_merger()

    unmerging.undo(merge("Roads", "Road traffic", by), by=by)

    lines = AuditEntry.objects.filter(action__startswith="topic.").order_by("pk")
    assert list(lines.values_list("actor_name", "action", "target_label", "detail")) == [
        ("mergeress", "topic.merge", "Roads", {"into": "Road traffic", "stories": 1}),
        ("mergeress", "topic.unmerge", "Roads", {"stories": 1, "kept": 0}),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_merge_takes_the_same_queries_however_many_stories_move(django_assert_num_queries, number):
    for n in range(number):
        make_article(f"Old {n}", topic_names=["Roads"])
        make_article(f"Both {n}", topic_names=["Roads", "Road traffic"])
        make_article(f"Other {n}", topic_names=["Road traffic"])
    old, new = topics.named(["Roads", "Road traffic"])
    by = make_merger()
    by.has_perm(merging.MERGE)

    with django_assert_num_queries(7):
        merging.preview(old, new)
    with django_assert_num_queries(29):
        record = merging.merge(old, new, by=by)
    with django_assert_num_queries(5):
        unmerging.preview(record)
    with django_assert_num_queries(21):
        unmerging.undo(record, by=by)


def test_everything_that_can_belong_to_a_topic_is_known_here():
    """A table that refers to topics and is new must be taught to `merging`: else a merge deletes its rows."""
    fields = Topic._meta.get_fields(include_hidden=True)
    related = {
        (field.related_model, field.field.name)
        for field in fields
        if field.one_to_many and field.related_model._meta.app_label == "articles"  # the others are led on
    }

    assert related == {
        (Article, "primary_topic"),
        (DistinctTopics, "first"),
        (DistinctTopics, "second"),
        (OldAddress, "topic"),
        (Synonym, "topic"),
        (Tagging, "tag"),
    }
