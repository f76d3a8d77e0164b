from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from newsroom.files import WholeFileStorage

NAMED = f"pictures/ab/{'ab' * 20}.png"


class Breaking(ContentFile[bytes]):
    """A file on a disk that is full after its first half."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(28, "No space left on device")


@pytest.fixture
def storage(tmp_path: Path) -> WholeFileStorage:
    return WholeFileStorage(location=tmp_path)


def files_in(storage: WholeFileStorage) -> list[str]:
    root = Path(storage.location)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_full_disk_leaves_no_half_file(storage):
    with pytest.raises(OSError, match="No space left"):
        storage.save("logo.png", Breaking(b"whole"))

    assert files_in(storage) == []


def test_a_file_that_is_named_after_its_content_is_there_once(storage):
    names = {storage.save(NAMED, ContentFile(b"same")) for _ in range(2)}

    assert names == {NAMED}
    assert files_in(storage) == [NAMED]


def test_other_files_are_not_written_over(storage):
    first, second = (storage.save("logo.png", ContentFile(content)) for content in (b"one", b"two"))

    assert [Path(storage.path(name)).read_bytes() for name in (first, second)] == [b"one", b"two"]
