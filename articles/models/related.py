"""The index of related stories: which words stand in which of them, and which stories belong together.

Derived from what readers see, and written by `articles/related` alone; all but pins and exclusions can be made anew.
Foreign keys have no constraint in the database: an insert would have to wait for whoever holds the story, and the two
could wait for each other for ever.
"""

from django.db import models

from .article import Article


class Due(models.IntegerChoices):
    """What stands as `Profile.archive_size` of a story that the index does not know as it is.

    Where many come at once, all are counted before the first is related.
    """

    WAITING = 0, "To be counted and related"
    COUNTED = -1, "To be related"
    NEW = -2, "To be counted, with many others"
    COUNTED_ANEW = -3, "To be related by a rebuild"
    ANEW = -4, "To be counted by a rebuild"


TO_COUNT = (Due.ANEW, Due.NEW)
OF_REBUILD = (Due.ANEW, Due.COUNTED_ANEW)


class Term(models.Model):
    """A word, or a topic as `#7`, with the number of stories in the index that have it.

    The empty term stands in every story: it says how large the archive is, and its row is the lock of the index.
    """

    LENGTH = 40

    id = models.AutoField(primary_key=True)  # four bytes: `Posting` and `Profile` are made of them
    text = models.CharField(max_length=LENGTH)
    articles = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text"], name="term_once")]

    def __str__(self) -> str:
        return self.text


class Profile(models.Model):
    """All terms of one story; `related.profiles` packs and unpacks them."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, db_constraint=False)
    terms = models.BinaryField(default=b"")
    counts = models.BinaryField(default=b"")
    norm = models.FloatField(default=0)  # the length of the story's vector when it was related
    archive_size = models.IntegerField(default=Due.WAITING)  # at that time, in stories; or `Due`

    class Meta:
        # What waits, and what was related when the archive was small.
        indexes = [models.Index(fields=["archive_size"], name="profile_by_archive_size")]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.archive_size}"


class Posting(models.Model):
    """One of the heaviest terms of a story: what others are found by.

    `weight` is its share in the story's vector of length `weights.SCALE`, a whole number, so that sums are the same on
    every database. It is part of the key, which so answers a search by itself.
    """

    pk = models.CompositePrimaryKey("term", "article", "weight")
    term = models.ForeignKey(
        Term, models.DO_NOTHING, related_name="postings", db_constraint=False, db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="postings", db_constraint=False)
    weight = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.term_id}"


class Related(models.Model):
    """`other` belongs below `article`, or must not stand there. Not the same the other way round."""

    class Kind(models.IntegerChoices):
        AUTO = 1, "Found"
        SAME = 2, "The same text"  # found, and so not shown
        PINNED = 3, "Pinned"
        EXCLUDED = 4, "Never"

    WHY = 130  # characters: three terms

    pk = models.CompositePrimaryKey("article", "other")
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="related", db_constraint=False, db_index=False
    )
    other = models.ForeignKey(Article, models.CASCADE, related_name="+", db_constraint=False)
    score = models.FloatField(default=0)  # of what was found: likeness, less for a distance in time; 0 to 1
    kind = models.PositiveSmallIntegerField(choices=Kind)
    rank = models.PositiveSmallIntegerField(default=0)  # of pins, the first is 0
    why = models.CharField(
        max_length=WHY, blank=True
    )  # the terms that weighed most, with commas between them

    def __str__(self) -> str:
        return f"{self.article_id}: {self.other_id}"
