"""The sizes in which a picture is served, made by a task and never while a page is rendered."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.storage import Storage
from imagefield.processing import register
from PIL import Image as Pillow
from PIL import ImageCms

from ..models import Image


@dataclass(frozen=True, slots=True)
class Crop:
    """A shape in which pages show pictures. `ratio` is width / height, None: as it is. Widths in pixels."""

    ratio: float | None
    widths: tuple[int, ...]


CROPS = {
    "square": Crop(1, (104, 208)),
    "card": Crop(3 / 2, (360, 720)),
    "wide": Crop(2, (960, 1440)),
    "natural": Crop(None, (360, 720, 1200)),
}
# AVIF at speed 8 costs a quarter of speed 6 for the same bytes (docs/decisions/pictures.md).
ENCODINGS: dict[str, tuple[tuple[str, Any], ...]] = {
    "avif": (("format", "AVIF"), ("quality", 50), ("speed", 8)),
    "jpeg": (("format", "JPEG"), ("quality", 74), ("progressive", True), ("optimize", True)),
}
Handler = Callable[[Pillow.Image, Any], Pillow.Image]


@register
def encode(get_image: Handler, options: tuple[tuple[str, Any], ...]) -> Handler:
    """A step of django-imagefield: sRGB without profile or transparency, written as `options` say."""

    def processor(image: Pillow.Image, context: Any) -> Pillow.Image:
        context.save_kwargs.clear()
        context.save_kwargs.update(options)
        return get_image(_on_white(_in_srgb(image)), context)

    return processor


def make(image: Image) -> None:
    """Write every rendition of `image` that is missing, and note them on the row.

    The files of an old focus stay until there is yet another one: a page in a cache may name them for a day.
    """
    made: dict[str, dict[str, list[Any]]] = {}
    for name, crop in CROPS.items():
        for width, height in _sizes(crop, image):
            for extension, options in ENCODINGS.items():
                path = image.file.process(_spec(crop, width, height, extension, options))
                size = image.file.storage.size(path)
                made.setdefault(name, {}).setdefault(extension, []).append([width, height, path, size])
    leaving = _paths(image.renditions) - _paths(made)
    if leaving:
        _delete(set(image.outdated) - leaving - _paths(made), image.file.storage)
        image.outdated = sorted(leaving)
    image.renditions = made
    image.save(update_fields=["renditions", "outdated"])


def _sizes(crop: Crop, image: Image) -> Iterator[tuple[int, int]]:
    """(width, height) of each rendition: never larger than the picture, and one at least."""
    assert image.width is not None and image.height is not None
    ratio = crop.ratio or image.width / image.height
    widest = min(image.width, math.floor(image.height * ratio)) or 1
    widths = [width for width in crop.widths if width <= widest]
    if not widths or (widths[-1] < crop.widths[-1] and widest >= 1.2 * widths[-1]):
        widths.append(widest)
    for width in widths:
        yield width, max(1, round(width / ratio))


def _spec(crop: Crop, width: int, height: int, extension: str, options: tuple[tuple[str, Any], ...]) -> Any:
    def spec(file: Any, context: Any) -> None:
        context.extension = f".{extension}"
        context.processors = ["autorotate", ("encode", options), ("crop", (width, height))]

    return spec


def _in_srgb(image: Pillow.Image) -> Pillow.Image:
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (
        ImageCms.PyCMSError,
        OSError,
    ):  # a profile that does not fit the picture: show it as most programs would
        return image
    return converted or image


def _on_white(image: Pillow.Image) -> Pillow.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        ground = Pillow.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    return image.convert("RGB")


def _paths(renditions: dict[str, dict[str, list[Any]]]) -> set[str]:
    return {path for by_type in renditions.values() for sizes in by_type.values() for _, _, path, _ in sizes}


def _delete(paths: set[str], storage: Storage) -> None:
    for path in paths:
        storage.delete(path)
