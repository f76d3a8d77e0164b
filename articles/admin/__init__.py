"""The newsroom's desk."""

from . import article, image, page, revision, taxonomy, today  # noqa: F401  (each registers its pages)
