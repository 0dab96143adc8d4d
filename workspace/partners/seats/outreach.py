"""Who could be asked, and the steps on the way to them."""

from typing import assert_never

from events.partners import NominationMade, OutreachLogged, OutreachStep
from workspace.acts import Act
from workspace.partners.commands.seats import LogOutreach, NominatePartner
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import Partnership

GOES_ON: dict[OutreachStep | None, frozenset[OutreachStep]] = {
    None: frozenset(("asked", "answered", "joined", "declined")),
    "asked": frozenset(("answered", "joined", "declined")),
    "answered": frozenset(("joined", "declined")),
    "declined": frozenset(("asked", "answered", "joined")),
    "joined": frozenset(),
}
"""Which steps may come next: whoever has declined may be asked again, whoever has joined is here."""


def decide(command: NominatePartner | LogOutreach, state: Partnership, act: Act) -> Decided:
    """Every member may know somebody; those who lead do the asking."""
    match command:
        case NominatePartner():
            return _nominate(command, state, act)
        case LogOutreach():
            return _log(command, state, act)
        case _:
            assert_never(command)


def _nominate(command: NominatePartner, state: Partnership, act: Act) -> Decided:
    category = command.category
    if command.seat is not None:
        seat = state.seats.seats.get(command.seat)
        if seat is None:
            return refuse("not found", "This seat is not here. Choose one from the list.")
        if seat.dismissed or seat.taken >= seat.places:
            return refuse("not now", "We look for nobody for this seat now. Name them without a seat.")
        category = category or seat.category
    return (
        NominationMade(
            nomination=act.command,
            seat=command.seat,
            category=category,
            who=command.who,
            why=command.why,
        ),
    )


def _log(command: LogOutreach, state: Partnership, act: Act) -> Decided:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    if command.nomination is None and command.category is None:
        return refuse("not valid", "Say who it was about, or which kind of partner.")
    if command.step == "declined" and command.note is None:
        return refuse("not valid", "Write the reason as you heard it, or that none was given.")
    moved = _moved(command, state)
    if moved is not None:
        return moved
    return (
        OutreachLogged(
            nomination=command.nomination, category=command.category, step=command.step, note=command.note
        ),
    )


def _moved(command: LogOutreach, state: Partnership) -> Decided | None:
    """What speaks against the step for somebody who was nominated; None if it can be written down."""
    if command.nomination is None:
        return None
    known = state.seats.nominations.get(command.nomination)
    if known is None:
        return refuse("not found", "This person or organisation was not named here. Choose from the list.")
    if command.step == known.step and command.note is None:
        return QUIET
    return None if command.step == known.step else _onwards(known.step, command.step)


def _onwards(before: OutreachStep | None, step: OutreachStep) -> Refusal | None:
    if step in GOES_ON[before]:
        return None
    if before == "joined":
        return refuse("not now", "They have joined already. There is nothing left to ask.")
    return refuse("not now", "This was asked and answered already. Write down what came of it.")
