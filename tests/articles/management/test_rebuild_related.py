import pytest
from django.core.management import CommandError, call_command

from articles import publishing
from articles.models import Article, Profile
from tests.articles.related.stories import cricket, faults, flood, list_of, settle
from tests.factories import make_draft, make_editor

pytestmark = pytest.mark.django_db


def explained(capsys, one, other):
    call_command("rebuild_related", "--explain", str(one), str(other))
    return capsys.readouterr().out.splitlines()


def test_the_archive_is_related_and_its_progress_told(capsys):
    stories = [flood(number) for number in range(3)]

    call_command("rebuild_related")

    said = capsys.readouterr()
    assert said.out == "3 stories related\n"
    assert said.err == "3 of 3 stories counted\n3 of 3 stories related\n"
    assert len(list_of(stories[0])) == 2
    assert faults() == []


def test_it_says_why_two_stories_are_suggested_to_each_other(capsys):
    one, other = flood(0, topic_names=["Floods"]), flood(1, topic_names=["Floods"])
    cricket(0)
    settle()
    before = list(Profile.objects.order_by("pk").values())

    said = explained(capsys, one.pk, other.pk)

    assert said[0].split() == [str(one.pk), "2026-11-01", "Water", "reaches", "Bura"]
    assert said[1].split() == [str(other.pk), "2026-10-31", "Water", "reaches", "Hola"]
    assert said[2].split() == ["part", "stories", "term"]
    terms = {line.split()[2]: line.split()[1] for line in said[3:-1] if "more" not in line}
    assert terms["water"] == terms["reaches"] == terms["#Floods"] == "2"
    assert "elder0" not in terms
    assert "nearness in time 0.999" in said[-1]
    assert list(Profile.objects.order_by("pk").values()) == before


def test_what_it_explains_is_the_score_of_the_list(capsys):
    one, other = flood(0), flood(1)
    settle()
    call_command("rebuild_related")
    capsys.readouterr()

    said = explained(capsys, one.pk, other.pk)[-1]

    score = one.related.get().score
    assert f"= score {score:.4f};" in said


def test_stories_are_named_by_number_address_or_id_of_an_import(capsys):
    one, other = flood(0), flood(1)
    Article.objects.filter(pk=other.pk).update(source_id="from-the-old-site")

    assert explained(capsys, one.get_absolute_url(), "from-the-old-site") == explained(
        capsys, one.pk, other.pk
    )


@pytest.mark.parametrize(
    "name", ["9999999", "nobody", "/2026/11/nothing/", "/section/x/", "99999999999999999999", "٣"]
)
def test_a_name_that_nothing_bears_is_refused(name):
    one = flood(0)

    with pytest.raises(CommandError, match="No published story is"):
        call_command("rebuild_related", "--explain", str(one.pk), name)


def test_a_draft_is_no_published_story():
    one, draft = flood(0), make_draft().article

    with pytest.raises(CommandError):
        call_command("rebuild_related", "--explain", str(one.pk), str(draft.pk))


def test_a_withdrawn_story_can_be_asked_about(capsys):
    one, other = flood(0), flood(1)
    publishing.withdraw(other, by=make_editor(), notice="Gone.")
    settle()

    assert "likeness" in explained(capsys, one.pk, other.pk)[-1]
