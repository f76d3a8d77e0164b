import pytest
from hypothesis import given, settings

from articles.body.clean import (
    MAX_BODY_BYTES,
    BodyTooLong,
    alternatives,
    clean,
    clean_for_import,
    guarded,
    references,
    resolve,
    with_sources,
)
from articles.body.vocabulary import ATTRIBUTES, TAGS, UNWANTED
from tests.growth import assert_linear

from .hostile import EVERYTHING
from .seen import seen_in
from .strategies import markup, texts


def only_vocabulary(html: str) -> bool:
    seen = seen_in(html)
    known = all(name in ATTRIBUTES.get(tag, ()) for tag, name, _ in seen.attributes)
    return known and set(seen.tags) <= TAGS and not seen.others and not UNWANTED.search(html)


# What every text becomes


@given(markup | texts)
@settings(deadline=None, max_examples=300)
def test_any_text_becomes_a_body_that_cleaning_changes_no_more(html):
    for cleaning in (clean, clean_for_import):
        body = cleaning(html)

        assert only_vocabulary(body)
        assert cleaning(body) == body


@given(markup)
@settings(deadline=None, max_examples=300)
def test_the_library_alone_gives_back_what_cleaning_wrote(html):
    body = clean(html)

    assert guarded(body) == body


@pytest.mark.parametrize("html", EVERYTHING)
def test_hostile_markup_leaves_nothing_that_acts(html):
    for cleaning in (clean, clean_for_import):
        body = cleaning(html)

        assert only_vocabulary(body)
        assert cleaning(body) == body
        for _, name, value in seen_in(body).attributes:
            assert (
                name != "href"
                or value.split(":")[0] in {"http", "https", "mailto", "tel"}
                or ":" not in value
            )


@pytest.mark.parametrize("html", EVERYTHING)
def test_hostile_markup_that_reached_the_database_is_harmless_after_the_library_alone(html):
    assert only_vocabulary(guarded(html))


def test_the_corpus_is_as_large_as_it_should_be():
    assert len(set(EVERYTHING)) > 120


# The canonical form


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("Bare text", "<p>Bare text</p>"),
        ("One\n\n<p>Two", "<p>One</p>\n<p>Two</p>"),
        ("<h1>A</h1><h5>B</h5>", "<h2>A</h2>\n<h4>B</h4>"),
        ("<h2><p>Title</p></h2>", "<h2>Title</h2>"),
        ("<p>a <b>b</b> <i>c</i> <del>d</del> <tt>e</tt></p>",
         "<p>a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code></p>"),
        ("<p><b><i>crossed</b> marks</i></p>", "<p><strong><em>crossed</em></strong><em> marks</em></p>"),
        ("<p><b>a</b><b>b</b></p>", "<p><strong>ab</strong></p>"),
        ("<div><section><span style=x>a</span></section><article>b</article></div>", "<p>a</p>\n<p>b</p>"),
        ("<p></p><p> </p><p>&nbsp;</p><p><br></p><p>\u200b</p><p>x</p>", "<p>x</p>"),
        ("<p> a \n b<br> c <br></p>", "<p>a b<br>c</p>"),
        ("<p>a<ul><li>b</ul>c", "<p>a</p>\n<ul><li>b</li></ul>\n<p>c</p>"),
        ("<ul><li><p>a</p></li><li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<li>no list", "<p>no list</p>"),
        ("<blockquote><p>a</p><cite>b</cite></blockquote>", "<blockquote><p>a</p><footer>b</footer></blockquote>"),
        ('<blockquote class="big pull"><p>a</p></blockquote>', '<blockquote class="pull"><p>a</p></blockquote>'),
        ("<pre>\na\n  b</pre>", "<pre><code>a\n  b</code></pre>"),
        ("<a href=https://a.example target=_blank rel=x>b</a>", '<p><a href="https://a.example">b</a></p>'),
        ("<a href=a>b<a href=c>d</a>e", '<p><a href="a">b</a><a href="c">d</a>e</p>'),
        ("<a>b</a>", "<p>b</p>"),
        ('<a href="http://xn--a"><b>x</b></a><b>y</b>', "<p><strong>xy</strong></p>"),
        ("<p>a<img src=https://a.example/b.png>c</p>", "<p>ac</p>"),
        ("a\x00\x0b\x7f\ud800\u202ab\u202e\u2066\u2069&#x202e;c", "<p>abc</p>"),
        ("a&nbsp;b \u200f", "<p>a&nbsp;b \u200f</p>"),
        ("1 &lt; 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("a<hr>b", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_is_written_in_one_form(html, body):
    assert clean(html) == body


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<table><tbody><tr><th scope=row>a<td colspan=2 rowspan=0>b</table>",
         '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>'),
        ("<table><caption>c</caption><thead><tr><th>h</thead><tfoot><tr><td>f</tfoot></table>",
         "<table><caption>c</caption><thead><tr><th>h</th></tr></thead><tbody><tr><td>f</td></tr></tbody></table>"),
        ("<table>a<tr><td></table>", "<table><tbody><tr><td>a</td></tr><tr><td></td></tr></tbody></table>"),
        ("<table><caption>c</caption></table>", ""),
        ("<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</table>",
         "<table><tbody><tr><td><p>a</p><p>b</p><p>c</p></td><td>d</td></tr></tbody></table>"),
        ("<tr><td>a</td></tr>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_tables_have_one_form(html, body):
    assert clean(html) == body


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<figure data-image=12 data-layout=wide></figure>", '<figure data-image="12" data-layout="wide"></figure>'),
        ("<figure data-image=12 data-layout=huge>loose</figure>",
         '<figure data-image="12"><figcaption>loose</figcaption></figure>'),
        ("<p>a<figure data-image=1><figcaption><p>b</p></figcaption></figure>c",
         '<p>a</p>\n<figure data-image="1"><figcaption>b</figcaption></figure>\n<p>c</p>'),
        ("<figure data-image=1><figure data-image=2></figure></figure>",
         '<figure data-image="1"></figure>\n<figure data-image="2"></figure>'),
        ("<figure data-image=x.webp></figure>", ""),
        ("<figure data-gallery=' 1  2 x 3'></figure>", '<figure data-gallery="1 2 3"></figure>'),
        ("<aside data-article=34>Old headline</aside>", '<aside data-article="34"></aside>'),
        ("<aside data-article=bag-of-maize></aside>", ""),
        ("<aside>a note</aside>", "<p>a note</p>"),
    ],
)  # fmt: skip
def test_references_to_the_library_have_one_form(html, body):
    assert clean(html) == body


PLAYER = '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk">'


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>https://youtu.be/abcdefghijk</p>", f"{PLAYER}</figure>"),
        ("https://youtu.be/abcdefghijk?t=3&amp;si=x", f"{PLAYER}</figure>"),
        ("<p>See https://youtu.be/abcdefghijk</p>", "<p>See https://youtu.be/abcdefghijk</p>"),
        ("<p>https://a.example/abcdefghijk</p>", "<p>https://a.example/abcdefghijk</p>"),
        ("<p>a<iframe src=//www.youtube.com/embed/abcdefghijk></iframe>b</p>",
         f"<p>a</p>\n{PLAYER}</figure>\n<p>b</p>"),
        ("<figure><div>\nhttps://youtu.be/abcdefghijk\n</div><figcaption>c</figcaption></figure>",
         f"{PLAYER}<figcaption>c</figcaption></figure>"),
        ('<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>c</figcaption></figure>',
         f"{PLAYER}<figcaption>c</figcaption></figure>"),
        ('<figure data-embed="https://a.example/"><figcaption>c</figcaption></figure>', "<p>c</p>"),
        ('<blockquote class="twitter-tweet"><p>a</p><a href="https://twitter.com/b/status/1?x=y">c</a></blockquote>',
         '<figure data-embed="https://x.com/b/status/1"></figure>'),
        ('<blockquote class="twitter-tweet"><p>a</p></blockquote>', "<blockquote><p>a</p></blockquote>"),
        ('<blockquote cite="https://youtu.be/abcdefghijk"><p>a</p></blockquote>',
         "<blockquote><p>a</p></blockquote>"),
    ],
)  # fmt: skip
def test_the_address_of_a_known_player_becomes_a_player(html, body):
    assert clean(html) == body


@pytest.mark.parametrize(
    "body",
    [
        '<p dir="rtl" lang="ar">أول الغيث قطرة</p>',
        '<div dir="rtl"><p>a</p><ul><li>b</li></ul></div>',
        '<blockquote lang="ar" dir="rtl"><p>أول</p></blockquote>',
        '<h2 lang="sw">Jedwali</h2>',
        '<ul dir="rtl"><li lang="ar">أول</li></ul>',
    ],
)
def test_the_direction_and_the_language_of_a_block_are_kept(body):
    assert sorted(seen_in(clean(body)).attributes) == sorted(seen_in(body).attributes)
    assert clean(clean(body)) == clean(body)


def test_an_unknown_direction_or_language_is_dropped():
    assert clean('<p dir="up" lang="a b">x</p>') == "<p>x</p>"


def test_what_comes_from_a_word_processor_keeps_its_text_and_loses_its_dress():
    html = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style>
    <!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=EN-GB>
    <p class=MsoNormal style='margin-bottom:8.0pt'><b style='mso-bidi-font-weight:normal'>Bold<o:p></o:p></b></p>
    <p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>First</p>
    <p class=MsoNormal><o:p>&nbsp;</o:p></p></body></html>"""

    assert clean(html) == "<p><strong>Bold</strong></p>\n<p>1.First</p>"


def test_the_wrapper_of_a_copied_document_makes_nothing_bold():
    html = '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span>a</span></p><p>b</p></b>'

    assert clean(html) == "<p>a</p>\n<p>b</p>"


def test_deep_nesting_loses_frames_and_no_text():
    html = "".join(f"<blockquote><p>{depth}</p>" for depth in range(50))

    body = clean(html)

    assert body.count("<blockquote>") == 12
    assert [int(line.split("<")[0]) for line in body.split("<p>")[1:]] == list(range(50))


# Length and time


def test_a_body_over_the_limit_is_refused_with_a_sentence():
    with pytest.raises(
        BodyTooLong, match=r"^The text is longer than 5 MB; divide it into several articles\.$"
    ):
        clean("é" * (MAX_BODY_BYTES // 2 + 1))


def test_a_body_that_would_be_kept_longer_than_the_limit_is_refused_too():
    with pytest.raises(BodyTooLong):
        clean("<" * (MAX_BODY_BYTES // 2))


def test_a_body_just_under_the_limit_is_kept():
    body = clean("x" * (MAX_BODY_BYTES - 7))

    assert len(body) == MAX_BODY_BYTES
    assert clean(body) == body


REPEATED = [
    "<div>", "<div dir=rtl>", "<b>", "<p><b>", "<p><font size=1>", "<table><tr><td>", "<ul><li>", "<blockquote>",
    "<li>", "<svg>", "<script>", "<!--", "<a href='", "<a href=x>y", "<", "< ", "&", "a&amp;b ", "&#1", "&nbsp;",
    "<h2>x", "a<br>", "<figure data-image=1>", "<aside data-article=1>", "x<i> </i>", "</p>", "<pre>\n",
    "<p>https://youtu.be/abcdefghijk</p>",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_ten_times_the_text_takes_about_ten_times_the_time(piece):
    short = piece * (30_000 // len(piece))

    assert_linear(clean, short, short * 10)


@pytest.mark.parametrize(
    ("opening", "closing"), [("<b>", "</i>"), ("<div dir=rtl>", "</td>"), ("<a href=x>", "</p>")]
)
def test_end_tags_without_a_beginning_are_not_searched_for_in_everything_open(opening, closing):
    short = opening * 5_000 + closing * 5_000
    long = opening * 50_000 + closing * 50_000

    assert_linear(clean, short, long)


def test_a_hundred_thousand_attributes_are_one_tag():
    html = "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x"

    assert clean(html) == "<p>x</p>"


# Imports


def test_an_import_keeps_the_names_of_its_source():
    body = clean_for_import(
        '<p>a</p><aside data-article="bag-of-maize"></aside>'
        '<figure><img src="2026/maize.webp" alt="A bag"><figcaption>c</figcaption></figure>'
        '<figure data-gallery="a.webp b.webp"></figure><img src="https://a.example/x.png"><img src="//a.example/y.png">'
    )

    assert body == (
        '<p>a</p>\n<aside data-article="bag-of-maize"></aside>\n'
        '<figure data-image="2026/maize.webp"><figcaption>c</figcaption></figure>\n'
        '<figure data-gallery="a.webp b.webp"></figure>'
    )
    assert references(body).articles == ["bag-of-maize"]
    assert references(body).images == ["2026/maize.webp", "a.webp", "b.webp"]


def test_names_become_numbers_and_numbers_become_names_again():
    articles, images = {"bag & maize": 7}, {"a b.webp": 1, "c.webp": 2, "d.webp": 3}
    source = clean_for_import(
        '<aside data-article="bag &amp; maize"></aside><figure data-image="a b.webp" data-layout="wide">'
        '<figcaption>x</figcaption></figure><figure data-gallery="c.webp d.webp"></figure>'
    )

    body = resolve(source, articles=articles, images=images)

    assert body == (
        '<aside data-article="7"></aside>\n'
        '<figure data-image="1" data-layout="wide"><figcaption>x</figcaption></figure>\n'
        '<figure data-gallery="2 3"></figure>'
    )
    back = with_sources(body, articles={7: "bag & maize"}, images={1: "a b.webp", 2: "c.webp", 3: "d.webp"})
    assert back == source


def test_what_has_no_number_leaves_no_trace():
    source = clean_for_import(
        '<p>a</p><aside data-article="gone"></aside><figure data-image="gone.webp"><figcaption>x</figcaption></figure>'
        '<figure data-gallery="gone.webp b.webp"></figure><ul><li><figure data-image="gone.webp"></figure></li></ul>'
    )

    assert (
        resolve(source, articles={}, images={"b.webp": 2}) == '<p>a</p>\n<figure data-gallery="2"></figure>'
    )
    assert (
        with_sources(
            '<aside data-article="1"></aside><figure data-image="x"></figure>', articles={}, images={}
        )
        == ""
    )


def test_the_alternative_texts_of_an_import_are_found_beside_its_paths():
    html = '<img src="a.webp" alt=" A\n bag "><img src="b.webp" alt=""><img src="a.webp" alt="Other"><img alt="c">'

    assert alternatives(html) == {"a.webp": "A bag"}
