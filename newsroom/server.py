"""What the production server does by itself, with requests that are none and never reach Django."""

import struct
from http import HTTPStatus
from socket import SO_RCVTIMEO, SOL_SOCKET, socket

from .security import HEADERS

WAIT_SECONDS = 5
_ALWAYS = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Connection": "close",
}


def limit_waiting(listener: socket) -> None:
    """Let the connections of `listener` wait `WAIT_SECONDS` for the next byte, and then be closed.

    Without it a few clients that begin a request and never end it hold all threads for ever. Linux hands this option
    on from a listening socket to its connections; gunicorn sets no time of its own.
    """
    listener.setsockopt(SOL_SOCKET, SO_RCVTIMEO, struct.pack("@ll", WAIT_SECONDS, 0))


def refuse(sock: socket, status: int, reason: str, message: str) -> None:
    """Answer with the headers that every answer has. In place of gunicorn's `write_error`, which sends none of them.

    It repeats nothing of what was sent, as gunicorn's would. An unknown transfer coding is a mistake of the client:
    400, not gunicorn's 501.
    """
    if status == HTTPStatus.NOT_IMPLEMENTED:
        status, reason = HTTPStatus.BAD_REQUEST, "Bad Request"
    body = f"{reason}\n"
    headers = {**_ALWAYS, "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {int(status)} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    sock.sendall("\r\n".join([*lines, "", body]).encode("ascii"))
