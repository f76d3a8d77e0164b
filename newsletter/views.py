"""The public pages: the same bytes for everybody, and the same answer whoever is asked for."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from newsroom import identity, pagecache, throttle
from newsroom.origin import same_origin

from . import listing, networks, stamps, subscribing, wordings, words
from .forms import AddressForm, SignUpForm
from .languages import LANGUAGES, language_of
from .subscribing import Asked

PATH_LENGTH = 200


class SeeOther(HttpResponseRedirect):
    """The answer to a form: a GET, whatever the form was sent with."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin
def newsletters(request: HttpRequest) -> HttpResponse:
    """All newsletters with the form to sign up; and where every form to sign up is sent."""
    if request.method == "POST":
        return _sign_up(request)
    return pagecache.tag(_page(request, SignUpForm(), _language()), listing.CACHE_TAG)


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin
def link(request: HttpRequest) -> HttpResponse:
    """Has the private link mailed to who gets newsletters; nobody learns from the answer who does."""
    if request.method == "POST":
        return _mail_link(request)
    return pagecache.tag(_link_page(request, AddressForm(), _language()), listing.CACHE_TAG)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """After a form. It knows nothing of it."""
    language = "sw" if request.GET.get("language") == "sw" else "en"
    context = {"words": words.of(language), "language": language}
    return pagecache.tag(render(request, "newsletter/asked.html", context), listing.CACHE_TAG)


def _sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(request.POST)
    if form.is_trapped:
        return _answer(form)
    if not form.is_valid():
        return _not_yet(_page(request, form, form.own_language, status=400))
    try:
        networks.count_sign_up(request)
    except throttle.TooMany as full:
        return _too_many(_page(request, form, form.own_language, status=429, full=True), full)
    subscribing.ask(
        Asked(
            address=form.cleaned_data["email"],
            language=form.own_language,
            newsletters=form.cleaned_data["newsletters"],
            wording=form.cleaned_data["wording"],
            place=_place(request),
            network=networks.kept(request),
        )
    )
    return _answer(form)


def _mail_link(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if form.is_trapped:
        return _answer(form)
    if not form.is_valid():
        return _not_yet(_link_page(request, form, form.own_language, status=400))
    try:
        networks.count_sign_up(request)
    except throttle.TooMany as full:
        return _too_many(_link_page(request, form, form.own_language, status=429, full=True), full)
    subscribing.ask(
        Asked(
            form.cleaned_data["email"],
            form.own_language,
            place=_place(request),
            network=networks.kept(request),
        )
    )
    return _answer(form)


def _answer(form: AddressForm) -> HttpResponse:
    return SeeOther(f"{reverse('newsletter-asked')}?language={form.own_language}")


def _page(
    request: HttpRequest, form: SignUpForm, language: str, *, status: int = 200, full: bool = False
) -> HttpResponse:
    ticked = form.ticked
    offered = [
        {
            "newsletter": one,
            "when": words.when(one.kind, one.weekdays, one.at, str(one.clock), one.own_language),
            "is_ticked": one.slug in ticked if form.is_bound else number == 0,
        }
        for number, one in enumerate(listing.public.get())
    ]
    context = {**_around(form, language, full=full), "offered": offered, "wording": wordings.mark(language)}
    context |= {"consent_words": wordings.shown(language), "languages": LANGUAGES.items()}
    context["canonical_url"] = settings.SITE_URL + reverse("newsletters")
    return render(request, "newsletter/newsletters.html", context, status=status)


def _link_page(
    request: HttpRequest, form: AddressForm, language: str, *, status: int = 200, full: bool = False
) -> HttpResponse:
    context = _around(form, language, full=full)
    return render(request, "newsletter/link.html", context, status=status)


def _around(form: AddressForm, language: str, *, full: bool) -> dict[str, Any]:
    said = words.of(language)
    errors = [said["too_many"]] if full else list(form.non_field_errors()) if form.is_bound else []
    return {
        "form": form,
        "words": said,
        "language": language,
        "stamp": stamps.stamp(timezone.now()),
        "errors": errors,
        "address_errors": form.errors.get("email", []) if form.is_bound and not full else [],
    }


def _not_yet(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    return response


def _too_many(response: HttpResponse, full: throttle.TooMany) -> HttpResponse:
    response["Retry-After"] = str(full.seconds)
    return _not_yet(response)


def _language() -> str:
    return language_of(identity.current().language)


def _place(request: HttpRequest) -> str:
    """The path of the page with the form, as far as the browser tells."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    return referrer.path[:PATH_LENGTH] if referrer.netloc == request.get_host() else request.path
