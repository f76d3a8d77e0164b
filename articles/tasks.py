"""Background work: thin, and safe to run twice."""

from django.contrib.auth.models import User
from django_tasks import task

from newsroom import pagecache

from . import mailing
from .models import Article, Image
from .pictures import renditions
from .weight import weigh


@task(queue_name="images")
def make_renditions(image_id: int) -> None:
    """The renditions of a picture, then the weight of the pages that lead with it."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:  # deleted since
        return
    renditions.make(image)
    pagecache.purge(image.cache_tag)
    weigh(Article.objects.filter(lead_image=image))


@task()
def weigh_article(article_id: int) -> None:
    weigh(Article.objects.filter(pk=article_id))


@task(priority=50)
def tell(event: str, article_id: int, by: int | None, note: str, to: list[int] | None) -> None:
    """The mails of `telling.tell`."""
    article = Article.objects.select_related("latest_revision").filter(pk=article_id).first()
    if article is not None:
        mailing.send(
            event, article, by=User.objects.filter(pk__in=[by] if by else []).first(), note=note, to=to
        )
