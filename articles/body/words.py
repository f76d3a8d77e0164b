"""What the renderer says in its own words, in the language of the article."""

from collections.abc import Mapping
from dataclasses import dataclass

from consent.registry import Service

from .embeds import Embed
from .providers import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    language: str
    read_also: str
    table: str  # the name of a table without a caption
    kept_by: Mapping[Kind, str]  # {name} of the service, {keeper}: who and where
    nothing_yet: str
    cost: str  # {megabytes}
    load: Mapping[Kind, str]
    visit: Mapping[Kind, str]  # {site}
    untitled: Mapping[Kind, str]  # {name}: the title of a player that was given none

    def about(self, embed: Embed, service: Service) -> str:
        """Who keeps it, that nothing is loaded yet, and what it would cost: three sentences, plain text."""
        kept = self.kept_by[embed.kind].format(name=service.name, keeper=service.keeper)
        return f"{kept} {self.nothing_yet} {self.cost.format(megabytes=embed.provider.megabytes)}"


ENGLISH = Words(
    language="en",
    read_also="Read also",
    table="Table",
    kept_by={
        "video": "This video is kept by {name} ({keeper}).",
        "post": "This post is kept by {name} ({keeper}).",
        "audio": "This recording is kept by {name} ({keeper}).",
        "chart": "This chart is kept by {name} ({keeper}).",
        "map": "This map is kept by {name} ({keeper}).",
    },
    nothing_yet="Nothing is loaded from there until you say so.",
    cost="It costs about {megabytes} MB.",
    load={
        "video": "Load this video",
        "post": "Load this post",
        "audio": "Load this recording",
        "chart": "Load this chart",
        "map": "Load this map",
    },
    visit={
        "video": "Watch it on {site}",
        "post": "Read it on {site}",
        "audio": "Listen to it on {site}",
        "chart": "See it on {site}",
        "map": "See it on {site}",
    },
    untitled={
        "video": "A video on {name}",
        "post": "A post on {name}",
        "audio": "A recording on {name}",
        "chart": "A chart on {name}",
        "map": "A map on {name}",
    },
)

SWAHILI = Words(
    language="sw",
    read_also="Soma pia",
    table="Jedwali",
    kept_by={
        "video": "Video hii inahifadhiwa na {name} ({keeper}).",
        "post": "Chapisho hili linahifadhiwa na {name} ({keeper}).",
        "audio": "Rekodi hii inahifadhiwa na {name} ({keeper}).",
        "chart": "Chati hii inahifadhiwa na {name} ({keeper}).",
        "map": "Ramani hii inahifadhiwa na {name} ({keeper}).",
    },
    nothing_yet="Hakuna kinachopakiwa kutoka huko mpaka useme.",
    cost="Gharama yake ni takriban MB {megabytes}.",
    load={
        "video": "Pakia video hii",
        "post": "Pakia chapisho hili",
        "audio": "Pakia rekodi hii",
        "chart": "Pakia chati hii",
        "map": "Pakia ramani hii",
    },
    visit={
        "video": "Itazame kwenye {site}",
        "post": "Lisome kwenye {site}",
        "audio": "Isikilize kwenye {site}",
        "chart": "Itazame kwenye {site}",
        "map": "Itazame kwenye {site}",
    },
    untitled={
        "video": "Video kwenye {name}",
        "post": "Chapisho kwenye {name}",
        "audio": "Rekodi kwenye {name}",
        "chart": "Chati kwenye {name}",
        "map": "Ramani kwenye {name}",
    },
)


def words_for(language: str) -> Words:
    """The words for a language tag such as “sw” or “sw-KE”; English where we have no others."""
    return SWAHILI if language.lower().split("-")[0] == "sw" else ENGLISH
