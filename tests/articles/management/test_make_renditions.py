import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.management.commands import make_renditions
from articles.models import Image
from tests.factories import make_image

pytestmark = pytest.mark.django_db


class Here:
    """Works in this process, which alone sees the test's transaction."""

    def __init__(self, **options):
        self.map = map

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


def test_a_picture_that_is_damaged_costs_no_other(monkeypatch, capsys):
    monkeypatch.setattr(make_renditions, "ProcessPoolExecutor", Here)
    good, bad = make_image(), make_image("A blue field", "blue")
    Image.objects.filter(pk=bad.pk).update(focus="NaNxNaN")

    with pytest.raises(CommandError, match="1 of 2 pictures"):
        call_command("make_renditions")

    assert f"picture {bad.pk}: ValueError" in capsys.readouterr().err
    good.refresh_from_db()
    assert good.renditions
