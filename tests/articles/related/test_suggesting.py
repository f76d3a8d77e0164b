"""What is suggested for a text that nobody has saved."""

import pytest

from articles.models import Related, Term
from articles.related.suggesting import suggest
from tests.factories import make_article, make_content, make_draft

from .stories import settle

pytestmark = pytest.mark.django_db
DAM = "<p>The dam on the Tana River holds back the flood above Garissa.</p>"


def test_a_text_that_is_saved_nowhere_is_told_what_is_like_it_and_why():
    dam = make_article("Tana River rises", body=DAM, topic_names=["Floods"], language="en")
    for n in range(3):
        make_article(f"Teachers mark papers {n}", body=f"<p>The chalk on the desks in Kisumu is dust{n}.</p>")
    settle()

    found, *_ = suggest(
        make_content("A flood on the Tana River", body="<p>The dam is full.</p>", topic_names=["Floods"])
    )

    assert (found.article, found.is_same) == (dam.pk, False)
    assert sorted(found.why.split(", ")) == ["#Floods", "Tana River", "dam", "flood"]


def test_the_same_text_is_a_warning_and_no_suggestion():
    dam = make_article("Tana River rises", body=DAM)
    settle()

    assert [(one.article, one.is_same) for one in suggest(make_content("Tana River rises", body=DAM))] == [
        (dam.pk, True)
    ]


def test_a_story_is_not_suggested_for_its_own_next_text():
    dam = make_article("Tana River rises", body=DAM)
    settle()

    assert suggest(make_content("Tana River rises", body=DAM), dam) == []


def test_what_readers_do_not_see_is_not_suggested():
    make_draft("Tana River rises", body=DAM)
    settle()

    assert suggest(make_content("Tana River rises", body=DAM)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_however_much_is_like_the_text(django_assert_num_queries, number):
    for n in range(number):
        make_article(
            f"Tana River rises by {n} metres in Bura{n}", body=f"{DAM}<p>Word{n} of a{n} kind{n}</p>"
        )
    settle()
    content = make_content("Tana River", body=DAM, topic_names=["Floods"], language="en")

    with django_assert_num_queries(4):
        found = suggest(content)

    assert len(found) == number


def test_nothing_is_written():
    make_article("Tana River rises", body=DAM)
    settle()
    before = (Term.objects.count(), Related.objects.count())

    suggest(make_content("Unheard words of a new text", body=DAM))

    assert (Term.objects.count(), Related.objects.count()) == before


@pytest.mark.parametrize(
    "body", ["", "<p></p>", "<p>rain</p>", f"<p>{'rain ' * 20_000}</p>", f"<p>{'x' * 100_000}</p>"]
)
def test_whatever_the_text_is_it_has_an_answer(body):
    make_article("Tana River rises", body=DAM)
    settle()

    assert isinstance(suggest(make_content("Rain", body=body)), list)
