"""What people type in the desk, as clean values or as sentences that say how to mend it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max

from . import topics
from .body.clean import BodyTooLong, clean
from .content import Content, Credit
from .models import Article, Author, Image, Label, Revision, Section, Topic
from .names import slug_for, tidy
from .pictures.receive import NoPicture, receive

BYLINES = 4
EARLIEST_YEAR, LATEST_YEAR = 1600, 2200
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


class TopicsField(forms.CharField):
    """Topics by name, with commas between them; the first is the primary one."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(topic.name for topic in value)

    def clean(self, value: Any) -> list[str]:
        names = [tidy(name) for name in super().clean(value).split(",")]
        if too_long := next((name for name in names if len(name) > topics.MAX_NAME), None):
            raise ValidationError(f"“{too_long[:40]}…” is too long for a topic. Write commas between topics.")
        return [name for name in names if name]


class BodyField(forms.CharField):
    """HTML, cleaned to what an article may hold."""

    widget = forms.Textarea(attrs={"rows": 30, "class": "vLargeTextField"})

    def clean(self, value: Any) -> str:
        try:
            return clean(super().clean(value))
        except BodyTooLong as error:
            raise ValidationError(str(error)) from None


class ArticleForm(forms.ModelForm[Article]):
    """The newest text of an article. It saves nothing itself: `content()` is for `publishing`."""

    headline = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"class": "vLargeTextField"}))
    slug = forms.CharField(
        max_length=100, required=False, help_text="In the address. Empty: made from the headline."
    )
    standfirst = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    body = BodyField(
        required=False, help_text="HTML. What an article cannot hold is taken out when you save."
    )
    label = forms.ChoiceField(choices=[("", "—"), *Label.choices], required=False)
    section = forms.ModelChoiceField(Section.objects.all(), required=False)
    topics = TopicsField(
        required=False,
        help_text="Commas between them; the first is the primary one, and an unknown name makes a new topic.",
    )
    lead_image = forms.ModelChoiceField(Image.objects.all(), required=False)
    lead_caption = forms.CharField(required=False, help_text="Instead of the picture's own caption.")
    language = forms.CharField(
        max_length=12, required=False, help_text="Such as sw; empty for the site's own."
    )
    search_title = forms.CharField(max_length=200, required=False)
    search_description = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    share_title = forms.CharField(max_length=200, required=False)
    share_text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    canonical_address = forms.URLField(
        required=False, assume_scheme="https", help_text="Where the text first appeared, if elsewhere."
    )
    publish_at = forms.DateTimeField(
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="For the first publication. Empty: at once. Later: readers see it from then on.",
    )
    tell_readers = forms.BooleanField(
        required=False,
        label="Tell readers of the change",
        help_text="Shows “Updated” and the time on the article.",
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance: Article | None = kwargs.get("instance")
        revision = instance.latest_revision if instance and instance.pk else None
        kwargs["initial"] = {**(initial_of(revision) if revision else {}), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_headline(self) -> str:
        headline = tidy(self.cleaned_data["headline"])
        if not headline:
            raise ValidationError("Write a headline.")
        return headline

    def clean_slug(self) -> str:
        return slug_for(self.cleaned_data["slug"], fallback="") if self.cleaned_data["slug"] else ""

    def clean_base(self) -> int | None:
        """Refuse a save over a revision that was made since the form was opened."""
        base: int | None = self.cleaned_data["base"]
        if self.instance.pk and base is not None:
            newest = self.instance.revisions.aggregate(newest=Max("number"))["newest"]
            if newest != base:
                raise ValidationError(
                    "Somebody has saved this article since you opened it. Your text is still here: copy what you"
                    " changed, open the article anew in another tab, and put it in there."
                )
        return base

    def clean_publish_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["publish_at"]
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValidationError(f"Choose a date in the years {EARLIEST_YEAR} to {LATEST_YEAR}.")
        return moment

    def content(self) -> Content:
        """What was typed, as one value; topics that are new are made."""
        values = self.cleaned_data
        slug = values["slug"] or self.instance.slug or slug_for(values["headline"], fallback="article")
        return Content(
            headline=values["headline"],
            slug=slug,
            body=values["body"],
            section=values["section"].pk if values["section"] else None,
            topics=tuple(topic.pk for topic in topics.named(values["topics"])),
            credits=self._credits(),
            lead_image=values["lead_image"].pk if values["lead_image"] else None,
            **{name: values[name] for name in TEXTS},
        )

    def _credits(self) -> tuple[Credit, ...]:
        credits: dict[int, Credit] = {}
        for number in range(1, BYLINES + 1):
            author = self.cleaned_data[f"author_{number}"]
            if author:
                credits.setdefault(author.pk, Credit(author.pk, tidy(self.cleaned_data[f"role_{number}"])))
        return tuple(credits.values())


for _number in range(1, BYLINES + 1):
    ArticleForm.declared_fields |= {
        f"author_{_number}": forms.ModelChoiceField(
            Author.objects.all(), required=False, label=f"Author {_number}"
        ),
        f"role_{_number}": forms.CharField(
            max_length=60,
            required=False,
            label="Role",
            help_text="Such as Photographs; empty for the author's own.",
        ),
    }
# Declared, because the desk makes a subclass of the form, and that takes over what is declared.
ArticleForm.base_fields |= ArticleForm.declared_fields


def initial_of(revision: Revision) -> dict[str, Any]:
    """The form's values for a revision. Rows that are gone since are left out."""
    content = revision.content
    found = Topic.objects.in_bulk(content.topics)
    values: dict[str, Any] = {name: getattr(content, name) for name in ("headline", "slug", "body", *TEXTS)}
    for number, credit in enumerate(content.credits[:BYLINES], start=1):
        values |= {f"author_{number}": credit.author, f"role_{number}": credit.role}
    return values | {
        "section": content.section,
        "topics": [found[topic] for topic in content.topics if topic in found],
        "lead_image": content.lead_image,
        "base": revision.number,
    }


class ImageForm(forms.ModelForm[Image]):
    """A picture of the library. The file is checked before anything decodes it."""

    file = forms.FileField(help_text="JPEG, PNG, WebP or AVIF, at most 20 MB and 40 megapixels.")

    class Meta:
        model = Image
        fields = ("file", "focus", "alt", "is_decorative", "caption", "credit", "licence")

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not hasattr(upload, "content_type"):  # the file that is there already
            return upload
        try:
            received = receive(upload)
        except NoPicture as error:
            raise ValidationError(str(error)) from None
        same = Image.objects.filter(sha256=received.sha256).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(f"The library has this picture already, as no. {same.pk}: “{same}”.")
        self.instance.sha256 = received.sha256
        return received.file
