"""The telling words of published headlines, so that a similar one is found without reading them all."""

from django.db import models


class HeadlineWord(models.Model):
    """One of the words of a published headline that a similar one must share. Written by `headlines.py` alone."""

    LENGTH = 40

    article = models.ForeignKey("Article", models.CASCADE, related_name="headline_words")
    word = models.CharField(max_length=LENGTH)

    class Meta:
        constraints = [
            # The newest headlines with a word, too.
            models.UniqueConstraint(fields=["word", "article"], name="headline_word_once_an_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.word}"
