"""The newest text of an article, as a form."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone

from newsroom.forms import MomentField, TidyForm

from .. import scheduling, topics
from ..content import Content
from ..models import Article, Author, Image, Label, Revision, Section, Topic
from ..names import slug_for
from .fields import MAX_PROSE, BodyField, BylinesField, TopicsField, unknown_topics
from .scripts import scripts

MAX_NOTE = 300
TEXTS = (
    "label",
    "standfirst",
    "language",
    "lead_caption",
    "search_title",
    "search_description",
    "share_title",
    "share_text",
    "canonical_address",
)


def _lines(rows: int, placeholder: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **({"placeholder": placeholder} if placeholder else {})})


class ArticleForm(TidyForm, forms.ModelForm[Article]):
    """It saves nothing itself: `content()` is for `publishing`. Which text is the newest is asked there, too."""

    may_add_topics = False  # the desk makes a subclass for whoever may

    headline = forms.CharField(max_length=300, widget=_lines(1, "The headline"))
    slug = forms.CharField(
        max_length=100, required=False, help_text="In the address. Empty: made from the headline."
    )
    standfirst = forms.CharField(
        max_length=MAX_PROSE, required=False, widget=_lines(2, "What it is about, in a sentence or two")
    )
    body = BodyField(required=False)
    label = forms.ChoiceField(choices=[("", "No label"), *Label.choices], required=False)
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="No section")
    topics = TopicsField(
        max_length=MAX_PROSE,
        required=False,
        help_text="Commas between them; the first is the primary one.",
    )
    bylines = BylinesField(
        max_length=MAX_PROSE,
        required=False,
        help_text="A line for each, with a role behind a colon if it is not the author's own.",
    )
    lead_image = forms.ModelChoiceField(
        Image.objects.all(),
        required=False,
        label="Lead picture",
        widget=forms.NumberInput(attrs={"min": 1}),
        help_text="Its number in the library.",
    )
    lead_caption = forms.CharField(
        max_length=1000,
        required=False,
        label="Caption",
        widget=_lines(2),
        help_text="Instead of the picture's own.",
    )
    language = forms.CharField(
        max_length=12,
        required=False,
        validators=[RegexValidator(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z", "No language tag such as sw.")],
        help_text="Such as sw; empty for the site's own.",
    )
    search_title = forms.CharField(max_length=200, required=False)
    search_description = forms.CharField(max_length=MAX_PROSE, required=False, widget=_lines(2))
    share_title = forms.CharField(max_length=200, required=False)
    share_text = forms.CharField(max_length=MAX_PROSE, required=False, widget=_lines(2))
    canonical_address = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Where the text first appeared, if elsewhere.",
    )
    publish_at = MomentField(required=False, label="Date and time")
    version_note = forms.CharField(
        max_length=MAX_NOTE,
        required=False,
        label="What has changed",
        help_text="For colleagues; in the history.",
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance: Article | None = kwargs.get("instance")
        revision = instance.latest_revision if instance and instance.pk else None
        kwargs["initial"] = {**(initial_of(revision) if revision else {}), **(kwargs.get("initial") or {})}
        if instance and instance.pk and (hour := hour_of(instance)):
            # Else the next “Publish” would not wait for it.
            kwargs["initial"].setdefault("publish_at", hour)
        super().__init__(*args, **kwargs)
        if self.may_add_topics:
            self.fields["topics"].help_text += " An unknown name makes a new topic."

    @property
    def media(self) -> forms.Media:
        return super().media + scripts()

    def clean_slug(self) -> str:
        return slug_for(self.cleaned_data["slug"], fallback="") if self.cleaned_data["slug"] else ""

    def _post_clean(self) -> None:
        """Nothing of what was typed goes into the row: that is for `publishing` alone."""

    def clean_topics(self) -> list[str]:
        names: list[str] = self.cleaned_data["topics"]
        if not self.may_add_topics and (unknown := unknown_topics(names)):
            quoted = ", ".join(f"“{name}”" for name in unknown)
            raise ValidationError(
                f"No topics of these names: {quoted}. Choose others, or ask an editor to make them."
            )
        return names

    def content(self) -> Content:
        """What was typed, as one value; topics that are new are made."""
        values = self.cleaned_data
        return Content(
            headline=" ".join(
                values["headline"].split()
            ),  # the field has room for several lines, a headline is one
            slug=values["slug"] or slug_for(values["headline"], fallback="article"),
            body=values["body"],
            section=values["section"].pk if values["section"] else None,
            topics=tuple(topic.pk for topic in topics.named(values["topics"])),
            credits=values["bylines"],
            lead_image=values["lead_image"].pk if values["lead_image"] else None,
            **{name: values[name] for name in TEXTS},
        )


def hour_of(article: Article) -> datetime | None:
    """When what waits for its hour goes out: the first text, or a change of a live one."""
    if article.visible_from and not article.has_been_seen:
        return article.visible_from
    planned = scheduling.waiting(article)
    if (
        planned and not article.has_been_seen
    ):  # whoever mends what was held back does not put it out before its hour
        return planned.at if planned.at > timezone.now() else None
    return planned.at if planned and planned.refused_at is None else None


def typed_content(form: ArticleForm) -> Content:
    """What stands in a form that is not finished, for a preview: what cannot be read is as it was, or empty.

    Nothing is made of it: an unknown topic is left out.
    """
    form.is_valid()
    typed = form.cleaned_data
    newest = form.instance.latest_revision if form.instance.pk else None
    before = newest.content if newest else Content(headline="", slug="", body="")
    names = typed.get("topics")
    changed: dict[str, Any] = {name: typed[name] for name in (*TEXTS, "body") if name in typed}
    changed |= {
        name: typed[name].pk if typed[name] else None for name in ("section", "lead_image") if name in typed
    }
    if "bylines" in typed:
        changed["credits"] = typed["bylines"]
    if names is not None:
        changed["topics"] = tuple(topics.known(names))
    headline = " ".join(typed.get("headline", "").split()) or "Without a headline"
    return replace(before, headline=headline, slug=slug_for(headline, fallback="article"), **changed)


def initial_of(revision: Revision) -> dict[str, Any]:
    """The form's values for a revision. Rows that are gone since are left out."""
    content = topics.followed(revision.content)
    found = Topic.objects.in_bulk(content.topics) if content.topics else {}
    authors = Author.objects.in_bulk([credit.author for credit in content.credits]) if content.credits else {}
    values: dict[str, Any] = {name: getattr(content, name) for name in ("headline", "slug", "body", *TEXTS)}
    return values | {
        "section": content.section,
        "topics": [found[topic] for topic in content.topics if topic in found],
        "bylines": [
            (authors[credit.author].name, credit.role)
            for credit in content.credits
            if credit.author in authors
        ],
        "lead_image": content.lead_image,
        "base": revision.number,
    }
