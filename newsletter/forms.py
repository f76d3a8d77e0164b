"""From what a reader types to what it means, or a sentence that says how to mend it."""

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import Any

from disposable_email_domains import blocklist
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from articles.models import Section
from newsroom import identity

from . import addresses, listing, stamps, wordings, words
from .addresses import BadAddress
from .languages import LANGUAGES, language_of
from .models import Frequency, Newsletter, Subscriber, Subscription, Wording
from .preferences import Wishes

LONGEST_PAUSE = 366  # days


class AddressForm(forms.Form):
    """An address, and the field that people leave empty. Whoever fills it in is told that all is well."""

    email = forms.CharField(required=False, max_length=400, strip=False)
    website = forms.CharField(required=False)
    language = forms.CharField(required=False, max_length=12)
    stamp = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.data.get("language", "") or language
        self.own_language = language_of(typed or identity.current().language)
        self.words = words.of(self.own_language)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    def clean_email(self) -> str:
        try:
            address = addresses.normalised(self.cleaned_data["email"])
        except BadAddress as error:
            code = error.code or ""
            raise ValidationError(words.error(code, str(error.message), self.own_language)) from None
        if is_disposable(address):
            raise ValidationError(self.words["disposable"])
        return address

    def clean_language(self) -> str:
        return self.own_language

    def clean(self) -> dict[str, Any]:
        if not stamps.is_good(self.cleaned_data.get("stamp", ""), timezone.now()):
            raise ValidationError(self.words["old_page"])
        return self.cleaned_data


class SignUpForm(AddressForm):
    """`newsletter`: slugs of those that are open; `wording`: the mark of the words that stood beside the form."""

    wording = forms.CharField(required=False, max_length=64)

    @property
    def ticked(self) -> list[str]:
        return self.data.getlist("newsletter") if isinstance(self.data, QueryDict) else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wanted = set(self.ticked)
        cleaned["newsletters"] = [one for one in listing.public.get() if one.slug in wanted]
        if not cleaned["newsletters"]:
            self.add_error(None, self.words["choose_one"])
        cleaned["wording"] = self._wording()
        return cleaned

    def _wording(self) -> Wording:
        found = wordings.find(self.cleaned_data.get("wording", ""))
        if found is None:
            raise ValidationError(self.words["old_page"])
        return found


def is_disposable(address: str) -> bool:
    """True for the domains, and all below them, of those who lend mailboxes for minutes."""
    labels = address.rpartition("@")[2].split(".")
    return any(".".join(labels[start:]) in blocklist for start in range(len(labels) - 1))


class PreferencesForm:
    """The private page: a row for each newsletter, and for its sections where it is about the whole paper.

    No Django form: the fields are as many as there are newsletters, and each is a choice out of four.
    """

    def __init__(
        self, subscriber: Subscriber, newsletters: Collection[Newsletter], sections: Iterable[Section]
    ) -> None:
        self.subscriber = subscriber
        self.newsletters = newsletters
        self.sections = list(sections)
        self.subscriptions: dict[int, Subscription] = {
            one.newsletter_id: one
            for one in subscriber.subscriptions.active().prefetch_related("section_choices")
        }

    def wishes(self, posted: Any, now: datetime) -> Wishes:
        """What the form says. Raises ValidationError for a day of the pause that cannot be."""
        return Wishes(
            newsletters={one: _frequency(posted.get(f"often-{one.pk}")) for one in self.newsletters},
            sections={
                (one, section.pk): chosen
                for one in self.newsletters
                for section in self.sections
                if (chosen := _section_frequency(posted.get(f"section-{one.pk}-{section.pk}")))
            },
            paused_until=_day(posted.get("paused_until", ""), now),
            language=language_of(posted.get("language") or self.subscriber.language),
        )

    def rows(self) -> list[dict[str, Any]]:
        said = words.of(self.subscriber.language)
        return [
            {
                "newsletter": one,
                "name": f"often-{one.pk}",
                "options": _options(said, self._often(one)),
                "sections": self._section_rows(one, said) if one.scope == "paper" else [],
                "sections_title": said["sections_of"].format(name=one.name),
            }
            for one in self.newsletters
        ]

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        return [(tag, name, tag == self.subscriber.language) for tag, name in LANGUAGES.items()]

    @property
    def paused_until(self) -> datetime | None:
        untils = (one.paused_until for one in self.subscriptions.values())
        return max((until for until in untils if until and until > timezone.now()), default=None)

    def _often(self, newsletter: Newsletter) -> str:
        has = self.subscriptions.get(newsletter.pk)
        return has.frequency if has else Frequency.OFF

    def _section_rows(self, newsletter: Newsletter, said: dict[str, str]) -> list[dict[str, Any]]:
        has = self.subscriptions.get(newsletter.pk)
        if has is None:
            return []
        chosen = {choice.section_id: choice.frequency for choice in has.section_choices.all()}
        return [
            {
                "section": section,
                "name": f"section-{newsletter.pk}-{section.pk}",
                "options": _section_options(said, chosen.get(section.pk, "")),
            }
            for section in self.sections
        ]


def _options(said: dict[str, str], chosen: str) -> list[tuple[str, str, bool]]:
    return [(value, said[value], value == chosen) for value in Frequency.values]


def _section_options(said: dict[str, str], chosen: str) -> list[tuple[str, str, bool]]:
    as_newsletter = ("", said["as_newsletter"], not chosen)
    return [as_newsletter, *(one for one in _options(said, chosen) if one[0] != Frequency.EACH)]


def _frequency(typed: str | None) -> Frequency | None:
    """None for off, and for what is no frequency of ours."""
    return Frequency(typed) if typed in {*Frequency.values} - {Frequency.OFF} else None


def _section_frequency(typed: str | None) -> Frequency | None:
    return Frequency(typed) if typed in {*Frequency.values} - {Frequency.EACH} else None


def _day(typed: str, now: datetime) -> datetime | None:
    """The first moment of the day, in the site's zone; None for an empty field or today."""
    if not typed.strip():
        return None
    try:
        day = datetime.strptime(typed.strip()[:10], "%Y-%m-%d").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        raise ValidationError("No day.") from None
    ahead = (day - timezone.localdate(now)).days
    if not 0 <= ahead <= LONGEST_PAUSE:
        raise ValidationError("No day to come.")
    return timezone.make_aware(datetime.combine(day, time())) if ahead else None
