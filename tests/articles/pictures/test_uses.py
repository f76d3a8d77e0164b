import pytest

from articles.models import Image, Page, Topic
from articles.pictures import uses
from tests.factories import make_article, make_author, make_change, make_draft, make_image

pytestmark = pytest.mark.django_db


def test_a_picture_is_used_at_the_head_of_a_text_in_a_text_and_beside_names():
    image = make_image()
    led = make_article("Led", lead_image=image.pk)
    told = make_article("Told", body=f'<p>A</p><figure data-image="{image.pk}"></figure>')
    author = make_author(picture=image)
    topic = Topic.objects.create(name="Rain", slug="rain", picture=image)
    page = Page.objects.create(title="About", slug="about", body=f'<figure data-image="{image.pk}"></figure>')
    Page.objects.create(title="Terms", slug="terms", body="<p>No picture.</p>")

    found = [(use.row, use.how) for use in uses.of(image)]

    assert found == [
        (told, "in the text"),
        (led, "lead picture"),
        (author, "beside the name"),
        (topic, "on the topic's page"),
        (page, "in the text"),
    ]


def test_it_is_said_which_text_a_picture_is_in():
    image, other = make_image(), make_image("Blue", "blue")
    article = make_article(lead_image=image.pk)
    make_change(article, lead_image=other.pk)

    assert [use.how for use in uses.of(image)] == ["lead picture, no more in the newest draft"]
    assert [use.how for use in uses.of(other)] == ["in the text, in the newest draft"]


def test_unused_is_what_no_text_and_no_name_shows():
    used = [make_image(colour=colour) for colour in ("red", "green", "blue", "teal", "gold")]
    nowhere = make_image("Nowhere", "black")
    make_article(lead_image=used[0].pk)
    make_draft(body=f'<p>A</p><figure data-image="{used[1].pk}"></figure>')
    make_author(picture=used[2])
    Topic.objects.create(name="Rain", slug="rain", picture=used[3])
    Page.objects.create(title="About", slug="about", body=f'<figure data-gallery="{used[4].pk}"></figure>')

    assert list(uses.unused(Image.objects.all())) == [nowhere]


def test_uses_are_counted_for_many_at_once(django_assert_num_queries):
    images = [make_image(colour=colour) for colour in ("red", "green")]
    make_article("One", lead_image=images[0].pk)
    make_article("Two", lead_image=images[0].pk)

    with django_assert_num_queries(1):
        assert uses.counts(images) == {images[0].pk: 2, images[1].pk: 0}
    with django_assert_num_queries(0):
        assert uses.counts([]) == {}
