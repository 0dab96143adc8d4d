"""What a page costs, of partnerships of every length, against the same template from a dict that is ready."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from itertools import cycle
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

from bench.measuring import Contestant, Result, Timed, compare_all, rate
from bench.seeding import seed
from bench.sockets import Server
from bench.visiting import Browser, serving
from events.log.connecting import is_sqlite

EVENTS, GROWTH = 10_000, (1_000, 100_000, 1_000_000)
REQUESTS, TURNS = 60, 5


def page(database: str, url: str, size: int) -> list[Result]:
    """The table page of a partnership of 10,000 events; and of others, to see that it does not grow.

    Requests a second on one connection, with session, head query, views and all.
    """
    seeds = {length: seed(url, length) for length in (EVENTS, *GROWTH) if length <= size}
    limit = seeds[EVENTS]
    prepared = Server("prepared", of_its_own(url), limit.partnership, limit.cookies[0])
    try:
        with serving(url) as server:
            for seeded in seeds.values():
                wait_for(server.port, f"/p/{seeded.partnership}/", seeded.cookies[0])
            contestants = [
                Contestant(
                    "page" if length == EVENTS else f"  page at {length:,}",
                    0.50 if length == EVENTS else None,
                    asked(server.port, f"/p/{seeded.partnership}/", seeded.cookies),
                )
                for length, seeded in seeds.items()
            ]
            return compare_all(database, "requests/s", contestants, asked(prepared.port, "/", [""]), TURNS)
    finally:
        prepared.close()


def wait_for(port: int, path: str, cookie: str) -> None:
    """Ask until the page comes: a million events that nobody folded yet take longer than a page may."""
    while True:
        browser = Browser(port, cookie)
        try:
            browser.get(path)
        except TimeoutError:
            continue
        except RuntimeError as error:
            if " 503 " not in str(error).splitlines()[0]:
                raise
        else:
            return
        finally:
            browser.close()


def asked(port: int, path: str, cookies: Sequence[str]) -> Timed:
    """Somebody who asks for a page again and again, each turn in another browser."""
    turns = cycle(cookies)

    def once() -> float:
        with closing(Browser(port, next(turns))) as browser:
            return rate(REQUESTS, lambda: [browser.get(path) for _ in range(REQUESTS)])

    return once


def of_its_own(url: str) -> str:
    """Another copy of the files of an SQLite database, which one process at a time may serve."""
    if not is_sqlite(url):
        return url
    file = Path(url.removeprefix("sqlite:///"))
    folder = Path(mkdtemp(dir=file.parent))
    for one in file.parent.glob(f"{file.stem}*"):
        if one.is_file():
            copy(one, folder)
    return f"sqlite:///{folder / file.name}"
