"""A real browser for the journeys, found or brought without asking anybody to install one.

In this order: the one that EVERYSEAT_TEST_BROWSER names, Playwright's own, the system's Chromium, one
that Playwright can download, and the one inside the pinned npm package, which brings its own
libraries and fonts and needs neither a network nor a package of the system.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, Page, Playwright

from dev_environment import ROOT, VENV, node

GIVEN = "EVERYSEAT_TEST_BROWSER"
CACHE = ROOT / ".cache" / "browser"
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
UNPACK = """
const [source, target] = process.argv.slice(1);
require("stream").pipeline(
  require("fs").createReadStream(source),
  require("zlib").createBrotliDecompress(),
  require("fs").createWriteStream(target),
  (problem) => { if (problem) throw problem; },
);
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <cachedir>{folder}/font-cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Found:
    """A browser's program, and what its process needs to be told."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)


def find(playwrights_own: Path | None = None) -> Found:
    """The first browser there is; one process at a time looks, so that only one unpacks."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return (
            given()
            or installed(playwrights_own)
            or from_system()
            or downloaded(playwrights_own)
            or from_npm()
        )


def given() -> Found | None:
    """The browser that the environment names; naming one that is not there is an error, not a wish."""
    if not (named := os.environ.get(GIVEN)):
        return None
    program = Path(named)
    if not program.is_file():
        raise RuntimeError(f"{GIVEN} names {named}, which is not there.")
    return Found(program)


def installed(program: Path | None) -> Found | None:
    """Playwright's own browser, when somebody installed it."""
    return Found(program) if program and program.is_file() else None


def from_system() -> Found | None:
    """A Chromium that the operating system has."""
    paths = [path for name in SYSTEM_NAMES if (path := shutil.which(name))]
    return Found(Path(paths[0])) if paths else None


def downloaded(program: Path | None) -> Found | None:
    """Playwright's own browser, fetched now; a machine without that download is not asked a second time."""
    if program is None or unpacked_folder().is_dir():
        return None
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    found = installed(program)
    return found if found and starts(found) else None


def starts(found: Found) -> bool:
    """Whether the browser's libraries are all there, which a download alone does not bring."""
    environment = {**os.environ, **found.environment}
    done = subprocess.run([found.program, "--version"], capture_output=True, check=False, env=environment)
    return done.returncode == 0


def unpacked_folder() -> Path:
    """Where the npm package's browser is kept once it is unpacked; a new version has a new place."""
    if not PACKAGE.is_dir():
        raise RuntimeError("There is no browser for the journeys. Bring one with: python3 dev.py setup dev")
    return CACHE / str(json.loads((PACKAGE / "package.json").read_text("utf-8"))["version"])


def from_npm() -> Found:
    """The browser in the npm package, unpacked once, with the libraries and fonts that come with it."""
    folder = unpacked_folder()
    if not folder.is_dir():
        fresh = folder.with_name(f"{folder.name}-{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        unpack(fresh)
        fresh.rename(folder)
    write_fonts(folder)
    libraries = [str(folder / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    environment = {
        "LD_LIBRARY_PATH": ":".join(filter(None, libraries)),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }
    found = Found(folder / "chromium", environment)
    if not starts(found):
        raise RuntimeError(
            "No browser starts on this machine. Install Chromium (on Debian: apt-get install chromium) "
            f"or name one in {GIVEN}."
        )
    return found


def unpack(folder: Path) -> None:
    """Unpack the program and the archives beside it; Node reads the compression that Python does not."""
    for packed in sorted((PACKAGE / "bin").glob("*.br")):
        plain = folder / packed.stem
        subprocess.run([str(part) for part in node("-e", UNPACK, packed, plain)], check=True)
        if plain.suffix == ".tar":
            with tarfile.open(plain) as archive:
                archive.extractall(folder, filter="data")
            plain.unlink()
    (folder / "chromium").chmod(0o755)


def write_fonts(folder: Path) -> None:
    """Point the font library at the fonts that came along, then at the system's, if it has any."""
    path = folder / "fonts.conf"
    wanted = FONTS.format(folder=folder)
    if path.read_text("utf-8") != wanted:
        path.write_text(wanted, "utf-8")


async def launch(playwright: Playwright) -> Browser:
    """Start the browser without a window."""
    found = find(Path(playwright.chromium.executable_path))
    sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
    return await playwright.chromium.launch(
        executable_path=found.program,
        args=[*FLAGS, *sandbox],
        env={**os.environ, **found.environment},
    )


# --- what a page complains of --------------------------------------------------------------------

_complaints: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


def listen(page: Page) -> Page:
    """Keep what the page reports: errors in its scripts, and whatever its content policy refused."""
    heard = _complaints.setdefault(page, [])
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("console", lambda line: heard.append(f"console: {line.text}") if line.type == "error" else None)
    return page


def complaints(page: Page) -> list[str]:
    """What the page has reported since it was opened; empty when all is well."""
    return _complaints[page]


async def axe_violations(page: Page, within: str = "html", only: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong for people who use the page differently, one sentence for each place.

    `only` names rules, for looking again at a page of which nothing else is different.
    """
    if not AXE.is_file():
        raise RuntimeError(f"axe-core is missing; run: {VENV.parent.name}/dev.py setup dev")
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8") + "; void 0")
    chosen = {"resultTypes": ["violations"]} | ({"runOnly": [*only]} if only else {})
    report = await page.evaluate("([within, chosen]) => axe.run(within, chosen)", [within, chosen])
    return [
        f"{rule['id']}: {rule['help']} — {', '.join(str(part) for part in place['target'])}"
        for rule in report["violations"]
        for place in rule["nodes"]
    ]


if __name__ == "__main__":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        print(find(Path(driver.chromium.executable_path)).program)
