"""Who leads and who only looks."""

from typing import assert_never

from events.partners import Role, RoleGranted, RoleRevoked
from events.vocabulary import Event
from workspace.acts import Act
from workspace.partners.admission import in_their_own_right
from workspace.partners.commands import GrantRole, RevokeRole
from workspace.refusals import QUIET, Decided, refuse
from workspace.standing import LEADING, LOOKING, convenes, is_last_convener
from workspace.state import Member, Partnership


def decide(command: GrantRole | RevokeRole, state: Partnership, act: Act) -> Decided:
    """A convener gives a role or takes it back; a person may give a role of their own back."""
    match command:
        case GrantRole():
            return _grant(command, state, act)
        case RevokeRole():
            return _revoke(command, state, act)
        case _:
            assert_never(command)


def _grant(command: GrantRole, state: Partnership, act: Act) -> Decided:
    if not convenes(state, act):
        return refuse("not allowed", "Only a convener may give this role. Ask one of them.")
    member = state.partners.members.get(command.person)
    if member is None:
        return refuse("not found", "This person is not a member here yet. Admit them first.")
    if command.role == "member" or command.role in member.roles:
        return QUIET
    if _leads_and_looks(member.roles | {command.role}):
        return refuse(
            "not now", "Nobody can lead and only look at the same time. Take the other role back first."
        )
    return (RoleGranted(person=command.person, role=command.role),)


def _leads_and_looks(roles: frozenset[Role]) -> bool:
    return not (LEADING.isdisjoint(roles) or LOOKING.isdisjoint(roles))


def _revoke(command: RevokeRole, state: Partnership, act: Act) -> Decided:
    if command.person != act.person and not convenes(state, act):
        return refuse("not allowed", "Only a convener may take this role back. Ask one of them.")
    member = state.partners.members.get(command.person)
    if member is None:
        return refuse("not found", "This person is not a member here. Choose one from the list.")
    if command.role == "member":
        return refuse("not valid", "Everybody who is admitted stays a member. Choose another role.")
    if command.role not in member.roles:
        return QUIET
    if command.role == "convener" and is_last_convener(state, command.person, act.at):
        return refuse("not now", "Somebody has to convene. Make another person a convener first.")
    return (RoleRevoked(person=command.person, role=command.role), *_sit_down(command, member))


def _sit_down(command: RevokeRole, member: Member) -> tuple[Event, ...]:
    """Whoever was admitted only to look takes a place in their own right when that ends."""
    looks_on = LOOKING & (member.roles - {command.role})
    if member.places or looks_on:
        return ()
    return (in_their_own_right(command.person),)
