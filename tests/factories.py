"""Rows for tests, with no surprise in them. Articles come through `publishing`, as everybody's do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission, User
from django.db import connection
from django.utils import timezone
from PIL import Image as Pillow

from articles import publishing, rights, topics, working
from articles.content import Content, Credit
from articles.models import Article, Author, Image, Revision, Section, WorkingCopy
from articles.names import slug_for
from articles.pictures import renditions
from articles.pictures.library import add
from newsroom import append_only

_numbers = count(1)


def make_user(*permissions: str, username: str = "", **fields: Any) -> User:
    """A member of staff with these permissions, `app.codename`."""
    user = User.objects.create_user(
        username or f"user-{next(_numbers)}", password="correct horse", is_staff=True, **fields
    )
    for permission in permissions:
        app, _, codename = permission.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user


def make_editor() -> User:
    return User.objects.filter(username="amina").first() or make_user(
        rights.PUBLISH, rights.WRITE, username="amina"
    )


def make_reporter(username: str = "otieno", **fields: Any) -> User:
    """One who writes and submits, and does not publish."""
    found = User.objects.filter(username=username).first()
    return found or make_user(rights.WRITE, "articles.add_article", username=username, **fields)


def make_section(name: str = "Climate", **fields: Any) -> Section:
    section, _ = Section.objects.get_or_create(
        slug=slug_for(name, fallback="s"), defaults={"name": name, **fields}
    )
    return section


def make_author(name: str = "Climate Desk", **fields: Any) -> Author:
    author, _ = Author.objects.get_or_create(
        slug=slug_for(name, fallback="a"), defaults={"name": name, **fields}
    )
    return author


def picture_file(
    size: tuple[int, int] = (60, 40), colour: Any = "red", kind: str = "PNG", **options: Any
) -> BytesIO:
    """The bytes of a small picture."""
    file = BytesIO()
    Pillow.new("RGB", size, colour).save(file, kind, **options)
    file.seek(0)
    return file


def make_image(
    alt: str = "A red field", colour: Any = "red", *, has_renditions: bool = False, **words: str
) -> Image:
    image, _ = add(picture_file(colour=colour), alt=alt, **words)
    if has_renditions:
        renditions.make(image)
    return image


def make_content(headline: str = "The rains have failed", **fields: Any) -> Content:
    """A text. `section`, `author` and `topic_names` may be given by name."""
    section = fields.pop("section", None)
    names: Iterable[str] = fields.pop("topic_names", ())
    authors: Iterable[str] = fields.pop("authors", ())
    return Content(
        headline=headline,
        slug=fields.pop("slug", slug_for(headline, fallback="article")),
        body=fields.pop("body", "<p>It has not rained.</p>"),
        section=make_section(section).pk if section else None,
        topics=tuple(topic.pk for topic in topics.named(names)),
        credits=tuple(Credit(make_author(name).pk) for name in authors),
        **fields,
    )


def make_draft(headline: str = "The rains have failed", *, by: User | None = None, **fields: Any) -> Revision:
    return publishing.save_draft(make_content(headline, **fields), by=by or make_editor())


def make_change(
    article: Article, headline: str = "It rains", *, by: User | None = None, **fields: Any
) -> Revision:
    """A newer text of an article that is there."""
    content = make_content(headline, **fields)
    return publishing.save_draft(content, by=by or make_editor(), article=article)


def make_copy(
    article: Article, *, by: User, tab: UUID | None = None, base: int = 1, **fields: str
) -> WorkingCopy:
    """What somebody has typed into a window and not saved."""
    window = working.Window(by, article, None, tab or uuid4())
    working.keep(window, at=timezone.now(), base=base, fields=fields)
    return window.own().get()


def make_article(
    headline: str = "The rains have failed", *, at: datetime | None = None, **fields: Any
) -> Article:
    """A published article; `at` in the future makes a scheduled one."""
    return publishing.publish(make_draft(headline, **fields), by=make_editor(), at=at)


@contextmanager
def rewriting_the_past() -> Iterator[None]:
    """Rows that the database keeps as they are can be made older inside."""
    connection.check_constraints()  # PostgreSQL takes no trigger away while it has constraints to look at
    with append_only.lifted(connection):
        yield
        connection.check_constraints()


def make_articles(number: int, **fields: Any) -> list[Article]:
    return [make_article(f"Story number {n}", **fields) for n in range(1, number + 1)]
