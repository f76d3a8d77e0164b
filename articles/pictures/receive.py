"""Pictures that come in from people and imports: checked before they are decoded, kept without their metadata."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_RATIO = 20  # a thousand times wider than high is no picture
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
METADATA = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment"})
ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}  # behind which phones put films with sound and place


class NoPicture(ValueError):
    """The file is not taken; the message says why, to the person who sent it."""


@dataclass(frozen=True, slots=True)
class Received:
    """A picture fit to be kept. `sha256` is of the file as it is kept, and the same upload is kept the same."""

    file: ContentFile[bytes]
    sha256: str
    width: int
    height: int


def receive(upload: IO[bytes]) -> Received:
    """The picture in `upload`, without metadata and upright. Raises NoPicture.

    The type is read from the content; name and declared type count for nothing. Nothing is decoded before
    its size in bytes and pixels is known and allowed.
    """
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise NoPicture("The file is over 20 MB. Export it smaller: 2,400 pixels wide is plenty.")
    if not content:
        raise NoPicture("The file is empty.")
    image = _open(content)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise NoPicture(f"{width} × {height} pixels are more than 40 megapixels.")
    if max(width, height) > MAX_RATIO * min(width, height):
        raise NoPicture(f"{width} × {height} pixels are too long and thin to be shown.")
    kept, (width, height) = _without_metadata(image, content)
    extension = _format(image).lower()
    return Received(
        file=ContentFile(kept, name=f"picture.{extension}"),
        sha256=hashlib.sha256(kept).hexdigest(),
        width=width,
        height=height,
    )


def _open(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow's own guard warns from 89 megapixels and raises from 179; ours below is stricter.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise NoPicture("The picture has more than 40 megapixels.") from None
    except Exception as error:  # Pillow's readers raise whatever their parser stumbles over
        raise NoPicture("The file is no JPEG, PNG, WebP or AVIF picture.") from error


def _without_metadata(image: Image.Image, content: bytes) -> tuple[bytes, tuple[int, int]]:
    """The file's bytes as they are where they hold nothing but the picture, else written anew."""
    try:
        image.load()
        if _is_picture_alone(image, content):
            return content, image.size
        upright = ImageOps.exif_transpose(image)
        upright.info = {key: value for key, value in upright.info.items() if key == "icc_profile"}
        written = io.BytesIO()
        upright.save(
            written,
            format=_format(image),
            exif=b"",
            **({"quality": 92} if image.format != "PNG" else {}),
            **({"icc_profile": icc} if (icc := image.info.get("icc_profile")) else {}),
        )
    except Exception as error:
        raise NoPicture("The picture is damaged: it could not be read to its end.") from error
    return written.getvalue(), upright.size


def _format(image: Image.Image) -> str:
    """JPEG also for the several pictures in one file that some phones write; the first is the picture."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def _is_picture_alone(image: Image.Image, content: bytes) -> bool:
    """True where the file says nothing but the picture, neither in it nor behind its end."""
    if METADATA & image.info.keys() or getattr(image, "text", None) or image.format == "MPO":
        return False
    if image.format == "WEBP":
        return int.from_bytes(content[4:8], "little") + 8 >= len(content)
    return content.endswith(ENDS.get(image.format or "", b""))
