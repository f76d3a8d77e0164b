"""A mail server on loopback that takes every letter and keeps it: real SMTP, without a network."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

READY, GO_ON, BYE = b"250 yes\r\n", b"354 go on\r\n", b"221 bye\r\n"


class Postbox(socketserver.ThreadingTCPServer):
    """`letters` as they came, `receivers` of each as the envelope names them."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.receivers: list[list[str]] = []
        super().__init__(("127.0.0.1", 0), Conversation)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self.wfile.write(b"220 postbox\r\n")
        to: list[str] = []
        while line := self.rfile.readline():
            command = line.strip().upper()
            if command == b"DATA":
                self.wfile.write(GO_ON)
                self._keep(to)
                to = []
            elif command == b"QUIT":
                self.wfile.write(BYE)
                return
            elif command.startswith(b"RCPT TO:"):
                to.append(line.split(b"<")[1].split(b">")[0].decode())
            self.wfile.write(READY)

    def _keep(self, to: list[str]) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=cast("Any", policy.default))
        self.server.letters.append(cast("EmailMessage", letter))
        self.server.receivers.append(to)


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    """A postbox that takes letters while the context lasts."""
    with Postbox() as postbox:
        thread = threading.Thread(target=postbox.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield postbox
        postbox.shutdown()
        thread.join()


def text_of(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
