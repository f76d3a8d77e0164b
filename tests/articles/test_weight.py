import gzip

import pytest
from django.conf import settings

from articles import weight
from articles.models import Article
from tests.factories import make_article, make_image

STATIC = settings.BASE_DIR / "newsroom" / "static" / "newsroom"


def compressed(path):
    content = (STATIC / path).read_bytes()
    return len(content) if path.endswith("woff2") else len(gzip.compress(content))


def test_the_frame_of_a_page_weighs_what_is_said():
    files = (
        "css/site.css",
        "css/article.css",
        "js/share.js",
        "fonts/faustina.woff2",
        "img/icon.svg",
        "fonts/archivo.woff2",
    )
    nameplate = len(gzip.compress((settings.BASE_DIR / "seeds" / "nameplate.svg").read_bytes()))
    frame = 6_000  # the HTML around the text, with the cards below it

    total = sum(map(compressed, files)) + nameplate + frame

    assert total == pytest.approx(weight.SHELL_BYTES, rel=0.05)
    assert compressed("fonts/faustina-italic.woff2") == pytest.approx(weight.ITALIC_BYTES, rel=0.05)
    assert compressed("js/embeds.js") == pytest.approx(weight.PLAYER_BYTES, rel=0.5)


@pytest.mark.django_db
def test_an_article_weighs_its_text_and_its_pictures_on_a_phone():
    image = make_image(has_renditions=True)
    article = make_article(body=f'<p>Text</p><figure data-image="{image.pk}"></figure>', lead_image=image.pk)

    weight.weigh(Article.objects.filter(pk=article.pk))

    pictures = image.sources("card", "avif")[-1][3] + image.sources("natural", "avif")[-1][3]
    article.refresh_from_db()
    assert article.weight_kb == round(
        (weight.SHELL_BYTES + weight.text_bytes(article.body) + pictures) / 1024
    )


@pytest.mark.django_db(transaction=True)
def test_a_published_article_is_weighed():
    assert Article.objects.get(pk=make_article().pk).weight_kb == round(weight.SHELL_BYTES / 1024)
