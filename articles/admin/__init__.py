"""The newsroom's desk."""

from . import article, correction, image, page, revision, rules, taxonomy, today  # noqa: F401  (each registers)
