"""Give each working copy that is there already a window of its own: the one that had written it may still be open,
and will begin another."""

from typing import Any
from uuid import uuid4

from django.db import migrations

BATCH = 100


def note(apps: Any, schema_editor: Any) -> None:
    copies = apps.get_model("articles", "WorkingCopy").objects.filter(tab=None)
    while batch := list(copies.order_by("pk")[:BATCH]):
        for copy in batch:
            copy.tab = uuid4()
            copy.fields.pop("tab", None)
            copy.save(update_fields=["tab", "fields"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_tabs")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
