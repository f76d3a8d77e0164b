"""The pages behind the links of our mails.

What a link is for, it can do without a cookie or a login: its token is the right. So a POST needs no other proof of
where it comes from, and a GET changes nothing: mail scanners open every link.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import formats, timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import navigation
from articles.previewing import close
from newsroom import identity, links

from . import holdings, leaving, networks, subscribing, tokens, words
from . import preferences as wishing
from .forms import PreferencesForm
from .languages import language_of
from .models import ConsentProof, How, Newsletter, SignUp, Subscriber, Subscription
from .proof import Trace
from .views import SeeOther

Page = Callable[[HttpRequest, int], HttpResponse]
Opened = Callable[[HttpRequest, str], HttpResponse]
looked_at_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def behind(purpose: str) -> Callable[[Page], Opened]:
    """Gives a page the number that its token names. One page for all that is no link of ours, or too old."""

    def decorate(page: Page) -> Opened:
        @csrf_exempt
        @wraps(page)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            try:
                number = tokens.number_of(purpose, token)
            except (links.Unknown, tokens.Over):
                return bad_link(request)
            return close(page(request, number))

        return opened

    return decorate


def bad_link(request: HttpRequest) -> HttpResponse:
    language = language_of(identity.current().language)
    return close(_page(request, "bad_link", language, status=404))


@looked_at_or_sent
@behind(tokens.CONFIRM)
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Asks whether it was really them; the button says yes."""
    signup = SignUp.objects.filter(pk=number).prefetch_related("newsletters").first()
    if signup is None:
        return bad_link(request)
    if request.method != "POST":
        if signup.used_at:
            return _confirmed(request, signup, "confirmed_before")
        address = signup.address
        said = words.of(signup.language)["confirm_for"].format(
            address=Subscriber(address=address).shown_address
        )
        newsletters = signup.newsletters.all()
        return _page(request, "confirm", signup.language, newsletters=newsletters, for_address=said)
    title = "confirmed_before" if signup.used_at else "confirmed_title"
    if not signup.used_at:
        trace = Trace(How.LINK, signup.wording, request.path[:20], networks.kept(request))
        subscriber = subscribing.confirm(signup, trace, timezone.now())
        if subscriber is None:
            return bad_link(request)
        token = tokens.preferences(subscriber.pk, timezone.now())
        return _confirmed(request, signup, title, tokens.path(tokens.PREFERENCES, token))
    return _confirmed(request, signup, title)


def _confirmed(request: HttpRequest, signup: SignUp, title: str, preferences_url: str = "") -> HttpResponse:
    """A link that was used before brings nobody to the preferences: it may lie in a mailbox for long."""
    return _page(
        request,
        "confirmed",
        signup.language,
        title=title,
        newsletters=signup.newsletters.all(),
        preferences_url=preferences_url,
    )


@looked_at_or_sent
@behind(tokens.UNSUBSCRIBE)
def unsubscribe(request: HttpRequest, number: int) -> HttpResponse:
    """A page with one button. The button of a mail program posts as RFC 8058 says, and is answered at once."""
    found = Subscription.objects.select_related("subscriber", "newsletter").filter(pk=number).first()
    if found is None:
        return _left(request, language_of(identity.current().language))
    is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    if request.method == "POST" and (is_one_click or "leave" in request.POST):
        how = How.ONE_CLICK if is_one_click else How.LINK
        leaving.leave(found, Trace(how, network=networks.kept(request)), timezone.now())
        return _left(request, found.subscriber.language)
    said = words.of(found.subscriber.language)
    name, address = found.newsletter.name, found.subscriber.masked_address
    return _page(
        request,
        "unsubscribe",
        found.subscriber.language,
        sentence=said["leave_for"].format(name=name, address=address),
        button=said["leave_one"].format(name=name),
    )


def _left(request: HttpRequest, language: str) -> HttpResponse:
    return _page(request, "left", language)


@looked_at_or_sent
@behind(tokens.PREFERENCES)
def preferences(request: HttpRequest, number: int) -> HttpResponse:
    """What comes, how often, and until when nothing does."""
    subscriber = Subscriber.objects.filter(pk=number).exclude(confirmed_at=None).first()
    if subscriber is None:
        return bad_link(request)
    now = timezone.now()
    form = _form(subscriber)
    error = ""
    if request.method == "POST":
        trace = Trace(How.PREFERENCES, network=networks.kept(request))
        if "leave-all" in request.POST:
            leaving.leave_all(subscriber, trace, now)
            return _left(request, subscriber.language)
        try:
            _save(request, form, trace)
        except ValidationError:
            error = words.of(subscriber.language)["not_saved"]
        else:
            return SeeOther(f"{request.path}?saved")
    return _preferences_page(request, form, error)


def _save(request: HttpRequest, form: PreferencesForm, trace: Trace) -> None:
    """Raises ValidationError."""
    now = timezone.now()
    if "pause-month" in request.POST:
        wishing.pause(form.subscriber, now + wishing.A_MONTH, trace, now)
    elif "go-on" in request.POST:
        wishing.pause(form.subscriber, None, trace, now)
    elif "save" in request.POST:
        wishing.change(form.subscriber, form.wishes(request.POST, now), trace, now)


def _form(subscriber: Subscriber) -> PreferencesForm:
    """With all that is open, and what the person has of what is closed."""
    mine = subscriber.subscriptions.active().values("newsletter")
    offered = Newsletter.objects.public() | Newsletter.objects.filter(pk__in=mine)
    return PreferencesForm(subscriber, list(offered.distinct()), navigation.sections.get())


def _preferences_page(request: HttpRequest, form: PreferencesForm, error: str) -> HttpResponse:
    subscriber = form.subscriber
    said = words.of(subscriber.language)
    with translation.override(subscriber.language):
        day = formats.date_format(timezone.localtime(subscriber.confirmed_at), "j F Y")
        until = form.paused_until
        paused = formats.date_format(timezone.localtime(until), "j F Y") if until else ""
    return _page(
        request,
        "preferences",
        subscriber.language,
        status=400 if error else 200,
        form=form,
        error=error,
        is_saved="saved" in request.GET and not error,
        who=said["for_since"].format(address=subscriber.masked_address, day=day),
        paused=said["paused"].format(day=paused) if paused else "",
        paused_day=timezone.localtime(until).date().isoformat() if until else "",
    )


@require_safe
@behind(tokens.PREFERENCES)
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """What the person agreed to, in the words that were shown, and each step since."""
    subscriber = Subscriber.objects.filter(pk=number).first()
    if subscriber is None:
        return bad_link(request)
    proofs = ConsentProof.objects.filter(address_hash=subscriber.address_hash).select_related("wording")
    return _page(
        request,
        "receipt",
        subscriber.language,
        proofs=proofs.order_by("happened_at", "pk"),
        who=words.of(subscriber.language)["for_address"].format(address=subscriber.masked_address),
    )


@require_safe
@behind(tokens.PREFERENCES)
def export(request: HttpRequest, number: int) -> HttpResponse:
    """All that is held about the person, to take along."""
    subscriber = Subscriber.objects.filter(pk=number).first()
    if subscriber is None:
        return bad_link(request)
    return JsonResponse(
        holdings.of(subscriber),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="newsletter-data.json"'},
    )


@looked_at_or_sent
@behind(tokens.PREFERENCES)
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """A page that says what stays, with one button."""
    subscriber = Subscriber.objects.filter(pk=number).first()
    if subscriber is None:
        return bad_link(request)
    if request.method == "POST" and "erase" in request.POST:
        trace = Trace(How.PREFERENCES, network=networks.kept(request))
        leaving.erase(subscriber, trace, timezone.now())
        return _page(request, "erased", subscriber.language)
    said = words.of(subscriber.language)["for_address"].format(address=subscriber.masked_address)
    return _page(request, "erase", subscriber.language, who=said)


def _page(
    request: HttpRequest, name: str, language: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    said: dict[str, Any] = {"words": words.of(language), "language": language, **context}
    with translation.override(language):
        return render(request, f"newsletter/{name}.html", said, status=status)
