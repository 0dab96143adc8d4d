"""Who gets a place at the table, and who is admitted to act for it."""

from datetime import datetime
from typing import assert_never

from events.partners import (
    MandateGranted,
    MemberAdmitted,
    PartnerJoined,
    PeopleAdmitted,
    Role,
    RoleGranted,
)
from events.vocabulary import Event
from workspace.acts import Act
from workspace.partners.commands import AdmitOrganisation, AdmitPeople, AdmitPerson
from workspace.partners.mandates import freed, may_be_spoken_for
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import LOOKING, convenes, leads
from workspace.state import Partnership

FROM_CONVENERS: frozenset[Role] = frozenset(("convener", "facilitator", "auditor"))


def decide(command: AdmitOrganisation | AdmitPerson | AdmitPeople, state: Partnership, act: Act) -> Decided:
    """A convener or facilitator (or the command line) admits an organisation, a person or many people."""
    match command:
        case AdmitOrganisation():
            return _organisation(command, state, act)
        case AdmitPerson():
            return _person(command, state, act)
        case AdmitPeople():
            return _people(command, state, act)
        case _:
            assert_never(command)


def _organisation(command: AdmitOrganisation, state: Partnership, act: Act) -> Decided:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    if act.command in state.partners.partners:
        return refuse("not now", "This organisation has a place at the table already.")
    return (
        PartnerJoined(
            partner=act.command,
            kind="organisation",
            name=command.name,
            group=command.group,
            category=command.category,
        ),
    )


def _person(command: AdmitPerson, state: Partnership, act: Act) -> Decided:
    refusal = _may_admit(command, state, act) or _can_sit(command, state, act.at)
    if refusal is not None:
        return refusal
    admitted = MemberAdmitted(
        person=command.person, display_name=command.display_name, language=command.language
    )
    return (admitted, *_seat(command, state), *_role(command))


def _may_admit(command: AdmitPerson, state: Partnership, act: Act) -> Refusal | None:
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    if command.role in FROM_CONVENERS and not convenes(state, act):
        return refuse("not allowed", "Only a convener may give this role. Ask one of them.")
    return None


def _can_sit(command: AdmitPerson, state: Partnership, at: datetime) -> Refusal | None:
    if command.person in state.partners.members:
        return refuse("not now", "This person is a member here already.")
    if command.partner is not None:
        return may_be_spoken_for(state, command.partner, command.person, at)
    if command.person in state.partners.partners:
        return refuse("not valid", "This is an organisation. Choose a person to admit.")
    return None


def _seat(command: AdmitPerson, state: Partnership) -> tuple[Event, ...]:
    """For an organisation, the right to speak for it; else a place of one's own, unless one only looks."""
    if command.partner is not None:
        granted = MandateGranted(person=command.person, partner=command.partner, until=None)
        return (*freed(state, command.partner), granted)
    if command.role in LOOKING:
        return ()
    return (in_their_own_right(command.person),)


def in_their_own_right(person: str) -> PartnerJoined:
    """A person takes a place for themselves; the partner carries the person's id."""
    return PartnerJoined(partner=person, kind="person", name=None, group=None, category=None)


def _role(command: AdmitPerson) -> tuple[Event, ...]:
    return () if command.role == "member" else (RoleGranted(person=command.person, role=command.role),)


def _people(command: AdmitPeople, state: Partnership, act: Act) -> Decided:
    """Those who are members already are left out, so that an import can run again."""
    if not convenes(state, act):
        return refuse("not allowed", "Only a convener may do this. Ask one of them.")
    taken = state.partners
    people = tuple(
        person
        for person in dict.fromkeys(command.people)
        if person not in taken.members and person not in taken.partners
    )
    return (PeopleAdmitted(people=people, source=command.source),) if people else QUIET
