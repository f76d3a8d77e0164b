"""Putting pictures into the library. The same file is one picture, however often it comes."""

from typing import IO, Any

from django.db import IntegrityError, transaction

from newsroom import outbox

from .. import tasks
from ..models import Image
from .receive import receive

WORDS = ("alt", "is_decorative", "caption", "credit", "licence", "focus")


class NotKept(Exception):
    """The picture is good, and there is no place for it; the message says why. Nothing of it is left behind."""


def add(upload: IO[bytes], **words: Any) -> tuple[Image, bool]:
    """The library's picture of this file, and whether it is new. Raises NoPicture and NotKept.

    `words`: of `WORDS`; they fill what is still empty. Renditions follow by a task.
    """
    received = receive(upload)
    image = Image.objects.filter(sha256=received.sha256).first()
    if image is None:
        try:
            return _keep(Image(sha256=received.sha256, **words), received.file), True
        except OSError as error:
            raise NotKept(f"A picture could not be stored: {error.strerror}.") from error
        except IntegrityError:  # the same file came twice at once, and the other was first
            image = Image.objects.get(sha256=received.sha256)
    empty = [name for name, words_of in words.items() if words_of and not getattr(image, name)]
    if empty:
        for name in empty:
            setattr(image, name, words[name])
        image.save(update_fields=empty)
    return image, False


@transaction.atomic
def _keep(image: Image, file: IO[bytes]) -> Image:
    image.file.save(getattr(file, "name", "picture"), file, save=False)
    image.save()
    outbox.order(tasks.make_renditions, image.pk)
    return image
