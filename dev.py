#!/usr/bin/env python3
"""One command for everything a person does with a working copy.

    python3 dev.py run [--port N]     set up, open the demo partnership, print its address
    python3 dev.py test [ARGS]        all tests, with a real PostgreSQL and a real browser
    python3 dev.py check              style, types, import contracts, dependencies, templates, catalogues
    python3 dev.py bench [ARGS]       the measurements
    python3 dev.py faults [--full]    only the tests that kill and break things on purpose; --full takes hours
    python3 dev.py everyseat ARGS     the product's own command line, in its environment
    python3 dev.py assets | catalogs  make the browser's files | the translations
    python3 dev.py setup [run|dev]    only make the environment
    python3 dev.py lock               pin every dependency anew

It needs Python 3.11 or newer and nothing else: what is missing is installed into `.venv` and
`node_modules` from the locked, hashed lists, and a stamp makes the second time instant.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 — said in words, before an older one stumbles over what follows.
    raise SystemExit(f"Everyseat needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

from dev_environment import (
    PYTHON,
    ROOT,
    SCRIPTS,
    alone,
    environment,
    fingerprint,
    lock,
    must,
    node,
    node_modules,
    read_stamp,
    run,
    say,
    stop,
)

ASSETS = ROOT / "web" / "assets"
CATALOGS = ROOT / "web" / "locale"
PACKAGES = ("events", "workspace", "projections", "web")
FIRST_PORT = 8400
NOTHING_TO_RUN = 5  # What pytest answers when no test was chosen.


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
    """Run the product's command line; what it prints may be read by a program, so we keep to stderr."""
    with redirect_stdout(sys.stderr):
        prepare("run")
    return become(PYTHON, "-m", "web.command_line", *arguments)


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
    return become(PYTHON, "-m", "web.command_line", "serve", "--demo", "--port", str(port), *options)


def become(*command: str | Path) -> int:
    """Turn this process into the command, so that a signal sent to it reaches the server."""
    if os.name == "nt":
        return run(command)
    os.chdir(ROOT)
    os.execv(str(command[0]), [str(part) for part in command])  # noqa: S606 — our own interpreter.
    raise AssertionError("unreachable")


def tests(arguments: Sequence[str], folder: str) -> int:
    """Run pytest with everything it may need: what is measured by itself, the rest side by side."""
    prepare("dev")
    bring_browser()
    named = any(not word.startswith("-") and (ROOT / word.split("::")[0]).exists() for word in arguments)
    pytest = [PYTHON, "-m", "pytest", *arguments, *([] if named else [folder])]
    if {"-n", "-m", "-x", "-k", "--pdb", "--lf"} & set(arguments):
        return run(pytest)
    say("Running what is measured, with nothing beside it …")
    measured = run([*pytest, "-q", "-m", "measured"])
    say("Running all other tests …")
    others = run([*pytest, "-n", "2", "--dist", "loadgroup", "-m", "not measured"])
    return others or (0 if measured == NOTHING_TO_RUN else measured)


def faults(arguments: Sequence[str]) -> int:
    """Kill and break things: a little, with --full a lot, with --full=0.1 a tenth of that."""
    sizes = [word for word in arguments if word.split("=")[0] == "--full"]
    for word in sizes:
        os.environ["EVERYSEAT_FAULTS"] = word.partition("=")[2] or "full"
    patient = ["-o", "faulthandler_timeout=0"] if sizes else []
    return tests([*patient, *(word for word in arguments if word not in sizes)], "tests/faults")


def bring_browser() -> None:
    """Find or unpack the browser now, so that no test waits for it."""
    if not (ROOT / ".cache" / "browser").is_dir():
        say("Bringing a browser for the journeys …")
        must([PYTHON, "-m", "tests.journeys.browser"], "No browser could be found or brought.")


def bench(arguments: Sequence[str]) -> int:
    """Run the measurements."""
    prepare("dev")
    return run([PYTHON, "-m", "bench", *arguments])


def checks() -> dict[str, list[str | Path]]:
    """What `check` runs, by the name it is reported under."""
    ours = [
        *PACKAGES,
        "tests",
        "requirements",
        "dev.py",
        *(name for name in ("bench",) if (ROOT / name).is_dir()),
    ]
    return {
        "style": [PYTHON, "-m", "ruff", "check", *ours],
        "formatting": [PYTHON, "-m", "ruff", "format", "--check", *ours],
        "types": [PYTHON, "-m", "mypy"],
        "import contracts": [SCRIPTS / "lint-imports", "--no-cache"],
        "dependencies": [PYTHON, "-m", "deptry", *PACKAGES],
        "templates": [PYTHON, "-m", "djlint", "web", "--lint", "--quiet", "--allow-empty-input"],
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


def setup(kind: str) -> int:
    """Only make the environment, the assets and the translations."""
    prepare(kind)
    return 0


def main(arguments: Sequence[str]) -> int:
    """Find the verb and do it."""
    verb, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    verbs = {
        "run": lambda: run_demo(rest),
        "test": lambda: tests(rest, "tests"),
        "check": check,
        "bench": lambda: bench(rest),
        "faults": lambda: faults(rest),
        "everyseat": lambda: everyseat(*rest),
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
