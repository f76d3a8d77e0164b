"""The words of a card. A page has dozens of cards, and a template takes ten times as long to write one."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString, mark_safe

from . import navigation
from .models import Article, Byline


def complete(articles: Iterable[Article]) -> None:
    """Give each article the section and the names of its card, in one query."""
    by_pk = {article.pk: article for article in articles}
    place(by_pk.values())
    for article in by_pk.values():
        article.signatures = []
    named = (
        Byline.objects.filter(article__in=by_pk).order_by("rank").values_list("article_id", "author__name")
    )
    for pk, name in named:
        by_pk[pk].signatures.append(name)


def place(articles: Iterable[Article]) -> None:
    """Give each article its section: that of the navigation. One that is newer than this the article looks up."""
    sections = {section.pk: section for section in navigation.sections.get()}
    for article in articles:
        if article.section_id in sections:
            article.section = sections[article.section_id]


def text(story: Article, *, within_section: bool, is_brief: bool, is_dated: bool) -> SafeString:
    """Kicker, headline, standfirst and what stands below. `within_section`: all around is of the same section."""
    standfirst = (
        f'<p class="standfirst">{escape(story.standfirst)}</p>\n' if not is_brief and story.standfirst else ""
    )
    dated = f"{day(story.published_at, has_year=True)} · " if is_dated else ""
    return mark_safe(
        f"{_kicker(story, within_section)}"
        f'<h3><a href="{escape(story.get_absolute_url())}">{escape(story.headline)}</a></h3>\n{standfirst}'
        f'<p class="meta">{signed(story)}{dated}{story.reading_minutes} min{corrected(story)}</p>'
    )


def signed(story: Article) -> SafeString:
    """“A, B and C · ” in bold, or nothing."""
    names = [f"<b>{escape(name)}</b>" for name in story.signatures]
    if not names:
        return SafeString("")
    return mark_safe(f"{' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))} · ")


def corrected(story: Article) -> SafeString:
    """“ · Corrected”, where readers of the story were told something wrong; else nothing."""
    return SafeString(' · <span class="corrected">Corrected</span>' if story.is_corrected else "")


def day(moment: datetime | None, *, has_year: bool = False, hours_on: str = "") -> SafeString:
    """`<time>` in the site's zone and language: 3 Nov, or 3 Nov 2026, or on the day `hours_on` (20261103) 06:30."""
    if moment is None:
        return SafeString("")
    local = timezone.localtime(moment)
    text = f"{local.day} {MONTHS_3[local.month].title()}{f' {local.year}' if has_year else ''}"
    if hours_on and f"{local:%Y%m%d}" == hours_on:
        text = f"{local:%H:%M}"
    return mark_safe(f'<time datetime="{local.isoformat()}">{text}</time>')


def _kicker(story: Article, within_section: bool) -> str:
    section, label = story.section.name if story.section else "", story.label_text
    label = "" if label == section else escape(label)
    if within_section:
        return f'<p class="kicker">{label}</p>\n' if label else ""
    return f'<p class="kicker">{escape(section)}{f" <i>{label}</i>" if label else ""}</p>\n'
