"""What the desk throws out of the caches."""

import pytest

from newsroom import pagecache


@pytest.fixture
def purged(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The tags of each purge, in order."""
    calls: list[set[str]] = []
    monkeypatch.setattr(pagecache, "purge", lambda *tags: calls.append(set(tags)))
    return calls
