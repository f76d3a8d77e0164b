"""gunicorn as in production, started for the measurement, and the CPU time that it takes."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.editions import ROOT

START_SECONDS = 30
TICK = os.sysconf("SC_CLK_TCK")
CLIENTS = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request: CPU time of the server's processes, and time by the clock, both in milliseconds."""

    cpu_ms: float
    wall_ms: float


class Server:
    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self.port = port

    def cpu_seconds(self) -> float:
        """User and system time of the master and its workers since they were started."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        return sum(cpu_seconds(pid) for pid in [str(self.pid), *children])

    def get(self, address: str, **headers: str) -> tuple[bytes, http.client.HTTPResponse]:
        """Body and answer of one request. Raises ValueError where the status is not 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        body, answer = _get(connection, address, headers)
        connection.close()
        return body, answer

    def load(self, addresses: Sequence[str]) -> Cost:
        """Ask for each of the addresses once, by two clients that keep their connections."""
        before, began = self.cpu_seconds(), time.perf_counter()
        failures: list[Exception] = []
        clients = [
            threading.Thread(target=self._ask, args=(addresses[first::CLIENTS], failures))
            for first in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        if failures:
            raise failures[0]
        count = len(addresses)
        return Cost(
            cpu_ms=(self.cpu_seconds() - before) * 1000 / count,
            wall_ms=(time.perf_counter() - began) * 1000 / count,
        )

    def _ask(self, addresses: Sequence[str], failures: list[Exception]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            for address in addresses:
                _get(connection, address, {})
        except (OSError, http.client.HTTPException, ValueError) as failure:
            failures.append(failure)
        finally:
            connection.close()


@contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """gunicorn with this WSGI application, two workers of four threads, on a free port. Its log goes nowhere."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--max-requests=0", application]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def _get(
    connection: http.client.HTTPConnection, address: str, headers: dict[str, str]
) -> tuple[bytes, http.client.HTTPResponse]:
    # One host whatever the port, so that the pages are the same bytes wherever they are asked for.
    connection.request("GET", address, headers={"Host": "127.0.0.1", **headers})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise ValueError(f"{address} answers {answer.status}")
    return body, answer


def cpu_seconds(pid: str) -> float:
    """Of a process: in nanoseconds where the kernel counts them, else in ticks of 10 ms."""
    counts = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    if counts:
        return sum(int(count.split()[0]) for count in counts) / 1e9
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK  # utime and stime of proc(5)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(START_SECONDS * 10):
        if process.poll() is not None:
            raise RuntimeError(f"gunicorn ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"gunicorn did not listen within {START_SECONDS} seconds")
