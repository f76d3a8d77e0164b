"""The article as readers see it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from taggit.managers import TaggableManager

from newsroom.models import direction_of

from ..paths import path_to
from .author import Author
from .states import IN_WORK, Change, Priority, Stage, State
from .taxonomy import Section, Tagging, Topic

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .headline import HeadlineWord
    from .related import Related

CARD_FIELDS = (
    "headline",
    "slug",
    "standfirst",
    "label",
    "language",
    "month",
    "published_at",
    "visible_until",
    "gravest_notice",
    "reading_minutes",
    "weight_kb",
    "primary_topic_id",
    "section_id",
    "lead_image__alt",
    "lead_image__is_decorative",
    "lead_image__renditions",
)


class Label(models.TextChoices):
    """What kind of piece it is, said before the headline."""

    NEWS = "news", "News"
    ANALYSIS = "analysis", "Analysis"
    OPINION = "opinion", "Opinion"
    EXPLAINER = "explainer", "Explainer"
    LIVE = "live", "Live"
    GUIDE = "guide", "Guide"
    NUMBERS = "numbers", "By the numbers"
    HISTORY = "history", "History"


LABELS = {label.value: label.label for label in Label}
# A label is part of the article, so it speaks the article's language and not the page's.
LABELS_IN_SWAHILI = {
    Label.NEWS: "Habari",
    Label.ANALYSIS: "Uchambuzi",
    Label.OPINION: "Maoni",
    Label.EXPLAINER: "Ufafanuzi",
    Label.LIVE: "Mubashara",
    Label.GUIDE: "Mwongozo",
    Label.NUMBERS: "Kwa takwimu",
    Label.HISTORY: "Historia",
}


class ArticleQuerySet(models.QuerySet["Article"]):
    def live(self, at: datetime | None = None) -> Self:
        """Those that readers may see now, or at `at`. Public doors go through here, and lists through `listed`."""
        now = at or timezone.now()
        return self.filter(
            models.Q(visible_until=None) | models.Q(visible_until__gt=now), visible_from__lte=now
        )

    def listed(self, at: datetime | None = None) -> Self:
        """Those that lists, cards and search engines may lead to: what is retracted answers at its address alone."""
        return self.live(at).filter(retracted_at=None)

    def out_of_sight(self) -> Self:
        """Those to which nothing leads, and that no hour will bring: drafts, withdrawn, retracted, over."""
        return self.filter(
            models.Q(visible_from=None)
            | models.Q(visible_until__lte=timezone.now())
            | models.Q(retracted_at__isnull=False)
        )

    def over(self) -> Self:
        """Those that have left at their hour, and that nobody has taken down yet. Few, whatever the archive."""
        return self.filter(visible_until__lte=timezone.now(), visible_from__isnull=False)

    def coming(self) -> Self:
        """Those that no reader has seen, and that their hour will bring."""
        return self.filter(visible_from__gt=timezone.now(), trashed_at=None)

    def kept(self) -> Self:
        """Those that are not in the trash."""
        return self.filter(trashed_at=None)

    def in_work(self) -> Self:
        """Those with a text that readers have not seen."""
        return self.filter(stage__in=IN_WORK, trashed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-visible_from", "-pk")

    def for_cards(self) -> Self:
        """The rows of cards; `cards.complete` brings what else they need, for all cards of a page at once."""
        return self.select_related("lead_image").only(*CARD_FIELDS)


# django-stubs cannot see the manager behind `Tagging.content_object`, which taggit names as a string.
class Article(models.Model):  # type: ignore[django-manager-missing]
    """The published copy. `publishing.py` alone writes the fields of the text; readers see it from `visible_from`.

    Before the first publication the row mirrors the newest draft, so that the desk can list it.
    """

    source_id = models.CharField(max_length=200, unique=True, default=uuid4, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    label = models.CharField(max_length=12, choices=Label, blank=True)
    headline = models.CharField(max_length=300)
    slug = models.CharField(max_length=200)
    standfirst = models.TextField(blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="articles")
    primary_topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="+")
    lead_image = models.ForeignKey("Image", models.PROTECT, null=True, related_name="leads")
    lead_caption = models.TextField(blank=True)
    search_title = models.CharField(max_length=200, blank=True)
    search_description = models.TextField(blank=True)
    share_title = models.CharField(max_length=200, blank=True)
    share_text = models.TextField(blank=True)
    canonical_address = models.URLField(max_length=500, blank=True)

    live_revision = models.ForeignKey("Revision", models.SET_NULL, null=True, related_name="+")
    latest_revision = models.ForeignKey("Revision", models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)  # first, and shown
    month = models.PositiveIntegerField(
        null=True
    )  # of the address, as 202611: fixed at the first publication
    updated_at = models.DateTimeField(null=True)  # the last change that shows as “Updated”
    corrected_at = models.DateTimeField(null=True)  # the last clarification, correction or retraction
    retracted_at = models.DateTimeField(null=True)
    # The gravest kind of its notices, so that a card says it without a query of its own.
    gravest_notice = models.CharField(max_length=16, choices=Change, blank=True)
    visible_from = models.DateTimeField(null=True)  # null: a draft, or withdrawn
    visible_until = models.DateTimeField(null=True)  # null: for ever
    is_announced = models.BooleanField(default=True)  # False: caches do not know yet that its time has come
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_notice = models.TextField(blank=True)

    reading_minutes = models.PositiveSmallIntegerField(default=1)
    weight_kb = models.PositiveIntegerField(null=True)  # the page with its pictures on a phone, compressed

    # The desk's own, which readers never see.
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)  # of the newest text
    words = models.PositiveIntegerField(default=0)  # of the text saved or published last
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    embargo_until = models.DateTimeField(null=True)  # not to be seen before, whatever else is said
    trashed_at = models.DateTimeField(null=True)
    trashed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    topics = TaggableManager(through=Tagging, blank=True)
    objects = ArticleQuerySet.as_manager()

    if TYPE_CHECKING:
        bylines: "RelatedManager[Byline]"
        taggings: "RelatedManager[Tagging]"
        headline_words: "RelatedManager[HeadlineWord]"
        related: "RelatedManager[Related]"

    class Meta:
        permissions = (
            ("publish_article", "Can publish and withdraw"),
            ("view_scheduled", "Can see stories that wait for their hour"),
        )
        constraints = [models.UniqueConstraint(fields=["month", "slug"], name="address_of_article")]
        indexes = [
            # Front page, feed, latest. The last two columns are here so that a list is answered by the index alone:
            # in the row they stand behind the text.
            models.Index(
                fields=["-visible_from", "-id", "visible_until", "retracted_at"], name="article_newest"
            ),
            models.Index(
                fields=["section", "-visible_from", "-id", "visible_until", "retracted_at"],
                name="article_of_section",
            ),
            # Archive and sitemap.
            models.Index(
                fields=["month", "-visible_from", "-id", "visible_until", "retracted_at"],
                name="article_of_month",
            ),
            # The worker: what is due and not yet announced.
            models.Index(fields=["visible_from"], condition=models.Q(is_announced=False), name="article_due"),
            # What leaves at its hour.
            models.Index(
                fields=["visible_until"],
                condition=models.Q(visible_until__isnull=False),
                name="article_leaving",
            ),
            # What no card may lead to, beside what is not live.
            models.Index(
                fields=["retracted_at"],
                condition=models.Q(retracted_at__isnull=False),
                name="article_retracted",
            ),
            # The desk's lists of what is away; it is little, whatever the archive.
            models.Index(
                fields=["-id"], condition=models.Q(withdrawn_at__isnull=False), name="article_withdrawn"
            ),
            models.Index(
                fields=["-id"], condition=models.Q(trashed_at__isnull=False), name="article_trashed"
            ),
            # The desk's lists: what is in work is little, whatever the archive. Not partial: a value that is bound to a
            # query tells SQLite too little to see that the index would do.
            models.Index(fields=["stage", "due_at"], name="article_in_work"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        if self.month is None:
            return ""
        year, month = divmod(self.month, 100)
        return path_to("article", year, month, self.slug)

    @property
    def public_address(self) -> str:
        """The absolute address, or the canonical one where the text first appeared elsewhere."""
        return self.canonical_address or settings.SITE_URL + self.get_absolute_url()

    @property
    def is_live(self) -> bool:
        now = timezone.now()
        return (
            self.visible_from is not None
            and self.visible_from <= now
            and (self.visible_until is None or self.visible_until > now)
        )

    @property
    def is_coming(self) -> bool:
        """True for what no reader has seen, and its hour will bring."""
        return (
            self.visible_from is not None and self.visible_from > timezone.now() and self.trashed_at is None
        )

    @property
    def listed_from(self) -> Any:
        """`visible_from` for lists; null for what none of them has."""
        return None if self.retracted_at else self.visible_from

    @property
    def is_over(self) -> bool:
        """True for what readers saw until its hour; its address says so also before the worker has taken it down."""
        now = timezone.now()
        return self.visible_from is not None and self.visible_until is not None and self.visible_until <= now

    @property
    def has_been_seen(self) -> bool:
        """True once a reader may have seen it, also when it is withdrawn since."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def state(self) -> State:
        if self.trashed_at:
            return State.TRASHED
        if self.withdrawn_at:
            return State.WITHDRAWN
        if self.visible_from is None:
            return State.DRAFT if self.stage == Stage.PUBLISHED else State(self.stage)
        if self.is_live:
            return State.LIVE
        return State.SCHEDULED if self.visible_from > timezone.now() else State.WITHDRAWN

    @property
    def pending(self) -> Stage | None:
        """The stage of a text that waits behind the one which readers see, or will see at its hour."""
        return Stage(self.stage) if self.visible_from and self.stage != Stage.PUBLISHED else None

    @property
    def standing_headline(self) -> str:
        """The headline with the word that must not be missing wherever it goes alone."""
        return f"Retracted: {self.headline}" if self.retracted_at else self.headline

    @property
    def is_corrected(self) -> bool:
        return self.gravest_notice == Change.CORRECTION

    @property
    def modified_at(self) -> Any:
        """When readers were last told something new; for machines, which ask for a date."""
        return max(filter(None, (self.published_at, self.updated_at, self.corrected_at)), default=None)

    @property
    def is_opinion(self) -> bool:
        return self.label == Label.OPINION

    @property
    def label_text(self) -> str:
        if self.language.startswith("sw") and self.label:
            return LABELS_IN_SWAHILI[Label(self.label)]
        return LABELS.get(self.label, "")

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @cached_property
    def signatures(self) -> list[str]:
        """The names under the headline. Runs queries unless `cards.complete` was called, or prefetched."""
        return [byline.author.name for byline in self.bylines.all()]

    @property
    def cache_tag(self) -> str:
        return f"article-{self.pk}"

    @property
    def card_tags(self) -> list[str]:
        """The tags of a page that shows this article's card."""
        return [self.cache_tag, *([f"image-{self.lead_image_id}"] if self.lead_image_id else [])]

    def list_tags(self) -> list[str]:
        """The tags of the lists that show this article. Runs two queries unless taggings and bylines are prefetched."""
        tags = ["front", "latest"]
        if self.month:
            tags.append(f"month-{self.month}")
        if self.section_id:
            tags.append(list_tag("section", self.section_id))
        tags += [list_tag("topic", tagging.tag_id) for tagging in self.taggings.all()]
        return tags + [list_tag("author", byline.author_id) for byline in self.bylines.all()]


def list_tag(kind: str, key: int) -> str:
    """The cache tag of a list: `section-3-list` changes with every article, `section-3` only with the section."""
    return f"{kind}-{key}-list"


class BylineQuerySet(models.QuerySet["Byline"]):
    def live(self) -> Self:
        """Those of stories that lists lead to now."""
        over = Article.objects.over().values("pk")
        return self.filter(visible_from__lte=timezone.now()).exclude(article__in=over)


class Byline(models.Model):
    """An author's credit on one article, as readers see it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")
    role = models.CharField(max_length=60, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    visible_from = models.DateTimeField(null=True)  # the article's, so that an author's page reads one index

    objects = BylineQuerySet.as_manager()

    class Meta:
        ordering = ("rank",)
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="author_once_an_article")]
        # An author's page: his or her newest articles.
        indexes = [models.Index(fields=["author", "-visible_from", "-article"], name="byline_of_author")]

    def __str__(self) -> str:
        return f"{self.author} ({self.role})" if self.role else str(self.author)

    @property
    def role_text(self) -> str:
        return self.role or self.author.role


def month_of(moment: Any) -> int:
    """The month of an address: 202611 for a moment in November 2026, in the zone that it is given in."""
    return int(moment.year * 100 + moment.month)
