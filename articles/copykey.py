"""The key under which a browser keeps what a person types, for when the line drops.

What lies in the browser is encrypted, and the key is given only to pages that this person has signed in for. After a
sign-out nobody can read it there, and a colleague at the same computer is never offered it. See
docs/decisions/nothing-lost.md.
"""

import base64

from django.contrib.auth.models import User
from django.utils.crypto import salted_hmac


def key_of(person: User) -> str:
    """256 bits in base64, the same for a person from one sign-in to the next."""
    digest = salted_hmac("articles.copykey", str(person.pk), algorithm="sha256").digest()
    return base64.b64encode(digest).decode()
