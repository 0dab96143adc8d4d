"""Writing together: ours, on its database, in one run with Hocuspocus and y-websocket's server in memory.

`at once`: everybody sends their share of a real history as fast as they can; what counts is how many updates
a second arrive at somebody else, until everybody has everything. `paced`: so many updates a second, each by
somebody else; what counts is how long one takes to each of the others, and the server's processor time.
Ours keeps every update before anybody sees it; the others keep nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from bench.databases import MEMORY, fresh
from bench.drafting import telling
from bench.drafting.crowd import Crowd
from bench.drafting.recording import recorded
from bench.drafting.seeding import together
from bench.drafting.servers import Ours, Served, hocuspocus, processor_time, y_websocket
from bench.drafting.syncing import syncs
from bench.drafting.tracing import history
from bench.measuring import Contestant, Result, against, hundredth, spread

SHARES = {2: 2_000, 20: 500, 100: 100}
"""Edits of each of so many clients."""
PART = 5
"""y-websocket's server gets one part in so many of each share, and so does everybody to warm up."""
CYCLES, PACED_CYCLES, SHORT_CYCLES = 5, 3, 3
CLIENTS, EACH_SECOND, SECONDS = 100, 100, 4.0
OURS, HOCUSPOCUS, Y_WEBSOCKET, IN_MEMORY = "ours", "Hocuspocus", "y-websocket", "in memory"

Figures = Mapping[str, list[float]]


def drafting(database: str, url: str, size: int) -> list[Result]:
    """All of it."""
    print(f"  written: {history().name}", flush=True)
    found = []
    for clients, each in SHARES.items():
        with contest(url, clients) as servers:
            found += at_once(database, servers, clients, each, CYCLES)
    with contest(url, CLIENTS) as servers, ExitStack() as stack:
        if database == "sqlite":
            servers[IN_MEMORY] = stack.enter_context(in_memory())
        found += paced(database, servers)
    if database == "sqlite":
        found += telling.replay(database)  # It is read before, so the database has no part in it.
    return found + telling.anywhere(database, url)


def in_short(database: str, url: str, size: int) -> list[Result]:
    """Twenty clients at once on SQLite, and the replay: what does not take long."""
    if database != "sqlite":
        return []
    print(f"  written: {history().name}", flush=True)
    with contest(url, 20) as servers:
        found = at_once(database, servers, 20, SHARES[20], SHORT_CYCLES)
    return found + telling.replay(database)


@contextmanager
def contest(url: str, clients: int) -> Iterator[dict[str, Served]]:
    """Ours and the others, running."""
    with ExitStack() as stack:
        servers: dict[str, Served] = {
            HOCUSPOCUS: hocuspocus(),
            Y_WEBSOCKET: y_websocket(),
            OURS: Ours(url, together(url, clients)),
        }
        for server in servers.values():
            stack.callback(server.close)
        yield servers


@contextmanager
def in_memory() -> Iterator[Served]:
    """Ours where a sync costs nothing."""
    with fresh("sqlite", MEMORY) as url:
        server = Ours(url, together(url, CLIENTS))
        try:
            yield server
        finally:
            server.close()


def in_turns(servers: Mapping[str, Served], cycles: int) -> Iterator[tuple[str, Served]]:
    """Everybody once in each cycle, which begins with another one each time."""
    everybody = list(servers.items())
    for cycle in range(cycles):
        for turn in range(len(everybody)):
            yield everybody[(cycle + turn) % len(everybody)]


def at_once(
    database: str, servers: Mapping[str, Served], clients: int, each: int, cycles: int
) -> list[Result]:
    """Deliveries a second, and what one update costs the server."""
    rates: dict[str, list[float]] = {name: [] for name in servers}
    costs: dict[str, list[float]] = {name: [] for name in servers}
    for server in servers.values():
        blast(server, clients, each // PART)  # Whatever is compiled as it runs is compiled by then.
    for name, server in in_turns(servers, cycles):
        rate, cost = blast(server, clients, each // PART if name == Y_WEBSOCKET else each)
        rates[name].append(rate)
        costs[name].append(cost)
    name, unit = f"drafting, {clients} at once", "deliveries/s"
    ours = Contestant(name, 2.5, lambda: 0.0)
    of_y = Contestant(f"  of y-websocket, {clients}", 20 if clients == 100 else None, lambda: 0.0)
    return [
        against(ours, database, unit, rates[OURS], rates[HOCUSPOCUS]),
        against(of_y, database, unit, rates[OURS], rates[Y_WEBSOCKET]),
        compared(f"  processor, {clients} at once", database, "µs an update", None, costs, [HOCUSPOCUS]),
        compared("  processor of y-websocket", database, "µs an update", None, costs, [Y_WEBSOCKET]),
    ]


def blast(server: Served, clients: int, each: int) -> tuple[float, float]:
    """Deliveries a second, and microseconds of the server's processor time for an update."""
    recording = recorded(clients, each)
    crowd = Crowd(server, recording)
    try:
        before = processor_time(server.process)
        seconds = crowd.blast()
        used = processor_time(server.process) - before
        crowd.verify()
    finally:
        crowd.close()
    count = sum(map(len, recording.updates))
    return count * (clients - 1) / seconds, 1_000_000 * used / count


def paced(database: str, servers: Mapping[str, Served]) -> list[Result]:
    """How long an update takes to each of the others, against the better of the two peers."""
    middle: dict[str, list[float]] = {name: [] for name in servers}
    late: dict[str, list[float]] = {name: [] for name in servers}
    costs: dict[str, list[float]] = {name: [] for name in servers}
    disk: list[float] = []
    for name, server in in_turns(servers, PACED_CYCLES):
        if name == OURS:
            disk += syncs()
        times, cost = at_a_pace(server)
        middle[name].append(1_000 * statistics.median(times))
        late[name].append(1_000 * hundredth(times, 0.99))
        costs[name].append(cost)
    peers = [HOCUSPOCUS, Y_WEBSOCKET]
    found = [
        compared("drafting, paced p50", database, "ms", 1.5, middle, peers),
        compared("drafting, paced p99", database, "ms", 1.0, late, peers),
        compared("drafting, paced processor", database, "µs an update", 1.0, costs, [HOCUSPOCUS]),
    ]
    for part, share in (("p50", 0.5), ("p99", 0.99)):
        value = hundredth(disk, share)
        found.append(Result(f"  a sync alone, {part}", database, value, "ms", None, None, None, spread(disk)))
    if IN_MEMORY in servers:
        found += [
            compared("  in memory: paced p50", database, "ms", None, middle, peers, IN_MEMORY),
            compared("  in memory: paced p99", database, "ms", None, late, peers, IN_MEMORY),
        ]
    return found


def at_a_pace(server: Served) -> tuple[list[float], float]:
    """The seconds that each update took to each of the others, and processor time for an update."""
    crowd = Crowd(server, recorded(CLIENTS, SHARES[CLIENTS]))
    try:
        crowd.paced(EACH_SECOND, SECONDS / PART)
        before = processor_time(server.process)
        times = crowd.paced(EACH_SECOND, SECONDS)
        used = processor_time(server.process) - before
    finally:
        crowd.close()
    return times, 1_000_000 * used / (EACH_SECOND * SECONDS)


def compared(
    name: str,
    database: str,
    unit: str,
    target: float | None,
    figures: Figures,
    peers: list[str],
    ours: str = OURS,
) -> Result:
    """What is to be small, against the best peer of each cycle."""
    best = [min(values) for values in zip(*(figures[peer] for peer in peers), strict=True)]
    ratios = [value / limit for value, limit in zip(figures[ours], best, strict=True)]
    middle = statistics.median
    return Result(
        name,
        database,
        middle(figures[ours]),
        unit,
        middle(best),
        middle(ratios),
        target,
        spread(ratios),
        at_most=True,
        cycles=tuple(ratios),
    )
