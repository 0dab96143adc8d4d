"""What the fault tests counted is printed at the end of the run, with the seed to repeat it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults.sizes import ASKED, SEED
from tests.keys import GIVEN_KEYS

FIGURES = "figures"
Counted = Callable[..., None]


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Counted:
    """`counted(kills=20, lost=0)`: figures that belong in the table at the end of the run."""

    def note(**figures: Any) -> None:
        record_property(
            FIGURES, ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
        )

    return note


def environment_of(url: str, data: Path) -> dict[str, str]:
    """The settings of a server on a database."""
    return {
        "EVERYSEAT_DATABASE_URL": url,
        "EVERYSEAT_DATA": str(data),
        **GIVEN_KEYS,
    }


@pytest.fixture
def environment(migrated_postgresql_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a server on PostgreSQL."""
    return environment_of(migrated_postgresql_url, tmp_path)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line for each test that counted something."""
    lines = [
        f"{report.nodeid.split('::')[-1]}: {value}  ({report.duration:.0f} s)"
        for report in terminalreporter.getreports("passed")
        for name, value in getattr(report, "user_properties", ())
        if name == FIGURES and report.when == "call"
    ]
    if lines:
        terminalreporter.section(f"what the faults counted, size {ASKED}, seed {SEED}")
        for line in lines:
            terminalreporter.write_line(line)
