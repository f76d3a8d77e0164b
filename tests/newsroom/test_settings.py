import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "newsroom" / "settings.py"
KEY = "q7-Lx0Zt4vB2nM9sK1wR8yE3uH6jC5dF-gT_aPoIiUuYyTtRrEeWw"
PRODUCTION = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "www.example.org,example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "sqlite://:memory:",
}
VARIABLES = (
    *(
        "SECRET_KEY",
        "DEBUG",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "PORT",
        "TRUSTED_PROXIES",
        "DATABASE_URL",
        "CACHE_URL",
    ),
    *(
        "DATABASE_STATEMENT_SECONDS",
        "EMAIL_URL",
        "MEDIA_ROOT",
        "SERVE_MEDIA",
        "CDN_PURGE_URL",
        "PAGE_CACHE_SECONDS",
        "SECRET_KEY_FALLBACKS",
    ),
    *("TIME_ZONE", "LANGUAGE_CODE", "FRAME_SECONDS", "DJANGO_SETTINGS_MODULE"),
)


@pytest.fixture
def load(monkeypatch):
    """The settings for an environment, as a dictionary."""

    def load(environment: dict[str, str]) -> dict[str, Any]:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return load


REFUSED = [
    ({"CACHE_URL": "locmemcache://"}, "Set CACHE_URL to a cache that all processes share"),
    ({"CACHE_URL": "dummycache://"}, "Set CACHE_URL to a cache that all processes share"),
    ({"SECRET_KEY": ""}, "Set SECRET_KEY, which signs"),
    ({"SECRET_KEY": KEY[:49]}, "Set a stronger SECRET_KEY, of at least 50 characters"),
    ({"SECRET_KEY": "abcdefghijklmn" * 5}, "Set a stronger SECRET_KEY, of at least 50 characters"),
    ({"SECRET_KEY": f"django-insecure-{KEY}"}, "Set another SECRET_KEY"),
    ({"SECRET_KEY_FALLBACKS": f"{KEY}x,short"}, "Take the weak key out of SECRET_KEY_FALLBACKS"),
    ({"DEBUG": "maybe"}, "Set DEBUG to 1 or 0; it is “maybe”."),
    ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS to the names of the site, separated by commas"),
    ({"ALLOWED_HOSTS": " , "}, "Set ALLOWED_HOSTS to the names of the site, separated by commas"),
    ({"ALLOWED_HOSTS": "www.example.org,*"}, "Set ALLOWED_HOSTS to the names of the site; “*”"),
    ({"SITE_URL": ""}, "Set SITE_URL to the public address of the site"),
    ({"SITE_URL": "www.example.org"}, "Set SITE_URL to an address like https://www.example.org"),
    ({"SITE_URL": "ftp://www.example.org"}, "Set SITE_URL to an address like https://www.example.org"),
    ({"SITE_URL": "https://www.example.org/news"}, "Set SITE_URL to an address like https://www.example.org"),
    ({"SITE_URL": "https://www.example.org:port"}, "Set SITE_URL to an address like https://www.example.org"),
    ({"SITE_URL": "https://me@www.example.org"}, "Set SITE_URL to an address like https://www.example.org"),
    ({"SITE_URL": "https://[::1"}, "Set SITE_URL to an address like https://www.example.org"),
    ({"SITE_URL": "https://other.example.org"}, "Set ALLOWED_HOSTS so that it holds other.example.org"),
    ({"SITE_URL": "http://www.example.org"}, "Set SITE_URL to https://www.example.org; http is for trials"),
    ({"TRUSTED_PROXIES": "one"}, "Set TRUSTED_PROXIES to a whole number of 0 or more; it is “one”."),
    ({"TRUSTED_PROXIES": "-1"}, "Set TRUSTED_PROXIES to a whole number of 0 or more; it is “-1”."),
    ({"TRUSTED_PROXIES": "²"}, "Set TRUSTED_PROXIES to a whole number of 0 or more; it is “²”."),
    ({"PAGE_CACHE_SECONDS": "5m"}, "Set PAGE_CACHE_SECONDS to a whole number"),
    ({"TIME_ZONE": "Nairobi"}, "Set TIME_ZONE to a name such as Africa/Nairobi; “Nairobi” is none."),
    ({"DATABASE_URL": "mysql://db/newsroom"}, "Set DATABASE_URL to an address such as postgresql://"),
    ({"DATABASE_URL": "postgresql://db:port/newsroom"}, "Set DATABASE_URL to an address that can be read"),
    (
        {"CACHE_URL": "cupboard://"},
        "Set CACHE_URL to an address that can be read; it begins with “cupboard:”.",
    ),
    ({"EMAIL_URL": "pigeon://"}, "Set EMAIL_URL to an address that can be read; it begins with “pigeon:”."),
    ({"CDN_PURGE_URL": "file:///etc/passwd"}, "Set CDN_PURGE_URL to an http or https address"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED, ids=[str(change) for change, _ in REFUSED])
def test_a_wrong_value_stops_the_start_with_one_sentence(load, change, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(PRODUCTION | change)

    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["manage.py", "check"], 1), (["-c", "import newsroom.wsgi"], 3)],
    ids=["command", "server"],
)
def test_whoever_starts_the_site_reads_the_sentence_and_no_traceback(arguments, code):
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}

    start = subprocess.run(
        [sys.executable, *arguments],
        cwd=SETTINGS.parents[1],
        env=environment | PRODUCTION | {"ALLOWED_HOSTS": "*"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert start.stderr == "Set ALLOWED_HOSTS to the names of the site; “*” would answer to every name.\n"
    assert start.returncode == code


def test_a_password_in_an_address_is_not_repeated(load):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(PRODUCTION | {"DATABASE_URL": "postgresql://desk:hush@db:port/newsroom"})

    assert "hush" not in str(refusal.value)


def test_keys_of_former_days_open_what_they_signed(load):
    before = f"{KEY[::-1]}x"

    assert load(PRODUCTION)["SECRET_KEY_FALLBACKS"] == []
    assert load(PRODUCTION | {"SECRET_KEY_FALLBACKS": f" {before}, "})["SECRET_KEY_FALLBACKS"] == [before]


def test_debug_is_off_and_needs_a_key_by_default(load):
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY"):
        load({})


def test_debug_alone_runs_on_this_machine(load):
    settings = load({"DEBUG": "1", "PORT": "8123"})

    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["SITE_URL"] == "http://127.0.0.1:8123"
    assert settings["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert settings["TIME_ZONE"] == "Africa/Nairobi"


SECURE = (
    *(
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_PROXY_SSL_HEADER",
    ),
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"),
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (True, 31_536_000, True, None, True, True, "__Host-session", "__Host-csrf")),
        (
            {"TRUSTED_PROXIES": "1"},
            (
                True,
                31_536_000,
                True,
                ("HTTP_X_FORWARDED_PROTO", "https"),
                True,
                True,
                "__Host-session",
                "__Host-csrf",
            ),
        ),
        (
            {"SITE_URL": "http://127.0.0.1:8000", "ALLOWED_HOSTS": "127.0.0.1", "TRUSTED_PROXIES": "1"},
            (False, 0, False, None, False, False, "session", "csrf"),
        ),
    ],
    ids=["https", "https behind a proxy", "http on loopback"],
)
def test_the_site_address_decides_the_scheme(load, change, expected):
    settings = load(PRODUCTION | change)

    assert tuple(settings[name] for name in SECURE) == expected


def test_a_host_with_a_dot_in_front_covers_its_subdomains(load):
    settings = load(PRODUCTION | {"ALLOWED_HOSTS": ".example.org"})

    assert settings["SITE_URL"] == "https://www.example.org"


def test_sqlite_is_told_to_wait_and_to_lock_at_the_start(load, tmp_path):
    settings = load(PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path}/deep/site.sqlite3"})

    assert settings["DATABASES"]["default"]["NAME"] == f"{tmp_path}/deep/site.sqlite3"
    assert (tmp_path / "deep").is_dir()
    assert settings["DATABASES"]["default"]["OPTIONS"] == {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_a_query_on_postgresql_is_bounded(load):
    url = "postgresql://desk:hush@db.example.org/newsroom?sslmode=require"

    settings = load(PRODUCTION | {"DATABASE_URL": url, "DATABASE_STATEMENT_SECONDS": "8"})

    assert settings["DATABASES"]["default"] == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "newsroom",
        "USER": "desk",
        "PASSWORD": "hush",
        "HOST": "db.example.org",
        "PORT": "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "sslmode": "require",
            "connect_timeout": 5,
            "tcp_user_timeout": 8000,
            "options": "-c statement_timeout=8s",
        },
    }


def test_production_keeps_hashed_static_files_and_a_shared_cache(load):
    settings = load(PRODUCTION)

    assert (
        settings["STORAGES"]["staticfiles"]["BACKEND"]
        == "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )
    assert settings["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    # Wrong passwords are counted in it, and Django would throw counts away from the 301st entry on.
    assert settings["CACHES"]["default"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000
    assert settings["SERVE_MEDIA"] is False
