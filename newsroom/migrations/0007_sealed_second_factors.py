"""Seals the secrets that were kept in the clear, and opens them on the way back."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from newsroom import sealing
from newsroom.signin.adapter import SECOND_FACTOR

SECRETS = ("secret", "seed")


def each(apps: Any, change: Callable[[str], str]) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.iterator():
        secrets = {name: change(row.data[name]) for name in SECRETS if isinstance(row.data.get(name), str)}
        if secrets:
            row.data |= secrets
            row.save(update_fields=["data"])


def seal(apps: Any, schema_editor: Any) -> None:
    each(apps, lambda kept: sealing.seal(sealing.unseal(kept, purpose=SECOND_FACTOR), purpose=SECOND_FACTOR))


def unseal(apps: Any, schema_editor: Any) -> None:
    each(apps, lambda kept: sealing.unseal(kept, purpose=SECOND_FACTOR))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0006_tally"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, unseal)]
