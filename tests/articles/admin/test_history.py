import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Review, Stage
from tests.factories import make_article, make_change, make_draft, make_editor, make_reporter, make_user

pytestmark = pytest.mark.django_db


def address(name, article, *more):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


@pytest.fixture
def article():
    article = make_article("Bridge closed", body="<p>For a week.</p>")
    make_change(article, "Bridge open", body="<p>For two weeks.</p>")
    article.refresh_from_db()
    return article


@pytest.fixture
def desk(client):
    client.force_login(make_editor())
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_without_a_choice_the_newest_is_compared_with_what_readers_see(desk, article):
    page = text_of(desk.get(address("compare", article)))

    assert "What changed since readers last saw it" in page
    assert "Bridge <del>closed</del>" in page
    assert "<ins>two weeks</ins>" in page


def test_any_two_are_compared_the_older_first(desk, article):
    make_change(article, "Bridge gone")

    page = text_of(desk.get(address("compare", article), {"from": 3, "to": 1}))

    assert "What changed from version 1 to 3" not in page  # version 1 is what readers see, 3 the newest
    assert "<ins>gone</ins>" in page
    assert "What changed from version 2 to 3" in text_of(
        desk.get(address("compare", article), {"from": 2, "to": 3})
    )


def test_a_single_version_is_not_compared_with_itself(desk):
    page = text_of(desk.get(address("compare", make_draft().article)))

    assert "This story has only one version." in page
    assert "<table" not in page
    assert "Approve version 1" in page


def test_a_version_against_itself_says_so(desk, article):
    same = text_of(desk.get(address("compare", article), {"from": 2, "to": 2}))
    published = text_of(desk.get(address("compare", make_changed_and_published())))

    assert "This is one version twice." in same
    assert "Readers have the newest version." in published


def make_changed_and_published():
    article = make_article()
    return publishing.publish(make_change(article, "It rains again"), by=make_editor())


@pytest.mark.parametrize("number", ["0", "99", "999999999999999999999"])
def test_a_version_that_is_none_is_not_found(desk, article, number):
    answer = desk.get(address("compare", article), {"from": number})

    assert answer.status_code in {404, 200}
    assert answer.status_code == 404 or "Version 1" in text_of(answer)


@pytest.mark.parametrize(("versions", "queries"), [(1, 13), (3, 13)])
def test_the_list_of_versions_costs_the_same_for_one_and_for_three(
    desk, versions, queries, django_assert_num_queries
):
    draft = make_draft("Version 1")
    for number in range(1, versions):
        make_change(draft.article, f"Version {number + 1}")

    with django_assert_num_queries(queries):
        desk.get(address("history", draft.article))


@pytest.mark.parametrize(("versions", "queries"), [(2, 18), (4, 18)])
def test_a_comparison_costs_the_same_beside_two_versions_and_four(
    desk, versions, queries, django_assert_num_queries
):
    draft = make_draft("Version 1", section="Climate", topic_names=["Roads"], authors=["Climate Desk"])
    for number in range(1, versions):
        make_change(draft.article, f"Version {number + 1}")

    with django_assert_num_queries(queries):
        desk.get(address("compare", draft.article))


def test_an_older_version_is_brought_back_after_a_question(desk, article):
    question = text_of(desk.get(address("restore", article, 1)))
    desk.post(address("restore", article, 1), {"base": "2"})

    assert "readers see nothing of it before it is published" in question
    article.refresh_from_db()
    assert article.latest_revision.content.headline == "Bridge closed"


def test_it_is_not_brought_back_over_a_newer_text(desk, article):
    make_change(article, "Bridge gone")

    answer = desk.post(address("restore", article, 1), {"base": "2"}, follow=True)

    assert "Version 3 has been saved since" in text_of(answer)
    assert article.revisions.count() == 3


@pytest.mark.parametrize("base", ["", "x", "-1", "1e9", "9" * 30])
def test_a_forged_base_asks_again(desk, article, base):
    assert "Bring it back" in text_of(desk.post(address("restore", article, 1), {"base": base}))
    assert article.revisions.count() == 2


def test_a_version_without_an_account_is_shown(desk, article):
    article.revisions.update(author=None, kind="imported")

    assert "No account" in text_of(desk.get(address("history", article)))
    assert "No account" in text_of(desk.get(address("compare", article)))


def test_a_version_is_named(desk, article):
    desk.post(address("name", article, 1), {"name": "As the lawyer saw it", "is_protected": "on"})

    assert "As the lawyer saw it" in text_of(desk.get(address("history", article)))
    assert article.revisions.get(number=1).is_protected


def test_the_version_that_was_read_is_approved_or_sent_back(desk, article):
    sent = {"number": "2", "verdict": "send_back"}

    without_reason = desk.post(address("review", article), sent, follow=True)
    approved = desk.post(address("review", article), {"number": "2", "verdict": "approve"}, follow=True)
    sent_back = desk.post(address("review", article), {**sent, "note": "Name the regulation."}, follow=True)

    assert "Say to the writer what is missing." in text_of(without_reason)
    assert "Approved." in text_of(approved)
    assert "Sent back" in text_of(sent_back)
    assert list(Review.objects.order_by("pk").values_list("verdict", "note")) == [
        ("approved", ""),
        ("sent_back", "Name the regulation."),
    ]


def test_a_verdict_on_a_text_that_has_changed_shows_the_change(desk, article):
    make_change(article, "Bridge gone")

    answer = desk.post(address("review", article), {"number": "2", "verdict": "approve"}, follow=True)

    assert "Version 3 has been saved since" in text_of(answer)
    assert "<ins>gone</ins>" in text_of(answer)
    article.refresh_from_db()
    assert article.stage == Stage.DRAFT


def test_a_reporter_reads_but_neither_approves_nor_changes_what_is_not_his(client, article):
    client.force_login(make_reporter())

    assert client.get(address("history", article)).status_code == 200
    page = text_of(client.get(address("compare", article)))
    assert "Approve" not in page
    assert client.post(address("review", article), {"number": "2", "verdict": "approve"}).status_code == 403
    for name in ("name", "restore"):
        assert client.post(address(name, article, 1), {"base": "2", "name": "x"}).status_code == 403


def test_who_may_not_see_articles_sees_no_version_of_them(client, article):
    client.force_login(make_user())

    for name in ("history", "compare"):
        assert client.get(address(name, article)).status_code in {302, 403}
