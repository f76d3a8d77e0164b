"""Say of the texts that are there already where they are, how long they are, and by which hash they are known."""

from typing import Any

from django.db import migrations

from articles.body.text import word_count
from articles.content import Content

BATCH = 500


def note(apps: Any, schema_editor: Any) -> None:
    article_model, revision_model = (apps.get_model("articles", name) for name in ("Article", "Revision"))
    last = 0
    while batch := list(revision_model.objects.filter(pk__gt=last, text_hash="").order_by("pk")[:BATCH]):
        for revision in batch:
            revision.text_hash = Content.from_json(revision.snapshot).digest
        revision_model.objects.bulk_update(batch, ["text_hash"])
        last = batch[-1].pk
    last = 0
    rows = article_model.objects.select_related("latest_revision").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        for article in batch:
            is_out = article.published_at and article.live_revision_id == article.latest_revision_id
            article.stage = "published" if is_out else "draft"
            article.words = word_count(article.body)
            if article.latest_revision:
                article.creator_id = article.latest_revision.author_id
        article_model.objects.bulk_update(batch, ["stage", "words", "creator"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
