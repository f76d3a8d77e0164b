import random
from itertools import combinations

import pytest

from articles import duplicates, topics
from articles.duplicates import ALIKE, near_duplicates
from articles.models import DistinctTopics
from tests.growth import assert_linear


def found(*names):
    """(name, name, reason) of each pair."""
    pairs = near_duplicates(dict(enumerate(names)))
    return [(names[pair.first], names[pair.second], pair.reason) for pair in pairs]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Water", "Waters", "Singular and plural"),
        ("County", "Counties", "Singular and plural"),
        ("Church", "Churches", "Singular and plural"),
        ("E-mail", "Email", "The same letters"),
        ("Covid 19", "COVID-19", "The same letters"),
        ("Kenya Airways", "Airways, Kenya", "The same words in another order"),
        ("Solar powers", "Power, solar", "Singular and plural"),
        ("Kenya", "Kenyan", "Spelt alike"),
        ("Energie solaire", "Énergies solaires", "Singular and plural"),
        ("Kilifi county", "Killifi county", "Spelt alike"),
        ("Uchaguzi mkuu", "Uchaguzi kuu", "Spelt alike"),
    ],
)
def test_names_that_may_be_one_are_found_with_the_reason(first, second, reason):
    assert found(first, second) == [(first, second, reason)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Election 2022", "Election 2027"),
        ("Covid-19", "Covid"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("North Korea", "South Korea"),
        ("Water", "Weather"),
        ("Bus", "Bu"),
        ("Road", "Broad"),
        ("C", "C++"),
    ],
)
def test_names_of_other_things_are_left_alone(first, second):
    assert [pair for pair in found(first, second) if pair[2] == "Spelt alike"] == []


def test_the_likeliest_come_first():
    assert [pair[2] for pair in found("Kenya", "Kenyan", "Roads", "Road")] == [
        "Singular and plural",
        "Spelt alike",
    ]


def some_names(number):
    chance = random.Random(1)
    syllables = [
        first + second for first in "bcdfghjklmnprstvwyz" for second in ("a", "e", "i", "o", "u", "an", "er")
    ]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(number // 3)]
    return [" ".join(chance.choices(words, k=chance.randint(1, 3))) for _ in range(number)]


def test_no_pair_is_missed_by_looking_at_rare_pieces_alone():
    names = dict(enumerate(some_names(400)))
    sets = {key: duplicates._grams(name.split()) for key, name in names.items()}

    every = {
        pair: score
        for pair in combinations(sets, 2)
        if (score := 2 * len(sets[pair[0]] & sets[pair[1]]) / (len(sets[pair[0]]) + len(sets[pair[1]])))
        >= ALIKE
    }

    assert dict(duplicates._alike(sets)) == every
    assert len(every) > 20


def test_the_work_grows_with_the_number_of_topics_and_not_with_its_square():
    names = {number: dict(enumerate(some_names(number))) for number in (500, 5000)}

    assert_linear(lambda number: near_duplicates(names[int(number)]), "500", "5000")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_topics_said_to_be_distinct_are_not_offered_again(django_assert_num_queries, number):
    for n in range(number):
        roads, road = topics.named([f"Road of {chr(97 + n) * 5}", f"Roads of {chr(97 + n) * 5}"])
    with django_assert_num_queries(2):
        before = duplicates.pairs()
    DistinctTopics.objects.create(first=roads, second=road)

    after = duplicates.pairs()

    assert (len(before), len(after)) == (number, number - 1)


@pytest.mark.django_db
def test_what_is_like_one_topic_is_what_the_pairs_of_all_say_of_it():
    found = topics.named([*some_names(200), "Road", "Roads", "Road traffic", "Roads traffic"])
    DistinctTopics.objects.create(first=found[0], second=found[1])

    for topic in found[::7] + found[-4:]:
        of_it = [pair for pair in duplicates.pairs() if topic.pk in (pair.first, pair.second)]
        assert duplicates.like(topic) == of_it
    assert len(duplicates.like(found[-1])) > 0
