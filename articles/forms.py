"""What people type in the desk, as clean values or as sentences that say how to mend it."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Max
from django.forms.widgets import Script
from django.utils import timezone

from newsroom.forms import TidyForm

from . import topics
from .body.clean import BodyTooLong, clean
from .content import Content, Credit
from .models import Article, Author, Byline, Image, Label, Revision, Section, Synonym, Topic
from .names import fold, slug_for, tidy
from .pictures.receive import NoPicture, receive

BYLINES = 4
TOPICS = 40
MAX_PROSE = 10_000  # characters; a standfirst of that length is a mistake, not a standfirst
MAX_NOTICE = 1000
KEY_DIGITS = 18  # of a row's number, so that every database can look for it
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


_POINT = re.compile(r"(0?\.[0-9]{1,9}|0|1(\.0{1,9})?)x(0?\.[0-9]{1,9}|0|1(\.0{1,9})?)")


class TopicsField(forms.CharField):
    """Topics by name, with commas between them; the first is the primary one."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(topic.name for topic in value)

    def clean(self, value: Any) -> list[str]:
        names = [tidy(name) for name in super().clean(value).split(",") if name.strip()]
        if len(names) > TOPICS:
            raise ValidationError(f"{len(names)} topics are too many. Choose at most {TOPICS}.")
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


class Lookup(AutocompleteSelect):
    """A field that finds rows by what is typed into it, and loads none but the chosen one with the page."""

    def __init__(self, field: Any) -> None:
        super().__init__(field, admin.site)

    @property
    def media(self) -> forms.Media:
        # The stubs do not know yet that Django takes this for a path.
        return super().media + forms.Media(js=[Script("newsroom/js/lookup.js", type="module")])  # type: ignore[list-item]

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """What is no key finds nothing, so that a form which was sent with it comes back with its error."""
        keys = [key for key in value if key.isdecimal() and len(key) <= KEY_DIGITS]
        return super().optgroups(name, keys, attr)


class ArticleForm(TidyForm, forms.ModelForm[Article]):
    """The newest text of an article. It saves nothing itself: `content()` is for `publishing`."""

    may_add_topics = False  # the desk makes a subclass for whoever may

    headline = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"class": "vLargeTextField"}))
    slug = forms.CharField(
        max_length=100, required=False, help_text="In the address. Empty: made from the headline."
    )
    standfirst = forms.CharField(
        max_length=MAX_PROSE, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    body = BodyField(
        required=False, help_text="HTML. What an article cannot hold is taken out when you save."
    )
    label = forms.ChoiceField(choices=[("", "—"), *Label.choices], required=False)
    section = forms.ModelChoiceField(Section.objects.all(), required=False)
    topics = TopicsField(
        max_length=MAX_PROSE,
        required=False,
        help_text="Commas between them; the first is the primary one.",
    )
    lead_image = forms.ModelChoiceField(
        Image.objects.all(),
        required=False,
        widget=Lookup(Article._meta.get_field("lead_image")),
    )
    lead_caption = forms.CharField(
        max_length=1000, required=False, help_text="Instead of the picture's own caption."
    )
    language = forms.CharField(
        max_length=12,
        required=False,
        validators=[RegexValidator(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z", "No language tag such as sw.")],
        help_text="Such as sw; empty for the site's own.",
    )
    search_title = forms.CharField(max_length=200, required=False)
    search_description = forms.CharField(
        max_length=MAX_PROSE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    share_title = forms.CharField(max_length=200, required=False)
    share_text = forms.CharField(
        max_length=MAX_PROSE, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    canonical_address = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Where the text first appeared, if elsewhere.",
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
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance: Article | None = kwargs.get("instance")
        revision = instance.latest_revision if instance and instance.pk else None
        self.further = further_credits(revision) if revision else {}
        kwargs["initial"] = {**(initial_of(revision) if revision else {}), **(kwargs.get("initial") or {})}
        if instance and instance.published_at and instance.published_at > timezone.now():
            # Else the next “Publish” would break the embargo.
            kwargs["initial"].setdefault("publish_at", instance.published_at)
        super().__init__(*args, **kwargs)
        if self.may_add_topics:
            self.fields["topics"].help_text += " An unknown name makes a new topic."
        if self.further:
            names = ", ".join(author.name for author in self.further.values())
            self.fields[f"role_{BYLINES}"].help_text = f"Behind these stay: {names}."

    def clean_slug(self) -> str:
        return slug_for(self.cleaned_data["slug"], fallback="") if self.cleaned_data["slug"] else ""

    def _post_clean(self) -> None:
        """Nothing of what was typed goes into the row: that is for `publishing` alone."""

    def clean_topics(self) -> list[str]:
        names: list[str] = self.cleaned_data["topics"]
        if not self.may_add_topics and (unknown := _unknown_topics(names)):
            quoted = ", ".join(f"“{name}”" for name in unknown)
            raise ValidationError(
                f"No topics of these names: {quoted}. Choose others, or ask an editor to make them."
            )
        return names

    def clean_base(self) -> int | None:
        """Refuse a save over a revision that was made since the form was opened."""
        base: int | None = self.cleaned_data["base"]
        if self.instance.pk:
            newest = self.instance.revisions.aggregate(newest=Max("number"))["newest"]
            if newest != base:
                raise ValidationError(
                    "Somebody has saved this article since you opened it. Your text is still here: copy what you"
                    " changed, open the article anew in another tab, and put it in there."
                )
        return base

    def clean_once(self) -> UUID | None:
        """Refuse the second of two clicks on a form that makes an article."""
        once: UUID | None = self.cleaned_data["once"]
        if once and not self.instance.pk:
            same = Article.objects.filter(source_id=str(once)).first()
            if same:
                raise ValidationError(
                    f"This form has been sent already, and the article is saved as no. {same.pk}. If you have changed"
                    " the text since, copy it from here into that article."
                )
        return once

    def clean_publish_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["publish_at"]
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValidationError(f"Choose a date in the years {EARLIEST_YEAR} to {LATEST_YEAR}.")
        first = self.instance.published_at
        if moment is not None and first is not None and first <= timezone.now():
            raise ValidationError(
                "This article is published already; a time is for the first publication only."
            )
        return moment

    def content(self) -> Content:
        """What was typed, as one value; topics that are new are made."""
        values = self.cleaned_data
        return Content(
            headline=values["headline"],
            slug=values["slug"] or slug_for(values["headline"], fallback="article"),
            body=values["body"],
            section=values["section"].pk if values["section"] else None,
            topics=tuple(topic.pk for topic in topics.named(values["topics"])),
            credits=self._credits(),
            lead_image=values["lead_image"].pk if values["lead_image"] else None,
            **{name: values[name] for name in TEXTS},
        )

    def _credits(self) -> tuple[Credit, ...]:
        """Those of the form, each author once, and behind them those that the form has no room for."""
        credits: dict[int, Credit] = {}
        for number in range(1, BYLINES + 1):
            author = self.cleaned_data[f"author_{number}"]
            if author:
                credits.setdefault(author.pk, Credit(author.pk, tidy(self.cleaned_data[f"role_{number}"])))
        for credit in self.further:
            credits.setdefault(credit.author, credit)
        return tuple(credits.values())


for _number in range(1, BYLINES + 1):
    ArticleForm.declared_fields |= {
        f"author_{_number}": forms.ModelChoiceField(
            Author.objects.all(),
            required=False,
            label=f"Author {_number}",
            widget=Lookup(Byline._meta.get_field("author")),
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
    content = topics.followed(revision.content)
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


def further_credits(revision: Revision) -> dict[Credit, Author]:
    """The credits of a revision that the form has no room for. Authors who are gone since are left out."""
    beyond = revision.content.credits[BYLINES:]
    authors = Author.objects.in_bulk([credit.author for credit in beyond])
    return {credit: authors[credit.author] for credit in beyond if credit.author in authors}


def _unknown_topics(names: Iterable[str]) -> list[str]:
    """Those that neither a topic nor a synonym has, as they were typed."""
    wanted = {fold(name): name for name in names if fold(name)}
    known = {*Topic.objects.filter(key__in=wanted).values_list("key", flat=True)}
    known |= {*Synonym.objects.filter(key__in=wanted).values_list("key", flat=True)}
    return [name for key, name in wanted.items() if key not in known]


class WithdrawalForm(TidyForm, forms.Form):
    """What readers are told at the address of an article that is taken back."""

    notice = forms.CharField(
        max_length=MAX_NOTICE,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Readers see it at the article's address, as written: what was wrong with it.",
    )


class ImageForm(TidyForm, forms.ModelForm[Image]):
    """A picture of the library. The file is checked before anything decodes it."""

    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="JPEG, PNG, WebP or AVIF, at most 20 MB and 40 megapixels.",
    )
    focus = forms.CharField(
        label="Focal point",
        initial="0.5x0.5",
        help_text="The part of the width from the left, and of the height from the top.",
    )

    class Meta:
        model = Image
        fields = ("file", "focus", "alt", "is_decorative", "caption", "credit", "licence")
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 3}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"alt": "Alternative text", "is_decorative": "Only decoration"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            self.fields["file"].label = "Another file for this picture"
            self.fields["file"].required = False

    def clean_alt(self) -> str:
        return tidy(self.cleaned_data["alt"])

    def clean_focus(self) -> str:
        focus: str = self.cleaned_data["focus"]
        if not _POINT.fullmatch(focus):
            raise ValidationError("Two numbers from 0 to 1 with an x between them, such as 0.5x0.3.")
        return focus

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not hasattr(upload, "content_type"):  # the file that is there already
            return upload
        upload.seek(0)  # the form may be looked at twice
        try:
            received = receive(upload)
        except NoPicture as error:
            raise ValidationError(str(error)) from None
        same = Image.objects.filter(sha256=received.sha256).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(f"The library has this picture already, as no. {same.pk}: “{same}”.")
        self.instance.sha256 = received.sha256
        return received.file
