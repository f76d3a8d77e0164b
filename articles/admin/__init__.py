"""The newsroom's desk."""

from . import (  # noqa: F401  (each registers its pages)
    article,
    correction,
    image,
    page,
    revision,
    rules,
    taxonomy,
    today,
    topic,
)
