import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from articles.pictures.receive import MAX_BYTES, NoPicture, receive
from tests.factories import picture_file


def with_gps(kind="JPEG"):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 0.0)
    return picture_file((60, 40), kind=kind, exif=exif)


def png_of(width, height):
    """A PNG that says it is so large, and ends."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 10_000)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


@pytest.mark.parametrize(
    ("kind", "extension"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")]
)
def test_the_type_is_read_from_the_content(kind, extension):
    upload = picture_file(kind=kind)
    upload.name = "innocent.html"

    received = receive(upload)

    assert received.file.name == f"picture.{extension}"
    assert (received.width, received.height) == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_metadata_is_taken_off_and_the_picture_stands_upright(kind):
    received = receive(with_gps(kind))

    kept = Image.open(received.file)
    assert kept.size == (40, 60)
    assert dict(kept.getexif()) == {}
    assert b"Exif" not in received.file.read()


def test_a_picture_without_metadata_is_kept_to_the_byte():
    upload = picture_file(kind="WEBP")

    assert receive(upload).file.read() == upload.getvalue()


def test_what_was_kept_once_is_recognised_when_it_comes_again():
    first = receive(with_gps())

    assert receive(first.file).sha256 == first.sha256 == receive(with_gps()).sha256


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (BytesIO(b""), "empty"),
        (BytesIO(b"no picture"), "no JPEG, PNG, WebP or AVIF"),
        (BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "no JPEG"),
        (picture_file(kind="GIF"), "no JPEG"),
        (BytesIO(b"GIF89a/*" + b"<script>" * 10), "no JPEG"),
        (BytesIO(b"\xff\xd8\xff\xe0<html>"), "no JPEG"),
        (BytesIO(picture_file(kind="JPEG", size=(600, 400)).getvalue()[:900]), "damaged"),
        (BytesIO(b"\0" * (MAX_BYTES + 1)), "over 20 MB"),
        (png_of(50_000, 50_000), "40 megapixels"),
        (png_of(10_000, 5_000), "40 megapixels"),
        (png_of(5_000, 5_000), "damaged"),
        (picture_file((1, 500)), "too long and thin"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(upload, reason):
    with pytest.raises(NoPicture, match=reason):
        receive(upload)


def test_of_several_pictures_in_one_file_the_first_is_kept_as_a_jpeg():
    upload = BytesIO()
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("red", "blue"))
    first.save(upload, "MPO", save_all=True, append_images=[second])
    upload.seek(0)

    received = receive(upload)

    kept = Image.open(received.file)
    assert (received.file.name, kept.format) == ("picture.jpeg", "JPEG")
    assert kept.resize((1, 1)).getcolors() == [(1, (254, 0, 0))]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_stands_behind_the_picture_is_not_kept(kind):
    upload = BytesIO(picture_file((60, 40), kind=kind).read() + b"<script>where I live</script>")

    received = receive(upload)

    assert b"where I live" not in received.file.read()
    assert (received.width, received.height) == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_is_nothing_else_is_kept_as_it_came(kind):
    content = picture_file((60, 40), kind=kind).read()

    assert receive(BytesIO(content)).file.read() == content
