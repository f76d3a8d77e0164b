"""The roles of a newsroom, and what each may do. Roles are Django's groups; these six are the house's own.

The list below decides: each `migrate` gives the six exactly these permissions. A paper that wants another set makes a
role of its own. What only some may do with *one* story is asked of articles/rights.py.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS

REPORTER = "Reporter"
EDITOR = "Editor"
MANAGING_EDITOR = "Managing editor"
MODERATOR = "Moderator"
NEWSLETTER_EDITOR = "Newsletter editor"
DATA_OFFICER = "Data officer"


def _all(app: str, *models: str, verbs: str = "view add change delete") -> frozenset[str]:
    return frozenset(f"{app}.{verb}_{model}" for model in models for verb in verbs.split())


_READING = _all("articles", "article", "section", "topic", "author", "image", verbs="view")
_WRITING = (
    _READING
    | _all("articles", "article", "image", verbs="add change")
    | _all("articles", "revision", verbs="view")
)
_CONSENT = (
    _all("consent", "category", "service", "host", "storageentry")
    | _all("consent", "controller", "wording", verbs="view change")
    | _all("consent", "version", "record", "dailycount", verbs="view")
    | {"consent.publish_version", "consent.export_record"}
)
_EDITING = (
    _WRITING
    | _all("articles", "article", "image", "author", "topic", "synonym")
    | _all("articles", "correction", verbs="view add")
    | {"articles.publish_article", "articles.merge_topic", "articles.curate_front"}
)
_MAILING = (
    _READING
    | {"articles.view_scheduled", "newsletter.export_subscriber", "newsletter.import_subscriber"}
    | _all("newsletter", "newsletter", "edition")
    | {"newsletter.send_edition"}
    | _all("newsletter", "subscriber", verbs="view change delete")
    | _all("newsletter", "suppression", verbs="view delete")
    | _all("newsletter", "delivery", "bounce", "consentproof", "wording", verbs="view")
)
_MANAGING = (
    _EDITING
    | _MAILING
    | _all("articles", "section", "page", "oldaddress")
    | _all("articles", "houserules", verbs="view change")
    | _all("newsroom", "identity", verbs="view change")
    | _CONSENT
    | _all("newsroom", "auditentry", verbs="view")
    | _all("auth", "user", verbs="view add change")
    | _all("auth", "group", verbs="view change")
)

# What a reader of the desk is told of each, and its permissions, `app.codename`.
ROLES: dict[str, tuple[str, frozenset[str]]] = {
    REPORTER: ("Writes and submits stories, uploads pictures. Publishes nothing.", _WRITING),
    EDITOR: (
        "Reads, approves, schedules, publishes and corrects every story; looks after topics, authors and pictures.",
        _EDITING,
    ),
    MANAGING_EDITOR: (
        "All that an editor may, and sections, pages, the site, people, consent, the rules of the house and the audit.",
        _MANAGING,
    ),
    MODERATOR: ("Finds what readers have at the desk, and decides on their comments.", _READING),
    NEWSLETTER_EDITOR: (
        "Writes and sends newsletters, looks after those who get them, and finds what readers have at the desk.",
        _MAILING,
    ),
    DATA_OFFICER: (
        "Says what the site may load and keep, publishes it, and answers visitors about their choices.",
        _CONSENT,
    ),
}


def description_of(name: str) -> str:
    """What the role is for; empty for one that the paper made itself."""
    return ROLES[name][0] if name in ROLES else ""


def is_built_in(name: str) -> bool:
    return name in ROLES


def make() -> None:
    """The six roles with their permissions, as far as these are known to the database yet."""
    for app in sorted(
        {permission.partition(".")[0] for _, all_of in ROLES.values() for permission in all_of}
    ):
        give(app)


def give(app: str) -> None:
    """Let each role have, of the permissions of `app`, its own and no other."""
    known = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type__app_label=app)
    }
    for name, (_, permissions) in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = {codename for codename in _of(app, permissions) if codename in known}
        has = set(group.permissions.filter(content_type__app_label=app).values_list("codename", flat=True))
        group.permissions.add(*(known[codename] for codename in wanted - has))
        group.permissions.remove(*(known[codename] for codename in has - wanted))


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Django has just made the permissions of the app `sender`."""
    if using == DEFAULT_DB_ALIAS and any(_of(sender.label, permissions) for _, permissions in ROLES.values()):
        give(sender.label)


def _of(app: str, permissions: Iterable[str]) -> set[str]:
    return {name.partition(".")[2] for name in permissions if name.partition(".")[0] == app}
