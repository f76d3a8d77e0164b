import json

import pytest

from articles.content import SCHEMA, Content, Credit, UnknownSchema

CONTENT = Content(
    headline="Bridge", slug="bridge", body="<p>x</p>", topics=(3, 1), credits=(Credit(1, "Data"), Credit(2))
)


def test_a_text_survives_json():
    assert Content.from_json(json.loads(json.dumps(CONTENT.to_json()))) == CONTENT


def test_fields_that_came_later_have_their_defaults():
    assert Content.from_json(
        {"schema": SCHEMA, "headline": "Bridge", "slug": "bridge", "body": ""}
    ) == Content(headline="Bridge", slug="bridge", body="")


def test_a_text_of_a_newer_program_is_not_guessed_at():
    with pytest.raises(UnknownSchema, match="schema 99"):
        Content.from_json({**CONTENT.to_json(), "schema": 99})
