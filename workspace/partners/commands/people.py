"""What can be asked about partners, members, mandates and roles."""

from typing import Annotated

import msgspec

from events.partners import Category, FocalGroup, Role, ShownTo
from events.sealed import Personal
from events.vocabulary import Moment
from workspace.commands import Command, Id, Limit, Name, PersonName, Reason

Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", max_length=35)]


class FoundPartnership(Command, frozen=True, kw_only=True):
    """Begin a partnership; the founder becomes its first convener."""

    name: Name
    question: Reason | None = None
    display_name: PersonName
    languages: tuple[Language, ...] = ("en", "es")
    made_up: bool = False


class AdmitOrganisation(Command, frozen=True, kw_only=True):
    """Give an organisation a place at the table. Its id is the command's."""

    name: Name
    group: FocalGroup
    category: Category


class AdmitPerson(Command, frozen=True, kw_only=True):
    """Admit a person, acting for an organisation (`partner`) or for themselves (`partner` None)."""

    person: Id
    display_name: PersonName
    language: Language = "en"
    partner: Id | None = None
    role: Role = "member"


class AdmitPeople(Command, frozen=True, kw_only=True):
    """Admit many people together, each in their own right (an import)."""

    people: tuple[Id, ...]
    source: Annotated[str, msgspec.Meta(max_length=200)]


class AcceptRecordTerms(Command, frozen=True, kw_only=True):
    """Say that one has read what is kept."""

    terms: int


class GrantMandate(Command, frozen=True, kw_only=True):
    """Let a member act for an organisation. A partner has one acting member at a time."""

    person: Id
    partner: Id
    until: Moment | None = None


class RevokeMandate(Command, frozen=True, kw_only=True):
    """End a mandate."""

    person: Id
    partner: Id


class GrantRole(Command, frozen=True, kw_only=True):
    """Give a member a role; only a convener may."""

    person: Id
    role: Role


class RevokeRole(Command, frozen=True, kw_only=True):
    """Take a role back; the last convener stays."""

    person: Id
    role: Role


class DeclarePerspective(Command, frozen=True, kw_only=True):
    """Say which perspective one brings, and who may see it. `perspective` is JSON, sealed."""

    perspective: Annotated[Personal, Limit(300)]
    shown_to: ShownTo = "members"


class PausePartner(Command, frozen=True, kw_only=True):
    """Take a break, for the partner acted for."""


class ResumePartner(Command, frozen=True, kw_only=True):
    """Come back."""


class LeavePartnership(Command, frozen=True, kw_only=True):
    """Give up the place of the partner acted for."""


PartnersCommand = (
    FoundPartnership
    | AdmitOrganisation
    | AdmitPerson
    | AdmitPeople
    | AcceptRecordTerms
    | GrantMandate
    | RevokeMandate
    | GrantRole
    | RevokeRole
    | DeclarePerspective
    | PausePartner
    | ResumePartner
    | LeavePartnership
)
