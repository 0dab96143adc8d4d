"""Taking a break, coming back, and giving up one's place."""

from typing import assert_never

from events.partners import PartnerLeft, PartnerPaused, PartnerResumed
from workspace.acts import Act
from workspace.partners.commands import LeavePartnership, PausePartner, ResumePartner
from workspace.partners.seats.filling import freed_by_leaving
from workspace.refusals import QUIET, Decided, refuse
from workspace.standing import has_place, is_last_convener, speaks_for
from workspace.state import Partnership


def decide(command: PausePartner | ResumePartner | LeavePartnership, state: Partnership, act: Act) -> Decided:
    """A partner's own choice, made by the person who speaks for it; nobody is asked why."""
    partner = speaks_for(act)
    place = state.partners.partners[partner].place
    match command:
        case PausePartner():
            return QUIET if place == "paused" else (PartnerPaused(partner=partner),)
        case ResumePartner():
            return QUIET if place == "taken" else (PartnerResumed(partner=partner),)
        case LeavePartnership():
            return _leave(partner, state, act)
        case _:
            assert_never(command)


def _leave(partner: str, state: Partnership, act: Act) -> Decided:
    stays = has_place(state, state.partners.members[act.person], act.at, besides=partner)
    if not stays and is_last_convener(state, act.person, act.at):
        return refuse("not now", "Somebody has to convene. Make another person a convener first.")
    return (PartnerLeft(partner=partner), *freed_by_leaving(state, partner))
