"""What people might ask about what they share for the sums, and what the server counts then."""

from __future__ import annotations

import msgspec

from events.partners import AttributeKind, Cell, Figures
from events.partners.attributes import LEAST, VALUES
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.partners.commands import attributes as commands

KINDS: list[AttributeKind] = ["geography", "ethnic background"]


def share(a: Asking) -> Command:
    return commands.ShareAttributes(attributes=a.about(a.act.person, "attributes"))


def withdraw(a: Asking) -> Command:
    return commands.WithdrawAttributes()


def release(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, counted=True)
    people = len(a.state.partners.members)
    known = dict(a.state.sharing.tables)
    shown = people - LEAST
    if shown >= LEAST:
        kind = a.one(KINDS)
        cells = tuple(Cell(value, None) for value in VALUES[kind][1:])
        known[kind] = Figures(kind, a.act.at.date(), people, (Cell(VALUES[kind][0], shown), *cells))
    return commands.ReleaseFigures(seen=a.state.position, people=people, tables=tuple(known.values()))


MAKERS: list[tuple[Maker, int]] = [(share, 5), (withdraw, 1), (release, 1)]
