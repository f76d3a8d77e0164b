"""Sections (one an article, part of the navigation) and topics (many an article)."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from taggit.models import ItemBase, TagBase

from newsroom.models import direction_of

from ..names import FoldedField, fold
from ..paths import path_to


class Section(models.Model):
    """A part of the paper, such as Climate. An article is in one."""

    name = models.CharField(max_length=60)
    key = FoldedField(unique=True)
    slug = models.SlugField(
        max_length=100, unique=True, allow_unicode=True, help_text="In the address: /section/climate/."
    )
    description = models.TextField(max_length=300, blank=True, help_text="One sentence under the name.")
    language = models.CharField(max_length=12, blank=True, help_text="Such as sw; empty for the site's own.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in the navigation, lowest first.")

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("section", self.slug)

    @property
    def cache_tag(self) -> str:
        return f"section-{self.pk}"

    @property
    def direction(self) -> str:
        return direction_of(self.language)


class Topic(TagBase):
    """What an article is about. Neither case nor accents make another topic, and synonyms lead to it."""

    key = FoldedField(unique=True)
    description = models.TextField(
        max_length=400, blank=True, help_text="One or two sentences on the topic's page."
    )
    picture = models.ForeignKey("Image", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("name",)
        permissions = (("merge_topic", "Can merge topics, and undo it"),)

    def clean(self) -> None:
        taken = Synonym.objects.filter(key=fold(self.name)).select_related("topic").first()
        if taken and taken.topic_id != self.pk:
            raise ValidationError({"name": f"“{self.name}” is a synonym of the topic {taken.topic}."})

    def get_absolute_url(self) -> str:
        return path_to("topic", self.slug)

    @property
    def cache_tag(self) -> str:
        return f"topic-{self.pk}"


class Synonym(models.Model):
    """Another name of a topic: typing it gives the topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="synonyms")
    name = models.CharField(max_length=100)
    key = FoldedField(unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if taken := Topic.objects.filter(key=fold(self.name)).first():
            raise ValidationError({"name": f"{taken} is a topic of that name."})


class TaggingQuerySet(models.QuerySet["Tagging"]):
    def live(self) -> Self:
        """Those of stories that lists lead to now. What left at its hour is gone, whatever the worker does."""
        from .article import Article  # which imports this module

        over = Article.objects.over().values("pk")
        return self.filter(visible_from__lte=timezone.now()).exclude(content_object__in=over)


class Tagging(ItemBase):
    """A topic of an article, as readers see it."""

    content_object = models.ForeignKey("Article", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Topic, models.CASCADE, related_name="taggings")
    rank = models.PositiveSmallIntegerField(default=0)
    visible_from = models.DateTimeField(
        null=True, help_text="The article's, so that a topic's page reads one index."
    )

    objects = TaggingQuerySet.as_manager()

    class Meta:
        ordering = ("rank",)
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="topic_once_an_article")
        ]
        # A topic's page: its newest articles.
        indexes = [models.Index(fields=["tag", "-visible_from", "-content_object"], name="tagging_of_topic")]

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.tag_id}"
