"""`/healthz`: can this process serve? For load balancers and monitors; it says no more than they need."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

log = logging.getLogger(__name__)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 with the reason when not."""
    reason = database_trouble()
    report = {"status": "failing" if reason else "ok", "database": reason or "ok"}
    return JsonResponse(report, status=503 if reason else 200, headers={"Cache-Control": "no-store"})


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
