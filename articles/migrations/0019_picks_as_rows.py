"""What imports pinned and excluded as rows of the index, and every live story noted as one to be related."""

from typing import Any

from django.db import migrations

BATCH = 500
PINNED, EXCLUDED = 3, 4
NEW = -2  # `Due.NEW`


def fill(apps: Any, schema_editor: Any) -> None:
    article, related, profile = (
        apps.get_model("articles", name) for name in ("Article", "Related", "Profile")
    )
    last = 0
    rows = article.objects.order_by("pk").values_list("pk", "related_pins", "related_bans", "visible_from")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        named = {source for _, pins, bans, _ in batch for source in (*pins, *bans)}
        keys = (
            dict(article.objects.filter(source_id__in=named).values_list("source_id", "pk")) if named else {}
        )
        related.objects.bulk_create(
            (
                related(article_id=pk, other_id=keys[source], kind=kind, rank=rank)
                for pk, pins, bans, _ in batch
                for kind, sources in ((PINNED, pins), (EXCLUDED, bans))
                for rank, source in enumerate(sources)
                if source in keys and keys[source] != pk
            ),
            ignore_conflicts=True,
        )
        profile.objects.bulk_create(
            profile(article_id=pk, archive_size=NEW) for pk, _, _, visible_from in batch if visible_from
        )
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_related")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
