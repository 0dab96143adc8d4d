"""Sums are released by those who lead, seldom, and only if no number in them is small."""

from __future__ import annotations

from datetime import date

import pytest

from events.partners import AttributesShared, AttributesWithdrawn, Cell, Figures, FiguresReleased
from events.partners.attributes import VALUES
from tests.workspace.table import Table, personal
from workspace.partners.commands import GrantRole, LeavePartnership
from workspace.partners.commands.attributes import ReleaseFigures, ShareAttributes, WithdrawAttributes


def sharing(people: int) -> Table:
    """A table with a founder and so many people who share something."""
    table = Table()
    for number in range(people):
        person = table.admit(f"p{number}")
        table.does(person, ShareAttributes(attributes=personal(person)))
    return table


def figures(day: date, people: int, *numbers: int | None) -> Figures:
    """A table of one kind with these cells, and empty ones after them."""
    values = VALUES["geography"]
    cells = (*numbers, *(None,) * (len(values) - len(numbers)))
    return Figures("geography", day, people, tuple(map(Cell, values, cells)))


def released(table: Table, *tables: Figures, people: int = 12, seen: int | None = None) -> ReleaseFigures:
    return ReleaseFigures(seen=table.state.position if seen is None else seen, people=people, tables=tables)


def test_everybody_shares_for_themselves_and_takes_it_out_again() -> None:
    table = Table()
    assert table.does("ana", ShareAttributes(attributes=personal("ana"))) == (
        AttributesShared(person="ana", attributes=personal("ana")),
    )
    assert table.does("ana", WithdrawAttributes()) == (AttributesWithdrawn(person="ana"),)
    table.stays_quiet("ana", WithdrawAttributes())


def test_what_the_server_counted_is_released() -> None:
    table = sharing(11)
    counted = figures(table.now.date(), 12, 7)
    (event,) = table.does("ana", released(table, counted), counted=True)
    assert event == FiguresReleased(
        about="attributes", window_ended=table.now.date(), people=12, tables=(counted,)
    )


def test_nobody_sends_sums_of_their_own() -> None:
    table = sharing(11)
    table.refuses("ana", released(table, figures(table.now.date(), 12, 7)), "Only the server counts")
    table.refuses("ana", WithdrawAttributes(), "Only the server counts", counted=True)


def test_a_member_does_not_ask_for_sums() -> None:
    table = sharing(11)
    table.refuses("p1", released(table), "Only a convener or a facilitator", counted=True)
    table.does("ana", GrantRole(person="p1", role="facilitator"))
    table.does("p1", released(table), counted=True)


@pytest.mark.parametrize("numbers", [(4,), (0,), (7, 3), (8,), (9,), (11,), (13,)])
def test_small_cells_and_small_rests_are_refused(numbers: tuple[int, ...]) -> None:
    table = sharing(11)
    anew = figures(table.now.date(), 12, *numbers)
    table.refuses("ana", released(table, anew), "could point at somebody", counted=True)


def test_a_table_says_of_when_it_is_and_among_how_many() -> None:
    table = sharing(11)
    today = table.now.date()
    for wrong in (figures(date(2026, 1, 1), 12, 7), figures(today, 13, 7)):
        table.refuses("ana", released(table, wrong), "could point at somebody", counted=True)
    many = released(table, figures(today, 40, 7), people=40)
    table.refuses("ana", many, "could point at somebody", counted=True)
    other = Figures("geography", today, 12, (Cell("on the moon", 7),))
    table.refuses("ana", released(table, other), "could point at somebody", counted=True)


def test_fewer_than_five_who_differ_change_nothing_whatever_was_counted() -> None:
    table = sharing(11)
    first = figures(table.now.date(), 12, 7)
    table.does("ana", released(table, first), counted=True)
    table.later(days=28)
    for person in ("p1", "p2", "p3", "p4"):
        table.does(person, WithdrawAttributes())
    anew = figures(table.now.date(), 12, 6)
    (event,) = table.does("ana", released(table, anew), counted=True)
    assert event == FiguresReleased(about="attributes", window_ended=table.now.date(), people=None, tables=())
    assert table.state.sharing.tables == {"geography": first}


def test_those_who_share_the_same_again_or_came_and_went_do_not_differ() -> None:
    table = sharing(11)
    table.does("ana", released(table, figures(table.now.date(), 12, 7)), counted=True)
    for person in ("q1", "q2", "q3", "q4", "q5"):
        table.admit(person)
        table.does(person, ShareAttributes(attributes=personal(person)))
        table.does(person, WithdrawAttributes())
    table.later(days=28)
    (event,) = table.does("ana", released(table, figures(table.now.date(), 12, 6)), counted=True)
    assert isinstance(event, FiguresReleased)
    assert event.people is None


def test_sums_come_once_in_four_weeks_at_most_even_when_they_were_withheld() -> None:
    table = sharing(2)
    table.does("ana", released(table, people=3), counted=True)
    table.later(days=27)
    table.refuses("ana", released(table, people=3), "once in four weeks", counted=True)
    table.later(days=1)
    table.does("ana", released(table, people=3), counted=True)


def test_no_table_that_was_released_is_dropped() -> None:
    table = sharing(11)
    table.does("ana", released(table, figures(table.now.date(), 12, 7)), counted=True)
    table.later(days=28)
    for number in range(6):
        table.does(f"p{number}", WithdrawAttributes())
    cells = tuple(Cell(value, None) for value in VALUES["ethnic background"])
    other = Figures("ethnic background", table.now.date(), 12, cells)
    table.refuses("ana", released(table, other), "could point at somebody", counted=True)


def test_what_was_counted_before_somebody_changed_something_is_counted_again() -> None:
    table = sharing(11)
    seen = table.state.position
    table.does("p3", WithdrawAttributes())
    anew = released(table, figures(table.now.date(), 12, 7), seen=seen)
    table.refuses("ana", anew, "changed something just now", counted=True)


def test_giving_up_ones_last_place_takes_ones_own_out_without_a_moment_of_its_own() -> None:
    table = sharing(2)
    events = table.does("p1", LeavePartnership())
    assert [type(event).__name__ for event in events] == ["PartnerLeft"]
    assert list(table.state.sharing.now) == ["p0"]
