"""Where a request comes from, as far as it can be believed."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

NOBODY_KNOWS = "unknown"


def address(request: HttpRequest) -> str:
    """The address of the visitor: what the outermost of `TRUSTED_PROXIES` proxies saw.

    Each proxy writes whom it saw at the end of `X-Forwarded-For`; what stands further left the visitor can have
    written. Without proxies, or where they write nothing, it is the other end of the connection; a unix socket has
    none.
    """
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(seen) >= proxies:
        return _valid(seen[-proxies])
    return _valid(request.META.get("REMOTE_ADDR", ""))


def network(request: HttpRequest) -> str:
    """The address of the visitor as far as it stands for one household: of IPv6 the first half.

    Whoever has one IPv6 address has 2⁶⁴ of them.
    """
    found = address(request)
    try:
        whole = ipaddress.ip_address(found)
    except ValueError:
        return found
    return found if whole.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def _valid(text: str) -> str:
    bare = text.rpartition(":")[0] if text.count(":") == 1 else text  # some proxies write the port, too
    try:
        return str(ipaddress.ip_address(bare.strip("[]")))
    except ValueError:
        return NOBODY_KNOWS
