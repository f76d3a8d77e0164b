"""Logs: one JSON object a line in production, one plain line with DEBUG, and an id for each request.

A line holds no query string, no mail address and no address of a visitor, and nothing that a visitor sends can
begin a second one.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")

log = logging.getLogger(__name__)

_MAIL_ADDRESS = re.compile(r"[^\s@<>\"'(),:;]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{1,253}")
_VISITOR = re.compile(r"\bip=\S+")  # as gunicorn names who sent it nonsense
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_TOO_MUCH = ("RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent")
_REQUEST_FIELDS = ("method", "path", "status", "duration_ms")


class RequestMiddleware:
    """Gives the request an id, sends it back in `X-Request-ID` and writes one line when the answer is ready."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = secrets.token_hex(6)
        token = request_id.set(name)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            level = logging.DEBUG if request.path_info == "/healthz" else logging.INFO
            log.log(level, "request", extra=_request_fields(request, response.status_code, began))
            return response
        finally:
            request_id.reset(token)


def _request_fields(request: HttpRequest, status: int, began: float) -> dict[str, Any]:
    return {
        "method": request.method,
        "path": _path_without_token(request),
        "status": status,
        "duration_ms": round(1000 * (time.perf_counter() - began), 1),
    }


def _path_without_token(request: HttpRequest) -> str:
    """The path, with the secret that some addresses carry in place of a password taken out."""
    match = request.resolver_match
    token = (match.kwargs.get("token") or match.kwargs.get("key")) if match else None
    return request.path_info.replace(str(token), "…") if token else request.path_info


class JsonFormatter(logging.Formatter):
    """One line: time (UTC), level, logger, message, request id, and for a request method, path, status, duration."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_addresses(record.getMessage()),
        }
        if name := request_id.get():
            line["request_id"] = name
        line |= {field: record.__dict__[field] for field in _REQUEST_FIELDS if field in record.__dict__}
        if record.exc_info:
            line["exception"] = without_addresses(self.formatException(record.exc_info))
        # ASCII alone: a reader of logs that splits at U+2028 sees one line too.
        return json.dumps(line, default=str, ensure_ascii=True)


class PlainFormatter(logging.Formatter):
    """For the person at the keyboard. A traceback takes several lines, a message one."""

    def format(self, record: logging.LogRecord) -> str:
        message = _CONTROL.sub("·", without_addresses(record.getMessage()))
        fields = " ".join(
            str(record.__dict__[field]) for field in _REQUEST_FIELDS if field in record.__dict__
        )
        line = f"{record.levelname.lower():7} {record.name}: {message} {_CONTROL.sub('·', fields)}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def without_addresses(text: str) -> str:
    """`text` with its mail addresses, and those of visitors, taken out."""
    text = _VISITOR.sub("ip=[address]", text)
    return _MAIL_ADDRESS.sub("[address]", text) if "@" in text else text


def configuration(*, debug: bool) -> dict[str, Any]:
    """The LOGGING setting."""
    formatter = "newsroom.logs.PlainFormatter" if debug else "newsroom.logs.JsonFormatter"
    quiet = {"handlers": ["nowhere"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            "newsroom": {"level": "INFO"},
            "imagefield": {"level": "WARNING"},  # it names each of several thousand files
            "django_tasks": {"level": "WARNING"},  # two lines a task; a failed one is an error
            "django_tasks_db": {"level": "WARNING"},
            # runserver writes a line for each request, so ours would be the second.
            "newsroom.logs": {"level": "WARNING" if debug else "INFO"},
            # A 4xx has its line already. A 5xx has a traceback here, and that is wanted.
            "django.request": {"level": "ERROR"},
            # Strangers ask under strange names all day, and send too much: the request's line, with 400, is enough.
            "django.security.DisallowedHost": quiet,
            **{f"django.security.{name}": quiet for name in _TOO_MUCH},
        },
    }
