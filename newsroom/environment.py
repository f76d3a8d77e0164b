"""Values from the environment, each checked, with one sentence that says what to set where one is wrong."""

import ipaddress
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured
from environ import Env

env = Env()

SECRET_KEY_LENGTH = 50
SECRET_KEY_DISTINCT = 15  # different characters; fewer are a key typed with one finger
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
CONNECT_SECONDS = 5
CACHE_ENTRIES = 100_000


def refuse(sentence: str) -> NoReturn:
    """Stop the start. Whoever starts the site reads this sentence and nothing else."""
    raise ImproperlyConfigured(sentence)


def boolean(name: str, *, default: bool) -> bool:
    """A truth. `Env.bool` takes any word that is not true for false; here such a word is refused."""
    word = env.str(name, default="").strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    return default if not word else refuse(f"Set {name} to 1 or 0; it is “{word}”.")


def integer(name: str, *, default: int) -> int:
    """A whole number of 0 or more."""
    text = env.str(name, default="").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        refuse(f"Set {name} to a whole number of 0 or more; it is “{text}”.")
    return int(text)


def secret_key(*, debug: bool) -> str:
    """The key that signs sessions and links. With `debug` there is one that everybody knows."""
    key = str(env.str("SECRET_KEY", default=""))
    if debug:
        return key or "known-to-everybody-and-only-ever-used-with-debug-switched-on"
    make_one = 'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    if not key:
        refuse(f"Set SECRET_KEY, which signs sessions and links; {make_one}")
    if key.startswith("django-insecure"):
        refuse(f"Set another SECRET_KEY; this one was made for trials, {make_one}")
    if _is_weak(key):
        refuse(
            f"Set a stronger SECRET_KEY, of at least {SECRET_KEY_LENGTH} characters of which "
            f"{SECRET_KEY_DISTINCT} differ; {make_one}"
        )
    return key


def secret_key_fallbacks(*, debug: bool) -> list[str]:
    """The keys that were SECRET_KEY before; what was signed or sealed with them still opens."""
    keys = [key for word in env.list("SECRET_KEY_FALLBACKS", default=[]) if (key := word.strip())]
    if not debug and any(map(_is_weak, keys)):
        refuse("Take the weak key out of SECRET_KEY_FALLBACKS: whoever guesses it signs in.")
    return keys


def _is_weak(key: str) -> bool:
    return len(key) < SECRET_KEY_LENGTH or len(set(key)) < SECRET_KEY_DISTINCT


def allowed_hosts(*, debug: bool) -> list[str]:
    """The host names that the site answers to."""
    hosts = [host.strip() for host in env.list("ALLOWED_HOSTS", default=[]) if host.strip()]
    if debug:
        return hosts or ["localhost", "127.0.0.1", "[::1]"]
    if not hosts:
        refuse("Set ALLOWED_HOSTS to the names of the site, separated by commas, such as www.example.org.")
    if "*" in hosts:
        refuse("Set ALLOWED_HOSTS to the names of the site; “*” would answer to every name.")
    return hosts


def site_url(hosts: list[str], *, debug: bool) -> str:
    """The public address of the site without a slash at its end, such as `https://www.example.org`."""
    default = f"http://127.0.0.1:{integer('PORT', default=8000)}" if debug else ""
    address = str(env.str("SITE_URL", default=default)).strip().rstrip("/")
    if not address:
        refuse("Set SITE_URL to the public address of the site, such as https://www.example.org.")
    host = _origin_host(address)
    if not host:
        refuse(f"Set SITE_URL to an address like https://www.example.org, without a path; it is “{address}”.")
    if debug:
        return address
    if not any(_matches(host, pattern.lower()) for pattern in hosts):
        refuse(f"Set ALLOWED_HOSTS so that it holds {host}, the host of SITE_URL.")
    if address.startswith("http:") and not is_loopback(host):
        refuse(f"Set SITE_URL to https://{host}; http is for trials on this machine alone.")
    return address


def _origin_host(address: str) -> str:
    """The host of an http or https origin; empty where `address` is not one."""
    try:
        parts = urlsplit(address)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return ""
    extras = parts.path or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in {"http", "https"} or extras or not has_port or any(c.isspace() for c in address):
        return ""
    return parts.hostname or ""


def _matches(host: str, pattern: str) -> bool:
    pattern = pattern.strip("[]")
    return host == pattern or (pattern.startswith(".") and (host.endswith(pattern) or host == pattern[1:]))


def is_loopback(host: str) -> bool:
    """True for `localhost` and the addresses that no other machine can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def time_zone() -> str:
    name = str(env.str("TIME_ZONE", default="Africa/Nairobi"))
    if name not in available_timezones():
        refuse(f"Set TIME_ZONE to a name such as Africa/Nairobi; “{name}” is none.")
    return name


def database(base: Path, *, statement_seconds: int) -> dict[str, Any]:
    """Django's entry for DATABASE_URL. `statement_seconds` bounds a query on PostgreSQL; 0 does not."""
    url = env.str("DATABASE_URL", default="sqlite:///var/newsroom.sqlite3")
    scheme = url.partition(":")[0]
    if scheme not in DATABASE_SCHEMES:
        refuse(
            "Set DATABASE_URL to an address such as postgresql://user:password@host/name "
            f"or sqlite:///var/newsroom.sqlite3; the scheme “{scheme}” is neither."
        )
    entry = _parsed("DATABASE_URL", Env.db_url_config, url)
    options: dict[str, Any] = entry.setdefault("OPTIONS", {})
    if scheme == "sqlite":
        # Django's own defaults lose writes under load: see docs/decisions/sqlite.md.
        if entry["NAME"] != ":memory:":
            entry["NAME"] = str(base / entry["NAME"])
            Path(entry["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        options.setdefault("timeout", 20)
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("init_command", "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        # A new connection reads the schema and prepares every statement again: a millisecond of each page.
        return {"CONN_MAX_AGE": 60, **entry}
    options.setdefault("connect_timeout", CONNECT_SECONDS)
    # A server that vanished without a word is given up after this time, in ms; the kernel would try 15 minutes.
    options.setdefault("tcp_user_timeout", 1000 * (statement_seconds or 60))
    if statement_seconds:
        options.setdefault("options", f"-c statement_timeout={statement_seconds}s")
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, **entry}


def cache(*, debug: bool) -> dict[str, Any]:
    """Django's entry for CACHE_URL: without it this process's memory with `debug`, the database otherwise."""
    default = "locmemcache://" if debug else "dbcache://newsroom_cache"
    entry = _parsed("CACHE_URL", Env.cache_url_config, env.str("CACHE_URL", default=default))
    kind = entry["BACKEND"].rpartition(".")[2]
    if not debug and kind in {"LocMemCache", "DummyCache"}:
        # Wrong passwords are counted in it: each process would give its own number of tries.
        refuse("Set CACHE_URL to a cache that all processes share, such as dbcache://newsroom_cache.")
    if kind in {"DatabaseCache", "LocMemCache", "FileBasedCache"}:
        # Django's 300 are soon full, and it then throws away whatever comes first, counted tries among it.
        entry.setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", CACHE_ENTRIES)
    return entry


def email(*, debug: bool) -> dict[str, Any]:
    """Django's EMAIL_… settings for EMAIL_URL: without it the console with `debug`, else the local mail server."""
    default = "consolemail://" if debug else "smtp://localhost:25"
    entry = _parsed("EMAIL_URL", Env.email_url_config, env.str("EMAIL_URL", default=default))
    return {name: value for name, value in entry.items() if name.startswith("EMAIL_")}


def newsletter_from(site_url: str) -> str:
    """NEWSLETTER_FROM, one bare address; `newsletter@` the host of the site where it is not set."""
    address = str(env.str("NEWSLETTER_FROM", default="")).strip()
    address = address or f"newsletter@{urlsplit(site_url).hostname or 'localhost'}"
    local, at, host = address.rpartition("@")
    if not (local and at and host) or not address.isascii() or set(address) & set(' <>,;"\r\n'):
        refuse(f"Set NEWSLETTER_FROM to one address, such as news@example.org; it is “{address}”.")
    return address


def outside_url(name: str) -> str:
    """The http or https address of another service, or empty where there is none."""
    address = str(env.str(name, default="")).strip()
    if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname):
        refuse(f"Set {name} to an http or https address; it is “{address}”.")
    return address


def _parsed(name: str, parse: Callable[[str], dict[str, Any]], url: str) -> dict[str, Any]:
    # The address may hold a password, so the sentence names the variable and repeats only the scheme.
    try:
        entry = parse(url)
    except (ImproperlyConfigured, KeyError, ValueError):
        refuse(f"Set {name} to an address that can be read; it begins with “{url.partition(':')[0]}:”.")
    return dict(entry)
