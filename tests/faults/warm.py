"""Servers that start at once, so that one can be killed a hundred times.

Each is a process of its own that runs `everyseat serve`, with nothing of the one before it. They are forked
from `python -m tests.faults.warm`, which has loaded everything: it makes one for each line of JSON on
stdin (arguments and environment) and says its id; after an empty line it waits until that one has ended.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.web.commanded import ANSWERS, ROOT, clean_environment


class Warm:
    """Starts, kills and stops one server after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._server = 0

    def start(self, data: Path, port: int, env: Mapping[str, str]) -> int:
        """Start a server and wait until it answers; its port."""
        given = {"arguments": ["--port", str(port)], "environment": clean_environment(data) | dict(env)}
        self._say(json.dumps(given))
        self._server = int(self._line())
        while not (found := ANSWERS.search(self._line())):
            pass
        return int(found.group(1).rsplit(":", 1)[1])

    def shoot(self) -> None:
        """Kill it without waiting for its end; somebody else may have done so already."""
        os.kill(self._server, signal.SIGKILL)

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """Stop the server that runs, and the process that it came from."""
        self._end(signal.SIGTERM)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)

    def _end(self, how: signal.Signals) -> None:
        os.kill(self._server, how)
        self._say("")
        while self._line().split() != ["ended", str(self._server)]:
            pass

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that servers come from has ended"
        return line


def become(arguments: list[str], environment: dict[str, str]) -> None:
    """Be a server from here on, until it is stopped."""
    from web.command_line.serve import serve

    os.environ.clear()
    os.environ.update(environment)
    sys.stdin.close()
    serve.main(arguments, standalone_mode=False)


def fork() -> None:
    """Serve what is asked for on stdin."""
    import web.app
    import web.command_line.serve  # noqa: F401 — loaded before the first server is asked for.

    server = 0
    while line := sys.stdin.readline():
        if line.strip():
            server = os.fork()
            if server == 0:
                become(**json.loads(line))
                os._exit(0)
            print(server, flush=True)
        else:
            os.waitpid(server, 0)
            print(f"ended {server}", flush=True)


if __name__ == "__main__":
    fork()
