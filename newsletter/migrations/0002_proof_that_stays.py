"""The proof of a consent, and the words that were shown, are never changed; a proof may go when its time is over."""

from django.db import migrations

from newsroom import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0001_initial"),
    ]

    operations = [
        append_only.operation("newsletter_wording"),
        append_only.operation("newsletter_consentproof", until="keep_until", may_change=["keep_until"]),
    ]
