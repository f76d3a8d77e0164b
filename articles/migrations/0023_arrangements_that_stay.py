from django.db import migrations

from newsroom import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_headlines_of_pins"),
    ]

    operations = [
        append_only.operation(
            "articles_arrangement",
            may_change=["told_until"],  # what the worker has told the caches
            may_be_emptied=["made_by_id", "restores_id"],
        ),
        append_only.operation("articles_pin", may_be_emptied=["article_id", "section_id", "placed_by_id"]),
    ]
