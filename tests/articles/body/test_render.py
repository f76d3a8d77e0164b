import re
from dataclasses import dataclass, field

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings

from articles.body.clean import clean
from articles.body.render import Figure, Heading, ReadAlso, collect, render
from articles.body.vocabulary import TAGS
from articles.body.words import SWAHILI, words_for
from consent.registry import Host, Service
from tests.growth import assert_linear

from .hostile import EVERYTHING
from .seen import seen_in
from .strategies import markup

END = '<span class="end-mark" aria-hidden="true"></span>'


@dataclass
class Shelf:
    """A library that holds what it was given, and remembers what it was asked for."""

    articles: dict[int, ReadAlso] = field(default_factory=dict)
    images: dict[int, Figure] = field(default_factory=dict)
    services: dict[tuple[str, str], Service] = field(default_factory=dict)
    asked: list[tuple[int, str]] = field(default_factory=list)

    def article(self, pk: int) -> ReadAlso | None:
        return self.articles.get(pk)

    def service(self, key: str, language: str) -> Service | None:
        return self.services.get((key, language))

    def figure(self, pk: int, layout: str) -> Figure | None:
        self.asked.append((pk, layout))
        return self.images.get(pk)


def service(key: str, name: str, company: str, country: str, host: str) -> Service:
    return Service(
        key,
        1,
        name,
        company,
        "US",
        country,
        "",
        "",
        "",
        "",
        1,
        hosts=(Host(host, "frame"),),
        storage=(),
        tags=(),
    )


EMPTY = Shelf()
FULL = Shelf(
    articles={34: ReadAlso("Bags & <b>", "/economy/bag/", "Analysis", '<img src="/m.webp" alt="">')},
    images={
        12: Figure('<img src="/a.webp" alt="A">', "Own <i> caption", "Photo: A"),
        13: Figure('<img src="/b.webp" alt="B">', "", "Photo: B"),
        14: Figure('<img src="/c.webp" alt="C">', "", "Photo: B"),
        15: Figure('<img src="/d.webp" alt="D">'),
    },
    services={
        ("youtube", "en"): service("youtube", "YouTube", "Google", "USA", "www.youtube-nocookie.com"),
        ("vimeo", "sw"): service("vimeo", "Vimeo", "Vimeo", "Marekani", "player.vimeo.com"),
        ("vimeo", "en"): service("vimeo", "Vimeo", "Vimeo", "USA", "elsewhere.example"),
    },
)


def html_of(body: str, library: Shelf = FULL, **options) -> str:
    return render(body, library, **options).html


def test_a_body_needs_what_it_refers_to_and_many_bodies_need_it_once():
    bodies = [
        '<p>a</p><aside data-article="34"></aside><figure data-image="12"></figure>',
        '<figure data-gallery="13 14"></figure><figure data-image="12" data-layout="wide"></figure>',
        '<figure data-image="99999999999999999999"></figure><p>data-image="7"</p>',
    ]

    needed = collect(bodies)

    assert (needed.articles, needed.images) == (frozenset({34}), frozenset({12, 13, 14}))


def test_a_picture_comes_with_its_caption_and_credit():
    assert html_of('<figure data-image="12"></figure>') == (
        '<figure class="figure"><img src="/a.webp" alt="A"><figcaption>'
        '<span class="caption">Own &lt;i&gt; caption</span> <small class="credit">Photo: A</small>'
        "</figcaption></figure>"
    )


def test_a_caption_in_the_text_stands_before_the_picture_s_own():
    body = '<figure data-image="12" data-layout="wide"><figcaption>In <em>the</em> text</figcaption></figure>'

    assert html_of(body) == (
        '<figure class="figure figure-wide"><img src="/a.webp" alt="A"><figcaption>'
        '<span class="caption">In <em>the</em> text</span> <small class="credit">Photo: A</small></figcaption></figure>'
    )


def test_a_picture_with_nothing_to_say_has_no_caption():
    assert (
        html_of('<figure data-image="15"></figure>')
        == '<figure class="figure"><img src="/d.webp" alt="D"></figure>'
    )


def test_a_gallery_shows_what_there_is_and_says_each_credit_once():
    body = '<figure data-gallery="13 99 14"><figcaption>Three</figcaption></figure>'

    assert html_of(body) == (
        '<figure class="gallery"><div class="gallery-pictures">'
        '<img src="/b.webp" alt="B"><img src="/c.webp" alt="C"></div>'
        '<figcaption><span class="caption">Three</span> <small class="credit">Photo: B</small></figcaption></figure>'
    )


def test_the_library_is_told_how_a_picture_stands_in_the_text():
    shelf = Shelf()

    html_of('<figure data-image="1"></figure><figure data-image="2" data-layout="wide"></figure>'
            '<figure data-gallery="3 4"></figure>', shelf)  # fmt: skip

    assert shelf.asked == [(1, ""), (2, "wide"), (3, "gallery"), (4, "gallery")]


def test_a_read_also_card_says_what_its_article_says_today():
    assert html_of('<aside data-article="34"></aside>') == (
        '<aside class="read-also" data-read-also><a href="/economy/bag/"><span class="kicker">Read also'
        ' <span class="label">Analysis</span></span><span class="read-also-headline">Bags &amp; &lt;b&gt;</span>'
        '<img src="/m.webp" alt=""></a></aside>'
    )


def test_what_is_missing_from_the_library_is_missing_from_the_page():
    body = (
        '<p>a</p>\n<aside data-article="1"></aside>\n<figure data-image="1"><figcaption>secret</figcaption></figure>\n'
        '<figure data-gallery="1 2"><figcaption>secret</figcaption></figure>'
    )

    assert html_of(body, EMPTY).strip() == f"<p>a{END}</p>"


def test_a_player_is_announced_and_not_loaded():
    body = clean(
        '<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>How it is made</figcaption></figure>'
    )

    assert html_of(body) == (
        '<figure class="embed embed-video" data-consent-service="youtube"'
        ' data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk" data-aspect="16/9"><div class="embed-text">'
        '<strong class="embed-title">How it is made</strong><p class="embed-keeper">This video is kept by YouTube'
        " (Google, USA). Nothing is loaded from there until you say so. It costs about 9 MB.</p>"
        '<button type="button" class="button" data-embed-load hidden>Load this video</button>'
        '<a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener">Watch it on youtube.com</a>'
        "</div></figure>"
    )


@pytest.mark.parametrize("address", ["https://x.com/a/status/1", "https://vimeo.com/123456"])
def test_a_player_that_is_switched_off_or_on_another_host_than_declared_is_a_link(address):
    html = html_of(f'<figure data-embed="{address}"><figcaption>Seen</figcaption></figure>')

    assert f'<a href="{address}" rel="noopener">' in html
    assert '<strong class="embed-title">Seen</strong>' in html
    assert "data-" not in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://evil.example/",
        "https://www.youtube.com.evil.example/watch?v=abcdefghijk",
    ],
)
def test_an_address_that_is_no_player_s_is_not_announced(address):
    html = html_of(f'<figure data-embed="{address}"><figcaption>x</figcaption></figure>')

    assert "evil" not in html
    assert "javascript" not in html
    assert "data-" not in html


def test_an_article_in_swahili_is_announced_in_swahili():
    body = '<aside data-article="34"></aside>\n<figure data-embed="https://vimeo.com/123456"></figure>'

    html = html_of(body, words=words_for("sw-KE"))

    assert words_for("sw-KE") is SWAHILI
    assert "Soma pia" in html
    assert "Video hii inahifadhiwa na Vimeo (Vimeo, Marekani)." in html
    assert "Pakia video hii" in html
    assert "Read also" not in html


def test_headings_have_anchors_made_of_their_words():
    body = (
        "<h2>Élan &amp; <em>café</em></h2>\n<h3>Élan café</h3>\n<h2>Jedwali</h2>\n"
        "<h2>المطر الأول</h2>\n<h4>हिन्दी</h4>\n"
        "<h2>Jedwali</h2>\n<h2>!!!</h2>\n<h2>Jedwali 2</h2>"
    )

    rendered = render(body, EMPTY)

    assert rendered.headings == [
        Heading(2, "Élan & café", "s-elan-cafe"),
        Heading(3, "Élan café", "s-elan-cafe-2"),
        Heading(2, "Jedwali", "s-jedwali"),
        Heading(2, "المطر الأول", "s-المطر-الأول"),
        Heading(4, "हिन्दी", "s-हिन्दी"),
        Heading(2, "Jedwali", "s-jedwali-2"),
        Heading(2, "!!!", "s-section"),
        Heading(2, "Jedwali 2", "s-jedwali-2-2"),
    ]
    assert re.findall('id="([^"]*)"', rendered.html) == [heading.anchor for heading in rendered.headings]


def test_an_anchor_stays_when_other_headings_come_and_go():
    before = render("<h2>The table</h2><h2>The money</h2>", EMPTY).headings
    after = render("<h2>Preface</h2><h2>The table</h2><h3>More</h3><h2>The money</h2>", EMPTY).headings

    assert {heading.anchor for heading in before} < {heading.anchor for heading in after}


def test_a_long_heading_has_a_short_anchor_that_ends_with_a_word():
    (heading,) = render(f"<h2>{'maandalizi ' * 20}</h2>", EMPTY).headings

    assert heading.anchor == "s-maandalizi-maandalizi-maandalizi-maandalizi-maandalizi"


def test_a_heading_keeps_its_language_and_its_link():
    html = html_of('<h2 dir="ltr" lang="sw">A <a href="https://b.example/">c</a></h2>')

    assert (
        html == '<h2 id="s-a-c" dir="ltr" lang="sw">A <a href="https://b.example/" rel="noopener">c</a></h2>'
    )


def test_a_table_scrolls_in_a_region_that_bears_its_name():
    rows = "<tbody><tr><td>one</td></tr></tbody></table>"

    assert html_of(f"<table><caption>Rain &amp; <em>sun</em></caption>{rows}") == (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="Rain &amp; sun">'
        f"<table><caption>Rain &amp; <em>sun</em></caption>{rows}</div>"
    )
    assert 'aria-label="Table"' in html_of(f"<table>{rows}")
    assert 'aria-label="Jedwali"' in html_of(f"<table>{rows}", words=SWAHILI)


def test_figures_inside_tables_and_lists_are_resolved_too():
    body = (
        '<table><tbody><tr><td><figure data-image="15"></figure></td></tr></tbody></table>\n'
        '<ul><li><figure data-image="9"></figure>x</li></ul>'
    )

    html = html_of(body)

    assert html.count('<figure class="figure">') == 1
    assert "data-image" not in html


@pytest.mark.parametrize(
    ("href", "rel"),
    [
        ("https://other.example/", ' rel="noopener"'),
        ("https://post.example.evil.example/", ' rel="noopener"'),
        ("https://POST.example/economy/", ""),
        ("/economy/", ""),
        ("#s-the-table", ""),
        ("mailto:desk@post.example", ""),
    ],
)
def test_only_links_that_leave_the_site_are_cut_from_its_window(href, rel):
    assert (
        html_of(f'<p>a <a href="{href}">b</a>.</p>', host="post.example")
        == f'<p>a <a href="{href}"{rel}>b</a>.{END}</p>'
    )


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("<p>a</p>\n<p>b</p>", f"<p>a</p>\n<p>b{END}</p>"),
        ('<p dir="rtl">a</p>\n<figure data-image="15"></figure>',
         f'<p dir="rtl">a{END}</p>\n<figure class="figure"><img src="/d.webp" alt="D"></figure>'),
        ("<p>a</p>\n<ul><li>b</li></ul>", "<p>a</p>\n<ul><li>b</li></ul>"),
        ("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<pre><code>&lt;p>\n</code></pre>", '<pre tabindex="0"><code>&lt;p&gt;\n</code></pre>'),
        ("", ""),
    ],
)  # fmt: skip
def test_the_end_of_the_text_is_marked_where_it_is_a_paragraph(body, marked):
    assert html_of(body) == marked


# Nothing of the text acts


OURS = TAGS | {"span", "small", "div", "button", "img"}
OUR_NAMES = {
    "alt", "aria-hidden", "aria-label", "class", "colspan", "data-article", "data-aspect", "data-consent-service",
    "data-embed", "data-embed-load", "data-frame", "data-gallery", "data-image", "data-layout", "data-read-also",
    "dir", "hidden", "href", "id", "lang", "rel", "role", "rowspan", "scope", "src", "tabindex", "type",
}  # fmt: skip


def is_inert(html: str) -> bool:
    seen = seen_in(html)
    ids = [value for _, name, value in seen.attributes if name == "id"]
    return (
        set(seen.tags) <= OURS
        and seen.names <= OUR_NAMES
        and not seen.others
        and all(value.startswith("s-") for value in ids)
        and len(set(ids)) == len(ids)
    )


@pytest.mark.parametrize("html", EVERYTHING)
def test_hostile_markup_is_inert_in_the_page_whether_it_was_cleaned_before_or_not(html):
    assert is_inert(html_of(clean(html)))
    assert is_inert(html_of(html))


@given(markup)
@settings(deadline=None, max_examples=200)
def test_any_markup_is_inert_in_the_page(html):
    assert is_inert(html_of(clean(html)))
    assert is_inert(html_of(html))


@given(markup)
@settings(deadline=None, max_examples=200)
def test_a_clean_body_leaves_no_reference_unresolved(html):
    rendered = html_of(clean(html))

    assert (
        not {"data-image", "data-gallery", "data-embed", "data-article", "data-layout"}
        & seen_in(rendered).names
    )


def test_the_result_is_safe_for_a_template():
    assert isinstance(render("<p>a</p>", EMPTY).html, SafeString)


# Time


def article_of(words: int) -> str:
    paragraph = f"<p>{'kumi na mbili ' * 20}<em>x</em> <a href='https://a.example/'>b</a></p>"
    section = (
        f"<h2>Sura</h2>{paragraph * 3}<aside data-article=34></aside><figure data-image=12></figure>"
        "<table><caption>c</caption><tr><th>a<td>b</table><figure data-embed=https://youtu.be/abcdefghijk></figure>"
    )
    return clean(section * (words // 180))


def rendered(body: str) -> object:
    return render(body, FULL)


def test_rendering_takes_time_in_proportion_to_the_text():
    few, many = article_of(1_000), article_of(10_000)

    assert_linear(rendered, few, many)


def test_a_kept_text_without_a_break_is_rendered_in_proportion_too():
    few, many = (clean("<p>" + "a&amp;b " * count + "</p>") for count in (30_000, 300_000))

    assert_linear(rendered, few, many)
