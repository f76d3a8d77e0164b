"""Topics that became one, and topics that stay two."""

from django.conf import settings
from django.db import models


class TopicMerge(models.Model):
    """One topic was merged into another: what of it moved, so that it can be undone, and where its key leads.

    Both topics are named by number, since either may be gone: `old` is, until the merge is undone, and `new` may have
    been merged on. `row` is the old topic as it stood; `moved` is written and read by `articles/merging.py`.
    """

    old = models.PositiveBigIntegerField(editable=False)
    old_name = models.CharField("topic", max_length=100, editable=False)
    new = models.PositiveBigIntegerField(editable=False)
    new_name = models.CharField("merged into", max_length=100, editable=False)
    row = models.JSONField(editable=False)
    moved = models.JSONField(editable=False)
    stories = models.PositiveIntegerField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    merged_at = models.DateTimeField(editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "merge of topics"
        verbose_name_plural = "merges of topics"
        ordering = ("-pk",)
        constraints = [
            # Which is also the way from a key in an old text to the topic of today.
            models.UniqueConstraint(
                fields=["old"], condition=models.Q(undone_at=None), name="topic_merged_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"“{self.old_name}” into “{self.new_name}”"


class DistinctTopics(models.Model):
    """Two topics whose names are alike, of which somebody has said that they are not the same."""

    first = models.ForeignKey("Topic", models.CASCADE, related_name="+")  # the lower number
    second = models.ForeignKey("Topic", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="distinct_topics_once")]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
