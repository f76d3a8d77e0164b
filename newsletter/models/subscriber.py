"""A person, as far as we know one: an address."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .. import addresses
from ..languages import LANGUAGES


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def of(self, address: str) -> Self:
        """The one with this address, however its letters are written; `address` is `addresses.normalised`."""
        return self.filter(address_key=addresses.key_of(address))


class Subscriber(models.Model):
    """`address` is as mail carries it; `address_key` decides whether two are the same; `address_hash` outlives both."""

    address = models.CharField(max_length=254)
    address_key = models.CharField(max_length=254, unique=True)
    address_hash = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=12, choices=LANGUAGES.items())
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)  # null: nobody has shown that the address is theirs
    # Soft bounces in a row, and since when. A delivery resets them.
    soft_count = models.PositiveSmallIntegerField(default=0)
    soft_since = models.DateTimeField(null=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        permissions = [
            ("export_subscriber", "Can download the addresses of subscribers"),
            ("import_subscriber", "Can bring in subscribers with the proof of their consent"),
        ]
        indexes = [
            models.Index(
                F("created_at").desc(), F("id").desc(), name="subscribers_newest"
            ),  # the list at the desk
            models.Index(
                fields=["created_at"], condition=Q(confirmed_at=None), name="subscribers_unconfirmed"
            ),  # who is forgotten
        ]

    def __str__(self) -> str:
        return self.shown_address

    @property
    def shown_address(self) -> str:
        """With the letters of its own script: amina@straße.de."""
        return addresses.readable(self.address)

    @property
    def masked_address(self) -> str:
        return addresses.masked(self.address)
