"""Note the telling words of the headlines that are in the paper already."""

from typing import Any

from django.db import migrations

from articles import headlines

BATCH = 500


def note(apps: Any, schema_editor: Any) -> None:
    article, word = (apps.get_model("articles", name) for name in ("Article", "HeadlineWord"))
    last = 0
    rows = article.objects.exclude(published_at=None).order_by("pk").values_list("pk", "headline")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        word.objects.bulk_create(
            (
                word(article_id=pk, word=key)
                for pk, headline in batch
                for key in headlines.telling(headlines.words_of(headline))
            ),
            ignore_conflicts=True,
        )
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_headline_words")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
