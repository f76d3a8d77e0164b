import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles import addresses, topics
from articles.models import Synonym, Topic

pytestmark = pytest.mark.django_db


def names(found):
    return [topic.name for topic in found]


def test_unknown_names_make_topics_in_their_order():
    assert names(topics.named(["Water", "Roads"])) == ["Water", "Roads"]
    assert Topic.objects.get(name="Water").slug == "water"


def test_a_topic_is_found_whatever_its_case_accents_and_spacing():
    topics.named(["Énergie solaire"])

    assert names(topics.named(["ENERGIE  SOLAIRE", "énergie solaire", " "])) == ["Énergie solaire"]
    assert Topic.objects.count() == 1


def test_a_synonym_gives_its_topic():
    (topic,) = topics.named(["Mobile money"])
    Synonym.objects.create(topic=topic, name="M-money")

    assert topics.named(["m-money", "Mobile Money"]) == [topic]


def test_the_database_itself_refuses_a_second_topic_of_the_name():
    Topic.objects.create(name="Énergie", slug="a")

    with pytest.raises(IntegrityError):
        Topic.objects.create(name="ENERGIE", slug="b")


def test_names_that_make_the_same_slug_get_numbers():
    assert [topic.slug for topic in topics.named(["C", "C++", "C#"])] == ["c", "c-2", "c-3"]


def test_a_name_is_a_topic_or_a_synonym_and_not_both():
    (topic,) = topics.named(["Water"])
    Synonym.objects.create(topic=topic, name="Maji")

    with pytest.raises(ValidationError, match="synonym of the topic Water"):
        Topic(name="MAJI", slug="maji").clean()
    with pytest.raises(ValidationError, match="is a topic of that name"):
        Synonym(topic=topic, name="water").clean()


def test_a_new_topic_does_not_take_the_address_that_leads_to_another():
    (topic,) = topics.named(["Roads"])
    addresses.keep("/topic/c/", topic)

    assert topics.named(["C++"])[0].slug == "c-2"
