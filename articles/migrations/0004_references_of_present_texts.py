"""Note what the texts that are there already refer to."""

import re
from typing import Any

from django.db import migrations

BATCH = 500
# As the bodies were written at the time of this migration; the code of the day may know more.
NAMED = re.compile(r'<(?:figure|aside) data-(image|gallery|article)="([0-9 ]+)"')


def references_of(revision: Any) -> set[tuple[str, int]]:
    if revision is None:
        return set()
    found = {
        ("article" if kind == "article" else "image", int(number))
        for kind, numbers in NAMED.findall(revision.snapshot.get("body", ""))
        for number in numbers.split()
    }
    lead = revision.snapshot.get("lead_image")
    return found | ({("image", lead)} if lead else set())


def note(apps: Any, schema_editor: Any) -> None:
    article_model, reference = (apps.get_model("articles", name) for name in ("Article", "Reference"))
    last = 0
    rows = (
        article_model.objects.select_related("live_revision", "latest_revision").defer("body").order_by("pk")
    )
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        found = []
        for article in batch:
            live, newest = references_of(article.live_revision), references_of(article.latest_revision)
            found += [
                reference(
                    article=article,
                    kind=kind,
                    target=target,
                    in_live=(kind, target) in live,
                    in_newest=(kind, target) in newest,
                )
                for kind, target in live | newest
            ]
        reference.objects.bulk_create(found, ignore_conflicts=True)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_references")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
