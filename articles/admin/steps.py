"""What can be done with a story in its form, by whom and when; and doing it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html

from newsroom import moments

from .. import publishing, reviewing, rights, scheduling
from ..models import Article, Change, Revision, Stage, State
from .again import again
from .withdrawal import is_scheduled

SAVE = "_save"


class Refusal(Exception):
    """The text is saved, and the step after it could not be taken; the message is for the person who tried."""


class Offered(NamedTuple):
    """The buttons of the form. `main` is the name of the one that is filled."""

    main: str = ""
    save: bool = False
    submit: bool = False
    send_back: bool = False
    approve: bool = False
    publish: bool = False
    withdraw: bool = False
    unschedule: bool = False
    trash: bool = False
    untrash: bool = False
    is_change: bool = False  # publishing would change what readers know


def offered(user: User, article: Article | None) -> Offered:
    """What this person may do now with the story, and no more than that."""
    if not rights.may_write(user, article):
        return Offered()
    if article is None:
        editor = rights.may_publish(user)
        return Offered(main="publish" if editor else "submit", save=True, submit=not editor, publish=editor)
    if article.state == State.TRASHED:
        return Offered(untrash=True)
    editor = rights.may_publish(user)
    stage = article.stage
    submit = stage in {Stage.DRAFT, Stage.SCHEDULED, Stage.PUBLISHED}
    publish = editor
    return Offered(
        main=_main(editor, stage),
        save=True,
        submit=submit,
        send_back=editor and stage in {Stage.IN_REVIEW, Stage.APPROVED},
        approve=editor and stage in {Stage.DRAFT, Stage.IN_REVIEW},
        publish=publish,
        withdraw=editor and article.is_live,
        unschedule=editor and is_scheduled(article),
        trash=article.published_at is None,
        is_change=publish and article.has_been_seen,
    )


def _main(editor: bool, stage: str) -> str:
    if not editor:
        return "submit" if stage in {Stage.DRAFT, Stage.SCHEDULED, Stage.PUBLISHED} else "save"
    return "approve" if stage == Stage.IN_REVIEW else "publish"


def asked(posted: Any) -> str:
    """The name of the step whose button was pressed; saving, where it was none."""
    return next((name for name in ACTS if name in posted), SAVE)


def take(name: str, revision: Revision, *, by: User, typed: dict[str, Any]) -> str:
    """Take the step that follows a save, and say so in words. Raises Refusal."""
    if name not in ACTS:
        return f"Saved as version {revision.number}."
    try:
        return again(lambda: ACTS[name](revision, by, typed))
    except PermissionDenied:
        raise Refusal(f"Saved as a draft: you may not {VERBS[name]}.") from None
    except publishing.Stale as stale:
        raise Refusal(
            f"Saved, but {VERBS[name]} was not done: version {stale.newest.number} was saved a moment later."
        ) from None
    except (publishing.Refused, publishing.Seen, reviewing.WrongStage) as error:
        raise Refusal(f"Saved as version {revision.number}, and no more was done. {error}") from None


def _submit(revision: Revision, by: User, typed: dict[str, Any]) -> str:
    reviewing.submit(revision.article, by=by, number=revision.number, note=typed["submit_note"])
    return "Submitted: an editor will read it."


def _send_back(revision: Revision, by: User, typed: dict[str, Any]) -> str:
    reviewing.send_back(revision.article, by=by, number=revision.number, note=typed["reason"])
    return "Sent back to its writer, with your reason."


def _approve(revision: Revision, by: User, typed: dict[str, Any]) -> str:
    reviewing.approve(revision.article, by=by, number=revision.number)
    return "Approved, this very text: a later change of it needs a new approval."


def _publish(revision: Revision, by: User, typed: dict[str, Any]) -> str:
    facts: dict[str, Any] = {
        "change": Change(typed["change"] or Change.TYPO),
        "correction": typed["correction"],
    }
    if at := typed["publish_at"]:
        scheduling.schedule(revision, by=by, at=at, **facts)
        return f"Version {revision.number} goes out on {moments.in_full(at)}."
    article = publishing.publish(revision, by=by, **facts)
    address = article.get_absolute_url()
    return format_html("Published: <a href='{}'>{}</a>", address, address)


ACTS: dict[str, Callable[[Revision, User, dict[str, Any]], str]] = {
    "_submit": _submit,
    "_send_back": _send_back,
    "_approve": _approve,
    "_publish": _publish,
}
VERBS = {"_submit": "submit", "_send_back": "send back", "_approve": "approve", "_publish": "publish"}
