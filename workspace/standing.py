"""Whose act it is and what that person may do here: asked in this one place by all rules."""

from datetime import datetime

from events.partners import Role
from workspace.acts import Act
from workspace.refusals import Refusal, refuse
from workspace.state import Member, Partner, Partnership

LEADING: frozenset[Role] = frozenset(("convener", "facilitator"))
LOOKING: frozenset[Role] = frozenset(("observer", "funder", "auditor"))


def speaks_for(act: Act) -> str:
    """The partner acted for; a person acting for themselves is the partner with their own id."""
    return act.partner or act.person


def may_act(state: Partnership, act: Act) -> Refusal | None:
    """None if the person is an admitted member with the right to act for the partner named."""
    member = state.partners.members.get(act.person)
    if member is None:
        return refuse("not allowed", "You are not a member here yet. Ask a convener to admit you.")
    if looks_only(member):
        return refuse(
            "not allowed", "Your role here is to look, not to act. Ask a convener if you want to take part."
        )
    return _speaks(state, act)


def _speaks(state: Partnership, act: Act) -> Refusal | None:
    """None if the actor speaks for the partner named, and that partner is still at the table."""
    partner = state.partners.partners.get(act.partner or act.person)
    if partner is None and act.partner in (None, act.person):
        return refuse("not allowed", "You take part here for an organisation. Choose it, then try again.")
    if partner is None or partner.speaker != act.person:
        return refuse(
            "not allowed",
            "You do not speak for this organisation. Act for yourself, or ask a convener to let you.",
        )
    if partner.until is not None and act.at >= partner.until:
        return refuse(
            "not allowed", "Your time to speak for this organisation has ended. Ask a convener to renew it."
        )
    if partner.place == "left":
        return refuse("not now", "This place at the table was given up. Ask a convener if you want it back.")
    return None


def looks_only(member: Member) -> bool:
    """Whether the person may see but not act: an observer, a funder or an auditor."""
    return not LOOKING.isdisjoint(member.roles)


def leads(state: Partnership, act: Act) -> bool:
    """Whether a convener or facilitator (or the command line) acts."""
    return act.operator or not LEADING.isdisjoint(_roles(state, act))


def convenes(state: Partnership, act: Act) -> bool:
    """Whether a convener (or the command line) acts."""
    return act.operator or "convener" in _roles(state, act)


def _roles(state: Partnership, act: Act) -> frozenset[Role]:
    member = state.partners.members.get(act.person)
    return frozenset() if member is None else member.roles


def has_voice(partner: Partner, at: datetime) -> bool:
    """Whether its speaker can act for it at that moment."""
    in_time = partner.until is None or at < partner.until
    return partner.speaker is not None and partner.place != "left" and in_time


def has_place(state: Partnership, member: Member, at: datetime, besides: str | None = None) -> bool:
    """Whether the person can act for anybody at all, leaving one partner out of account."""
    partners = state.partners.partners
    return any(place != besides and has_voice(partners[place], at) for place in member.places)


def is_last_convener(state: Partnership, person: str, at: datetime) -> bool:
    """Whether nobody else could convene if this person stopped to."""
    members = state.partners.members
    if person not in members or "convener" not in members[person].roles:
        return False
    return not any(
        other != person and "convener" in member.roles and has_place(state, member, at)
        for other, member in members.items()
    )
