import pytest
from django.contrib import admin

from articles import addresses, topics
from articles.models import Author, Image, Section, Topic
from tests.factories import make_article, make_author, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["\u202e", "\u0301", "  "])
def test_a_name_has_letters(desk, name):
    desk.post("/admin/articles/section/add/", {"name": name, "slug": "x", "position": "0"})

    assert not Section.objects.exists()


def test_a_name_that_stands_for_a_long_phrase_is_kept(desk):
    desk.post("/admin/articles/section/add/", {"name": "\ufdfa" * 60, "slug": "x", "position": "0"})

    assert Section.objects.get().name == "\ufdfa" * 60


@pytest.mark.parametrize("model", [Section, Author])
def test_what_an_article_needs_is_not_deleted_and_the_page_says_what_needs_it(desk, model):
    make_article("Bridge closed", section="Counties", authors=["Counties Desk"])

    answer = desk.post(
        f"/admin/articles/{model.__name__.lower()}/{model.objects.get().pk}/delete/", {"post": "yes"}
    )

    assert model.objects.exists()
    assert answer.status_code == 200


def test_a_login_that_is_no_number_is_said_in_the_form(desk):
    answer = desk.post("/admin/articles/author/add/", {"name": "Achieng’", "slug": "a", "user": "x"})

    assert answer.status_code == 200
    assert not Author.objects.exists()


def rows():
    return [make_section("Counties"), make_author("Counties Desk"), topics.named(["Roads"])[0]]


def page_of(row):
    return f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"


def typed(row, **changes):
    none = {"synonyms-TOTAL_FORMS": "0", "synonyms-INITIAL_FORMS": "0"}  # only a topic's form has these
    return {"name": row.name, "slug": row.slug, "position": "0", **none, **changes}


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_what_moves_leaves_its_old_address_behind(desk, client, kind):
    row = rows()[kind]
    make_article(section="Counties", topic_names=["Roads"], authors=["Counties Desk"])
    old = row.get_absolute_url()

    desk.post(page_of(row), typed(row, slug="elsewhere"))

    row.refresh_from_db()
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, row.get_absolute_url())
    assert row.get_absolute_url().endswith("/elsewhere/")
    assert client.get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("kind", "also"), [(0, {"site", "pages"}), (1, set()), (2, {"topics"})])
def test_the_pages_that_show_a_name_are_made_anew(desk, purged, kind, also):
    row = rows()[kind]

    desk.post(page_of(row), typed(row, name="Another"))
    desk.post(page_of(row).replace("change", "delete"), {"post": "yes"})

    assert purged == [{row.cache_tag, *also}] * 2
    assert not row._meta.model.objects.exists()


@pytest.mark.parametrize(("kind", "also"), [(0, {"site", "pages"}), (1, set()), (2, {"topics"})])
def test_the_pages_that_show_names_deleted_together_are_made_anew(desk, purged, kind, also):
    row = rows()[kind]
    form = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    desk.post(f"/admin/articles/{row._meta.model_name}/", form)

    assert purged == [{row.cache_tag, *also}]
    assert not row._meta.model.objects.exists()


def test_a_new_section_comes_into_the_navigation_of_every_page(desk, purged):
    desk.post("/admin/articles/section/add/", {"name": "Counties", "slug": "counties", "position": "0"})

    assert purged == [{Section.objects.get().cache_tag, "site", "pages"}]


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_name_is_given_once_whatever_its_case_and_accents(desk, kind):
    row = rows()[kind]

    answer = desk.post(
        page_of(row).replace(f"{row.pk}/change", "add"), typed(row, name=row.name.upper(), slug="x")
    )

    assert f"There is “{row}” already." in answer.content.decode()
    assert row._meta.model.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("kind", "make", "queries"),
    [
        ("section", make_section, 11),
        ("author", make_author, 11),
        ("topic", lambda name: topics.named([name]), 16),
        ("oldaddress", lambda name: addresses.keep(f"/{name}/", make_author(name)), 11),
    ],
)
def test_a_list_takes_the_same_queries_however_long_it_is(
    desk, django_assert_num_queries, number, kind, make, queries
):
    for n in range(number):
        make(f"Name {n}")

    with django_assert_num_queries(queries):
        page = desk.get(f"/admin/articles/{kind}/")

    assert page.content.decode().count('<th class="field-') == number


@pytest.mark.parametrize("kind", [Section, Author, Topic, Image])
def test_rows_are_found_by_name(kind):
    assert admin.site.get_model_admin(kind).search_fields


def test_the_form_of_an_author_names_no_login_but_its_own(desk):
    make_user(username="njeri")

    assert "njeri" not in desk.get("/admin/articles/author/add/").content.decode()
