"""Who may do what to a story. Every door of the desk asks here, and so does every verb."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from .models import Article

WRITE, PUBLISH = "articles.change_article", "articles.publish_article"


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


def require_publish(user: User) -> None:
    """Raises PermissionDenied."""
    if not may_publish(user):
        raise PermissionDenied("This is for an editor to do.")


def require_write(user: User, article: Article | None = None) -> None:
    """Raises PermissionDenied."""
    if not may_write(user, article):
        raise PermissionDenied("You may not change this story.")
