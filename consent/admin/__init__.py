"""Consent at the desk: what is declared, its versions, what visitors chose."""

from . import controller, counts, records, registry, version  # noqa: F401  (each registers its pages)
