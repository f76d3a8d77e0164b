"""Who may open and send what at the desk: every address of it, for every role, with GET, HEAD and POST.

The addresses come from the site itself. One that is not in the tables below fails with a sentence that says so; a line
in `VIEWS` (or `MODELS`, for a model's five pages) is all that it needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.views.generic import RedirectView
from django_tasks_db.models import DBTaskResult

from articles import merging, publishing, topics
from articles.models import Arrangement, Correction, HouseRules, OldAddress, Page
from consent.models import Controller, DailyCount, Record
from newsroom import audit, roles
from newsroom.models import Identity
from tests.factories import make_article, make_content, make_draft, make_editor, make_image, make_user

pytestmark = pytest.mark.django_db

# One letter a role, in the order in which the tables name them; `s` is on the staff and has no role.
ROLES = {
    "r": roles.REPORTER,
    "e": roles.EDITOR,
    "m": roles.MANAGING_EDITOR,
    "c": roles.MODERATOR,
    "n": roles.NEWSLETTER_EDITOR,
    "d": roles.DATA_OFFICER,
    "s": "",
}
ALL = "remcnds"
NOBODY = ""


@dataclass(frozen=True)
class Model:
    """Who may see the list of a model; `open` a form and a history, who else if it is not said; add one; change that of
    somebody else; delete it."""

    view: str
    open: str | None = None
    add: str = NOBODY
    change: str = NOBODY
    delete: str = NOBODY


@dataclass(frozen=True)
class View:
    """Who may `look` (GET, HEAD) and who may `send` (POST); the same unless it is said. `given` fills the address.

    Where only a POST is answered `look` is `NOBODY`, and the other way round.
    """

    look: str
    send: str | None = None
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def sent_by(self) -> str:
        return self.look if self.send is None else self.send


MODELS = {
    "articles_article": Model(view="remcn", open="rem", add="rem", change="em"),  # a draft
    "articles_author": Model(view="remcn", add="em", change="em", delete="em"),
    "articles_correction": Model(view="em"),
    "articles_houserules": Model(view="m", change="m"),
    "articles_image": Model(view="remcn", add="rem", change="rem", delete="em"),
    "articles_oldaddress": Model(view="m", add="m", change="m", delete="m"),
    "articles_page": Model(view="m", add="m", change="m", delete="m"),
    "articles_revision": Model(view="rem"),
    "articles_section": Model(view="remcn", add="m", change="m", delete="m"),
    "articles_topic": Model(view="remcn", add="em", change="em", delete="em"),
    "articles_topicmerge": Model(view="em"),
    "auth_group": Model(view="m", change="m"),
    "consent_category": Model(view="md", add="md", change="md", delete="md"),
    "consent_controller": Model(view="md", change="md"),
    "consent_dailycount": Model(view="md"),
    "consent_record": Model(view="md"),
    "consent_service": Model(view="md", add="md", change="md", delete="md"),
    "consent_version": Model(view="md"),
    "auth_user": Model(view="m", add="m", change="m"),
    "django_tasks_database_dbtaskresult": Model(view=NOBODY),
    "newsroom_auditentry": Model(view="m"),
    "newsroom_identity": Model(view="m", change="m"),
}
VIEWS = {
    "account_change_password": View(ALL),
    "account_inactive": View(ALL, send=NOBODY),
    "account_login": View(ALL),
    "account_logout": View(ALL, send=NOBODY),  # a POST leads to the sign-in
    "account_reauthenticate": View(ALL),
    "account_reset_password": View(ALL),
    "account_reset_password_done": View(ALL, send=NOBODY),
    "account_reset_password_from_key": View(
        ALL, given={"uidb36": "1", "key": "a-b"}
    ),  # which says: an old link
    "account_reset_password_from_key_done": View(ALL, send=NOBODY),
    "mfa_activate_totp": View(ALL),
    "mfa_add_webauthn": View(ALL),
    "mfa_authenticate": View(ALL),
    "mfa_deactivate_totp": View(NOBODY),  # not found: these people have no second factor
    "mfa_download_recovery_codes": View(NOBODY),
    "mfa_edit_webauthn": View(ALL, given={"pk": 1}),
    "mfa_generate_recovery_codes": View(ALL),
    "mfa_index": View(ALL, send=NOBODY),
    "mfa_list_webauthn": View(ALL, send=NOBODY),
    "mfa_reauthenticate": View(ALL),
    "mfa_reauthenticate_webauthn": View(ALL),
    "mfa_remove_webauthn": View(ALL, given={"pk": 1}),
    "mfa_view_recovery_codes": View(NOBODY),
    "signed_in": View(ALL, send=NOBODY),
    "admin:app_list": View("remcn", given={"app_label": "articles"}),
    "admin:articles_article_checks": View(NOBODY, send="em"),
    "admin:articles_article_checks_new": View(NOBODY, send="rem"),
    "admin:articles_article_cards": View("rem"),
    "admin:articles_article_choose": View("remcn", send=NOBODY),
    "admin:articles_article_compare": View("rem"),
    "admin:articles_article_embeds": View("remcn", send=NOBODY),
    "admin:articles_article_name": View("em", given={"number": 1}),
    "admin:articles_article_restore": View("em", given={"number": 1}),
    "admin:articles_article_review": View(NOBODY, send="em"),
    "admin:articles_article_authors": View("rem", send=NOBODY),
    "admin:articles_article_autosave": View("rem"),  # and what is no JSON changes nothing
    "admin:articles_article_discard": View(NOBODY, send="rem"),
    "admin:articles_article_kept": View("em", send=NOBODY, given={"number": 2}),
    "admin:articles_article_note": View(NOBODY, send="em"),
    "admin:articles_article_end": View(NOBODY, send="em"),
    "admin:articles_article_link": View(NOBODY, send="em"),
    "admin:articles_article_preview": View(NOBODY, send="em"),
    "admin:articles_article_preview_new": View(NOBODY, send="rem"),
    "admin:articles_article_revoke": View(NOBODY, send="em", given={"link": 1}),
    "admin:articles_article_related": View("em"),
    "admin:articles_article_related_choices": View(NOBODY, send="em"),
    "admin:articles_article_related_choices_new": View(NOBODY, send="rem"),
    "admin:articles_article_related_panel": View(NOBODY, send="em"),
    "admin:articles_article_related_panel_new": View(NOBODY, send="rem"),
    "admin:articles_article_unreached": View("rem", send=NOBODY),
    "admin:articles_article_topics": View("rem", send=NOBODY),
    "admin:articles_article_topics_in_text": View(NOBODY, send="rem"),
    "admin:articles_article_trash": View(NOBODY, send="em"),
    "admin:articles_article_typed": View("em", send=NOBODY),
    "admin:articles_article_unschedule": View("em"),
    "admin:articles_article_untrash": View(NOBODY, send="em"),
    "admin:articles_article_windows": View("rem", send=NOBODY),  # one's own texts; there are none
    "admin:articles_article_withdraw": View("em"),
    "admin:articles_front": View("em"),
    "admin:articles_front_history": View("em", send=NOBODY),
    "admin:articles_front_reader": View("em"),
    "admin:articles_front_restore": View(NOBODY, send="em", given={"number": 1}),
    "admin:articles_image_choose": View("remcn", send=NOBODY),
    "admin:articles_image_upload": View(NOBODY, send="rem"),
    "admin:articles_image_words": View(NOBODY, send="rem"),
    "admin:auth_user_factor": View(NOBODY, send="m"),
    "admin:auth_user_link": View(NOBODY, send="m"),
    "admin:articles_topic_alike": View("em"),
    "admin:articles_topic_distinct": View(NOBODY, send="em"),
    "admin:articles_topic_merge": View("em"),
    "admin:articles_topicmerge_undo": View("em"),
    "admin:autocomplete": View(NOBODY),  # asks for the field that it completes; its own test is Django's
    "admin:consent_preview": View("md"),
    "admin:consent_publish": View("md"),
    "admin:consent_record_export": View("md"),
    "admin:consent_texts": View("md"),
    "admin:index": View(ALL),
    "admin:jsi18n": View(ALL, send=NOBODY),
    "admin:login": View(ALL),
    "admin:logout": View(ALL, send=NOBODY),  # a POST leads to the sign-in
    "admin:newsroom_auditentry_export": View("m", given={"kind": "csv"}),
    "admin:password_change": View(ALL),
    "admin:password_change_done": View(ALL, send=NOBODY),
    "admin:search": View(ALL),
    "admin:view_on_site": View(NOBODY),  # no model of ours has it; each form links to its page itself
}
# Open without an account: how one gets in and out, and the words of the scripts.
OPEN = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "admin:jsi18n",
    "admin:login",
    "admin:logout",
}


def desk_urls(
    patterns: Any = None, route: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, URLPattern]]:
    """The addresses under /admin/: (name with its namespace, route, pattern)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from desk_urls(pattern.url_patterns, here, inside)
        elif here.startswith("admin/"):
            yield ":".join([*spaces, pattern.name or ""]), here, pattern


def named_urls() -> list[str]:
    return sorted({name for name, _, _ in desk_urls() if not name.endswith(":")})


def expected(name: str) -> View:
    if name in VIEWS:
        return VIEWS[name]
    model, _, page = name.removeprefix("admin:").rpartition("_")
    if model in MODELS and page in {"changelist", "history", "add", "change", "delete"}:
        may = MODELS[model]
        opened = may.view if may.open is None else may.open
        return {
            "changelist": View(may.view),
            "history": View(opened),
            "add": View(may.add),
            "change": View(opened, send=may.change),
            "delete": View(may.delete),
        }[page]
    raise LookupError(
        f"Nobody has said who may open “{name}”. Add it to VIEWS in {__file__}: "
        f'"{name}": View("em"), where the letters are those of ROLES.'
    )


@pytest.fixture
def world() -> dict[str, str]:
    """One row of each model that the addresses name. The article is Amina's, so it is no other reporter's."""
    seen = make_article("Seen by readers", topic_names=["Rain"], authors=["Climate Desk"], section="Climate")
    Correction.objects.create(
        article=seen, revision=seen.revisions.get(), kind="correction", text="It was ten."
    )
    article = make_draft("Not yet").article
    publishing.keep_aside(make_content("Kept"), by=make_editor(), article=article, base=1)
    make_image()
    Page.objects.create(slug="about", title="About")
    OldAddress.objects.create(path="/old/", article=article)
    Identity.objects.get_or_create(pk=1)
    Controller.objects.get_or_create(pk=1)
    DailyCount.objects.create(day=timezone.localdate(), language="en", outcome="refused")
    Record.objects.create(
        happened_at=timezone.now(),
        state="refused",
        version=1,
        language="en",
        chosen={},
        keep_until=timezone.now(),
    )
    HouseRules.objects.get_or_create(pk=1)
    Arrangement.objects.create(number=1, made_at=timezone.now(), told_until=timezone.now())
    audit.record("section.add", by=make_editor())
    _merged_topics()
    DBTaskResult.objects.create(task_path="articles.tasks.weigh", args_kwargs={}, run_after=timezone.now())
    return {"articles_article": str(article.pk)}


def _merged_topics() -> None:
    old, new = topics.named(["Rains", "Rainfall"])
    merging.merge(old, new, by=make_user(merging.MERGE))


def address_of(name: str, view: View, world: dict[str, str]) -> str:
    wanted = set(reverse_arguments(name))
    given = {key: value() if callable(value) else value for key, value in view.given.items()}
    model = next((model for model in sorted(MODELS, key=len, reverse=True) if f":{model}_" in name), "")
    for argument in wanted - set(given):
        given[argument] = world.get(model) or _first(model)
    return reverse(name, kwargs=given)


def reverse_arguments(name: str) -> list[str]:
    pattern = next(pattern for found, _, pattern in desk_urls() if found == name)
    return list(pattern.pattern.regex.groupindex)


def _first(model: str) -> str:
    found = {f"{known._meta.app_label}_{known._meta.model_name}": known for known in apps.get_models()}.get(
        model
    )
    row: models.Model | None = found._default_manager.first() if found else None
    return str(row.pk) if row else "1"


@pytest.fixture
def people() -> dict[str, User]:
    members = {}
    for letter, role in ROLES.items():
        members[letter] = make_user(username=f"matrix-{letter}")
        members[letter].groups.set(Group.objects.filter(name=role))
    return members


@pytest.fixture
def cookies(people: dict[str, User]) -> dict[str, str]:
    """The session of each, by letter."""
    sessions = {}
    for letter, person in people.items():
        client = Client()
        client.force_login(person)
        sessions[letter] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions


def ask(method: str, address: str, session: str = "") -> str:
    """`yes`, `no` or what went wrong. Nothing of it stays."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    if response.status_code >= 500:
        return f"{response.status_code}"
    turned_away = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return "no" if turned_away or response.status_code in {401, 403, 404, 405} else "yes"


@pytest.mark.parametrize("name", named_urls())
def test_each_role_gets_just_where_it_may(name, world, cookies):
    view = expected(name)
    address = address_of(name, view, world)

    answers = {
        method: "".join(letter for letter in ROLES if ask(method, address, cookies[letter]) == "yes")
        for method in ("get", "head", "post")
    }

    assert answers == {"get": view.look, "head": view.look, "post": view.sent_by}, address


@pytest.mark.parametrize("name", [name for name in named_urls() if name not in OPEN])
def test_a_stranger_gets_nowhere(name, world):
    address = address_of(name, expected(name), world)

    assert {method: ask(method, address) for method in ("get", "head", "post")} == {
        "get": "no",
        "head": "no",
        "post": "no",
    }


def test_addresses_without_a_name_only_lead_on():
    """Django's own: a row's bare address leads to its form, anything else to the sign-in."""
    unnamed = [(route, pattern.callback) for name, route, pattern in desk_urls() if name.endswith(":")]

    assert all(
        getattr(view, "view_class", None) is RedirectView
        or "object_id" in route
        or route.endswith("(?P<url>.*)$")
        for route, view in unnamed
    )


def test_the_tables_name_nothing_that_is_gone():
    names = set(named_urls())
    models_at_desk = {name.removeprefix("admin:").removesuffix("_changelist") for name in names}

    assert set(VIEWS) - names == set()
    assert set(MODELS) - models_at_desk == set()


def test_an_address_that_nobody_has_spoken_of_is_named():
    with pytest.raises(LookupError, match=r"admin:articles_article_explode.*Add it to VIEWS"):
        expected("admin:articles_article_explode")
