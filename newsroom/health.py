"""`/healthz`: can this site serve? For load balancers and monitors; it says no more than they need."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import workers

log = logging.getLogger(__name__)


@require_safe
def healthz(request: HttpRequest, checks: Mapping[str, Callable[[], str]] = {}) -> JsonResponse:
    """200 when all is well, 503 with the reason when not: database, worker, and the `checks` of the apps by name.

    `?only=database` leaves the background work out: a server that can serve pages is not to be taken from its readers
    because a worker is late.
    """
    report: dict[str, Any] = {"database": database_trouble() or "ok"}
    if request.GET.get("only") != "database" and report["database"] == "ok":
        try:
            report |= _background(checks)
        except DatabaseError:
            log.exception("The state of the background work cannot be read.")
            report["database"] = "does not answer"
    troubles = [name for name, state in report.items() if isinstance(state, str) and state != "ok"]
    return JsonResponse(
        {"status": "failing" if troubles else "ok", **report},
        status=503 if troubles else 200,
        headers={"Cache-Control": "no-store"},
    )


def _background(checks: Mapping[str, Callable[[], str]]) -> dict[str, Any]:
    """A word for each part, and the age of the last heartbeat in seconds; None where no worker was ever there."""
    seen_at = workers.last_seen()
    return {
        "worker": workers.trouble(seen_at) or "ok",
        "worker_age_seconds": None if seen_at is None else round((timezone.now() - seen_at).total_seconds()),
        **{name: check() or "ok" for name, check in checks.items()},
    }


def database_trouble() -> str:
    """Why the database cannot be used, in a few words that name no host and no account; empty when it can."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        log.exception("The database does not answer.")
        return "does not answer"
    return ""
