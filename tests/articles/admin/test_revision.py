import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_draft

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/revision/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is_and_reads_no_text(desk, number):
    for n in range(number):
        make_article(f"Story {n}")

    with CaptureQueriesContext(connection) as queries:
        page = desk.get(LIST)

    asked = " ".join(query["sql"] for query in queries)
    assert page.content.decode().count('<th class="field-article') == number
    assert len(queries) == 10
    assert '"snapshot"' not in asked
    assert '"articles_article"."body"' not in asked


def test_a_revision_is_read_and_not_written(desk):
    revision = make_draft("Bridge closed", body="<p>For a week.</p>")
    address = f"{LIST}{revision.pk}/change/"

    page = desk.get(address)

    assert "For a week." in page.content.decode()
    assert desk.post(address, {"number": "9"}).status_code == 403
