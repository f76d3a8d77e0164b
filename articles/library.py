"""What a body refers to, looked up in bulk and handed to the renderer."""

from collections.abc import Iterable
from dataclasses import dataclass

from consent import published
from consent.registry import Service

from .body import render
from .models import Article, Image
from .pictures.markup import picture

FIGURE_SIZES = {"": "(min-width:60rem) 37rem, 100vw", "wide": "(min-width:60rem) 60rem, 100vw"}


@dataclass(frozen=True, slots=True)
class Library:
    """The articles and images that a page's bodies name, by primary key. Implements `render.Library`."""

    articles: dict[int, Article]
    images: dict[int, Image]

    @classmethod
    def of(cls, bodies: Iterable[str]) -> "Library":
        """Everything that `bodies` refer to and readers may see, in two queries however many they are."""
        wanted = render.collect(bodies)
        articles = Article.objects.listed().for_cards().filter(pk__in=wanted.articles)
        return cls(
            articles={article.pk: article for article in articles} if wanted.articles else {},
            images=Image.objects.in_bulk(wanted.images) if wanted.images else {},
        )

    def article(self, pk: int) -> render.ReadAlso | None:
        article = self.articles.get(pk)
        if article is None:
            return None
        return render.ReadAlso(
            headline=article.headline,
            url=article.get_absolute_url(),
            label_text=article.label_text,
            language=article.language,
            image_html=picture(article.lead_image, "card", "9rem", is_decorative=True),
        )

    def service(self, key: str, language: str) -> Service | None:
        return published.current(language).services.get(key)

    def figure(self, pk: int, layout: str) -> render.Figure | None:
        image = self.images.get(pk)
        if image is None:
            return None
        sizes = FIGURE_SIZES.get(layout, FIGURE_SIZES[""])
        return render.Figure(
            picture_html=picture(image, "natural", sizes),
            caption=image.caption,
            credit=image.credit,
            alt=image.alt,
        )
