"""From the address of a video, a post or a map to its player."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from consent.registry import Service

from .providers import PROVIDERS, Kind, Provider

MAX_ADDRESS = 2_000  # characters
_PRINTABLE = re.compile(r"[!-\[\]-~]+")  # ASCII without spaces and without the backslash


@dataclass(frozen=True, slots=True)
class Embed:
    """`url` is the one https address under which we keep it; `frame_url` goes into the frame; `aspect` is “16/9”."""

    provider: Provider
    kind: Kind
    url: str
    frame_url: str
    aspect: str

    def may_load(self, service: Service | None) -> bool:
        """True where `service`, as it is published in the consent registry, declares the host of the frame."""
        return service is not None and service.covers("frame", urlsplit(self.frame_url).netloc)


def embed_for(url: str) -> Embed | None:
    """The player behind a link or a frame's address; None where it is not exactly one that we know.

    Nothing is guessed: no user, port or odd character may be in it, and the host must be the provider's own.
    `embed_for(embed.url)` gives the same embed again.
    """
    address = url.strip(" \t\r\n\f")
    if len(address) > MAX_ADDRESS or not _PRINTABLE.fullmatch(address):
        return None
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    # The netloc is compared as it stands: “user@”, “:8443” and a final dot match no host of ours.
    place = parts.netloc.lower() + parts.path
    query = parse_qs(parts.query, max_num_fields=50) if parts.query.count("&") < 50 else {}
    return _found(place, query, parts.fragment)


def _found(place: str, query: Mapping[str, list[str]], fragment: str) -> Embed | None:
    for provider in PROVIDERS:
        for pattern in provider.patterns:
            values = pattern.match(place, query, fragment)
            if values is not None:
                values["url"] = pattern.url.format_map(values)
                return Embed(
                    provider,
                    pattern.kind or provider.kind,
                    values["url"],
                    pattern.frame_for(values),
                    pattern.aspect,
                )
    return None
