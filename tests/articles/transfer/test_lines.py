import json
from datetime import UTC, datetime

import pytest

from articles.transfer.lines import MAX_SHOWN, BadLine, Picture, parse

LEAST = {"id": "a-1", "title": "Bridge closed", "body": "<p>Text</p>"}


def line(**facts):
    return json.dumps({**LEAST, **facts}).encode()


def test_three_keys_are_enough():
    record = parse(line())

    assert (record.id, record.title, record.body, record.slug) == (
        "a-1",
        "Bridge closed",
        "<p>Text</p>",
        "bridge-closed",
    )
    assert record.published_at is None


def test_every_key_of_the_contract_is_read():
    record = parse(
        line(
            slug="The Bridge",
            standfirst="For a week",
            section="Counties",
            tags=["Roads"],
            authors=["Amina", {"name": "Otieno", "role": "Photographs"}],
            published_at="2026-11-20T14:20:00+03:00",
            updated_at="2026-11-21T14:20:00Z",
            image={"path": "a/b.jpg", "alt": "A bridge", "caption": "It", "credit": "Us"},
            old_urls=["/?p=12", "https://old.example/2019/05/bridge/"],
            related_pins=["a-2"],
            related_bans=[3],
        )
    )

    assert record.slug == "the-bridge"
    assert record.authors == (("Amina", ""), ("Otieno", "Photographs"))
    assert record.published_at == datetime(2026, 11, 20, 11, 20, tzinfo=UTC)
    assert record.image == Picture("a/b.jpg", "A bridge", "It", "Us")
    assert record.old_urls == ("/?p=12", "/2019/05/bridge/")
    assert (record.related_pins, record.related_bans) == (("a-2",), ("3",))


@pytest.mark.parametrize("missing", ["id", "title", "body"])
def test_a_line_without_a_required_key_says_which(missing):
    facts = {key: value for key, value in LEAST.items() if key != missing}

    with pytest.raises(BadLine, match=f"“{missing}” is missing"):
        parse(json.dumps(facts).encode())


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"id": "a-1", "title": "Brid', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[1]", "no JSON object"),
        (b"\xff\xfe{}", "not UTF-8|no JSON"),
        (b'{"id": "caf\xe9", "title": "x", "body": ""}', "not UTF-8"),
        (line(title=" \u202e\u0000 "), "“title” is empty"),
        (line(title=["x"]), "“title” is no text"),
        (line(title="x" * 301), "longer than 300"),
        (line(id={}), "“id” is no text"),
        (line(published_at="0000-01-01T00:00:00Z"), "no date and time"),
        (line(published_at="0001-01-01T00:00:00+14:00"), "no year of ours"),
        (line(published_at="9999-12-31T23:59:59-12:00"), "no year of ours"),
        (line(published_at="2026-11-20T14:20:00"), "no offset"),
        (line(published_at="last Friday"), "no date and time"),
        (line(published_at=1763650000), "no date and time"),
        (line(tags="Roads"), "“tags” is no list"),
        (line(tags=[1]), "“tags” is no text"),
        (line(tags=["x"] * 101), "more than 100"),
        (line(authors=[{"role": "x"}]), "“authors” is no text"),
        (line(image="a.jpg"), "“image” is no object"),
        (line(image={}), "image.path"),
        (line(old_urls=["bridge"]), "does not begin with /"),
        (line(old_urls=["http://[::1"]), "is no address"),
        (line(label="gossip"), "“label” is none of"),
        (line(language="<b>"), "no language tag"),
        (line(canonical_address="javascript:alert(1)"), "no http address"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(raw, reason):
    with pytest.raises(BadLine, match=reason):
        parse(raw)


def test_unknown_keys_are_named_and_cost_nothing():
    assert parse(line(standfrist="x", foo=1)).unknown == ("foo", "standfrist")


def test_direction_overrides_and_controls_do_not_get_into_a_headline():
    assert parse(line(title="Bridge \u202edesolc\u0000")).title == "Bridge desolc"


def test_the_digest_is_that_of_the_line():
    assert parse(line()).digest == parse(line() + b"\r\n").digest != parse(line(slug="x")).digest


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"authors": ["\u0301"]}, "a name without a letter"),
        ({"standfirst": "a\u0301\u0316" * 4_000}, "longer than 10,000 characters"),
        ({"title": "a\u0301\u0316" * 2_000_000}, "longer than 300 characters"),
        ({"published_at": "9998-12-31T23:59:59-12:00"}, "in no year of ours"),
        ({"published_at": "1001-01-01T00:00:00+12:00"}, "in no year of ours"),
    ],
)
def test_what_could_not_be_kept_is_refused_before_it_costs_anything(facts, reason):
    with pytest.raises(BadLine, match=reason):
        parse(line(**facts))


def test_unknown_keys_are_shown_few_and_short_and_without_controls():
    keys = {"a\n\x1b[31m": 1, "b" * 1000: 2, **{f"z{n}": n for n in range(1000)}}

    unknown = parse(line(**keys)).unknown

    assert unknown[:3] == ("a [31m", "b" * 60, "z0")
    assert len(unknown) == MAX_SHOWN
