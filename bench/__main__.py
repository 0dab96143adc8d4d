"""`python3 dev.py bench [NAME…] [--full] [--json FILE]`: how close we are to the limits.

Ends with 1 when a target is not met.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from bench.appending import append_1
from bench.cold import cold_view, time_travel
from bench.commands import commands_64
from bench.databases import KINDS, databases
from bench.drafting import drafting, in_short
from bench.measuring import Result
from bench.pages import page
from bench.replay import replay
from bench.restoring import on_files, restore
from bench.sockets import fan_out, live_latency, sockets
from bench.writers import append_16

SHORT, FULL = 100_000, 1_000_000

Bench = Callable[[str, str, int], list[Result]]

BENCHES: dict[str, Bench] = {
    "append-1": append_1,
    "append-16": append_16,
    "commands-64": commands_64,
    "replay": replay,
    "cold-view": cold_view,
    "time-travel": time_travel,
    "fan-out": fan_out,
    "live-latency": live_latency,
    "page": page,
    "sockets": sockets,
    "restore": restore,
    "drafting": drafting,
}
"""`replay` also measures `replay-verified`: they share their limit."""
ALSO = {"replay-verified": "replay"}
SHORTER: dict[str, Bench] = {"drafting": in_short, "restore": on_files}
"""What takes longer than the rest is measured whole when it is asked for by name, or with `--full`."""


def main() -> int:
    """Measure what is asked for, print the table, and write it down."""
    arguments = parsed(sys.argv[1:])
    size, began = FULL if arguments.full else SHORT, monotonic()
    print(machine(), flush=True)
    if not (arguments.names or arguments.full):
        BENCHES.update(SHORTER)
    with databases([arguments.database] if arguments.database else KINDS) as urls:
        results = [
            one
            for name in names(arguments.names)
            for database, url in urls.items()
            for one in measured(name, database, url, size, cycles=arguments.cycles)
        ]
    print(f"{monotonic() - began:.0f} s in all ({os.getloadavg()[0]:.1f} busy at the end)", flush=True)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(results, indent=1) + "\n")
    return int(any(one["met"] is False for one in results))


def measured(name: str, database: str, url: str, size: int, *, cycles: bool) -> list[dict[str, object]]:
    """One measurement on one database, printed as soon as it is done."""
    began = monotonic()
    results = BENCHES[name](database, url, size)
    seconds = round(monotonic() - began, 1)
    for result in results:
        print(line(result), flush=True)
        if cycles and result.cycles:
            print("   ", *(f"{one:.3g}" for one in result.cycles), flush=True)
    print(f"{name} {database}: {seconds} s", file=sys.stderr, flush=True)
    return [as_json(one) | {"seconds": seconds} for one in results]


def names(asked: list[str]) -> list[str]:
    """What to measure, each once."""
    return list(dict.fromkeys(ALSO.get(name, name) for name in asked)) or list(BENCHES)


def machine() -> str:
    """What all of this was measured on."""
    cores, busy, python = os.cpu_count(), os.getloadavg()[0], platform.python_version()
    system = f"{platform.machine()}, {platform.system()}, Python {python}"
    return f"{cores} cores ({busy:.1f} busy at the start), {system}"


def as_json(result: Result) -> dict[str, object]:
    """The line as other programs read it."""
    return result._asdict() | {"name": result.name.strip(), "met": result.met}


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join([*BENCHES, *ALSO]))
    parser.add_argument("--full", action="store_true", help="a million events instead of a hundred thousand")
    parser.add_argument("--database", choices=KINDS, help="only on this one")
    parser.add_argument("--cycles", action="store_true", help="print every cycle too")
    parser.add_argument("--json", metavar="FILE", help="write the results there too")
    read = parser.parse_args(arguments)
    unknown = set(read.names) - {*BENCHES, *ALSO}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join([*BENCHES, *ALSO])}")
    return read


def line(result: Result) -> str:
    """One row of the table: the ratio is what counts, the figures only say of what."""
    met = {None: "", True: "met", False: "NOT MET"}[result.met]
    limit = "" if result.limit is None else f"/ {figure(result.limit)}"
    ratio = "" if result.ratio is None else f"ratio {result.ratio:5.2f}"
    bound = "≤" if result.at_most else "≥"
    target = "" if result.target is None else f"{bound} {result.target:g}"
    return (
        f"{result.name:<28} {result.database:<11} {figure(result.value):>10} {limit:<12} {result.unit:<19}"
        f" {ratio:<12} spread {result.spread:<7.2g} {target:<7} {met}"
    ).rstrip()


def figure(value: float) -> str:
    """A number with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
