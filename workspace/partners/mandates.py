"""Who may speak for an organisation: one person at a time."""

from datetime import datetime
from typing import assert_never

from events.partners import MandateGranted, MandateRevoked
from workspace.acts import Act
from workspace.days import within_reach
from workspace.partners.commands import GrantMandate, RevokeMandate
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import has_place, is_last_convener, leads
from workspace.state import Partnership


def decide(command: GrantMandate | RevokeMandate, state: Partnership, act: Act) -> Decided:
    """A convener or facilitator lets a member speak for an organisation, or ends it."""
    match command:
        case GrantMandate():
            return _grant(command, state, act)
        case RevokeMandate():
            return _revoke(command, state, act)
        case _:
            assert_never(command)


def _grant(command: GrantMandate, state: Partnership, act: Act) -> Decided:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    if command.person not in state.partners.members:
        return refuse("not found", "This person is not a member here yet. Admit them first.")
    if command.until is not None and command.until <= act.at:
        return refuse("not valid", "This day has passed. Choose a later one.")
    refusal = within_reach(command.until) or may_be_spoken_for(state, command.partner, command.person, act.at)
    if refusal is not None:
        return refusal
    partner = state.partners.partners[command.partner]
    if (partner.speaker, partner.until) == (command.person, command.until):
        return QUIET
    granted = MandateGranted(person=command.person, partner=command.partner, until=command.until)
    return (*freed(state, command.partner), granted)


def may_be_spoken_for(state: Partnership, partner: str, person: str, at: datetime) -> Refusal | None:
    """None if the person may begin to speak for it: an organisation at the table with nobody else."""
    found = state.partners.partners.get(partner)
    if found is None or found.kind != "organisation":
        return refuse("not found", "There is no such organisation at the table. Choose one from the list.")
    if found.place == "left":
        return refuse("not now", "This organisation gave up its place at the table. Choose another one.")
    over = found.until is not None and at >= found.until
    if found.speaker not in (None, person) and not over:
        return refuse(
            "not now",
            "This organisation already has somebody who speaks for it; "
            "that has to end before another person can begin.",
        )
    return None


def freed(state: Partnership, partner: str) -> tuple[MandateRevoked, ...]:
    """What ends the mandate that still stands in the record, whose time has run out or is agreed anew."""
    speaker = state.partners.partners[partner].speaker
    return () if speaker is None else (MandateRevoked(person=speaker, partner=partner),)


def _revoke(command: RevokeMandate, state: Partnership, act: Act) -> Decided:
    if command.person != act.person and not leads(state, act):
        return refuse("not allowed", "Only this person, a convener or a facilitator may do this.")
    partner = state.partners.partners.get(command.partner)
    if partner is None or partner.kind != "organisation":
        return refuse("not found", "There is no such organisation at the table. Choose one from the list.")
    if partner.speaker != command.person:
        return QUIET
    member = state.partners.members[command.person]
    stays = has_place(state, member, act.at, besides=command.partner)
    if not stays and is_last_convener(state, command.person, act.at):
        return refuse("not now", "Somebody has to convene. Make another person a convener first.")
    return (MandateRevoked(person=command.person, partner=command.partner),)
