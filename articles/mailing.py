"""Mail to those whom a step of a story concerns, and to nobody else."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from newsroom import identity

from .models import Article

# What happened, as a subject line says it.
SUBJECTS = {
    "submitted": "For you to read: {headline}",
    "sent_back": "Sent back: {headline}",
    "approved": "Approved: {headline}",
    "published": "It is out: {headline}",
    "withdrawn": "Withdrawn: {headline}",
    "assigned": "Yours now: {headline}",
    "mentioned": "You are named in a note on: {headline}",
    "lost_target": "A read-also card has lost its story: {headline}",
    "overdue": "Not out on time: {headline}",
    "held_back": "Held back before its hour: {headline}",
}
FOR_EDITORS = frozenset({"submitted", "overdue"})


def told(event: str, article: Article, *, by: int | None, to: Collection[int] | None) -> "QuerySet[User]":
    """To whom the mails of `telling.tell` go. `by`: the primary key of who did it, who is told nothing."""
    people = User.objects.filter(pk__in=to) if to is not None else concerned(event, article)
    return people.filter(is_active=True).exclude(email="").exclude(pk__in=[by] if by else []).distinct()


def send(event: str, article: Article, *, by: User | None, note: str, person: User) -> None:
    """Send one person's mail now. Nobody sees the address of another."""
    paper = identity.current().name
    newest = article.latest_revision
    headline = " ".join((newest.content if newest else article).headline.split())
    context = {
        "event": event,
        "article": article,
        "headline": headline,
        "by": (by.get_full_name() or by.get_username()) if by else paper,
        "note": note,
        "paper": paper,
        "person": person,
        "url": settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk]),
    }
    text = render_to_string("articles/mail/told.txt", context)
    send_mail(SUBJECTS[event].format(headline=headline), text, None, [person.email])


def concerned(event: str, article: Article) -> QuerySet[User]:
    """Whom `event` concerns: who has the story; else, for what an editor must do, the editors, else its writers."""
    if article.assignee_id and (event == "assigned" or event in FOR_EDITORS):
        return User.objects.filter(pk=article.assignee_id)
    if event == "held_back":  # minutes before the hour: whoever is there first
        return User.objects.filter(Q(pk=article.assignee_id) | Q(pk__in=editors()))
    if event in FOR_EDITORS:
        return editors()
    newest = article.latest_revision
    writers = {article.creator_id, article.assignee_id, newest.author_id if newest else None}
    return User.objects.filter(pk__in=[pk for pk in writers if pk])


def editors() -> QuerySet[User]:
    """Those who may publish by a role or by themselves; superusers only if they have it so, too."""
    publish = Permission.objects.filter(content_type__app_label="articles", codename="publish_article")
    return User.objects.filter(
        Q(groups__permissions__in=publish) | Q(user_permissions__in=publish), is_active=True, is_staff=True
    ).distinct()
