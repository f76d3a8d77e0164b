"""Uploaded files on the disk: each there as a whole, or not at all."""

import os
import re
import secrets
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import FileSystemStorage

_NAMED_AFTER_CONTENT = re.compile(r"/[0-9a-f]{40}\.[a-z]+")


class WholeFileStorage(FileSystemStorage):
    """Writes beside the place and then into it, so that neither a full disk nor a killed process leaves half a file."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A file that is named after its content is written over: it is the same. Others get a name of their own."""
        if _NAMED_AFTER_CONTENT.search(name.replace(os.sep, "/")):
            return name
        return super().get_available_name(name, max_length)

    def _save(self, name: str, content: IO[Any]) -> str:
        part = f"{name}.{secrets.token_hex(4)}.part"
        try:
            super()._save(part, content)  # type: ignore[misc]  # not in the stubs
            Path(self.path(part)).replace(self.path(name))
        except OSError:
            self.delete(part)
            raise
        return name
