"""What people might ask about whom the table is looking for."""

from __future__ import annotations

from typing import get_args

from events.partners import Category, Finding, OutreachStep, SeatTiming
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.partners.commands import seats as commands


def open_seat(a: Asking) -> Command:
    return commands.OpenSeat(
        category=a.one([None, *get_args(Category)]),
        population=a.perhaps("population"),
        geography=a.perhaps("geography"),
        resource=a.perhaps("resource"),
        looking_for=a.words("looking_for"),
        timing=a.one(get_args(SeatTiming)),
        places=a.one([1, 1, 1, 2, 3]),
        weight=a.one([1, 2, 3]),
    )


def a_seat(a: Asking) -> str:
    return a.an_id(a.state.seats.seats)


def fill_seat(a: Asking) -> Command:
    return commands.FillSeat(seat=a_seat(a), partner=a.organisation() if a.likely(50) else None)


def vacate_seat(a: Asking) -> Command:
    seat = a_seat(a)
    known = a.state.seats.seats.get(seat)
    partner = sorted(known.partners)[0] if known and known.partners else None
    return commands.VacateSeat(seat=seat, partner=partner)


def dismiss_seat(a: Asking) -> Command:
    return commands.DismissSeat(seat=a_seat(a), why=a.words("why"))


def reopen_seat(a: Asking) -> Command:
    dismissed = [seat for seat, known in a.state.seats.seats.items() if known.dismissed]
    return commands.ReopenSeat(seat=a.an_id(dismissed))


def nominate(a: Asking) -> Command:
    return commands.NominatePartner(
        seat=a_seat(a) if a.likely(60) else None,
        category=a.one([None, *get_args(Category)]),
        who=a.words("who"),
        why=a.perhaps("why"),
    )


def log_outreach(a: Asking) -> Command:
    return commands.LogOutreach(
        nomination=a.an_id(a.state.seats.nominations) if a.likely(80) else None,
        category=a.one([None, *get_args(Category)]),
        step=a.one(get_args(OutreachStep)),
        note=a.perhaps("note"),
    )


def state_assumption(a: Asking) -> Command:
    return commands.StateAssumption(text=a.words("text"), test_by=a.day())


def test_assumption(a: Asking) -> Command:
    return commands.TestAssumption(
        assumption=a.an_id(a.state.seats.assumptions),
        finding=a.one(get_args(Finding)),
        note=a.words("note"),
        test_by=a.day() if a.likely(70) else None,
    )


MAKERS: list[tuple[Maker, int]] = [
    (open_seat, 4),
    (fill_seat, 4),
    (vacate_seat, 2),
    (dismiss_seat, 1),
    (reopen_seat, 1),
    (nominate, 3),
    (log_outreach, 4),
    (state_assumption, 1),
    (test_assumption, 1),
]
