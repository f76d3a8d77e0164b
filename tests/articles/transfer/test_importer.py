import json

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError

from articles import publishing
from articles.models import Article, Image, OldAddress, Revision, Topic
from articles.transfer.importer import import_file, read_lines
from tests.factories import make_content, make_editor, picture_file

pytestmark = pytest.mark.django_db
PUBLISHED = "2026-11-20T14:20:00+03:00"


def article(source="a-1", title="Bridge closed", body="<p>Text</p>", **facts):
    return {"id": source, "title": title, "body": body, "published_at": PUBLISHED, **facts}


@pytest.fixture
def take(tmp_path):
    """Import these lines: dicts, or bytes as they are."""

    def take(*lines, media=None):
        path = tmp_path / "articles.jsonl"
        path.write_bytes(
            b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines)
        )
        return import_file(path, media)

    return take


def counts(report):
    return report.made, report.changed, report.unchanged, len(report.bad)


def test_an_imported_article_is_read_at_its_address(take, client):
    take(
        article(
            section="Counties",
            tags=["Roads", "roads", "Water"],
            authors=["Counties Desk"],
            standfirst="For a week",
        )
    )

    page = client.get("/2026/11/bridge-closed/").content.decode()

    for text in ("Bridge closed", "For a week", "<p>Text", "Counties", "Roads", "Water", "Counties Desk"):
        assert text in page
    for listing in (
        "/",
        "/section/counties/",
        "/topic/roads/",
        "/author/counties-desk/",
        "/archive/2026/11/",
        "/feed/",
    ):
        assert b"Bridge closed" in client.get(listing).content


def test_the_second_time_changes_nothing(take):
    lines = [article(), article("a-2", tags=["Roads"], authors=["Desk"])]
    take(*lines)
    before = list(Revision.objects.values_list("pk", "created_at"))

    assert counts(take(*lines)) == (0, 0, 2, 0)
    assert list(Revision.objects.values_list("pk", "created_at")) == before


def test_a_line_written_otherwise_with_the_same_content_changes_nothing(take):
    take(article(tags=["Roads"]))

    assert counts(take(json.dumps(article(tags=["ROADS"]), indent=None, separators=(",", ":")).encode())) == (
        0,
        0,
        1,
        0,
    )


def test_a_changed_line_makes_a_new_revision_of_the_same_article(take, client):
    take(article())

    report = take(article(title="Bridge open", slug="bridge-closed"))

    assert counts(report) == (0, 1, 0, 0)
    assert Article.objects.get().headline == "Bridge open"
    assert [revision.content.headline for revision in Article.objects.get().revisions.all()] == [
        "Bridge open",
        "Bridge closed",
    ]
    assert b"Bridge open" in client.get("/2026/11/bridge-closed/").content


def test_what_an_editor_changed_here_is_not_overwritten(take):
    take(article())
    publishing.save_draft(make_content("Our own words"), by=make_editor(), article=Article.objects.get())

    report = take(article(title="Theirs"))

    assert counts(report) == (0, 0, 0, 1)
    assert "edited here" in report.bad[0][1]
    assert Article.objects.get().latest_revision.content.headline == "Our own words"


def test_a_bad_line_costs_no_other(take):
    report = take(article("a-1"), b'{"id": "half', article("a-3"), {"id": "a-4"}, b"", article("a-5"))

    assert counts(report) == (3, 0, 0, 2)
    assert [number for number, _ in report.bad] == [2, 4]
    assert set(Article.objects.values_list("source_id", flat=True)) == {"a-1", "a-3", "a-5"}


def test_an_id_that_is_repeated_is_reported_and_the_first_one_stays(take):
    lines = [article(), article(title="Another")]

    assert counts(take(*lines)) == (1, 0, 0, 1)
    assert counts(take(*lines)) == (0, 0, 1, 1)
    assert Article.objects.get().headline == "Bridge closed"


def test_articles_with_the_same_slug_in_a_month_get_numbers(take):
    take(article("a-1"), article("a-2"), article("a-3", published_at="2026-10-01T00:00:00Z"))

    assert sorted(a.get_absolute_url() for a in Article.objects.all()) == [
        "/2026/10/bridge-closed/",
        "/2026/11/bridge-closed-2/",
        "/2026/11/bridge-closed/",
    ]


def test_without_a_date_it_is_a_draft(take, client):
    take({"id": "a-1", "title": "Bridge closed", "body": ""})

    assert list(Article.objects.live()) == []
    assert Article.objects.get().latest_revision.content.headline == "Bridge closed"


def test_a_date_in_the_future_waits_for_it(take, client):
    take(article(published_at="2099-01-01T00:00:00Z"))

    assert client.get("/2099/01/bridge-closed/").status_code == 404


def test_read_also_cards_follow_ids_forwards_backwards_and_round_in_circles(take, client):
    take(
        article("a-1", "First", '<p>One</p><aside data-article="a-2"></aside>'),
        article("a-2", "Second", '<p>Two</p><aside data-article="a-1"></aside>'),
    )

    for address, other in (("first", "second"), ("second", "first")):
        page = client.get(f"/2026/11/{address}/").content.decode()
        assert "data-read-also" in page
        assert f'href="/2026/11/{other}/"' in page


def test_a_card_to_an_article_that_does_not_exist_is_left_out_and_said(take):
    report = take(article(body='<p>One</p><aside data-article="nowhere"></aside>'))

    assert counts(report) == (1, 0, 0, 0)
    assert "nowhere" in report.notes[0][1]
    assert Article.objects.get().body == "<p>One</p>"
    assert counts(take(article(body='<p>One</p><aside data-article="nowhere"></aside>'))) == (0, 0, 1, 0)


def test_pictures_come_from_the_media_folder_and_the_same_file_is_one_picture(take, tmp_path, client):
    for name in ("lead.png", "copy.png"):
        (tmp_path / name).write_bytes(picture_file().read())
    (tmp_path / "inside.png").write_bytes(picture_file(colour="blue").read())
    lead = {"path": "lead.png", "alt": "A red field", "caption": "Red", "credit": "Us"}

    report = take(
        article(
            "a-1",
            image=lead,
            body='<p>One</p><figure data-image="inside.png"><figcaption>Sea</figcaption></figure>',
        ),
        article("a-2", image={"path": "copy.png"}),
        media=tmp_path,
    )

    assert (counts(report), report.notes) == ((2, 0, 0, 0), [])
    assert Image.objects.count() == 2
    first, second = Article.objects.order_by("pk")
    assert first.lead_image == second.lead_image
    assert (first.lead_image.alt, first.lead_image.credit) == ("A red field", "Us")
    assert f'data-image="{Image.objects.exclude(pk=first.lead_image.pk).get().pk}"' in first.body


def test_a_picture_in_old_markup_becomes_one_of_the_library_with_its_text(take, tmp_path):
    (tmp_path / "a.png").write_bytes(picture_file().read())

    take(article(body='<p>One</p><img src="a.png" alt="A red field">'), media=tmp_path)

    image = Image.objects.get()
    assert image.alt == "A red field"
    assert Article.objects.get().body == f'<p>One</p>\n<figure data-image="{image.pk}"></figure>'


@pytest.mark.parametrize("path", ["none.png", "../secret.png", "/etc/passwd", "text.png", "", "folder"])
def test_a_picture_that_cannot_be_had_costs_the_picture_alone(take, tmp_path, path):
    media = tmp_path / "media"
    (media / "folder").mkdir(parents=True)
    (media / "text.png").write_text("no picture")
    (tmp_path / "secret.png").write_bytes(picture_file().read())

    report = take(article(image={"path": path} if path else None), article("a-2"), media=media)

    assert (report.made, Image.objects.count()) == (2, 0)
    assert bool(report.notes) is bool(path)


def test_old_addresses_lead_to_the_article(take, client):
    take(article(old_urls=["/?p=12", "/2019/05/bridge/"]))

    assert client.get("/2019/05/bridge/")["Location"] == "/2026/11/bridge-closed/"
    assert OldAddress.objects.count() == 2


def test_hostile_html_is_cleaned_as_an_editors_would_be(take):
    take(article(body="<p onclick=x()>Text</p><script>alert(1)</script><iframe src=//evil.example></iframe>"))

    assert Article.objects.get().body == "<p>Text</p>"


def test_a_body_over_five_megabytes_is_refused_and_one_below_is_not(take):
    report = take(
        article("a-1", body="<p>" + "x" * (5 * 1024 * 1024) + "</p>"),
        article("a-2", body="<p>" + "x " * 2_000_000),
    )

    assert counts(report) == (1, 0, 0, 1)


def test_topics_are_one_whatever_their_spelling(take):
    take(
        article("a-1", tags=["Énergie"]), article("a-2", tags=["energie"]), article("a-3", tags=["ENERGIE "])
    )

    assert [topic.name for topic in Topic.objects.all()] == ["Énergie"]


def test_a_line_without_an_end_is_not_read_into_memory(monkeypatch, tmp_path):
    monkeypatch.setattr("articles.transfer.importer.MAX_LINE_BYTES", 1000)
    path = tmp_path / "long.jsonl"
    path.write_bytes(b"x" * 5000 + b"\n" + json.dumps(article()).encode() + b"\n")

    with path.open("rb") as file:
        (first, too_long), (second, record) = read_lines(file)

    assert (first, str(too_long)) == (1, "the line is longer than 32 MB")
    assert (second, record.id) == (2, "a-1")


def test_the_number_of_queries_does_not_grow_with_the_lines_of_a_batch(
    take, django_assert_max_num_queries, settings
):
    settings.FRAME_SECONDS = 60
    take(article("warm", section="S", tags=["T"], authors=["A"]))

    def lines(n):
        return [
            article(f"{n}-{i}", f"Story {n} {i}", section="S", tags=["T"], authors=["A"]) for i in range(n)
        ]

    with django_assert_max_num_queries(30):
        take(*lines(1))
    with django_assert_max_num_queries(30):
        take(*lines(150))


def test_the_command_says_what_it_did_and_fails_where_a_line_was_bad(tmp_path, capsys):
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(article()) + "\nnonsense\n")

    with pytest.raises(CommandError, match="1 of 2 lines"):
        call_command("import_articles", str(path))

    said = capsys.readouterr()
    assert "1 new, 0 changed, 0 unchanged, 1 bad" in said.out
    assert "line 2: no JSON" in said.err


@pytest.mark.parametrize("arguments", [["nowhere.jsonl"], ["x.jsonl", "--media", "nowhere"]])
def test_a_file_that_is_not_there_is_a_sentence_and_no_traceback(arguments, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_articles", *arguments)


def test_a_killed_import_that_is_started_again_leaves_no_extra_revision(take):
    first = article(
        "a-1", body='<p>Text</p><aside data-article="a-2"></aside><aside data-article="a-3"></aside>'
    )
    take(first)
    Article.objects.update(source_digest="")  # as it is between the two turns
    take(article("a-2", "Road closed"))

    report = take(first, article("a-3", "Ferry closed"))

    assert counts(report) == (1, 1, 0, 0)
    revision = Revision.objects.get(article__source_id="a-1")
    assert revision.content.body.count("data-article=") == 2


def test_what_an_editor_saved_while_the_import_ran_is_left_alone(take):
    take(article("a-1", body='<p>Text</p><aside data-article="a-2"></aside>'))
    imported = Article.objects.get()
    Article.objects.update(source_digest="")
    draft = publishing.save_draft(make_content("Typed by hand"), by=make_editor(), article=imported)

    take(article("a-1", body='<p>Text</p><aside data-article="a-2"></aside>'), article("a-2", "Road closed"))

    draft.refresh_from_db()
    assert draft.content.headline == "Typed by hand"
    assert imported.revisions.count() == 2


def test_a_full_disk_stops_the_import_and_a_second_one_ends_it(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.png").write_bytes(picture_file().read())
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(article(image={"path": "a.png", "alt": "A field"})))

    def full(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "_save", full)
        with pytest.raises(
            CommandError, match="Stopped: A picture could not be stored: No space left on device"
        ):
            call_command("import_articles", str(path), "--media", str(tmp_path))
    assert (Article.objects.count(), Image.objects.count()) == (0, 0)
    call_command("import_articles", str(path), "--media", str(tmp_path))

    assert Article.objects.get().lead_image == Image.objects.get()


def test_a_database_that_is_gone_stops_the_import_with_a_sentence(tmp_path, database_gone):
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(article()))

    with pytest.raises(CommandError, match=r"Stopped: .*start the import again"):
        call_command("import_articles", str(path))


@pytest.mark.parametrize("path", [".", "folder", "x" * 400, "../outside.png", "/etc/hostname"])
def test_what_is_no_file_below_the_media_folder_is_no_picture(take, tmp_path, path):
    (tmp_path / "media" / "folder").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(picture_file().read())

    report = take(article(image={"path": path, "alt": "A field"}), media=tmp_path / "media")

    assert counts(report) == (1, 0, 0, 0)
    assert "left out" in report.notes[0][1]
    assert not Image.objects.exists()


def test_what_was_withdrawn_here_does_not_come_back(take, client):
    take(article())
    publishing.withdraw(Article.objects.get(), by=make_editor(), notice="It was wrong.")

    report = take(json.dumps(article(), separators=(",", ":")).encode())

    assert counts(report) == (0, 0, 0, 1)
    assert client.get("/2026/11/bridge-closed/").status_code == 410


def test_words_and_focus_of_pictures_come_with_the_line(take, tmp_path):
    (tmp_path / "a.png").write_bytes(picture_file().read())
    words = {"alt": "A field", "caption": "Red", "credit": "Us", "licence": "Ours", "focus": "0.2x0.75"}

    take(
        article(body='<p>One</p><figure data-image="a.png"></figure>', images=[{"path": "a.png", **words}]),
        media=tmp_path,
    )

    image = Image.objects.get()
    assert {name: getattr(image, name) for name in words} == words


def test_a_text_for_a_picture_that_is_too_long_costs_its_end_and_no_line(take, tmp_path):
    (tmp_path / "a.png").write_bytes(picture_file().read())

    report = take(article(body=f'<img src="a.png" alt="{"x" * 600}">'), media=tmp_path)

    assert counts(report) == (1, 0, 0, 0)
    assert Image.objects.get().alt == "x" * 400


def test_two_long_tags_that_make_the_same_slug_are_two_topics(take):
    report = take(article(tags=["x" * 99 + "?", "x" * 99 + "!"]))

    assert (counts(report), Topic.objects.count()) == ((1, 0, 0, 0), 2)


def test_an_article_for_later_is_announced_when_its_time_has_come(take):
    take(article(published_at="2099-01-01T00:00:00Z"), article("a-2"))

    assert dict(Article.objects.values_list("source_id", "is_announced")) == {"a-1": False, "a-2": True}
