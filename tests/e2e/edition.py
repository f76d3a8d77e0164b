"""A small edition for the browser: every type of page, and every shape of article that a page must bear."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

from articles.models import Article, Author, Image, Section, Topic
from articles.pictures import renditions
from articles.pictures.library import add
from articles.transfer.importer import import_file
from articles.weight import weigh
from newsroom.management.commands.seed_demo import PICTURES, SEEDS, line_of, make_identity, make_pages

NAIROBI = timezone(timedelta(hours=3))
NEWEST = datetime(2025, 6, 20, 15, 0, tzinfo=NAIROBI)

EVERYTHING = "All that a text may hold, on one page"
RIGHT_TO_LEFT = "من يقرر أن المطر قد تأخر؟"
LONG = (
    "The commission that was asked to say how long a headline may become before it stops being read has answered,"
    " in a sentence of its own, that nobody on the panel had got to the end of Donaudampfschifffahrtsgesellschaft"
)
PLAIN = "Count the gauges before you count the dead cattle"
WITHDRAWN = "A figure that we got wrong"
NOTICE = "The yield in this article was ten times too high. We are sorry."
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"

BODY = f"""
<p>Rain is measured in a <strong>gauge</strong>, in <em>millimetres</em>, and written into
<a href="https://records.example/">a table</a> that anybody may ask for: H<sub>2</sub>O, 10<sup>3</sup> times.</p>
<aside data-article="rains-failed"></aside>
<h2>The instrument</h2>
<figure data-image="contour.webp"><figcaption>Between stations the map is
an <a href="/about/">estimate</a>.</figcaption></figure>
<p>A gauge is a funnel over a bottle. What <code>mm</code> stands for is:</p>
<pre><code>127 mm across × 1 mm deep = 12.67 cm³, whatever the bottle that stands under the funnel</code></pre>
<h3>How it is read</h3>
<ol><li>At nine in the morning.<ul><li>Also on Sundays.</li></ul></li><li>At eye level.</li></ol>
<h4>And by whom</h4>
<blockquote><p>I have not missed a morning since the long rains.</p></blockquote>
<h2>The table</h2>
<table><caption>Rain at four gauges, in millimetres</caption>
<thead><tr><th scope="col">Gauge</th><th scope="col">October</th><th scope="col">November</th>
<th scope="col">December</th><th scope="col">Difference from the long-term average of all years</th></tr></thead>
<tbody><tr><th scope="row">Mwala</th><td>31</td><td>72</td><td>44</td><td>−88</td></tr>
<tr><th scope="row"><strong>Kathiani</strong></th><td>28</td><td>160</td><td>51</td><td>0</td></tr></tbody></table>
<blockquote class="pull"><p>We plant twice and we pray once.</p>
<footer>A farmer and gauge reader in Mwala</footer></blockquote>
<hr>
<h2>The pictures</h2>
<figure data-image="gauge.webp" data-layout="wide"><figcaption>The funnel of a common gauge.</figcaption></figure>
<figure data-gallery="contour.webp gauge.webp"><figcaption>Two ways to see the same rain.</figcaption></figure>
<figure data-embed="https://www.youtube.com/watch?v={PLAYER.rpartition("/")[2]}">
<figcaption>The bulletin</figcaption></figure>
<h2>In another script</h2>
<blockquote dir="rtl" lang="ar"><p>المطر يُقاس بالمليمتر.</p></blockquote>
<ul><li>One.</li><li>Two.</li></ul>
<p>That is all.</p>
"""
ARABIC_BODY = """
<p>المطر يُقاس بالمليمتر، ويُكتب كل صباح في جدول.</p>
<h2>المقياس</h2><p>قمع فوق قنينة.</p><h2>الجدول</h2><p>من شاء أن يراه فليطلبه.</p>
<h2>القارئ</h2><ul><li>الأول</li><li>الثاني</li></ul>
<blockquote class="pull"><p>نزرع مرتين وندعو مرة.</p><footer>مزارع في موالا</footer></blockquote>
"""


class Edition(NamedTuple):
    """The addresses of the edition, by type of page."""

    front: str
    section: str
    older: str  # the second page of the section
    topic: str
    author: str
    archive: str
    everything: str
    right_to_left: str
    long: str
    plain: str  # an article without a picture
    corrected: str  # the article with a notice
    corrections: str
    about: str
    missing: str
    withdrawn: str


def make(folder: Path) -> Edition:
    """Import the edition, with `folder` for its file, and make its pictures. About four seconds."""
    facts = json.loads((SEEDS / "edition.json").read_text(encoding="utf-8"))
    make_identity(facts["identity"])
    make_pages(facts["pages"])
    for position, section in enumerate(facts["sections"]):
        Section.objects.create(**section, position=position)
    gauge = _picture("gauge", "A rain gauge in a field under storm clouds")
    _picture("contour", "Contour lines around five gauges")
    file = folder / "edition.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines()), encoding="utf-8")
    report = import_file(file, PICTURES)
    assert report.bad == []
    _describe(gauge)
    weigh(Article.objects.all())
    return _addresses()


def lines() -> list[dict[str, Any]]:
    """The articles as lines of an import, the newest first."""
    picture = {"path": "gauge.webp", "caption": "It rains."}
    common = {"section": "Climate", "tags": ["Rainfall records", "Drought"], "authors": ["Climate Desk"]}
    told = {"standfirst": "What it shows, and to whom.", "label": "explainer", **common}
    written = [
        _seed("rains-failed"),
        {**told, "id": "everything", "title": EVERYTHING, "body": BODY, "image": picture, "label": "guide"},
        {**told, "id": "rtl", "title": RIGHT_TO_LEFT, "body": ARABIC_BODY, "language": "ar",
         "standfirst": "المطر يُقاس بالمليمتر.", "image": {**picture, "caption": "مقياس المطر"}},
        {**told, "id": "long", "title": LONG, "body": "<p>Nobody.</p>", "image": picture},
        _seed("count-gauges"),
        {**told, "id": "withdrawn", "title": WITHDRAWN, "body": "<p>No.</p>",
         "withdrawn_at": NEWEST.isoformat(), "withdrawal_notice": NOTICE},
        *_briefs("Climate", 24, common, image=picture),
        *_briefs("Economy", 6, common, image=picture),
        *_briefs("Culture", 5, common, image=picture, label="history"),
        *_briefs("Health", 4, common, image=picture),
        *_briefs("Opinion", 3, common, label="opinion"),
        *_briefs("Kiswahili", 2, common, language="sw", label="guide", image=picture),
    ]  # fmt: skip
    ages = (NEWEST - timedelta(hours=17 * place) for place in range(len(written)))
    return [{**line, "published_at": age.isoformat()} for line, age in zip(written, ages, strict=True)]


def _seed(name: str) -> dict[str, Any]:
    """An article of the demo edition, with the pictures of this one."""
    path = SEEDS / "articles" / f"{name}.html"
    return line_of(path, path.read_text(encoding="utf-8"))


def _briefs(section: str, number: int, common: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return [
        {
            **common,
            **more,
            "id": f"{section}-{n}",
            "section": section,
            "title": f"{section}, number {n}: what the gauge at the gate has shown since Monday",
            "standfirst": "A line that says why this is worth three minutes of a morning.",
            "body": "<p>It has rained.</p>" * n,
        }
        for n in range(1, number + 1)
    ]


def _picture(name: str, alt: str) -> Image:
    with (PICTURES / f"{name}.webp").open("rb") as file:
        image, _ = add(file, alt=alt, credit="Print: The Jacaranda Post")
    renditions.make(image)
    return image


def _describe(picture: Image) -> None:
    Topic.objects.filter(slug="rainfall-records").update(
        description="Who measures rain, and where it is written down.", picture=picture
    )
    Author.objects.filter(slug="climate-desk").update(
        role="Reporting", bio="Reads the gauges before nine.", picture=picture, is_desk=True
    )


def _addresses() -> Edition:
    def article(headline: str) -> str:
        return Article.objects.get(headline=headline).get_absolute_url()

    section = Section.objects.get(slug="climate").get_absolute_url()
    return Edition(
        front="/",
        section=section,
        older=f"{section}?page=2",
        topic=Topic.objects.get(slug="rainfall-records").get_absolute_url(),
        author=Author.objects.get(slug="climate-desk").get_absolute_url(),
        archive=f"/archive/{NEWEST:%Y/%m}/",
        everything=article(EVERYTHING),
        right_to_left=article(RIGHT_TO_LEFT),
        long=article(LONG),
        plain=article(PLAIN),
        corrected=article("Who decides when the rains have failed?"),
        corrections="/corrections/",
        about="/about/",
        missing="/2025/06/the-gauge-that-never-was/",
        withdrawn=article(WITHDRAWN),
    )
