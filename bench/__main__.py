"""`python3 dev.py bench [NAME…] [--full] [--json FILE]`: how close we are to the limits."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from bench.databases import databases
from bench.log import append_1, commands_64
from bench.measuring import Result
from bench.replay import FULL, SHORT, replay, replay_verified

Bench = Callable[[str, str, int], Result]

BENCHES: dict[str, Bench] = {
    "append-1": lambda database, url, _: append_1(database, url),
    "commands-64": lambda database, url, _: commands_64(database, url),
    "replay": replay,
    "replay-verified": replay_verified,
}


def main() -> int:
    """Measure what is asked for, print the table, and write it down."""
    arguments = parsed(sys.argv[1:])
    results = []
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}", flush=True)
    with databases() as urls:
        for name in arguments.names or list(BENCHES):
            for database, url in urls.items():
                result = BENCHES[name](database, url, FULL if arguments.full else SHORT)
                results.append(result)
                print(line(result), flush=True)
    if arguments.json:
        lines = [result._asdict() | {"met": result.met} for result in results]
        Path(arguments.json).write_text(json.dumps(lines, indent=1) + "\n")
    return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--full", action="store_true", help="a million events instead of a hundred thousand")
    parser.add_argument("--json", metavar="FILE", help="write the results there too")
    read = parser.parse_args(arguments)
    unknown = set(read.names) - set(BENCHES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    return read


def line(result: Result) -> str:
    """One row of the table: the ratio is what counts, the rates only say of what."""
    met = "met" if result.met else "not met"
    return (
        f"{result.name:<16} {result.database:<11} {result.value:>11,.0f} / {result.limit:>11,.0f}"
        f" {result.unit:<11} ratio {result.ratio:5.2f} (spread {result.spread:.2f})"
        f" target {result.target:.2f} {met}"
    )


if __name__ == "__main__":
    sys.exit(main())
