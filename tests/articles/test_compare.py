import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import compare
from articles.body.clean import clean
from tests.growth import assert_linear


def label(kind, pk):
    return f"{kind} {pk}"


def shown(before, after):
    """The comparison as text: [+put in+], [-taken out-], and … n … for what is folded."""
    comparison = compare.bodies(clean(before), clean(after), label=label)
    signs = {compare.Op.SAME: ("", ""), compare.Op.ADDED: ("[+", "+]"), compare.Op.REMOVED: ("[-", "-]")}
    said = []
    for passage in comparison.passages:
        if passage.folded:
            said.append(f"… {passage.folded} …")
        else:
            pieces = (
                f"{signs[op][0]}{re.sub('<[^>]*>', '', html).strip()}{signs[op][1]}"
                for op, html in passage.pieces
            )
            said.append(" ".join(pieces))
    return said


def test_what_is_the_same_is_folded():
    body = "<p>One.</p><h2>Two</h2><p>Three.</p>"

    assert shown(body, body) == ["… 3 …"]


def test_words_are_compared_within_their_paragraph():
    assert shown(
        "<p>One.</p><p>It took fourteen days from the alarm.</p><p>End.</p>",
        "<p>One.</p><p>It took fourteen working days from the form.</p><p>End.</p>",
    ) == ["… 1 …", "It took fourteen [+working+] days from the [-alarm-] [+form+] .", "… 1 …"]


def test_a_paragraph_that_is_new_or_gone_is_so_as_a_whole():
    assert shown("<p>Kept.</p><p>Old words here.</p>", "<p>New ones.</p><p>Kept.</p>") == [
        "[+New ones.+]",
        "… 1 …",
        "[-Old words here.-]",
    ]


def test_a_changed_mark_and_a_changed_address_are_changes():
    comparison = compare.bodies(
        '<p>See <a href="/old/">the map</a> now</p>',
        '<p>See <a href="/new/">the map</a> now</p>',
        label=label,
    )

    html = "".join(piece.html for piece in comparison.passages[0].pieces)
    assert "/old/" in html
    assert "/new/" in html
    assert shown("<p>very dry</p>", "<p><em>very</em> dry</p>") == ["[-very-] [+very+] dry"]


def test_pictures_cards_and_players_are_named():
    assert shown(
        '<p>x</p><figure data-image="3"><figcaption>Dry</figcaption></figure>',
        '<p>x</p><figure data-image="4"><figcaption>Dry</figcaption></figure><aside data-article="7"></aside>',
    ) == ["… 1 …", "[-image 3-]", "[+image 4+]", "… 1 …", "[+article 7+]"]


def test_words_are_counted():
    comparison = compare.bodies("<p>a b c d</p>", "<p>a x y d e</p>", label=label)

    assert (comparison.added, comparison.removed, comparison.changes) == (3, 2, 1)


def test_a_line_is_shown_before_and_after():
    assert compare.lines("Who decides that <it> rained", "Who decides when <it> rained") == (
        "Who decides <del>that </del>&lt;it&gt; rained",
        "Who decides <ins>when </ins>&lt;it&gt; rained",
    )


BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["p", "h2", "li", "blockquote"]),
        st.text(alphabet="ab <>&\"'é.", max_size=30),
    ),
    max_size=6,
)


def body_of(blocks):
    return clean("".join(f"<{tag}>{text}</{tag}>" for tag, text in blocks))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("It rained, and stopped.", "It rained and stopped.", "It rained<del>,</del> and stopped."),
        ("It rained, hard.", "It rained a lot.", "It rained<del>, hard</del> <ins>a lot</ins>."),
        ("It rained and stopped.", "It rained, and stopped.", "It rained<ins>, </ins>and stopped."),
        ("It rained hard.", "It rained.", "It rained <del>hard</del>."),
        ("It rained!", "It rained.", "It rained<del>!</del><ins>.</ins>"),
    ],
)
def test_a_comma_stands_where_it_stood(before, after, shown):
    comparison = compare.bodies(f"<p>{before}</p>", f"<p>{after}</p>", label=label)
    pieces = [piece for passage in comparison.passages for piece in passage.pieces]

    html = "".join(html if op == "same" else f"<{op.value}>{html}</{op.value}>" for op, html in pieces)
    assert html == shown


@settings(deadline=None)
@given(BLOCKS, BLOCKS)
def test_nothing_is_invented_and_nothing_is_kept_back(old, new):
    before, after = body_of(old), body_of(new)
    comparison = compare.bodies(before, after, label=label)

    def words_of(body):
        return [word.key for one in compare.paragraphs(body, label) for word in one.words]

    def of(*ops):
        pieces = [piece for passage in comparison.passages for piece in passage.pieces]
        return [piece for piece in pieces if piece.op in ops]

    assert (before == after) <= (comparison.changes == 0)
    if words_of(before) != words_of(after):
        assert of(compare.Op.ADDED, compare.Op.REMOVED)
    for piece in of(*compare.Op):
        assert "<script" not in piece.html
        assert re.fullmatch(
            r"(?:[^<>]|</?(?:strong|em|s|sub|sup|code|span|small)(?: class=\"\w+\")?>)*", piece.html
        )


@pytest.mark.parametrize(
    "make",
    [
        lambda size: "".join(f"<p>word {n} of it</p>" for n in range(size)),
        lambda size: "<p>same</p>" * size,
        lambda size: f"<p>{'word ' * size}</p>",
    ],
)
def test_time_grows_with_the_text(make):
    def work(size):
        return compare.bodies(make(size), make(size) + "<p>new</p>", label=label)

    assert_linear(work, 500, 5000)
