"""What was published and what was chosen is never changed; a record may go when its time is over."""

from django.db import migrations

from newsroom import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("consent", "0001_registry"),
    ]

    operations = [
        append_only.operation("consent_version"),
        append_only.operation("consent_showntexts"),
        append_only.operation("consent_record", until="keep_until"),
    ]
