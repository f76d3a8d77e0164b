from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from newsroom.admin.identity import IdentityForm
from newsroom.models import Identity

pytestmark = pytest.mark.django_db


def form_with(logo: bytes | None = None, **typed: str) -> IdentityForm:
    facts = {"name": "Post", "accent": "#0a6847", "time_zone": "Africa/Nairobi", "language": "en", **typed}
    files = {"logo": SimpleUploadedFile("logo.png", logo, "image/png")} if logo else {}
    return IdentityForm(facts, files, instance=Identity(pk=1))


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    "logo", [picture("GIF"), picture("BMP"), picture("PNG")[:40], b"<svg/>", b"no picture"]
)
def test_a_logo_that_is_none_is_said_in_the_form(logo):
    assert list(form_with(logo).errors) == ["logo"]


def test_a_logo_is_named_after_its_content():
    form = form_with(picture("JPEG"))

    assert form.is_valid()
    assert form.cleaned_data["logo"].name == "logo.jpeg"


@pytest.mark.parametrize(
    "typed",
    [
        {"social_addresses": "https://["},
        {"social_addresses": "javascript:alert(1)"},
        {"language": "../en"},
        {"time_zone": "../etc/passwd"},
        {"name": "\u202e"},
    ],
)
def test_nonsense_is_said_in_the_form(typed):
    assert list(form_with(**typed).errors) == list(typed)
