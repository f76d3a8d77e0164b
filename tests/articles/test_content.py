import json
from dataclasses import replace
from pathlib import Path

import pytest

from articles.content import SCHEMA, Content, Credit, UnknownSchema, upgraded

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


SNAPSHOTS = sorted((Path(__file__).parent / "snapshots").glob("*.json"))


@pytest.mark.parametrize("file", SNAPSHOTS, ids=lambda file: file.stem)
def test_what_was_saved_in_any_schema_opens_for_ever(file):
    content = Content.from_json(json.loads(file.read_text()))

    assert content.headline
    assert Content.from_json(content.to_json()) == content


def test_there_is_a_snapshot_of_each_schema():
    assert {json.loads(file.read_text())["schema"] for file in SNAPSHOTS} == set(range(1, SCHEMA + 1))


STEPS = {
    1: lambda old: {**old, "standfirst": old["dek"]},
    2: lambda old: {**old, "topics": old["tags"]},
}


def test_an_old_text_takes_one_step_after_the_other():
    assert upgraded({"schema": 1, "dek": "Dry", "tags": [1]}, steps=STEPS, schema=3) == {
        "schema": 3,
        "dek": "Dry",
        "tags": [1],
        "standfirst": "Dry",
        "topics": [1],
    }
    assert upgraded({"schema": 3}, steps=STEPS, schema=3) == {"schema": 3}


@pytest.mark.parametrize("schema", [0, 4, None, "1", 2.0])
def test_a_schema_to_which_no_step_leads_is_refused(schema):
    with pytest.raises(UnknownSchema):
        upgraded({"schema": schema}, steps=STEPS, schema=3)


def test_a_text_has_the_same_digest_in_whatever_schema_it_is_kept(monkeypatch):
    before = CONTENT.digest

    monkeypatch.setattr("articles.content.SCHEMA", 2)

    assert CONTENT.digest == before
    assert replace(CONTENT, topics=(1, 3)).digest != before
