"""Two people at the same moment: real transactions, each in a thread with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from articles import merging, publishing, topics
from articles.admin.again import again
from articles.models import Article, Tagging, Topic, TopicMerge
from tests.factories import make_article, make_content, make_draft, make_editor, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each of `acts`, begun together, gives or raises."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except (merging.CannotMerge, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_people_who_merge_a_topic_one_is_told_what_the_other_did():
    make_article("First", topic_names=["Roads"])
    roads, traffic, streets = topics.named(["Roads", "Road traffic", "Streets"])
    by = make_user(merging.MERGE)

    outcomes = at_once(
        lambda: merging.merge(roads, traffic, by=by), lambda: merging.merge(roads, streets, by=by)
    )

    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    record = TopicMerge.objects.get()
    assert str(refused) == f"“Roads” has been merged into “{record.new_name}” already, by {by}."
    assert list(Tagging.objects.values_list("tag", flat=True)) == [record.new]


def test_two_topics_merged_into_each_other_at_once_become_one():
    make_article("First", topic_names=["Roads"])
    make_article("Second", topic_names=["Streets"])
    roads, streets = topics.named(["Roads", "Streets"])
    by = make_user(merging.MERGE)

    outcomes = at_once(
        lambda: merging.merge(roads, streets, by=by), lambda: merging.merge(streets, roads, by=by)
    )

    assert [isinstance(outcome, merging.CannotMerge) for outcome in outcomes].count(True) == 1
    assert Topic.objects.count() == 1
    assert set(Tagging.objects.values_list("tag", flat=True)) == {Topic.objects.get().pk}


def test_a_story_published_while_its_topic_is_merged_has_one_of_the_two_and_is_not_lost():
    editor, by = make_editor(), make_user(merging.MERGE)
    for _ in range(5):
        Topic.objects.all().delete()
        make_article("Seen", topic_names=["Roads"])
        article = make_draft("Not yet", topic_names=["Roads"]).article
        roads, traffic = topics.named(["Roads", "Road traffic"])
        draft = publishing.save_draft(
            make_content("Changed", topic_names=["Roads"]), by=editor, article=article
        )

        outcomes = at_once(
            lambda roads=roads, traffic=traffic: again(lambda: merging.merge(roads, traffic, by=by)),
            lambda draft=draft: again(lambda: publishing.publish(draft, by=editor)),
        )

        assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
        article = Article.objects.get(pk=article.pk)
        assert list(article.topics.all()) == [traffic]
        assert article.primary_topic == traffic
