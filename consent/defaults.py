"""The registry of a new site, published as version 1, so that nothing is ever asked or loaded without one."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction

from . import catalogue
from .catalogue import Entry
from .models import Category, Host, Service, StorageEntry, Version
from .versions import publish


def after_migrate(using: str, **kwargs: Any) -> None:
    """The tables are there. What has been published once is the editors' and stays as it is."""
    if using == DEFAULT_DB_ALIAS and not Version.objects.exists() and not Category.objects.exists():
        make()


@transaction.atomic
def make() -> Version:
    """The rows of the catalogue, and the first version."""
    number = 0
    for position, (key, names, purposes) in enumerate(catalogue.CATEGORIES):
        category = Category.objects.create(
            key=key, position=position, is_necessary=key == "necessary", names=names, purposes=purposes
        )
        for place, entry in enumerate(catalogue.SERVICES[key]):
            number += 1
            _add(entry, category, number, place)
    return publish(by=None, note="The registry that a new site begins with.")


def _add(entry: Entry, category: Category, number: int, position: int) -> None:
    purposes, received = catalogue.TEXTS[entry.texts]
    service = Service.objects.create(
        category=category,
        key=entry.key,
        number=number,
        position=position,
        is_on=entry.is_on,
        name=entry.name,
        company=entry.company,
        country=entry.country,
        purposes=purposes,
        received=received,
        policy_url=entry.policy_url,
        safeguards={} if category.is_necessary else catalogue.SAFEGUARD,
        tag=entry.tag,
    )
    Host.objects.bulk_create([Host(service=service, host=host, use=use) for host, use in entry.hosts])
    StorageEntry.objects.bulk_create([
        StorageEntry(
            service=service,
            kind=stored.kind,
            name=stored.name,
            host=stored.host,
            lasts=stored.lasts,
            unit=stored.unit,
            purposes=catalogue.purposes_of(stored),
        )
        for stored in entry.storage
    ])  # fmt: skip
