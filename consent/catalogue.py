"""The registry that a new site begins with: categories and services, in every language. `defaults` writes the rows.

What a service keeps was read from its own documentation. No program has compared it with what a browser sees yet.
"""

from dataclasses import dataclass
from typing import Any

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """`lasts` None: until the browser is closed, or until it is deleted. `host` empty: on our own site."""

    name: str
    lasts: int | None = None
    unit: str = "days"
    kind: str = "cookie"
    host: str = ""
    purpose_en: str = ""
    purpose_sw: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A service. `texts` is the key of its purpose and data in `TEXTS`."""

    key: str
    name: str
    company: str
    country: str
    texts: str
    policy_url: str
    hosts: tuple[tuple[str, str], ...]
    storage: tuple[Stored, ...] = ()
    is_on: bool = True
    tag: str = ""


CATEGORIES: tuple[tuple[str, Texts, Texts], ...] = (
    (
        "necessary",
        {"en": "Strictly necessary", "sw": "Vya lazima kabisa"},
        {
            "en": "What the site cannot do without: it remembers your choice about cookies, and keeps our own staff "
            "signed in.",
            "sw": "Vitu ambavyo tovuti haiwezi kufanya bila: hukumbuka chaguo lako kuhusu vidakuzi, na huwaweka "
            "wafanyakazi wetu wakiwa wameingia.",
        },
    ),
    (
        "statistics",
        {"en": "Statistics", "sw": "Takwimu"},
        {
            "en": "They show us which stories are read, and how readers find them.",
            "sw": "Hutuonyesha habari zipi husomwa, na jinsi wasomaji wanavyozipata.",
        },
    ),
    (
        "embeds",
        {"en": "Videos, posts and maps", "sw": "Video, machapisho na ramani"},
        {
            "en": "Parts of our stories that stay with other companies: videos, posts, recordings, charts and maps.",
            "sw": "Sehemu za habari zetu zinazobaki kwa kampuni nyingine: video, machapisho, rekodi, chati na ramani.",
        },
    ),
    (
        "advertising",
        {"en": "Advertising", "sw": "Matangazo"},
        {
            "en": "Advertisements that other companies choose and measure.",
            "sw": "Matangazo ambayo kampuni nyingine huchagua na kupima.",
        },
    ),
)

_PLAYED = {
    "en": "Your IP address, your browser and device, the page you are on, and what you play.",
    "sw": "Anwani yako ya IP, kivinjari na kifaa chako, ukurasa uliopo, na unachocheza.",
}
_SEEN = {
    "en": "Your IP address, your browser and device, and the page you are on.",
    "sw": "Anwani yako ya IP, kivinjari na kifaa chako, na ukurasa uliopo.",
}
_READ = {
    "en": "Your IP address, your browser and device, the pages you read, and how you came to them.",
    "sw": "Anwani yako ya IP, kivinjari na kifaa chako, kurasa unazosoma, na jinsi ulivyozifikia.",
}
# By their key: the purpose, and what the company gets to know.
TEXTS: dict[str, tuple[Texts, Texts]] = {
    "site": (
        {"en": "Remembers your choice about cookies.", "sw": "Hukumbuka chaguo lako kuhusu vidakuzi."},
        {
            "en": "What you chose, when, and the number of your receipt. Nobody else receives it.",
            "sw": "Ulichochagua, lini, na nambari ya stakabadhi yako. Hakuna mwingine anayepokea.",
        },
    ),
    "desk": (
        {"en": "Keeps our staff signed in at the desk.", "sw": "Huwaweka wafanyakazi wetu wakiwa wameingia."},
        {
            "en": "Which member of staff is signed in. Readers never get it.",
            "sw": "Mfanyakazi gani ameingia. Wasomaji hawaipati kamwe.",
        },
    ),
    "video": ({"en": "Plays videos in our stories.", "sw": "Hucheza video katika habari zetu."}, _PLAYED),
    "post": ({"en": "Shows posts in our stories.", "sw": "Huonyesha machapisho katika habari zetu."}, _SEEN),
    "audio": (
        {"en": "Plays recordings in our stories.", "sw": "Hucheza rekodi katika habari zetu."},
        _PLAYED,
    ),
    "chart": ({"en": "Draws charts in our stories.", "sw": "Huchora chati katika habari zetu."}, _SEEN),
    "map": ({"en": "Draws maps in our stories.", "sw": "Huchora ramani katika habari zetu."}, _SEEN),
    "statistics": (
        {"en": "Counts how often each page is read.", "sw": "Huhesabu mara ngapi kila ukurasa husomwa."},
        _READ,
    ),
}
SAFEGUARD = {
    "en": "Your consent to this transfer. The company's privacy policy names what protects your data there.",
    "sw": "Idhini yako kwa uhamisho huu. Sera ya faragha ya kampuni inaeleza kinacholinda data yako huko.",
}

_GOOGLE = "https://policies.google.com/privacy"

SERVICES: dict[str, tuple[Entry, ...]] = {
    "necessary": (
        Entry(
            "site",
            "This site",
            "",
            "",
            "site",
            "",
            (),
            (
                Stored(
                    "consent",
                    182,
                    purpose_en="Your choice about cookies, so that we do not ask on each page.",
                    purpose_sw="Chaguo lako kuhusu vidakuzi, ili tusiulize kwenye kila ukurasa.",
                ),
                Stored(
                    "consent",
                    kind="session",
                    purpose_en="The same where your browser takes no cookies.",
                    purpose_sw="Vivyo hivyo pale kivinjari chako hakikubali vidakuzi.",
                ),
                Stored(
                    "consent-unsent",
                    182,
                    kind="local",
                    purpose_en="A choice that could not be sent to us yet, until it is sent.",
                    purpose_sw="Chaguo ambalo bado halijatumwa kwetu, mpaka litumwe.",
                ),
            ),
        ),
        Entry(
            "desk",
            "The desk",
            "",
            "",
            "desk",
            "",
            (),
            (
                Stored(
                    "*session",
                    14,
                    purpose_en="Keeps a member of staff signed in.",
                    purpose_sw="Humweka mfanyakazi akiwa ameingia.",
                ),
                Stored(
                    "*csrf",
                    364,
                    purpose_en="Keeps other sites from sending forms in the name of a member of staff.",
                    purpose_sw="Huzuia tovuti nyingine kutuma fomu kwa jina la mfanyakazi.",
                ),
            ),
        ),
    ),
    "statistics": (
        Entry(
            "ga4",
            "Google Analytics 4",
            "Google",
            "US",
            "statistics",
            _GOOGLE,
            (
                ("www.googletagmanager.com", "script"),
                ("*.google-analytics.com", "connect"),
                ("*.analytics.google.com", "connect"),
            ),
            (Stored("_ga", 730), Stored("_ga_*", 730)),
            is_on=False,
            tag="ga4",
        ),
        Entry(
            "matomo",
            "Matomo",
            "InnoCraft",
            "NZ",
            "statistics",
            "https://matomo.org/privacy-policy/",
            (),
            (Stored("_pk_id*", 393), Stored("_pk_ses*", 30, "minutes"), Stored("_pk_ref*", 182)),
            is_on=False,
            tag="matomo",
        ),
        Entry(
            "plausible",
            "Plausible",
            "Plausible Insights",
            "EE",
            "statistics",
            "https://plausible.io/privacy",
            (),
            is_on=False,
            tag="plausible",
        ),
    ),
    "embeds": (
        Entry(
            "youtube",
            "YouTube",
            "Google",
            "US",
            "video",
            _GOOGLE,
            (("www.youtube-nocookie.com", "frame"),),
            (
                Stored("yt-*", kind="local", host="www.youtube-nocookie.com"),
                Stored("VISITOR_INFO1_LIVE", 180, host="*.youtube.com"),
                Stored("YSC", host="*.youtube.com"),
            ),
        ),
        Entry(
            "vimeo",
            "Vimeo",
            "Vimeo",
            "US",
            "video",
            "https://vimeo.com/privacy",
            (("player.vimeo.com", "frame"),),
            (Stored("vuid", 730, host="*.vimeo.com"), Stored("__cf_bm", 30, "minutes", host="*.vimeo.com")),
        ),
        Entry(
            "x",
            "X",
            "X Corp.",
            "US",
            "post",
            "https://x.com/en/privacy",
            (("platform.twitter.com", "frame"),),
            (
                Stored("guest_id*", 730, host="*.twitter.com"),
                Stored("personalization_id", 730, host="*.twitter.com"),
            ),
        ),
        Entry(
            "instagram",
            "Instagram",
            "Meta",
            "US",
            "post",
            "https://privacycenter.instagram.com/policy",
            (("www.instagram.com", "frame"),),
            (
                Stored("csrftoken", 365, host="*.instagram.com"),
                Stored("mid", 730, host="*.instagram.com"),
                Stored("ig_did", 730, host="*.instagram.com"),
            ),
        ),
        Entry(
            "tiktok",
            "TikTok",
            "ByteDance",
            "CN",
            "video",
            "https://www.tiktok.com/legal/page/row/privacy-policy/en",
            (("www.tiktok.com", "frame"),),
            (Stored("ttwid", 365, host="*.tiktok.com"), Stored("msToken", 10, host="*.tiktok.com")),
        ),
        Entry(
            "facebook",
            "Facebook",
            "Meta",
            "US",
            "post",
            "https://www.facebook.com/privacy/policy/",
            (("www.facebook.com", "frame"),),
            (Stored("datr", 400, host="*.facebook.com"), Stored("fr", 90, host="*.facebook.com")),
        ),
        Entry(
            "soundcloud",
            "SoundCloud",
            "SoundCloud",
            "DE",
            "audio",
            "https://soundcloud.com/pages/privacy",
            (("w.soundcloud.com", "frame"),),
            (Stored("sc_anonymous_id", 3650, host="*.soundcloud.com"),),
        ),
        Entry(
            "spotify",
            "Spotify",
            "Spotify",
            "SE",
            "audio",
            "https://www.spotify.com/legal/privacy-policy/",
            (("open.spotify.com", "frame"),),
            (Stored("sp_t", 365, host="*.spotify.com"), Stored("sp_landing", 1, host="*.spotify.com")),
        ),
        Entry(
            "datawrapper",
            "Datawrapper",
            "Datawrapper",
            "DE",
            "chart",
            "https://www.datawrapper.de/privacy",
            (("datawrapper.dwcdn.net", "frame"),),
        ),
        Entry(
            "openstreetmap",
            "OpenStreetMap",
            "OpenStreetMap Foundation",
            "GB",
            "map",
            "https://osmfoundation.org/wiki/Privacy_Policy",
            (("www.openstreetmap.org", "frame"),),
            (Stored("_osm_totp_token", 1, "hours", host="www.openstreetmap.org"),),
        ),
        Entry(
            "google-maps",
            "Google Maps",
            "Google",
            "US",
            "map",
            _GOOGLE,
            (("www.google.com", "frame"),),
            (Stored("NID", 183, host="*.google.com"),),
        ),
    ),
    "advertising": (),
}


def purposes_of(stored: Stored) -> dict[str, Any]:
    return {"en": stored.purpose_en, "sw": stored.purpose_sw} if stored.purpose_en else {}
