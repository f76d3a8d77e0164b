"""The Content-Security-Policy: what is not declared cannot load, whatever a page says."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from . import published
from .registry import Registry

_DIRECTIVES = {"script": "script-src", "frame": "frame-src", "img": "img-src", "connect": "connect-src"}


class PolicyMiddleware(CSPMiddleware):
    """Adds the hosts of the registry that the page was drawn with to the policy of the settings.

    An answer that never asked for the registry, such as a refusal, is not made to: it gets that of the last page.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        registry = published.last_known()
        if not report_only and registry is not None:
            parts.update = _joined(additions(registry), parts.update or {})
        return parts


def additions(registry: Registry) -> dict[str, list[str]]:
    """Directive → the addresses that the registry adds to it."""
    return {
        directive: [f"https://{host}" for host in hosts]
        for use, directive in _DIRECTIVES.items()
        if (hosts := registry.hosts.get(use))
    }


def _joined(ours: dict[str, list[str]], theirs: dict[str, Any]) -> dict[str, Any]:
    return {name: [*ours.get(name, []), *theirs.get(name, [])] for name in {**ours, **theirs}}
