"""Who may do what to a story. Every door of the desk asks here, and so does every verb."""

from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from .models import Article
from .models.article import ArticleQuerySet

WRITE, PUBLISH = "articles.change_article", "articles.publish_article"
VERSIONS, SCHEDULED = "articles.view_revision", "articles.view_scheduled"


def may_publish(user: User) -> bool:
    """Publish, approve, send back, schedule, correct and withdraw, and give work to others."""
    return user.has_perm(PUBLISH)


def may_write(user: User, article: Article | None = None) -> bool:
    """Change a text: those who may publish any, a reporter what he or she made, was given, or signs."""
    if may_publish(user):
        return True
    if not user.has_perm(WRITE):
        return False
    if article is None or user.pk in {article.creator_id, article.assignee_id}:
        return True
    return article.bylines.filter(author__user=user).exists()


def may_read_drafts(user: User) -> bool:
    """Read what no reader has seen: those who write or publish, and whoever may see versions."""
    return user.has_perm(VERSIONS) or user.has_perm(WRITE) or user.has_perm(PUBLISH)


def may_read(user: User, article: Article) -> bool:
    """Open it at the desk. Who reads no drafts gets of a story what readers have, or will have at its hour."""
    if may_read_drafts(user) or article.is_live:
        return True
    return article.is_coming and user.has_perm(SCHEDULED)


def readable(stories: ArticleQuerySet, user: User) -> ArticleQuerySet:
    """Those of `stories` for which `may_read` is true."""
    if may_read_drafts(user):
        return stories
    seen = stories.live()
    return seen | stories.coming() if user.has_perm(SCHEDULED) else seen


def writers() -> QuerySet[User]:
    """The colleagues who can be given a story."""
    return _colleagues(WRITE, PUBLISH)


def readers_of_drafts() -> QuerySet[User]:
    return _colleagues(VERSIONS, WRITE, PUBLISH)


def _colleagues(*permissions: str) -> QuerySet[User]:
    """Those of the staff who have one of `permissions`; superusers have all."""
    granted = Permission.objects.filter(
        content_type__app_label="articles", codename__in=[name.partition(".")[2] for name in permissions]
    )
    holds = Q(groups__permissions__in=granted) | Q(user_permissions__in=granted) | Q(is_superuser=True)
    return User.objects.filter(holds, is_active=True, is_staff=True).distinct()


def require_publish(user: User) -> None:
    """Raises PermissionDenied."""
    if not may_publish(user):
        raise PermissionDenied("This is for an editor to do.")


def require_write(user: User, article: Article | None = None) -> None:
    """Raises PermissionDenied."""
    if not may_write(user, article):
        raise PermissionDenied("You may not change this story.")
