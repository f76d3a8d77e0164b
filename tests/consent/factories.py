"""Choices as a browser sends them."""

import json
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from consent import published

ID = "AAECAwQFBgcICQoLDA0ODw"
OTHER_ID = "BBECAwQFBgcICQoLDA0ODw"
HERE = {"origin": "http://testserver"}
FORM = "application/x-www-form-urlencoded"


def body(**changes: Any) -> dict[str, Any]:
    """A choice that allows YouTube alone; `None` leaves a field out."""
    whole = {
        "version": published.current().version,
        "language": "en",
        "how": "banner",
        "choices": {"embeds": ["youtube"]},
        "id": ID,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def choose(client: Client, *, headers: dict[str, str] = HERE, **changes: Any) -> Any:
    return client.post("/consent/", body(**changes), content_type="application/json", headers=headers)


def send(client: Client, raw: bytes | str, content_type: str = "application/json") -> Any:
    # Not `post`, which names no type where there is no body.
    headers = {"HTTP_ORIGIN": HERE["origin"], "CONTENT_TYPE": content_type}
    return client.generic("POST", "/consent/", raw, content_type=content_type, **headers)


def choose_by_form(client: Client, **fields: Any) -> Any:
    whole = {"version": published.current().version, "language": "en", "answer": "save", **fields}
    sent = {name: value for name, value in whole.items() if value is not None}
    return send(client, urlencode(sent, doseq=True), FORM)


def answer_of(response: Any) -> Any:
    return json.loads(response.content)
