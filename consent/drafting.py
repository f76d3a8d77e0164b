"""From the rows that editors change to the JSON of a version that is not published yet."""

from typing import Any

from django.db.models import Max

from newsroom import identity

from .languages import LANGUAGES
from .models import Category, Controller, Service, Tag, Version, Wording
from .registry import Json
from .words import TEXTS, built_in

# Where the script of a kind lies on its host, and what it fetches there.
_SCRIPTS = {
    Tag.GA4: ("www.googletagmanager.com", "/gtag/js?id={id}", ()),
    Tag.MATOMO: ("", "/matomo.js", ("script", "connect", "img")),
    Tag.PLAUSIBLE: ("plausible.io", "/js/script.js", ("script", "connect")),
}


def draft() -> Json:
    """What would be published now, without the numbers that `versions` gives: `since` and `changes`."""
    services: dict[int, list[Json]] = {}
    for service in Service.objects.filter(is_on=True).with_all():
        services.setdefault(service.category_id, []).append(_service(service))
    controller = Controller.get()
    return {
        "controller": _controller(controller),
        "retention": {"keeps_refusals": controller.keeps_refusals, "keeps_days": controller.keeps_days},
        "texts": texts(),
        "highest": Service.objects.aggregate(highest=Max("number"))["highest"] or 0,
        "categories": [
            {
                "key": category.key,
                "is_necessary": category.is_necessary,
                "names": category.names,
                "purposes": category.purposes,
                "services": services.get(category.pk, []),
            }
            for category in Category.objects.all()
        ],
    }


def next_number() -> int:
    """Of a new service: one that nobody's cookie can hold, also not for a service that was deleted since."""
    last = Version.objects.order_by("-number").first()
    highest = Service.objects.aggregate(highest=Max("number"))["highest"] or 0
    return max(highest, last.registry["highest"] if last else 0) + 1


def texts() -> dict[str, dict[str, str]]:
    """Language → key → text: the built-in ones, and over them what editors wrote."""
    found = {language: built_in(language) for language in LANGUAGES}
    for wording in Wording.objects.filter(language__in=LANGUAGES, key__in=TEXTS):
        found[wording.language][wording.key] = wording.text
    return found


def _controller(row: Controller) -> Json:
    site = identity.current()
    return {
        "name": row.name or site.name,
        "postal_address": row.postal_address,
        "email": row.email or site.contact_email,
        "registration": row.registration,
        "jurisdiction": row.jurisdiction,
    }


def _service(service: Service) -> Json:
    tag = _tag(service)
    hosts = [{"host": host.host, "use": host.use} for host in service.hosts.all()]
    return {
        "key": service.key,
        "number": service.number,
        "name": service.name,
        "company": service.company,
        "country": service.country,
        "purposes": service.purposes,
        "received": service.received,
        "policy_url": service.policy_url,
        "safeguards": service.safeguards,
        "hosts": hosts + [host for host in _tag_hosts(service) if host not in hosts],
        "storage": [
            {
                "kind": entry.kind,
                "name": entry.name,
                "host": entry.host,
                "lasts": entry.lasts,
                "unit": entry.unit,
                "purposes": entry.purposes,
            }
            for entry in service.storage.all()
        ],
        "tag": service.tag,
        "tags": [tag] if tag else [],
    }


def _tag(service: Service) -> dict[str, Any] | None:
    """The script of the service; none while its id or its host is missing."""
    if not service.tag or not service.own_id:
        return None
    usual, path, _ = _SCRIPTS[Tag(service.tag)]
    host = service.own_host or usual
    src = f"https://{host}{path.format(id=service.own_id)}"
    return {"kind": service.tag, "src": src, "id": service.own_id} if host else None


def _tag_hosts(service: Service) -> list[Json]:
    if not service.tag:
        return []
    usual, _, uses = _SCRIPTS[Tag(service.tag)]
    host = service.own_host or usual
    return [{"host": host, "use": use} for use in uses if host]
