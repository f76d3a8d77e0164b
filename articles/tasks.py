"""Background work: thin, and safe to run twice."""

from django_tasks import task

from newsroom import pagecache

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
