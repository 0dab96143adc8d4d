"""The real server as its owner starts it, and a browser as thin as can be."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

from bench.seeding import ENVIRONMENT


class Serving:
    """`everyseat serve` in a process of its own."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "web.command_line", "serve", "--port", "0", "--database", url],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | ENVIRONMENT,
        )

    @cached_property
    def port(self) -> int:
        """Where it listens; whoever asks waits until it does, so that several can be started at once."""
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search(r":(\d+)/", said)
        if not found:
            raise RuntimeError(f"the server did not start: {said}")
        return int(found.group(1))

    @property
    def memory(self) -> int:
        """Bytes of memory that the process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found.group(1)) * 1024

    def close(self) -> None:
        """Stop it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def serving(url: str) -> Iterator[Serving]:
    """A server for a while."""
    server = Serving(url)
    try:
        yield server
    finally:
        server.close()


class Browser:
    """One connection that asks again and again."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie = port, cookie
        self.socket = socket.create_connection(("127.0.0.1", port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> bytes:
        """The body of a page."""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{self._head()}\r\n".encode())
        return self._answer(b"200")

    def answered(self) -> None:
        """Wait until the form that was sent is accepted."""
        self._answer(b"303")

    def send(self, path: str, fields: dict[str, str]) -> None:
        """Send a form."""
        body = urlencode(fields)
        self.socket.sendall(
            f"POST {path} HTTP/1.1\r\n{self._head()}Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )

    def _head(self) -> str:
        here = f"127.0.0.1:{self.port}"
        return f"Host: {here}\r\nOrigin: http://{here}\r\nCookie: {self.cookie}\r\n"

    def _answer(self, wanted: bytes) -> bytes:
        buffer = b""
        while b"\r\n\r\n" not in buffer:
            buffer += self._more()
        head, _, body = buffer.partition(b"\r\n\r\n")
        if wanted not in head.split(b"\r\n")[0]:
            raise RuntimeError(f"{head.decode('latin-1')}\n{body[:500].decode()}")
        found = re.search(rb"(?i)content-length: (\d+)", head)
        size = int(found.group(1)) if found else 0
        while len(body) < size:
            body += self._more()
        return body

    def _more(self) -> bytes:
        data = self.socket.recv(262144)
        if not data:
            raise ConnectionError("the server closed the connection")
        return data

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def csrf_in(page: bytes) -> str:
    """The token of a page's forms."""
    found = re.search(rb'name="csrf" value="([^"]+)"', page)
    assert found, page[:2000]
    return found.group(1).decode()
