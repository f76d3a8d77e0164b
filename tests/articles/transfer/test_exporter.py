import io
import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command

from articles import publishing
from articles.models import Article, Image, Revision
from articles.transfer.exporter import export
from articles.transfer.importer import import_file
from tests.factories import make_article, make_content, make_draft, make_editor, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Articles of every kind, that refer to each other."""
    image = make_image()
    first = make_article(
        "Bridge closed",
        at=datetime(2026, 3, 14, 3, 0, tzinfo=UTC),
        standfirst="For a week",
        section="Counties",
        topic_names=["Roads", "Water"],
        authors=["Counties Desk"],
        label="news",
        language="sw",
        lead_image=image.pk,
        lead_caption="The bridge",
        search_title="Bridge",
        body=f'<p>One</p><figure data-image="{image.pk}"><figcaption>Sea</figcaption></figure>',
    )
    make_article("Bridge open", body=f'<p>Two</p><aside data-article="{first.pk}"></aside>')
    make_draft("Never shown")
    withdrawn = make_article("Wrong")
    publishing.withdraw(withdrawn, by=make_editor(), notice="It was wrong.")
    edited = make_article("Slowly")
    publishing.save_draft(make_content("Slowly, changed"), by=make_editor(), article=edited)


def lines():
    file = io.StringIO()
    export(file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def test_what_goes_out_is_the_format_that_comes_in(archive):
    first = lines()[0]

    assert first["title"] == "Bridge closed"
    assert first["tags"] == ["Roads", "Water"]
    assert first["authors"] == ["Counties Desk"]
    assert first["published_at"] == "2026-03-14T03:00:00+00:00"
    path = Image.objects.get().file.name
    assert first["image"] == {"path": path, "caption": "The bridge"}
    assert first["images"] == [{"path": path, "alt": "A red field", "focus": "0.5x0.5"}]
    assert f'data-image="{Image.objects.get().file.name}"' in first["body"]


def test_a_card_goes_out_by_the_id_of_its_article(archive):
    first, second = lines()[:2]

    assert f'data-article="{first["id"]}"' in second["body"]


def test_of_a_live_article_the_live_text_goes_out(archive):
    assert [line["title"] for line in lines()][-1] == "Slowly"


def test_out_and_in_again_changes_nothing(archive, tmp_path):
    path = tmp_path / "out.jsonl"
    before = list(Article.objects.order_by("pk").values())
    revisions = Revision.objects.count()
    call_command("export_articles", str(path))

    report = import_file(path, settings.MEDIA_ROOT)

    assert (report.made, report.changed, report.notes) == (0, 0, [])
    assert Revision.objects.count() == revisions
    after = list(Article.objects.order_by("pk").values())
    assert [{**row, "source_digest": ""} for row in after] == [{**row, "source_digest": ""} for row in before]


def test_into_an_empty_site_and_out_again_gives_the_same_lines(archive, tmp_path):
    path = tmp_path / "out.jsonl"
    before = lines()
    call_command("export_articles", str(path))
    Article.objects.all().delete()

    report = import_file(path, settings.MEDIA_ROOT)

    assert (report.made, report.bad, report.notes) == (5, [], [])
    assert lines() == before


def test_a_disk_that_is_full_leaves_no_half_export(archive, tmp_path, monkeypatch):
    path = tmp_path / "out.jsonl"
    path.write_text("yesterday's")

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("articles.management.commands.export_articles.export", full)
    with pytest.raises(Exception, match="No space left"):
        call_command("export_articles", str(path))

    assert path.read_text() == "yesterday's"
    assert list(tmp_path.iterdir()) == [path]


def test_an_article_without_a_text_goes_out_so_that_it_comes_in(tmp_path):
    make_article("Bridge closed", body="")
    path = tmp_path / "articles.jsonl"

    call_command("export_articles", str(path))

    assert import_file(path, None).unchanged == 1
