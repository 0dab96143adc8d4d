"""Rules about who is at the table, gathered by what people come to do."""

from typing import assert_never

from events.partners import (
    MemberAdmitted,
    PartnerJoined,
    PartnershipFounded,
    PerspectiveDeclared,
    RecordTermsAccepted,
    RoleGranted,
)
from workspace.acts import Act
from workspace.partners import admission, mandates, places, roles
from workspace.partners.commands import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPeople,
    AdmitPerson,
    DeclarePerspective,
    FoundPartnership,
    GrantMandate,
    GrantRole,
    LeavePartnership,
    PartnersCommand,
    PausePartner,
    ResumePartner,
    RevokeMandate,
    RevokeRole,
)
from workspace.refusals import QUIET, Decided
from workspace.state import Partnership


def decide(command: PartnersCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about partners, members, mandates or roles."""
    match command:
        case FoundPartnership():
            return _found(command, act)
        case AdmitOrganisation() | AdmitPerson() | AdmitPeople():
            return admission.decide(command, state, act)
        case GrantMandate() | RevokeMandate():
            return mandates.decide(command, state, act)
        case GrantRole() | RevokeRole():
            return roles.decide(command, state, act)
        case PausePartner() | ResumePartner() | LeavePartnership():
            return places.decide(command, state, act)
        case AcceptRecordTerms():
            return _accept_terms(command, state, act)
        case DeclarePerspective():
            return (
                PerspectiveDeclared(
                    person=act.person, perspective=command.perspective, shown_to=command.shown_to
                ),
            )
        case _:
            assert_never(command)


def _found(command: FoundPartnership, act: Act) -> Decided:
    """The founder sits down first, in their own right, and convenes."""
    person = act.person
    return (
        PartnershipFounded(
            name=command.name,
            question=command.question,
            languages=command.languages,
            made_up=command.made_up,
        ),
        MemberAdmitted(person=person, display_name=command.display_name, language=_first(command.languages)),
        PartnerJoined(partner=person, kind="person", name=None, group=None, category=None),
        RoleGranted(person=person, role="convener"),
    )


def _first(languages: tuple[str, ...]) -> str:
    return languages[0] if languages else "en"


def _accept_terms(command: AcceptRecordTerms, state: Partnership, act: Act) -> Decided:
    if state.partners.members[act.person].terms >= command.terms:
        return QUIET
    return (RecordTermsAccepted(terms=command.terms),)
