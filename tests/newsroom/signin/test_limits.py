"""Wrong tries under the production server, whose processes count together."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

ROOT = Path(__file__).parents[3]
PROCESSES = 3
START_SECONDS = 90


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def site(tmp_path) -> Iterator[int]:
    """The port of a new site with its defaults: gunicorn, SQLite, the cache in the database."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "for-one-test-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "WEB_WORKERS": str(PROCESSES),
        "PYTHONPATH": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "plain_files",
    }
    # The files of a release are collected first; a test has no time for it.
    (tmp_path / "plain_files.py").write_text(
        "from newsroom.settings import *\n"
        'STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}\n'
    )
    for command in ("migrate", "createcachetable"):
        subprocess.run([sys.executable, "manage.py", command, "-v0"], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "newsroom.wsgi"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            ask(port, "GET", "/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("The server did not start.")


def ask(
    port: int, method: str, path: str, form: dict[str, str] | None = None, cookie: str = ""
) -> tuple[str, http.client.HTTPResponse]:
    """One request on a connection of its own, so that any of the processes may answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(form or {}), headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return text, answer


def test_five_wrong_tries_are_five_whichever_process_answers(site):
    page, answer = ask(site, "GET", "/admin/login/")
    cookie = SimpleCookie(answer.getheader("Set-Cookie"))
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token

    form = {"csrfmiddlewaretoken": token[1], "login": "amina", "password": "guess"}
    tries = [
        ask(site, "POST", "/admin/login/", form, cookie=f"csrf={cookie['csrf'].value}")[0] for _ in range(9)
    ]

    assert ["Too many wrong tries." in text for text in tries] == [False] * 5 + [True] * 4
