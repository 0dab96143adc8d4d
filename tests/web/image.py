"""The Dockerfile's steps, run one after the other in a folder of this machine, where no Docker is.

    python -m tests.web.image [FOLDER]

It does what `docker build` would do and then starts what the image would start: with this machine's Python in
the place of the image's, folders in the place of layers, and without making an account. It brings packages
from the registries, so it takes a minute or two.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_HERE = ("useradd",)


def steps() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, each with what stands behind it."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


class Stage:
    """One `FROM`: a folder that stands for the root of a file system, with a Python of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.inside = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("EVERYSEAT_", "PYTHON"))
        }
        (folder / "tmp").mkdir(parents=True)
        subprocess.run([sys.executable, "-m", "venv", folder / "python"], check=True)
        self.environment["PATH"] = f"{folder / 'python/bin'}:{self.environment['PATH']}"

    def place(self, path: str) -> Path:
        """Where a path of the image is here."""
        return self.root / path.lstrip("/") if path.startswith("/") else self.inside / path

    def run(self, command: str) -> None:
        """One `RUN`."""
        if command.startswith(NOT_HERE):
            return
        here = re.sub(r"(?<= )/tmp/", f"{self.root}/tmp/", command)
        subprocess.run(["/bin/sh", "-ec", here], cwd=self.inside, env=self.environment, check=True)


def copied_here(target: Path) -> None:
    """`COPY . .`: everything that belongs to the repository, and nothing that is ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def copy(rest: str, stage: Stage, stages: dict[str, Stage]) -> None:
    """One `COPY`."""
    source, target = rest.split()[-2:]
    given = re.match(r"--from=(\w+) ", rest)
    if source == ".":
        copied_here(stage.place(target))
        return
    wanted = stages[given.group(1)].place(source) if given else ROOT / source
    for path in sorted(wanted.parent.glob(wanted.name)):
        shutil.copy2(path, stage.place(target))


def build(folder: Path) -> tuple[Stage, list[str]]:
    """Every step; gives the last stage and what it starts."""
    stages: dict[str, Stage] = {}
    stage, started = Stage(folder / "nothing"), []
    for number, (instruction, rest) in enumerate(steps(), 1):
        print(f"· {number}: {instruction} {rest}", flush=True)
        match instruction:
            case "FROM":
                stage = stages[rest.split(" AS ")[-1]] = Stage(folder / f"stage-{number}")
            case "WORKDIR":
                stage.inside = stage.place(rest)
                stage.inside.mkdir(parents=True, exist_ok=True)
            case "COPY":
                copy(rest, stage, stages)
            case "RUN":
                stage.run(rest)
            case "ENV":
                for name, value in (pair.split("=", 1) for pair in rest.split()):
                    stage.environment[name] = str(stage.place(value)) if value.startswith("/") else value
            case "ENTRYPOINT" | "CMD":
                started += json.loads(rest)
    return stage, started


def answers(stage: Stage, command: list[str]) -> bool:
    """Start what the image starts, on loopback and any free port, and ask it whether it lives."""
    local = [*command, "--host", "127.0.0.1", "--port", "0"]
    chosen = stage.environment | {"EVERYSEAT_MAIL_URL": "print"}
    with subprocess.Popen(local, cwd=stage.inside, env=chosen, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = (re.search(r"http://\S+(?=/)", line) for line in server.stdout)
            address = next(filter(None, found)).group()
            with urllib.request.urlopen(f"{address}/readyz", timeout=10) as answer:
                return bool(answer.status == 200)
        finally:
            server.terminate()
            server.wait(30)


def main() -> None:
    """Build and start it, in a folder that goes away again unless one is named."""
    with tempfile.TemporaryDirectory(prefix="everyseat-image-") as made:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else made).absolute()
        stage, command = build(folder)
        if not answers(stage, command):
            raise SystemExit("✗ What the image would start does not answer.")
    print("✓ Every step of the Dockerfile was done, and what it starts answers.")


if __name__ == "__main__":
    main()
