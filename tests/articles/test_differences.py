from dataclasses import replace

import pytest

from articles.content import Credit
from articles.differences import difference
from tests.factories import make_article, make_author, make_content, make_image, make_section

pytestmark = pytest.mark.django_db


def test_fields_stand_side_by_side_and_the_others_are_named():
    before = make_content("Who decides that it rained", section="Climate", topic_names=["Drought"])
    after = replace(
        make_content("Who decides when it rained", section="Climate", topic_names=["Drought", "Rain"]),
        slug=before.slug,
    )

    found = difference(before, after)

    assert [(row.name, str(row.before), str(row.after)) for row in found.rows] == [
        ("Headline", "Who decides <del>that </del>it rained", "Who decides <ins>when </ins>it rained"),
        ("Topics", "Drought", "Drought<ins>, Rain</ins>"),
    ]
    assert found.unchanged[:3] == ["Standfirst", "Label", "Section"]
    assert found.text.changes == 0


def test_bylines_and_pictures_are_fields_too():
    first, second = make_author("Farm Desk"), make_author("Climate Desk")
    before = replace(make_content(), credits=(Credit(first.pk),))
    after = replace(before, credits=(Credit(first.pk, "Data"), Credit(second.pk)), lead_image=make_image().pk)

    rows = {row.name: row for row in difference(before, after).rows}

    assert rows["Bylines"].after == "Farm Desk <ins>(Data), Climate Desk</ins>"
    assert rows["Lead picture"].before == "none"
    assert "A red field" in rows["Lead picture"].after


def test_what_is_gone_since_is_said():
    section = make_section("Old")
    before = replace(
        make_content(), section=section.pk, topics=(999,), lead_image=998, credits=(Credit(997),)
    )
    section.delete()

    rows = {row.name: str(row.before) for row in difference(before, make_content()).rows}

    assert rows["Section"].endswith(f"section {before.section}, which is gone</del>")
    assert "topic 999, which is gone" in rows["Topics"]
    assert "author 997, which is gone" in rows["Bylines"]
    assert rows["Lead picture"] == "picture 998, which is gone"


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_references_costs_five_queries(number, django_assert_num_queries):
    images = [make_image(f"Picture {n}", colour=(n, 0, 0)) for n in range(number)]
    articles = [make_article(f"Story {n}") for n in range(number)]
    body = "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)
    body += "".join(f'<aside data-article="{article.pk}"></aside>' for article in articles)
    content = make_content(
        body=body,
        section="Climate",
        topic_names=[f"Topic {n}" for n in range(number)],
        authors=[f"Author {n}" for n in range(number)],
    )

    with django_assert_num_queries(5):
        found = difference(make_content(), content)

    shown = "".join(piece.html for passage in found.text.passages for piece in passage.pieces)
    assert "Picture: Picture 0" in shown
    assert "Read also: Story 0" in shown
