"""`python -m benchmarks.consent`: choices a second on SQLite with two workers, and whether any is lost.

Every choice allows something, so each writes its record, its count and the tally of its address; each comes from an
address of its own. The clients run on the same machine and take their part of it.
"""

import argparse
import json
import secrets
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.editions import environment, manage
from benchmarks.servers import Server, server

CHOICES, WARM_UP = 6_000, 400
CLIENTS = 8
TARGET = 300  # a second
OK = b"HTTP/1.1 200 "


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--choices", type=int, default=CHOICES)
    count = arguments.parse_args().choices
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as parent:
        folder = Path(parent)
        manage("migrate", "--verbosity=0", folder=folder)
        with server("newsroom.wsgi", {**environment(folder), "TRUSTED_PROXIES": "1"}) as site:
            send(site, [choice() for _ in range(WARM_UP)])
            choices = [choice() for _ in range(count)]
            began, cpu = time.perf_counter(), site.cpu_seconds()
            accepted = send(site, choices)
            seconds, cpu = time.perf_counter() - began, site.cpu_seconds() - cpu
        kept, counted = rows(folder / "newsroom.sqlite3")
    rate, lost = accepted / seconds, accepted + WARM_UP - kept
    print(f"{accepted:,} of {count:,} choices taken down in {seconds:.1f} s: {rate:,.0f} a second")
    print(f"{cpu * 1000 / count:.2f} ms of CPU each; {kept:,} records, {counted:,} counted, {lost} lost")
    is_held = rate >= TARGET and accepted == count and lost == 0 and counted == kept
    print("held" if is_held else f"MISSED: {TARGET} a second, none lost")
    return 0 if is_held else 1


def choice() -> bytes:
    """A request with a choice, from an address of its own."""
    body = json.dumps({
        "version": 1,
        "language": "en",
        "how": "banner",
        "choices": {"embeds": ["youtube", "vimeo"]},
        "id": secrets.token_urlsafe(16),
    })  # fmt: skip
    address = ".".join(str(secrets.randbelow(254) + 1) for _ in range(4))
    return (
        "POST /consent/ HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1:8000\r\n"
        f"X-Forwarded-For: {address}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def send(site: Server, choices: Sequence[bytes]) -> int:
    """Send them by several clients that keep their connections; how many were answered 200."""
    answered: list[int] = []
    clients = [
        threading.Thread(
            target=lambda part: answered.append(_send(site.port, part)), args=(choices[n::CLIENTS],)
        )
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(answered)


def _send(port: int, choices: Sequence[bytes]) -> int:
    accepted = 0
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for request in choices:
            line.sendall(request)
            accepted += _answer(line).startswith(OK)
    return accepted


def _answer(line: socket.socket) -> bytes:
    """The head of the answer; its body is read, too."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(line)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += _more(line)
    return head


def _more(line: socket.socket) -> bytes:
    part = line.recv(65_536)
    if not part:
        raise ConnectionError("The server has closed the connection.")
    return part


def rows(database: Path) -> tuple[int, int]:
    with sqlite3.connect(database) as connection:
        kept = connection.execute("SELECT COUNT(*) FROM consent_record").fetchone()[0]
        counted = connection.execute("SELECT SUM(number) FROM consent_dailycount").fetchone()[0]
    return kept, counted


if __name__ == "__main__":
    sys.exit(main())
