"""What the editor asks about players of other services: the server alone knows which addresses are theirs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from consent import published

from ..body.embeds import Embed, embed_for
from ..body.words import ENGLISH
from .choose import ChoosingAdmin

MOST_ADDRESSES = 50
OFF = "{name} is switched off on this site: readers get a link to it."


class PlayersAdmin(ChoosingAdmin):
    """`embeds/?url=…&url=…` gives the players among these addresses: `{"results": [player, …]}`."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.embeds))
        return [path("embeds/", view, name="articles_article_embeds"), *super().get_urls()]

    def embeds(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.getlist("url")[:MOST_ADDRESSES]
        found = ((address, embed_for(address)) for address in asked)
        return JsonResponse({"results": [player(address, embed) for address, embed in found if embed]})


def player(asked: str, embed: Embed) -> dict[str, Any]:
    """`url` is the address under which we keep it; `about` what readers are told before they load it.

    Where the consent registry has switched the service off, it is what the editor is told: that readers get a link.
    """
    service = published.current("en").services.get(embed.provider.key)
    can_load = service is not None and embed.may_load(service)
    return {
        "asked": asked,
        "url": embed.url,
        "title": ENGLISH.untitled[embed.kind].format(name=embed.provider.name),
        "about": ENGLISH.about(embed, service)
        if service and can_load
        else OFF.format(name=embed.provider.name),
        "megabytes": embed.provider.megabytes,
    }
