"""The rules of the house, and the notices that are only read."""

import pytest

from articles import checks, publishing
from articles.models import Change, Correction, HouseRules
from tests.factories import make_article, make_editor, make_user

pytestmark = pytest.mark.django_db
RULES = "/admin/articles/houserules/"
FORM = "/admin/articles/houserules/1/change/"
LEVELS = {f"level_{name}": check.default.value for name, check in checks.CHECKS.items() if check.default}
FIELDS = {
    "headline_max": 70,
    "standfirst_max": 180,
    "weight_budget_kb": 400,
    "tariff": "0.25",
    "currency": "TSh",
    "preview_days": 3,
    "trash_days": 10,
    **LEVELS,
}


@pytest.fixture
def manager(client):
    client.force_login(make_user("articles.view_houserules", "articles.change_houserules"))
    return client


def test_the_list_is_the_form_with_what_is_in_force(manager):
    page = manager.get(RULES, follow=True).content.decode()

    assert HouseRules.objects.count() == 1
    assert page.count("<select") == len(LEVELS)
    assert "Alternative text of every picture" in page


def test_a_rule_is_kept_and_what_is_the_programs_own_is_not(manager):
    manager.get(RULES, follow=True)

    manager.post(FORM, {**FIELDS, "level_section": "refuse", "level_alt": "off"})

    rules = HouseRules.get()
    assert rules.levels == {"section": "refuse", "alt": "off"}
    assert (rules.headline_max, str(rules.tariff), rules.currency) == (70, "0.2500", "TSh")
    assert checks.level_of(rules, "section") == "refuse"


@pytest.mark.parametrize(
    "wrong", [{"level_alt": "explode"}, {"tariff": "-1"}, {"headline_max": "5"}, {"trash_days": "0"}]
)
def test_nonsense_is_no_rule(manager, wrong):
    manager.get(RULES, follow=True)

    page = manager.post(FORM, {**FIELDS, **wrong})

    assert page.status_code == 200
    assert HouseRules.get().headline_max == 80


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_notices_costs_the_same_with_one_and_with_three(
    client, django_assert_num_queries, number
):
    client.force_login(make_user("articles.view_correction"))
    article = make_article()
    for n in range(number):
        publishing.publish(
            article.live_revision, by=make_editor(), change=Change.CORRECTION, correction=f"Mistake {n}"
        )
    client.get("/admin/articles/correction/")

    with django_assert_num_queries(10):
        page = client.get("/admin/articles/correction/").content.decode()

    assert [f"Mistake {n}" in page for n in range(3)] == [n < number for n in range(3)]


def test_nobody_changes_a_notice_at_the_desk(desk):
    article = make_article()
    publishing.publish(
        article.live_revision, by=make_editor(), change=Change.CORRECTION, correction="It was ten."
    )
    notice = Correction.objects.get()
    address = f"/admin/articles/correction/{notice.pk}/"

    assert desk.get(f"{address}change/").status_code == 200
    assert desk.post(f"{address}change/", {"text": "Nothing."}).status_code == 403
    assert desk.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert Correction.objects.get().text == "It was ten."
