"""What the texts of articles refer to, kept beside them so that nobody has to read the texts for it."""

from django.db import models


class Reference(models.Model):
    """An article's text names another article (a read-also card) or a picture. Written by `references.py` alone.

    `target` is the primary key of an article or of a picture. It is no foreign key: a text may outlive what it names,
    and that is what the newsroom wants to find.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "Read-also card"
        IMAGE = "image", "Picture"

    article = models.ForeignKey("Article", models.CASCADE, related_name="references")
    kind = models.CharField(max_length=8, choices=Kind)
    target = models.PositiveBigIntegerField()
    in_live = models.BooleanField()  # in the text that was published last
    in_newest = models.BooleanField()  # in the newest text of the desk
    told_at = models.DateTimeField(null=True)  # when the owner was told that readers do not see the target

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "kind", "target"], name="reference_once_an_article")
        ]
        indexes = [
            # Where a picture or an article is used.
            models.Index(fields=["kind", "target", "article"], name="reference_to_target"),
            # Of whose loss somebody was told: few, and looked at each second.
            models.Index(fields=["target"], condition=models.Q(told_at__isnull=False), name="reference_told"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.kind} {self.target}"
