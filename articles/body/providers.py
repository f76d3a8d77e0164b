"""The services whose players may stand in a text: which addresses are theirs, and what each becomes in a frame.

Data, and the two shapes that hold it; `embeds.py` reads an address by it. Who keeps a player, whether it may load and
from which host, the consent registry says: `key` is the service's there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import cos, radians
from typing import Literal
from urllib.parse import quote

Kind = Literal["video", "post", "audio", "chart", "map"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One shape of address. `url` and `frame` are filled with what `address`, `query` and `fragment` name.

    `address` must match the host and the path together, `query` the values of these parameters, `fragment` what
    follows the `#`. Other parameters are ignored: they are how a link was shared, not what it shows.
    """

    address: str
    url: str
    frame: str | Callable[[Mapping[str, str]], str]
    aspect: str = "16/9"
    query: Mapping[str, str] = field(default_factory=dict)
    fragment: str = ".*"
    kind: Kind | None = None  # where it is not the provider's usual one

    def match(self, address: str, query: Mapping[str, list[str]], fragment: str) -> dict[str, str] | None:
        found, tail = re.fullmatch(self.address, address), re.fullmatch(self.fragment, fragment)
        if not found or not tail:
            return None
        values = {**found.groupdict(""), **tail.groupdict("")}
        for name, shape in self.query.items():
            value = query.get(name, [""])[0]
            if not re.fullmatch(shape, value):
                return None
            values[name] = quote(value, safe="!,:")
        return values

    def frame_for(self, values: Mapping[str, str]) -> str:
        return self.frame.format_map(values) if isinstance(self.frame, str) else self.frame(values)


@dataclass(frozen=True, slots=True)
class Provider:
    """`key` names the service in the consent registry; `megabytes` is what loading one typically costs the reader."""

    key: str
    name: str
    kind: Kind
    megabytes: int
    site: str  # as readers know it, without scheme
    patterns: tuple[Pattern, ...]


def _map_box(values: Mapping[str, str]) -> str:
    """The frame of OpenStreetMap wants the corners of the map; its links give the centre and the zoom."""
    zoom, latitude, longitude = int(values["zoom"]), float(values["lat"]), float(values["lon"])
    half_width = 360 / 2**zoom * 1.25  # 640 pixels of tiles that are 256 wide
    half_height = half_width * cos(radians(latitude)) * 2 / 3
    west, south = longitude - half_width, latitude - half_height
    east, north = longitude + half_width, latitude + half_height
    box = "%2C".join(f"{edge:.5f}" for edge in (west, south, east, north))
    marker = f"&marker={values['mlat']}%2C{values['mlon']}" if "mlat" in values else ""
    return f"https://www.openstreetmap.org/export/embed.html?bbox={box}&layer=mapnik{marker}"


def _quoted(template: str) -> Callable[[Mapping[str, str]], str]:
    """A frame that takes the public address as a parameter: `template` has one `{}` for it."""
    return lambda values: template.format(quote(values["url"], safe=""))


_YOUTUBE = r"(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com"
_YOUTUBE_ID = r"(?!videoseries)[A-Za-z0-9_-]{11}"
_YOUTUBE_FRAME = "https://www.youtube-nocookie.com/embed/{v}"
_NAME = r"[A-Za-z0-9_.-]{1,100}"
_LATITUDE = r"-?[0-8]?[0-9](?:\.[0-9]{1,15})?"
_LONGITUDE = r"-?1?[0-9]?[0-9](?:\.[0-9]{1,15})?"
_MAP_FRAGMENT = rf"map=(?P<zoom>1?[0-9])/(?P<lat>{_LATITUDE})/(?P<lon>{_LONGITUDE})(?:&.*)?"
_GOOGLE_FRAME = "https://www.google.com/maps?q={lat},{lon}&z={zoom}&output=embed"

PROVIDERS = (
    Provider(
        "youtube",
        "YouTube",
        "video",
        9,
        "youtube.com",
        (
            Pattern(
                rf"{_YOUTUBE}/watch/?",
                "https://www.youtube.com/watch?v={v}",
                _YOUTUBE_FRAME,
                query={"v": _YOUTUBE_ID},
            ),
            Pattern(
                rf"(?:youtu\.be|{_YOUTUBE}/(?:embed|live|v))/(?P<v>{_YOUTUBE_ID})/?",
                "https://www.youtube.com/watch?v={v}",
                _YOUTUBE_FRAME,
            ),
            Pattern(
                rf"{_YOUTUBE}/shorts/(?P<v>{_YOUTUBE_ID})/?",
                "https://www.youtube.com/shorts/{v}",
                _YOUTUBE_FRAME,
                "9/16",
            ),
        ),
    ),
    Provider(
        "vimeo",
        "Vimeo",
        "video",
        9,
        "vimeo.com",
        (
            # An unlisted film has a second part, without which it does not play.
            Pattern(
                r"(?:www\.)?vimeo\.com/(?P<v>[0-9]{4,12})/(?P<h>[0-9a-f]{6,20})/?",
                "https://vimeo.com/{v}/{h}",
                "https://player.vimeo.com/video/{v}?h={h}&dnt=1",
            ),
            Pattern(
                r"player\.vimeo\.com/video/(?P<v>[0-9]{4,12})/?",
                "https://vimeo.com/{v}/{h}",
                "https://player.vimeo.com/video/{v}?h={h}&dnt=1",
                query={"h": r"[0-9a-f]{6,20}"},
            ),
            Pattern(
                r"(?:(?:www\.)?vimeo\.com|player\.vimeo\.com/video)/(?P<v>[0-9]{4,12})/?",
                "https://vimeo.com/{v}",
                "https://player.vimeo.com/video/{v}?dnt=1",
            ),
        ),
    ),
    Provider(
        "x",
        "X",
        "post",
        3,
        "x.com",
        (
            Pattern(
                r"(?:(?:www|mobile)\.)?(?:twitter|x)\.com/(?P<user>[A-Za-z0-9_]{1,20})/status/(?P<v>[0-9]{1,20})/?",
                "https://x.com/{user}/status/{v}",
                "https://platform.twitter.com/embed/Tweet.html?id={v}&dnt=true",
                "4/5",
            ),
        ),
    ),
    Provider(
        "instagram",
        "Instagram",
        "post",
        4,
        "instagram.com",
        (
            Pattern(
                rf"(?:www\.)?instagram\.com/(?P<what>p|reel|tv)/(?P<v>{_NAME})(?:/embed(?:/captioned)?)?/?",
                "https://www.instagram.com/{what}/{v}/",
                "https://www.instagram.com/{what}/{v}/embed/",
                "4/5",
            ),
        ),
    ),
    Provider(
        "tiktok",
        "TikTok",
        "video",
        8,
        "tiktok.com",
        (
            Pattern(
                rf"(?:(?:www|m)\.)?tiktok\.com/@(?P<user>{_NAME})/video/(?P<v>[0-9]{{8,20}})/?",
                "https://www.tiktok.com/@{user}/video/{v}",
                "https://www.tiktok.com/embed/v2/{v}",
                "9/16",
            ),
        ),
    ),
    Provider(
        "facebook",
        "Facebook",
        "post",
        5,
        "facebook.com",
        (
            Pattern(
                rf"(?:(?:www|m)\.)?facebook\.com/(?P<user>{_NAME})/videos/(?P<v>[0-9]{{5,25}})/?",
                "https://www.facebook.com/{user}/videos/{v}",
                _quoted("https://www.facebook.com/plugins/video.php?href={}"),
                kind="video",
            ),
            Pattern(
                r"(?:(?:www|m)\.)?facebook\.com/watch/?",
                "https://www.facebook.com/watch/?v={v}",
                _quoted("https://www.facebook.com/plugins/video.php?href={}"),
                query={"v": r"[0-9]{5,25}"},
                kind="video",
            ),
            Pattern(
                rf"(?:(?:www|m)\.)?facebook\.com/(?P<user>{_NAME})/posts/(?P<v>{_NAME})/?",
                "https://www.facebook.com/{user}/posts/{v}",
                _quoted("https://www.facebook.com/plugins/post.php?href={}&show_text=true"),
                "4/5",
            ),
        ),
    ),
    Provider(
        "soundcloud",
        "SoundCloud",
        "audio",
        4,
        "soundcloud.com",
        (
            Pattern(
                rf"(?:(?:www|m)\.)?soundcloud\.com/(?P<path>{_NAME}/(?:sets/)?(?!sets/?$){_NAME})/?",
                "https://soundcloud.com/{path}",
                _quoted("https://w.soundcloud.com/player/?url={}&show_teaser=false"),
                "4/1",
            ),
        ),
    ),
    Provider(
        "spotify",
        "Spotify",
        "audio",
        4,
        "open.spotify.com",
        (
            Pattern(
                r"open\.spotify\.com/(?:intl-[a-z]{2,5}/)?(?:embed/)?"
                r"(?P<what>track|album|artist|playlist|episode|show)/(?P<v>[A-Za-z0-9]{22})/?",
                "https://open.spotify.com/{what}/{v}",
                "https://open.spotify.com/embed/{what}/{v}",
                "2/1",
            ),
        ),
    ),
    Provider(
        "datawrapper",
        "Datawrapper",
        "chart",
        1,
        "datawrapper.de",
        (
            # Without the number of a version, so that readers get the newest figures.
            Pattern(
                r"(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/(?P<v>[A-Za-z0-9]{5})(?:/[0-9]{1,5})?/?",
                "https://datawrapper.dwcdn.net/{v}/",
                "https://datawrapper.dwcdn.net/{v}/",
                "4/3",
            ),
        ),
    ),
    Provider(
        "openstreetmap",
        "OpenStreetMap",
        "map",
        1,
        "openstreetmap.org",
        (
            Pattern(
                r"www\.openstreetmap\.org/export/embed\.html",
                "https://www.openstreetmap.org/export/embed.html?bbox={bbox}",
                "https://www.openstreetmap.org/export/embed.html?bbox={bbox}&layer=mapnik",
                "3/2",
                query={"bbox": rf"{_LONGITUDE},{_LATITUDE},{_LONGITUDE},{_LATITUDE}"},
            ),
            Pattern(
                r"(?:www\.)?openstreetmap\.org/",
                "https://www.openstreetmap.org/?mlat={mlat}&mlon={mlon}#map={zoom}/{lat}/{lon}",
                _map_box,
                "3/2",
                query={"mlat": _LATITUDE, "mlon": _LONGITUDE},
                fragment=_MAP_FRAGMENT,
            ),
            Pattern(
                r"(?:www\.)?openstreetmap\.org/",
                "https://www.openstreetmap.org/#map={zoom}/{lat}/{lon}",
                _map_box,
                "3/2",
                fragment=_MAP_FRAGMENT,
            ),
        ),
    ),
    Provider(
        "google-maps",
        "Google Maps",
        "map",
        3,
        "google.com/maps",
        (
            Pattern(
                r"(?:www\.google\.com|maps\.google\.com)/maps/embed",
                "https://www.google.com/maps/embed?pb={pb}",
                "https://www.google.com/maps/embed?pb={pb}",
                "3/2",
                query={"pb": r"[^\x00-\x1f<>\"`\\]{10,1500}"},
            ),
            Pattern(
                rf"(?:www\.|maps\.)?google\.com/maps/(?:place/[^/@]{{1,200}}/)?"
                rf"@(?P<lat>{_LATITUDE}),(?P<lon>{_LONGITUDE}),(?P<zoom>[12]?[0-9])(?:\.[0-9]{{1,3}})?z(?:/.*)?",
                "https://www.google.com/maps/@{lat},{lon},{zoom}z",
                _GOOGLE_FRAME,
                "3/2",
            ),
        ),
    ),
)
