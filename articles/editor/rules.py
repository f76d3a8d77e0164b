"""What the editor in the browser is told of the vocabulary: the same definition that the cleaner and the renderer have.

The browser knows how each tag is written by hand; whether it exists, with which attributes and which values, it learns
here. A tag that leaves the vocabulary leaves the editor with it.
"""

from typing import Any

from newsroom.models.identity import RIGHT_TO_LEFT

from ..body import vocabulary
from ..body.providers import PROVIDERS
from ..body.text import WORDS_A_MINUTE

# A story of 5,000 words has 30,000 characters. One of more than this makes every browser slow, and is a mistake:
# something else was in the clipboard.
MAX_CHARACTERS = 400_000


def rules() -> dict[str, Any]:
    """Plain values for JSON. Sets are sorted, so that the same program always writes the same page."""
    return {
        "tags": sorted(vocabulary.TAGS),
        "attributes": {tag: list(names) for tag, names in vocabulary.ATTRIBUTES.items()},
        "marks": list(vocabulary.MARKS),
        "headings": [int(heading[1]) for heading in vocabulary.HEADINGS],
        "schemes": sorted(vocabulary.SCHEMES),
        "maxHref": vocabulary.MAX_HREF,
        "maxSpan": vocabulary.MAX_SPAN,
        "maxCharacters": MAX_CHARACTERS,
        "wordsAMinute": WORDS_A_MINUTE,
        "rightToLeft": sorted(RIGHT_TO_LEFT),
        "players": [provider.name for provider in PROVIDERS],
    }
