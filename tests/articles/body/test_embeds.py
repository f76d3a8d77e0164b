from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body.embeds import embed_for
from articles.body.providers import PROVIDERS
from consent.catalogue import SERVICES

FRAME_HOSTS = {
    service.key: {host for host, use in service.hosts if use == "frame"} for service in SERVICES["embeds"]
}

KNOWN = {
    "https://www.youtube.com/watch?v=abcdefghijk&t=9": (
        "youtube",
        "https://www.youtube.com/watch?v=abcdefghijk",
    ),
    "http://youtu.be/abcdefghijk?si=x": ("youtube", "https://www.youtube.com/watch?v=abcdefghijk"),
    "//www.youtube.com/embed/abcdefghijk?rel=0": ("youtube", "https://www.youtube.com/watch?v=abcdefghijk"),
    "https://www.youtube-nocookie.com/embed/abcdefghijk": (
        "youtube",
        "https://www.youtube.com/watch?v=abcdefghijk",
    ),
    "https://m.youtube.com/shorts/abcdefghijk": ("youtube", "https://www.youtube.com/shorts/abcdefghijk"),
    "https://vimeo.com/123456789": ("vimeo", "https://vimeo.com/123456789"),
    "https://vimeo.com/123456789/0a1b2c3d4e": ("vimeo", "https://vimeo.com/123456789/0a1b2c3d4e"),
    "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e": (
        "vimeo",
        "https://vimeo.com/123456789/0a1b2c3d4e",
    ),
    "https://player.vimeo.com/video/123456789": ("vimeo", "https://vimeo.com/123456789"),
    "https://twitter.com/Some_One/status/1234567890?s=20": ("x", "https://x.com/Some_One/status/1234567890"),
    "https://x.com/a/status/1": ("x", "https://x.com/a/status/1"),
    "https://www.instagram.com/p/CxYz-1_2/?utm_source=x": (
        "instagram",
        "https://www.instagram.com/p/CxYz-1_2/",
    ),
    "https://www.instagram.com/reel/CxYz/embed/": ("instagram", "https://www.instagram.com/reel/CxYz/"),
    "https://www.tiktok.com/@a.b/video/7123456789012345678": (
        "tiktok",
        "https://www.tiktok.com/@a.b/video/7123456789012345678",
    ),
    "https://www.facebook.com/a.b/posts/pfbid02X": (
        "facebook",
        "https://www.facebook.com/a.b/posts/pfbid02X",
    ),
    "https://m.facebook.com/watch/?v=1234567": ("facebook", "https://www.facebook.com/watch/?v=1234567"),
    "https://www.facebook.com/a/videos/1234567/": ("facebook", "https://www.facebook.com/a/videos/1234567"),
    "https://soundcloud.com/a-b/c-d": ("soundcloud", "https://soundcloud.com/a-b/c-d"),
    "https://soundcloud.com/a-b/sets/c-d": ("soundcloud", "https://soundcloud.com/a-b/sets/c-d"),
    "https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC?si=x": (
        "spotify",
        "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC",
    ),
    "https://open.spotify.com/embed/show/4uLU6hMCjMI75M1A2tKUQC": (
        "spotify",
        "https://open.spotify.com/show/4uLU6hMCjMI75M1A2tKUQC",
    ),
    "https://datawrapper.dwcdn.net/aB3dE/12/": ("datawrapper", "https://datawrapper.dwcdn.net/aB3dE/"),
    "https://www.openstreetmap.org/#map=15/-1.2864/36.8172": (
        "openstreetmap",
        "https://www.openstreetmap.org/#map=15/-1.2864/36.8172",
    ),
    "https://www.openstreetmap.org/?mlat=-1.2864&mlon=36.8172#map=15/-1.28/36.81&layers=N": (
        "openstreetmap",
        "https://www.openstreetmap.org/?mlat=-1.2864&mlon=36.8172#map=15/-1.28/36.81",
    ),
    "https://www.openstreetmap.org/export/embed.html?bbox=36.7%2C-1.3%2C36.9%2C-1.2&layer=mapnik": (
        "openstreetmap",
        "https://www.openstreetmap.org/export/embed.html?bbox=36.7,-1.3,36.9,-1.2",
    ),
    "https://www.google.com/maps/place/Nairobi/@-1.2864,36.8172,12.5z/data=!3m1": (
        "google-maps",
        "https://www.google.com/maps/@-1.2864,36.8172,12z",
    ),
    "https://www.google.com/maps/embed?pb=!1m18!1m12!2sNairobi%2C%20Kenya!5e0": (
        "google-maps",
        "https://www.google.com/maps/embed?pb=!1m18!1m12!2sNairobi,%20Kenya!5e0",
    ),
}


@pytest.mark.parametrize("address", KNOWN)
def test_a_known_address_has_one_form_and_a_frame_on_a_declared_host(address):
    embed = embed_for(address)

    assert embed is not None
    assert (embed.provider.key, embed.url) == KNOWN[address]
    frame = urlsplit(embed.frame_url)
    assert (frame.scheme, frame.netloc in FRAME_HOSTS[embed.provider.key]) == ("https", True)
    assert embed_for(embed.url) == embed


def test_every_provider_is_among_the_known_addresses():
    assert {key for key, _ in KNOWN.values()} == {provider.key for provider in PROVIDERS}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "abcdefghijk",
        "ftp://www.youtube.com/watch?v=abcdefghijk",
        "javascript:https://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=abcdefghij",
        "https://www.youtube.com/watch?v=abcdefghijk%22",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/embed/../../evil",
        "https://www.youtube.com/embed/videoseries",
        "https://www.youtube.com:8443/watch?v=abcdefghijk",
        "https://user@www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com@evil.example/watch?v=abcdefghijk",
        "https://www.youtube.com.evil.example/watch?v=abcdefghijk",
        "https://www.youtube.com./watch?v=abcdefghijk",
        "https://evilyoutube.com/watch?v=abcdefghijk",
        "https://evil.example/www.youtube.com/watch?v=abcdefghijk",
        "https://evil.example\\www.youtube.com/watch?v=abcdefghijk",
        "https://evil.example#www.youtube.com/watch?v=abcdefghijk",
        "https:/\\www.youtube.com/watch?v=abcdefghijk",
        "https://www.yоutube.com/watch?v=abcdefghijk",
        "https://www.youtube。com/watch?v=abcdefghijk",
        "https://www.you\ttube.com/watch?v=abcdefghijk",
        "https://[www.youtube.com/watch?v=abcdefghijk",
        "https://www.google.com/search?q=maps",
        "https://www.google.com/maps/embed?pb=<script>alert(1)",
        "https://www.openstreetmap.org/#map=99/-1/36",
        "https://open.spotify.com/track/short",
        "https://www.facebook.com/plugins/post.php?href=https://evil.example",
        "https://soundcloud.com/a/sets",
        f"https://www.youtube.com/watch?v=abcdefghijk&x={'y' * 3_000}",
    ],
)
def test_an_address_that_only_looks_like_one_is_not_a_player(address):
    assert embed_for(address) is None


@given(st.text() | st.from_regex(r"https://(www\.youtube\.com|vimeo\.com|x\.com)[\x00-\x7f]{0,40}"))
def test_no_address_raises_or_leads_to_another_host(address):
    embed = embed_for(address)

    assert embed is None or (
        urlsplit(embed.frame_url).netloc in FRAME_HOSTS[embed.provider.key] and embed_for(embed.url) == embed
    )


def test_a_map_with_a_pin_keeps_it_in_the_frame():
    embed = embed_for("https://www.openstreetmap.org/?mlat=-1.2864&mlon=36.8172#map=13/-1.28/36.81")

    assert embed is not None
    assert embed.frame_url == (
        "https://www.openstreetmap.org/export/embed.html?bbox=36.75507%2C-1.31661%2C36.86493%2C-1.24339"
        "&layer=mapnik&marker=-1.2864%2C36.8172"
    )
