"""The headers by which mail programs know a list and offer its way out (RFC 2369, RFC 2919, RFC 8058)."""

from django.conf import settings

from newsroom.text import tidy

from .models import Newsletter
from .models.newsletter import HOST

SENDER_ID = "".join(character for character in HOST if character.isalnum())[:15].ljust(5, "0")


def of(newsletter: Newsletter, *, unsubscribe_url: str, edition: int | None = None) -> dict[str, str]:
    """For one letter of `newsletter`. `unsubscribe_url`: `tokens.url` of the reader's own subscription.

    There is one https address to leave by, and no mailto beside it: a mailbox is read by people, and late.
    `Feedback-ID` names the edition and the list for the reports of large receivers, and never a person.
    """
    name = "".join(c for c in tidy(newsletter.name) if c.isascii() and c not in '<>"\\,')
    return {
        "List-Id": f"{name} <{newsletter.list_id}>" if name else f"<{newsletter.list_id}>",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Archive": f"<{settings.SITE_URL}{newsletter.archive_path}>",
        "List-Help": f"<{settings.SITE_URL}/newsletter/>",
        "Feedback-ID": f"e{edition or 0}:{newsletter.slug}:{newsletter.kind}:{SENDER_ID}",
    }
