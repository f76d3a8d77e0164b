"""Paths of pages, remembered: a front page names a hundred, and the router takes its time for each."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4_096)
def path_to(page: str, *arguments: str | int) -> str:
    """The path of a page by its name in `articles/urls.py`. Raises NoReverseMatch."""
    return reverse(page, args=arguments)
