"""Recorded ties: what the command does, refuses, or leaves quiet."""

from __future__ import annotations

import pytest

from events.network import Tie, TiesRecorded
from tests.workspace.table import Table
from workspace.network.commands import RecordTies


@pytest.fixture
def table() -> Table:
    table = Table()
    table.admit("ben")
    return table


def record(*ties: Tie) -> RecordTies:
    """A survey's ties."""
    return RecordTies(kind="contact", source="a survey", ties=ties)


def test_a_convener_or_the_command_line_records_ties(table: Table) -> None:
    tie = Tie("ana", "ben", 2)
    recorded = (TiesRecorded(kind="contact", source="a survey", ties=(tie,)),)
    assert table.does("ana", record(tie)) == recorded
    table.stays_quiet("ana", record(tie))
    table.does("cli", record(Tie("ben", "ana", 1)), operator=True)
    assert table.does("ana", record(tie)) == recorded
    table.refuses("ben", record(tie), "Only a convener")


def test_the_other_kinds_of_tie_stay(table: Table) -> None:
    ties = (Tie("ana", "ben", 1),)
    table.does("ana", record(*ties))
    table.does("ana", RecordTies(kind="collaboration", source="a survey", ties=ties))
    table.stays_quiet("ana", record(*ties))


@pytest.mark.parametrize(
    ("tie", "saying"),
    [
        (Tie("ana", "nobody", 1), "is not at the table"),
        (Tie("nobody", "ana", 1), "is not at the table"),
        (Tie("ana", "ana", 1), "two different partners"),
        (Tie("ana", "ben", 0), "The weakest tie counts 1"),
    ],
)
def test_a_tie_joins_two_partners_who_are_there(table: Table, tie: Tie, saying: str) -> None:
    refusal = table.refuses("ana", record(Tie("ana", "ben", 1), tie), saying)
    assert refusal.details["partner"] in (tie.one, tie.other)
