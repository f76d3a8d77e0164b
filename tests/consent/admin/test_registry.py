"""Services and categories as an editor changes them: drafts, until they are published."""

import pytest

from consent import published
from consent.models import Category, Service, StorageEntry
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def form_of(**changes: str) -> dict[str, str]:
    """A new service with a host and a cookie, as the browser sends it."""
    whole = {
        "name": "Flourish",
        "key": "flourish",
        "category": str(Category.objects.get(key="embeds").pk),
        "is_on": "on",
        "position": "20",
        "company": "Canva",
        "country": "GB",
        "policy_url": "https://flourish.studio/privacy/",
        "purposes_en": "Draws charts.",
        "purposes_sw": "Huchora chati.",
        "received_en": "Your address.",
        "received_sw": "Anwani yako.",
        "safeguards_en": "",
        "safeguards_sw": "",
        "tag": "",
        "own_id": "",
        "own_host": "",
        "hosts-TOTAL_FORMS": "1",
        "hosts-INITIAL_FORMS": "0",
        "hosts-0-host": "flo.uri.sh",
        "hosts-0-use": "frame",
        "storage-TOTAL_FORMS": "1",
        "storage-INITIAL_FORMS": "0",
        "storage-0-kind": "cookie",
        "storage-0-name": "flo",
        "storage-0-host": "flo.uri.sh",
        "storage-0-lasts": "30",
        "storage-0-unit": "days",
        "storage-0-purposes_en": "",
        "storage-0-purposes_sw": "",
    }
    return {**whole, **changes}


def add(desk, **changes: str):
    return desk.post("/admin/consent/service/add/", form_of(**changes))


def test_a_service_is_added_with_its_texts_hosts_and_cookies(desk):
    highest = Service.objects.order_by("-number")[0].number

    response = add(desk)

    service = Service.objects.get(key="flourish")
    assert response.status_code == 302
    assert service.number == highest + 1
    assert service.purposes == {"en": "Draws charts.", "sw": "Huchora chati."}
    assert [str(host) for host in service.hosts.all()] == ["flo.uri.sh (Players in frames)"]
    assert [str(entry) for entry in service.storage.all()] == ["flo (Cookie)"]
    assert "flourish" not in published.current().services


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("hosts-0-host", "https://flo.uri.sh/", "Write the bare name of a host"),
        ("hosts-0-host", "flo.uri.sh; script-src *", "Write the bare name of a host"),
        ("hosts-0-host", "*", "Write the bare name of a host"),
        ("storage-0-name", "a b", "A name without spaces"),
        ("policy_url", "javascript:alert(1)", "Enter a valid URL"),
        ("key", "Flourish!", "Small letters, figures and hyphens"),
        ("key", "youtube", "already exists"),
        ("own_id", "'><script>", "Letters, figures, dots, hyphens"),
        ("tag", "ga4", "Its script needs the id"),
        ("position", "-1", "greater than or equal to 0"),
    ],
)
def test_what_could_break_out_of_a_policy_or_a_page_is_refused(desk, field, value, sentence):
    response = add(desk, **{field: value})

    assert sentence in response.content.decode()
    assert not Service.objects.filter(key="flourish").exists()


def test_a_number_is_never_given_again(desk):
    add(desk)
    number = Service.objects.get(key="flourish").number
    published.forget()
    desk.post("/admin/consent/version/publish/", {"base": "1"})
    Service.objects.get(key="flourish").delete()

    add(desk)

    assert Service.objects.get(key="flourish").number == number + 1


def test_a_key_stays_for_ever(desk):
    category = Category.objects.get(key="embeds")
    fields = {
        "key": "other",
        "names_en": "Embeds",
        "names_sw": "Vipachiko",
        "purposes_en": "x",
        "purposes_sw": "y",
        "position": "2",
    }

    desk.post(f"/admin/consent/category/{category.pk}/change/", fields)

    category.refresh_from_db()
    assert (category.key, category.names) == ("embeds", {"en": "Embeds", "sw": "Vipachiko"})
    assert str(AuditEntry.objects.latest("pk")).startswith("boss changed the category “Embeds”")


def test_the_form_shows_every_language_with_a_label(desk):
    service = Service.objects.get(key="youtube")

    page = desk.get(f"/admin/consent/service/{service.pk}/change/").content.decode()

    assert '<label for="id_purposes_1">Kiswahili</label>' in page
    assert "Hucheza video katika habari zetu." in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_services_there_are(desk, django_assert_num_queries, number):
    StorageEntry.objects.all().delete()
    keys = list(Service.objects.values_list("pk", flat=True)[:number])
    Service.objects.exclude(pk__in=keys).delete()
    desk.get("/admin/consent/service/")

    with django_assert_num_queries(12):
        desk.get("/admin/consent/service/")
