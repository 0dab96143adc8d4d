"""What people might ask about partners."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from events.partners import Category, FocalGroup, Role, ShownTo
from tests.workspace.asking.someone import NOWHERE, Asking, Maker
from workspace.commands import Command
from workspace.partners import commands

NEWCOMERS = [f"person-{number}" for number in range(1, 15)]


def admit_organisation(a: Asking) -> Command:
    return commands.AdmitOrganisation(
        name=a.words("name"), group=a.one(get_args(FocalGroup)), category=a.one(get_args(Category))
    )


def admit_person(a: Asking) -> Command:
    person = a.one(NEWCOMERS)
    return commands.AdmitPerson(
        person=person,
        display_name=a.about(person, "display_name"),
        language=a.one(["en", "es"]),
        partner=a.organisation() if a.likely(40) else None,
        role="member" if a.likely(80) else a.one(get_args(Role)),
    )


def admit_people(a: Asking) -> Command:
    number = a.chance.randrange(1, 4)
    people = tuple(f"voter-{a.act.command}-{one}" for one in range(number))
    return commands.AdmitPeople(people=people, source="a conversation")


def accept_terms(a: Asking) -> Command:
    return commands.AcceptRecordTerms(terms=a.one([1, 1, 2]))


def grant_mandate(a: Asking) -> Command:
    until = a.act.at + timedelta(days=a.chance.randrange(1, 30)) if a.likely(30) else None
    return commands.GrantMandate(person=a.member(), partner=a.organisation(), until=until)


def revoke_mandate(a: Asking) -> Command:
    spoken_for = [
        (known.speaker, partner)
        for partner, known in a.state.partners.partners.items()
        if known.kind == "organisation" and known.speaker is not None
    ]
    person, partner = a.one(spoken_for) if spoken_for else (NOWHERE, NOWHERE)
    return commands.RevokeMandate(person=person or NOWHERE, partner=partner)


def grant_role(a: Asking) -> Command:
    roles: tuple[Role, ...] = get_args(Role) if a.likely(20) else ("convener", "facilitator")
    return commands.GrantRole(person=a.member(), role=a.one(roles))


def revoke_role(a: Asking) -> Command:
    person = a.member()
    member = a.state.partners.members.get(person)
    held = sorted(member.roles) if member else []
    return commands.RevokeRole(person=person, role=a.one(held or get_args(Role)))


def declare_perspective(a: Asking) -> Command:
    return commands.DeclarePerspective(
        perspective=a.about(a.act.person, "perspective"), shown_to=a.one(get_args(ShownTo))
    )


def pause(_: Asking) -> Command:
    return commands.PausePartner()


def resume(_: Asking) -> Command:
    return commands.ResumePartner()


def leave(a: Asking) -> Command:
    return commands.LeavePartnership() if a.likely(25) else commands.ResumePartner()


MAKERS: list[tuple[Maker, int]] = [
    (admit_organisation, 4),
    (admit_person, 8),
    (admit_people, 2),
    (accept_terms, 2),
    (grant_mandate, 2),
    (revoke_mandate, 2),
    (grant_role, 2),
    (revoke_role, 2),
    (declare_perspective, 2),
    (pause, 2),
    (resume, 2),
    (leave, 2),
]
