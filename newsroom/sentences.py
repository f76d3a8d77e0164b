"""The audit's lines in plain words: “Amina published “The rains have failed”, version 14”."""

from typing import Any

SITE = "The site"
STRANGER = "Somebody"

# A verb without an entry is shown as it is written, so a new one needs no line here to be understood. `{story}` is the
# headline of another story, which the detail of that name has.
PAST = {
    "add": "added",
    "approve": "approved",
    "arrange_related": "put the pins in order below",
    "assign": "assigned",
    "change": "changed",
    "correct": "corrected",
    "curate": "changed",
    "deactivate": "deactivated",
    "delete": "deleted",
    "exclude_related": "banned {story} from the list below",
    "export": "exported",
    "hold_back": "held back the scheduled change of",
    "import": "imported",
    "forget_second_factor": "removed the second factor of",
    "invite": "sent a link to set a password to",
    "keep_aside": "kept a text beside a newer one of",
    "merge": "merged",
    "name": "named",
    "note": "wrote a note on",
    "pin_related": "pinned {story} below",
    "protect": "protected",
    "publish": "published",
    "reactivate": "reactivated",
    "release_related": "let go of {story} in the list below",
    "rename": "renamed",
    "restore": "restored",
    "revoke": "revoked",
    "roll_back": "rolled back",
    "roles": "changed the roles of",
    "save": "saved",
    "schedule": "scheduled",
    "schedule_end": "set the last hour of",
    "send_back": "sent back",
    "share": "made a private link to",
    "submit": "submitted for review",
    "take_down": "took down",
    "trash": "moved to the trash",
    "undo": "undid",
    "undo_merge": "undid the merge of",
    "unmerge": "undid the merge of",
    "unschedule": "took from the schedule",
    "unschedule_end": "took away the last hour of",
    "unshare": "revoked a private link to",
    "untrash": "took from the trash",
    "withdraw": "withdrew",
}
STORY = "{story}"
# Of the person who acts, to himself: no target in the sentence.
OF_ONESELF = {
    "account.sign_in": "signed in",
    "account.sign_out": "signed out",
    "account.password": "changed the password",
    "account.password_reset": "set a new password by mail",
    "account.password_forgotten": "asked for a new password by mail",
    "account.factor_add": "set up a second factor",
    "account.factor_remove": "removed a second factor",
    "account.codes": "made new recovery codes",
    "account.code_used": "signed in with a recovery code",
    "audit.export": "exported the audit",
}
# Whoever did it is not known.
OF_NOBODY = {
    "account.sign_in_failed": "A sign-in failed",
    "account.second_factor_failed": "A second factor was wrong",
    "account.locked": "Signing in was locked for a while",
}
KINDS = {
    "author": "author",
    "controller": "data controller",
    "front": "front page",
    "group": "role",
    "identity": "site identity",
    "image": "picture",
    "houserules": "house rules",
    "oldaddress": "old address",
    "page": "page",
    "revision": "version of",
    "section": "section",
    "synonym": "other name",
    "topic": "topic",
    "user": "account",
}
# The word before a detail, where its name is none.
WORDS = {"assignee": "to", "at": "for", "change": "as", "name": "as", "stories": "with its stories:"}
UNNAMED = frozenset({"version", "fields", "kind", "was", "now", "reason", "address"})


def sentence_of(action: str, actor: str, target: str, detail: dict[str, Any]) -> str:
    """One line of the audit in words, without a full stop. Plain text: the caller escapes it."""
    if action in OF_NOBODY:
        return OF_NOBODY[action] + (f" for {target}" if target else "") + _details(detail)
    who = actor or (STRANGER if action.startswith("account.") else SITE)
    if action in OF_ONESELF:
        return f"{who} {OF_ONESELF[action]}{_details(detail)}"
    kind, _, verb = action.partition(".")
    done = PAST.get(verb, verb.replace("_", " "))
    if STORY in done:
        done = done.replace(STORY, f"“{_plain(detail.get('story'))}”")
        detail = {name: value for name, value in detail.items() if name != "story"}
    # An article is the ordinary thing in a newsroom, so only what is none is named.
    what = "" if kind == "article" else f" the {KINDS.get(kind, kind.replace('_', ' '))}"
    return f"{who} {done}{what}{f' “{target}”' if target else ''}{_details(detail)}"


def _details(detail: dict[str, Any]) -> str:
    parts = []
    if detail.get("version"):
        parts.append(f", version {detail['version']}")
    if "was" in detail or "now" in detail:
        parts.append(f", from {_plain(detail.get('was'))} to {_plain(detail.get('now'))}")
    if detail.get("fields"):
        parts.append(f": {_plain(detail['fields'])}")
    parts += [
        f", {_word(name, value)}{_plain(value)}"
        for name, value in detail.items()
        if name not in UNNAMED and value not in ("", None, [], False)
    ]
    if detail.get("reason"):
        parts.append(f": {detail['reason']}")
    return "".join(parts)


def _word(name: str, value: Any) -> str:
    if name == "of":
        return "from version " if isinstance(value, int) else ""
    return WORDS.get(name, name.replace("_", " ")) + " "


def _plain(value: Any) -> str:
    if value in ("", None, []):
        return "none"
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return ", ".join(_plain(entry) for entry in value)
    return str(value)
