"""The newsroom's desk."""

from . import article, image, page, revision, taxonomy  # noqa: F401  (each registers its pages)
