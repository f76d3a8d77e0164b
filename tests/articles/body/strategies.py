"""Texts that no person wrote: tags, pieces of tags and odd characters in any order."""

from hypothesis import strategies as st

TAGS = [
    "p", "div", "b", "i", "strong", "em", "s", "sub", "sup", "code", "a", "br", "hr", "ul", "ol", "li",
    "blockquote", "pre", "table", "caption", "thead", "tbody", "tr", "td", "th", "figure", "figcaption",
    "aside", "footer", "h1", "h2", "h3", "h6", "section", "span", "cite", "svg", "math", "script", "style",
    "img", "iframe", "template", "title", "noscript", "x-y", "font", "select", "article", "u",
]  # fmt: skip
ATTRIBUTES = [
    "",
    " dir=rtl",
    ' lang="sw"',
    ' class="pull"',
    " class=twitter-tweet",
    ' href="https://a.example/c?d=1&amp;e"',
    ' href="javascript:x"',
    ' href="http://xn--a"',
    ' href="http://1.2.3.256/"',
    ' href="//q\\r"',
    ' href=" #a&quot;<b>"',
    ' data-image="12"',
    ' data-image="a b.webp"',
    ' data-gallery="1 2"',
    " data-article=3",
    ' data-embed="https://youtu.be/abcdefghijk"',
    ' src="x/y.webp"',
    ' src="https://www.youtube.com/embed/abcdefghijk"',
    " colspan=2",
    " scope=row",
    ' style="font-weight: normal"',
    " onclick=x id=y name=z",
    " data-layout=wide",
]
TEXTS = [
    "x", " ", "\n", "\u00a0", "&nbsp;", "&lt;b&gt;", "&", "<", "a  b", "\u200b", "https://youtu.be/abcdefghijk",
    "&amp;lt;", "\x00", "\u202e", "<!--", "-->", "<![CDATA[", "&#x202e;", '"', "é", "\ud800", "\u2028", "\r", "&#13;",
]  # fmt: skip

opening = st.builds(
    "<{}{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES), st.sampled_from(ATTRIBUTES)
)
closing = st.builds("</{}>".format, st.sampled_from(TAGS))
markup = st.lists(opening | closing | st.sampled_from(TEXTS) | st.text(max_size=5), max_size=40).map("".join)
texts = st.text(max_size=300)
