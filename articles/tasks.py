"""Background work: thin, and safe to run twice."""

from django.contrib.auth.models import User
from django.db import transaction
from django_tasks import task

from newsroom import outbox, pagecache
from newsroom.retrying import tried_again

from . import mailing
from .models import Article, Image
from .pictures import renditions
from .related import index, waiting
from .weight import weigh


@task(queue_name="images")
@tried_again(30)
def make_renditions(image_id: int) -> None:
    """The renditions of a picture, then the weight of the pages that lead with it."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:  # deleted since
        return
    renditions.make(image)
    pagecache.purge(image.cache_tag)
    weigh(Article.objects.filter(lead_image=image))


@task()
@tried_again(5, 60)
def weigh_article(article_id: int) -> None:
    weigh(Article.objects.filter(pk=article_id))


@task(priority=20)
@tried_again(1, 10, 60)
def relate(article_id: int) -> None:
    for short in index.settle(article_id):
        outbox.order(relate, short)


@task(priority=-50)
@tried_again(10, 60, 300)
def relate_waiting() -> None:
    """Relate what an import has brought, a few stories at a time, so that other work is not behind them all."""
    if waiting.settle_some():
        outbox.order(relate_waiting)


@task(priority=50)
@tried_again(10, 60, 300)
def tell(event: str, article_id: int, by: int | None, note: str, to: list[int] | None) -> None:
    """The mails of `telling.tell`: a task for each, so that one which fails sends no other twice."""
    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        return
    with transaction.atomic():
        for person in mailing.told(event, article, by=by, to=to).values_list("pk", flat=True):
            mail.enqueue(event, article_id, by, note, person)


@task(priority=50)
@tried_again(30, 300, 1800)
def mail(event: str, article_id: int, by: int | None, note: str, person_id: int) -> None:
    """One mail to one person."""
    article = Article.objects.select_related("latest_revision").filter(pk=article_id).first()
    person = User.objects.filter(pk=person_id, is_active=True).exclude(email="").first()
    if article is not None and person is not None:
        author = User.objects.filter(pk__in=[by] if by else []).first()
        mailing.send(event, article, by=author, note=note, person=person)
