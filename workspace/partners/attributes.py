"""Rules about what people share for the sums.

What somebody shared is sealed, so the rules count people, not answers: who shares now, and who differs
from the release in force. The server counts the answers (`web/attributes`); here is checked what can be
checked without opening any. Why it is enough, and where it ends: docs/adr/0015-small-numbers.md.
"""

from datetime import date, timedelta
from typing import assert_never

from events.partners import (
    AttributesEvent,
    AttributesShared,
    AttributesWithdrawn,
    Figures,
    FiguresReleased,
)
from events.partners.attributes import LEAST, VALUES
from events.vocabulary import Header
from workspace.acts import Act
from workspace.partners.commands.attributes import (
    AttributesCommand,
    ReleaseFigures,
    ShareAttributes,
    WithdrawAttributes,
)
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import Partnership, Sharing

WINDOW = timedelta(days=28)
"""The shortest time between two releases, so that nobody can watch single people come and go."""


def decide(command: AttributesCommand, state: Partnership, act: Act) -> Decided:
    """Everybody shares for themselves; those who lead ask for a release."""
    match command:
        case ShareAttributes():
            return (AttributesShared(person=act.person, attributes=command.attributes),)
        case WithdrawAttributes():
            return (AttributesWithdrawn(person=act.person),) if act.person in state.sharing.now else QUIET
        case ReleaseFigures():
            return _release(command, state, act)
        case _:
            assert_never(command)


def differing(sharing: Sharing) -> int:
    """How many people share something else than when the release in force was counted."""
    now, then = sharing.now, sharing.counted
    return sum(now.get(person) != then.get(person) for person in now.keys() | then.keys())


def _release(command: ReleaseFigures, state: Partnership, act: Act) -> Decided:
    refusal = _may_release(command, state, act)
    if refusal is not None:
        return refusal
    today = act.at.date()
    anew = [table for table in command.tables if table != state.sharing.tables.get(table.kind)]
    if differing(state.sharing) < LEAST or not anew:
        return (_withheld(today),)
    kinds = [table.kind for table in command.tables]
    forgotten = state.sharing.tables.keys() - set(kinds)
    doubtful = len(set(kinds)) < len(kinds) or command.people > len(state.partners.members)
    if forgotten or doubtful or not all(_is_safe(one, command, today) for one in anew):
        return refuse("not valid", "These sums could point at somebody, so they are not released.")
    return (
        FiguresReleased(about="attributes", window_ended=today, people=command.people, tables=command.tables),
    )


def _withheld(today: date) -> FiguresReleased:
    return FiguresReleased(about="attributes", window_ended=today, people=None, tables=())


def _may_release(command: ReleaseFigures, state: Partnership, act: Act) -> Refusal | None:
    sharing = state.sharing
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    if sharing.released_on is not None and act.at.date() < sharing.released_on + WINDOW:
        return refuse(
            "not now", "Sums are released once in four weeks at most, so that nobody stands out. Try later."
        )
    if command.seen < sharing.moved_at:
        return refuse("not now", "Somebody changed something just now. Please try again.")
    return None


def _is_safe(table: Figures, command: ReleaseFigures, today: date) -> bool:
    """Whether no cell is small, and neither are those together who are in none."""
    shown = [cell.people for cell in table.cells if cell.people is not None]
    rest = table.people - sum(shown)
    return (
        (table.counted_on, table.people) == (today, command.people)
        and tuple(cell.value for cell in table.cells) == VALUES[table.kind]
        and all(number >= LEAST for number in shown)
        and (rest == 0 or rest >= LEAST)
    )


def evolve(state: Partnership, event: AttributesEvent, header: Header) -> None:
    """Take one event in."""
    sharing = state.sharing
    match event:
        case AttributesShared():
            sharing.now[event.person] = event.attributes.ref
            sharing.moved_at = header.position
        case AttributesWithdrawn():
            sharing.now.pop(event.person, None)
            sharing.moved_at = header.position
        case FiguresReleased():
            sharing.released_on = event.window_ended
            if event.people is not None:
                sharing.counted = dict(sharing.now)
                sharing.tables = {table.kind: table for table in event.tables}
        case _:
            assert_never(event)


def gone(state: Partnership, header: Header) -> None:
    """After a place was given up: who has none any more takes theirs out of the sums.

    There is no moment of its own for that: next to the public one it would tell that they had shared.
    """
    known = state.partners
    for person in list(state.sharing.now):
        if all(known.partners[place].place == "left" for place in known.members[person].places):
            del state.sharing.now[person]
            state.sharing.moved_at = header.position
