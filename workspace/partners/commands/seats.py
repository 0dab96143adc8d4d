"""What can be asked about whom the table is looking for."""

from datetime import date
from typing import Annotated

import msgspec

from events.partners import Category, Finding, OutreachStep, SeatTiming
from events.sealed import Words
from workspace.commands import Command, Id, Limit, Reason

Detail = Annotated[Words, Limit(200)]
Sentence = Annotated[Words, Limit(300)]
Somebody = Annotated[Words, Limit(120)]
Places = Annotated[int, msgspec.Meta(ge=1, le=20)]
Weight = Annotated[int, msgspec.Meta(ge=1, le=3)]


class OpenSeat(Command, frozen=True, kw_only=True):
    """Say whom the table wants. Its id is the command's. `looking_for` goes on after "someone who"."""

    category: Category | None = None
    population: Detail | None = None
    geography: Detail | None = None
    resource: Detail | None = None
    looking_for: Sentence
    timing: SeatTiming = "from the start"
    places: Places = 1
    weight: Weight = 2


class FillSeat(Command, frozen=True, kw_only=True):
    """Note that a place is taken: by an organisation, or (`partner` None) by a person, who stays unnamed."""

    seat: Id
    partner: Id | None = None


class VacateSeat(Command, frozen=True, kw_only=True):
    """Note that a place is free again: an organisation's, or (`partner` None) one that a person had."""

    seat: Id
    partner: Id | None = None


class DismissSeat(Command, frozen=True, kw_only=True):
    """Say that nobody, or nobody else, is needed for a seat, and why."""

    seat: Id
    why: Reason


class ReopenSeat(Command, frozen=True, kw_only=True):
    """Look for somebody for a seat after all."""

    seat: Id


class NominatePartner(Command, frozen=True, kw_only=True):
    """Say who could be asked, for a seat or not. Its id is the command's."""

    seat: Id | None = None
    category: Category | None = None
    who: Somebody
    why: Reason | None = None


class LogOutreach(Command, frozen=True, kw_only=True):
    """Write down a step on the way to somebody who was nominated, or to somebody of a kind."""

    nomination: Id | None = None
    category: Category | None = None
    step: OutreachStep
    note: Reason | None = None


class StateAssumption(Command, frozen=True, kw_only=True):
    """Write down what we believe about ourselves, and when to look again. Its id is the command's."""

    text: Sentence
    test_by: date


class TestAssumption(Command, frozen=True, kw_only=True):
    """Say what was found when one looked again, and when to look the next time, if ever."""

    __test__ = False
    """Not one of pytest's, although its name begins like one."""

    assumption: Id
    finding: Finding
    note: Reason
    test_by: date | None = None


SeatsCommand = (
    OpenSeat
    | FillSeat
    | VacateSeat
    | DismissSeat
    | ReopenSeat
    | NominatePartner
    | LogOutreach
    | StateAssumption
    | TestAssumption
)
