"""The two letters that a form can cause. Nothing in them was typed by whoever sent the form, but the address."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr, make_msgid
from functools import cache
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from newsroom import identity
from newsroom.text import tidy

from . import tokens, words
from .models import SignUp, Subscriber
from .models.newsletter import HOST


@dataclass(frozen=True)
class Letter:
    to: str
    template: str
    language: str
    context: dict[str, Any]


def confirmation(signup: SignUp, subscriber: Subscriber, *, now: datetime) -> Letter:
    """Asks the owner of the mailbox whether it was really them."""
    token = tokens.confirm(signup.pk, now)
    return Letter(
        to=subscriber.address,
        template="confirm",
        language=signup.language,
        context={
            "newsletters": list(signup.newsletters.all()),
            "url": tokens.url(tokens.CONFIRM, token),
        },
    )


def link_letter(subscriber: Subscriber, *, language: str, now: datetime) -> Letter:
    """Brings the private link to whoever gets newsletters already."""
    token = tokens.preferences(subscriber.pk, now)
    url = tokens.url(tokens.PREFERENCES, token)
    return Letter(to=subscriber.address, template="link", language=language, context={"url": url})


def send(letter: Letter) -> None:
    """Send it now. Raises what the mail server raises."""
    paper = identity.current().name
    said = words.of(letter.language)
    context = {
        **letter.context,
        "words": {key: text.replace("{host}", HOST).replace("{paper}", paper) for key, text in said.items()},
        "paper": paper,
        "language": letter.language,
    }
    with translation.override(letter.language):
        text = render_to_string(f"newsletter/mail/{letter.template}.txt", context)
        html = render_to_string(f"newsletter/mail/{letter.template}.html", context)
    message = EmailMultiAlternatives(
        subject=tidy(context["words"][f"mail_{letter.template}_subject"]),
        body=text,
        from_email=formataddr((tidy(paper), settings.NEWSLETTER_FROM)),
        to=[letter.to],
        headers={
            "Auto-Submitted": "auto-generated",  # so that nobody's holiday answers it
            "X-Auto-Response-Suppress": "All",
            "Message-ID": make_msgid(domain=HOST),
        },
    )
    message.attach_alternative(_inliner().inline(html), "text/html")
    message.send()


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail programs read styles at the elements alone. Nothing is fetched."""
    styles = (Path(__file__).parent / "styles" / "letter.css").read_text(encoding="utf-8")
    return css_inline.CSSInliner(extra_css=styles, load_remote_stylesheets=False)
