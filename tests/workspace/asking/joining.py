"""What people might ask about coming in, and what they say of themselves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import get_args

from events.partners import Role
from events.support import Need
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.contributions.commands import DeclareCapacity
from workspace.partners.commands import joining
from workspace.partners.joining import is_open
from workspace.support.commands import AskSupport


def invite(a: Asking) -> Command:
    return joining.InvitePartner(
        partner=a.organisation() if a.likely(40) else None,
        role="member" if a.likely(70) else a.one(get_args(Role)),
        until=a.act.at + timedelta(days=a.chance.randrange(1, 62)),
    )


def an_invitation(a: Asking) -> str:
    """One that is open, where there is one."""
    known = a.state.partners.invitations
    return a.an_id([key for key, one in known.items() if is_open(one, a.act.at)] or known)


def withdraw(a: Asking) -> Command:
    return joining.WithdrawInvitation(invitation=an_invitation(a))


def accept(a: Asking) -> Command:
    return joining.AcceptInvitation(
        invitation=an_invitation(a),
        display_name=a.about(a.act.person, "display_name"),
        language=a.one(["en", "es"]),
        terms=1,
    )


def choose_name(a: Asking) -> Command:
    return joining.ChooseDisplayName(display_name=a.about(a.act.person, "display_name"))


def introduce(a: Asking) -> Command:
    return joining.WriteIntroduction(brings=a.perhaps("brings"))


def declare_hours(a: Asking) -> Command:
    return DeclareCapacity(hours=Decimal(0) if a.likely(30) else a.figure(40))


def ask_support(a: Asking) -> Command:
    needs = tuple(need for need in get_args(Need) if a.likely(25))
    return AskSupport(needs=needs, note=a.perhaps("note") if needs else None)


MAKERS: list[tuple[Maker, int]] = [
    (invite, 4),
    (withdraw, 2),
    (accept, 1),
    (choose_name, 1),
    (introduce, 2),
    (declare_hours, 2),
    (ask_support, 2),
]
