"""What a page weighs on the wire: its HTML, and all that a browser fetches with it but the pictures."""

import re
from dataclasses import dataclass

from benchmarks.servers import Server

RESOURCE = re.compile(
    r'<link rel="(?:stylesheet|icon)"[^>]*? href="([^"]+)"|<script type="module" src="([^"]+)"|<use href="([^"#]+)'
)
FACE = re.compile(r"@font-face\s*{([^}]*)}")
FONT = re.compile(r"url\(([^)]+)\)")
COMPRESSED = {"Accept-Encoding": "br, gzip"}


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes. `wire` and `requests` are of the page with styles, fonts, scripts and icons, compressed."""

    html: int
    compressed: int
    wire: int
    requests: int


def weigh(server: Server, address: str) -> Weight:
    html = server.get(address)[0]
    fetched = {address} | {url for found in RESOURCE.findall(html.decode()) for url in found if url}
    styles = [url for url in fetched if url.endswith(".css")]
    for style in styles:
        fetched |= _fonts(server.get(style)[0].decode(), style)
    sizes = {url: len(server.get(url, **COMPRESSED)[0]) for url in fetched}
    return Weight(len(html), sizes[address], sum(sizes.values()), len(fetched))


def _fonts(css: str, address: str) -> set[str]:
    """The fonts of every page: those that are not kept for characters which hardly any page has."""
    faces = [face for face in FACE.findall(css) if "unicode-range" not in face]
    names = {name.strip("\"'") for face in faces for name in FONT.findall(face)}
    base = address.rsplit("/", 2)[0]
    return {name if name.startswith("/") else f"{base}/{name.removeprefix('../')}" for name in names}
