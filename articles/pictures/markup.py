"""A picture of the library as HTML: `<picture>` with AVIF and JPEG, in the crop and sizes that a place asks for."""

from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..models import Image

TYPES = (("avif", "image/avif"), ("jpeg", "image/jpeg"))
URGENT, LAZY = 'fetchpriority="high"', 'loading="lazy" decoding="async"'
DESKTOP, PHONE = "(min-width:60rem)", "(max-width:39.99rem)"
LEAD_SIZES = "(min-width:84rem) 60rem, (min-width:60rem) 72vw, 100vw"


def picture(
    image: Image | None,
    crop: str,
    sizes: str,
    *,
    eager: bool = False,
    is_decorative: bool = False,
    phone_square: str = "",
) -> SafeString:
    """`<picture>` of a crop; a tinted box of the same shape while no rendition is ready; nothing without an image.

    `phone_square`: the width of the square that narrow screens get instead, such as `104px`.
    """
    if image is None:
        return SafeString("")
    by_type = image.renditions.get(crop)
    if not by_type:
        return mark_safe(f'<span class="picture-waiting picture-{crop}"></span>')
    sources = f'<source type="image/avif" srcset="{_srcset(by_type["avif"])}" sizes="{sizes}">'
    if phone_square and (squares := image.renditions.get("square")):
        narrow = f'<source media="{PHONE}" type="image/avif" srcset="{_srcset(squares["avif"])}"'
        sources = f'{narrow} sizes="{phone_square}">{sources}'
    img = _img(image, by_type["jpeg"], sizes, URGENT if eager else LAZY, is_decorative)
    return mark_safe(f"<picture>{sources}{img}</picture>")


def lead_picture(image: Image | None) -> SafeString:
    """The picture over an article: 3:2 on phones, 2:1 on wide screens, asked for at once."""
    if image is None:
        return SafeString("")
    phone, desktop = image.renditions.get("card"), image.renditions.get("wide")
    if not phone or not desktop:
        return mark_safe('<span class="picture-waiting picture-card"></span>')
    wide = "".join(
        f'<source media="{DESKTOP}" type="{mime}" srcset="{_srcset(desktop[extension])}" sizes="{LEAD_SIZES}"'
        f' width="{desktop[extension][-1][0]}" height="{desktop[extension][-1][1]}">'
        for extension, mime in TYPES
    )
    img = _img(image, phone["jpeg"], "100vw", URGENT, False)
    return mark_safe(
        f'<picture>{wide}<source type="image/avif" srcset="{_srcset(phone["avif"])}" sizes="100vw">{img}</picture>'
    )


def lead_preload(image: Image | None) -> SafeString:
    """What tells the browser of the lead picture before it has read the page, for browsers that know AVIF."""
    if image is None or not image.renditions.get("wide") or not image.renditions.get("card"):
        return SafeString("")
    places = (("wide", DESKTOP, LEAD_SIZES), ("card", "(max-width:59.99rem)", "100vw"))
    return mark_safe(
        "".join(
            f'<link rel="preload" as="image" type="image/avif" media="{media}" imagesizes="{sizes}"'
            f' imagesrcset="{_srcset(image.renditions[crop]["avif"])}" fetchpriority="high">'
            for crop, media, sizes in places
        )
    )


def phone_file(image: Image | None, crop: str, pixels: int = 720) -> tuple[str, int]:
    """What a phone fetches to show `crop` in so many pixels, by path and bytes; `("", 0)` where there is nothing.

    720 pixels are its whole width, at two to a point.
    """
    sizes = image.renditions.get(crop, {}).get("avif", []) if image else []
    files = [(path, size) for width, _, path, size in sizes if width >= pixels]
    files += [(path, size) for _, _, path, size in sizes[-1:]]
    return files[0] if files else ("", 0)


def phone_bytes(image: Image | None, crop: str) -> int:
    """Bytes that a phone fetches to show `crop` over its whole width."""
    return phone_file(image, crop)[1]


def absolute_address(image: Image, crop: str) -> str:
    """The address of the widest JPEG of `crop`, for machines; empty while there is none."""
    sizes = image.renditions.get(crop, {}).get("jpeg", [])
    return f"{settings.SITE_URL}{settings.MEDIA_URL}{sizes[-1][2]}" if sizes else ""


def _srcset(sizes: list[Any]) -> str:
    base = settings.MEDIA_URL
    return ", ".join(f"{base}{path} {width}w" for width, _, path, _ in sizes)


def _img(image: Image, sizes: list[Any], slots: str, loading: str, is_decorative: bool) -> str:
    width, height, path, _ = sizes[-1]
    alt = "" if is_decorative or image.is_decorative else escape(image.alt)
    return (
        f'<img src="{settings.MEDIA_URL}{path}" srcset="{_srcset(sizes)}" sizes="{slots}"'
        f' width="{width}" height="{height}" alt="{alt}" {loading}>'
    )
