"""What can be asked about who is at the table: people and places."""

from workspace.partners.commands.people import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPeople,
    AdmitPerson,
    DeclarePerspective,
    FoundPartnership,
    GrantMandate,
    GrantRole,
    Language,
    LeavePartnership,
    PartnersCommand,
    PausePartner,
    ResumePartner,
    RevokeMandate,
    RevokeRole,
)

__all__ = [
    "AcceptRecordTerms",
    "AdmitOrganisation",
    "AdmitPeople",
    "AdmitPerson",
    "DeclarePerspective",
    "FoundPartnership",
    "GrantMandate",
    "GrantRole",
    "Language",
    "LeavePartnership",
    "PartnersCommand",
    "PausePartner",
    "ResumePartner",
    "RevokeMandate",
    "RevokeRole",
]
