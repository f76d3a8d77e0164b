import socket
from email.parser import BytesParser

import pytest

from newsroom import security, server


@pytest.fixture
def answer():
    """What a client reads: status line, headers, text."""

    def answer(status: int, reason: str, message: str = ""):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            server.refuse(ours, status, reason, message)
            head, _, body = theirs.recv(10_000).partition(b"\r\n\r\n")
        line, _, headers = head.partition(b"\r\n")
        return line.decode(), dict(BytesParser().parsebytes(headers).items()), body.decode()

    return answer


def test_a_refusal_of_the_server_carries_the_headers_of_every_answer(answer):
    line, headers, body = answer(431, "Request Header Fields Too Large")

    assert line == "HTTP/1.1 431 Request Header Fields Too Large"
    assert {name: headers.get(name) for name in security.HEADERS} == security.HEADERS
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["Cache-Control"] == "no-store"
    assert int(headers["Content-Length"]) == len(body)


def test_it_repeats_nothing_of_what_was_sent(answer):
    assert answer(400, "Bad Request", "Invalid Method 'SECRET'")[2] == "Bad Request\n"


def test_an_unknown_coding_is_a_mistake_of_the_client(answer):
    assert answer(501, "Internal Server Error")[0] == "HTTP/1.1 400 Bad Request"


def test_a_connection_that_says_nothing_more_is_given_up(monkeypatch):
    monkeypatch.setattr(server, "WAIT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.limit_waiting(listener)
        with socket.create_connection(listener.getsockname()) as client:
            connection, _ = listener.accept()
            client.sendall(b"GET / HT")
            with connection:
                assert connection.recv(100) == b"GET / HT"
                with pytest.raises(BlockingIOError):
                    connection.recv(100)
