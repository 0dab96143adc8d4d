"""What a page costs, against rendering the same template from a dict that is ready."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

from bench.measuring import Result, compare, rate
from bench.seeding import seed
from bench.sockets import Server
from bench.visiting import Browser, serving
from events.log.connecting import is_sqlite

EVENTS, SHORT = 10_000, 100_000
REQUESTS = 60


def page(database: str, url: str, size: int) -> list[Result]:
    """The table page of a partnership of 10,000 events; and of others, to see that it does not grow."""
    growth = [one for one in (1_000, 100_000, 1_000_000) if one <= size]
    # In the short run one database shows whether it grows.
    sizes = [EVENTS, *(growth if is_sqlite(url) or size > SHORT else [])]
    return [page_of(database, url, one) for one in sizes]


def page_of(database: str, url: str, size: int) -> Result:
    """Requests a second on one connection, with session, head query, views and all."""
    seeded = seed(url, size, 3)
    prepared = Server("prepared", of_its_own(url), seeded.partnership, seeded.cookies[0])
    try:
        with serving(url) as server:
            browsers = [Browser(server.port, cookie) for cookie in seeded.cookies]
            plain, path = Browser(prepared.port), f"/p/{seeded.partnership}/"
            turn = 0

            def ours() -> float:
                nonlocal turn
                turn += 1
                browser = browsers[turn % len(browsers)]
                return rate(REQUESTS, lambda: [browser.get(path) for _ in range(REQUESTS)])

            def limit() -> float:
                return rate(REQUESTS, lambda: [plain.get("/") for _ in range(REQUESTS)])

            name = "page" if size == EVENTS else f"  page at {size:,}"
            return compare(name, database, "requests/s", 0.50 if size == EVENTS else None, ours, limit)
    finally:
        prepared.close()


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
