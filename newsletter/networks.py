"""Whence a form comes: as much of it as limits and proof need, and no more."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from newsroom import throttle, visitor

HOUR = 3600


def of(request: HttpRequest) -> str:
    """The visitor's address, cut where the net of one customer begins: that of IPv6 after 64 bits."""
    return _cut(visitor.address(request), v4=32, v6=64)


def kept(request: HttpRequest) -> str:
    """What the proof of a consent keeps: the region of the net, and nobody's own address."""
    return _cut(visitor.address(request), v4=24, v6=48)


def count_sign_up(request: HttpRequest) -> None:
    """One more sign-up from this net. Raises throttle.TooMany.

    A site that sees everybody come from its own machine does not know the nets, and counts none: the cap on all
    letters together holds there.
    """
    net = of(request)
    if net and not ipaddress.ip_network(net).is_loopback:
        throttle.count("newsletter", net, limit=settings.NEWSLETTER_SIGNUPS_PER_HOUR, seconds=HOUR)


def _cut(address: str, *, v4: int, v6: int) -> str:
    try:
        bits = v4 if ipaddress.ip_address(address).version == 4 else v6
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
