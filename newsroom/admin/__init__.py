"""The desk's pages about the site itself and about who works on it."""

from . import audit, identity, people  # noqa: F401  (each registers its pages)
