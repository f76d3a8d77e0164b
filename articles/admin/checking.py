"""What there is to say of the text that is being typed, for the rail beside it: see articles/checks/."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.urls import URLPattern, path

from newsroom.text import prose, tidy

from .. import checks
from ..body.clean import BodyTooLong, clean
from ..content import Content, Credit
from ..forms import KEY_DIGITS, ArticleForm
from ..models import Article, HouseRules, Level

MOST_PROSE = 10_000  # characters that are looked at of a headline and a standfirst
NOT_YET = -1  # a topic or an author that was typed: the check asks whether there is one, and nothing is made


class CheckingAdmin(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.look)
        return [
            path("checks/", view, name="articles_article_checks_new"),
            path("<int:pk>/checks/", view, name="articles_article_checks"),
            *super().get_urls(),
        ]

    def look(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """By POST only, with the fields of the form as they stand. Nothing is kept."""
        article = self.get_object(request, str(pk)) if pk else None
        if pk and article is None:
            raise Http404("No such article.")
        if not (self.has_change_permission(request, article) if pk else self.has_add_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        rules = HouseRules.get()
        try:
            content = typed(request.POST)
        except BodyTooLong as error:
            too_long = checks.Finding(str(error), checks.Place("body"), level=Level.REFUSE)
            return JsonResponse({"findings": [_written(too_long)], "fine": [], "weight": None})
        proof = checks.proof_of(content, article=article, at=_at(request.POST), rules=rules)
        found = checks.weighed(proof)
        weight = proof.weight
        return JsonResponse(
            {
                "findings": [_written(one) for one in found],
                "fine": checks.fine_of(found, rules, proof.outline),
                "weight": {
                    "page": f"{weight.kb} KB",
                    "pictures": f"{weight.pictures_kb} KB" if weight.own else "",
                    "around": f"{weight.around_kb} KB" if weight.others else "",
                    "players": f"{weight.players} MB" if weight.players else "",
                    "cost": weight.cost(rules),
                },
            }
        )


def typed(fields: QueryDict) -> Content:
    """The text as it was typed, valid or not; of topics and authors only that there are some. Raises BodyTooLong."""
    return Content(
        headline=tidy(fields.get("headline", "")[:MOST_PROSE]),
        slug="",
        body=clean(fields.get("body", "")),
        standfirst=prose(fields.get("standfirst", "")[:MOST_PROSE]),
        section=_key(fields.get("section", "")),
        topics=(NOT_YET,) if fields.get("topics", "").strip(" ,") else (),
        credits=(Credit(NOT_YET),) if fields.get("bylines", "").strip() else (),
        lead_image=_key(fields.get("lead_image", "")),
    )


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS else None


def _at(fields: QueryDict) -> datetime | None:
    try:
        moment: datetime | None = ArticleForm.base_fields["publish_at"].clean(fields.get("publish_at", ""))
    except (ValidationError, OverflowError):  # the form itself says what is wrong with it
        return None
    return moment


def _written(one: checks.Finding) -> dict[str, Any]:
    return {
        "check": one.check,
        "level": one.level.value,
        "sentence": one.sentence,
        "field": one.place.field,
        "block": one.place.block,
        "url": one.url,
    }
