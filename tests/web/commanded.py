"""The command line, run in this process on a data folder of its own, or as a real server beside it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import Any

from click.testing import CliRunner, Result

from web.command_line import everyseat

ROOT = Path(__file__).parents[2]
PRINTS = {"EVERYSEAT_MAIL_URL": "print"}
ANSWERS = re.compile(r"answers on (http://\S+)/")


def clean_environment(data: Path) -> dict[str, str]:
    """The environment of a process that keeps everything in one folder."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("EVERYSEAT_")}
    return ours | {"EVERYSEAT_DATA": str(data), "PYTHONUNBUFFERED": "1"} | PRINTS


def run(data: Path, *arguments: str, env: dict[str, str] | None = None) -> Result:
    """Run `everyseat …` and give back its exit code, stdout and stderr."""
    cleared = {name: None for name in os.environ if name.startswith("EVERYSEAT_")}
    environment = cleared | {"EVERYSEAT_DATA": str(data)} | PRINTS | (env or {})
    return CliRunner().invoke(everyseat, list(arguments), env=environment)


def done(data: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """Run it; it has to succeed. Its stdout."""
    result = run(data, *arguments, env=env)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(data: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """Run it; it has to say no with exit code 2, in sentences and without a stack trace. Its stderr."""
    result = run(data, *arguments, env=env)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    return result.stderr


def shown(data: Path, view: str, partnership: str, *more: str) -> dict[str, Any]:
    """`everyseat show … --json`."""
    found: dict[str, Any] = json.loads(
        done(data, "show", view, "--partnership", partnership, "--json", *more)
    )
    return found


def partnerships(data: Path) -> list[dict[str, Any]]:
    """`everyseat partnerships --json`."""
    found: list[dict[str, Any]] = json.loads(done(data, "partnerships", "--json"))["partnerships"]
    return found


class Server:
    """A real `everyseat serve` in a process of its own, on a port that is free."""

    def __init__(self, data: Path, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "web.command_line", "serve", "--port", "0", *arguments],
            cwd=ROOT,
            env=clean_environment(data) | dict(env or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        self.url = self._wait_for_address()
        # Nobody waits for what it says later; unread, it would stop the server when the pipe is full.
        self._listening = Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)

    def _wait_for_address(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if found := ANSWERS.search(line):
                return found.group(1)
        raise AssertionError("the server ended: " + "".join(self.said))

    def stop(self) -> int:
        """Ask it to end, and wait until it has."""
        self.process.terminate()
        return self._ended()

    def kill(self) -> int:
        """End it at once, in the middle of whatever it does."""
        self.process.kill()
        return self._ended()

    def _ended(self) -> int:
        code = self.process.wait(30)
        self._listening.join(30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
