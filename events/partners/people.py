"""Who is at the table: partners, the people who act for them, their mandates and roles."""

from typing import Literal

from events.sealed import Personal, Words
from events.vocabulary import EVERYONE, MEMBERS, SUBJECT, Event, Moment, kept

PartnerKind = Literal["organisation", "person"]
FocalGroup = Literal["patients", "stakeholders", "researchers"]
Category = Literal[
    "patient",
    "family",
    "caregiver",
    "representative organisation",
    "clinician",
    "purchaser",
    "payer",
    "industry",
    "hospital or health system",
    "policy maker",
    "training institution",
    "community organisation",
    "academic research",
    "non-academic research",
]
Role = Literal["convener", "facilitator", "member", "observer", "funder", "auditor"]
ShownTo = Literal["facilitators", "members", "public"]


@kept("PartnershipFounded", readers=EVERYONE)
class PartnershipFounded(Event, frozen=True, kw_only=True):
    """A partnership begins. `made_up` marks a demonstration with invented people."""

    name: Words
    question: Words | None
    languages: tuple[str, ...]
    made_up: bool


@kept("RecordTermsAccepted", readers=SUBJECT)
class RecordTermsAccepted(Event, frozen=True, kw_only=True):
    """The person has read what is kept for ever, who can see it and how to take it back."""

    terms: int


@kept("PartnerJoined", readers=EVERYONE)
class PartnerJoined(Event, frozen=True, kw_only=True):
    """An organisation, or a person in their own right, takes a place at the table.

    For a person, `partner` is the person's id, and name, group and category are None here: the name
    stands in `MemberAdmitted` and the perspective in `PerspectiveDeclared`, both sealed.
    """

    partner: str
    kind: PartnerKind
    name: Words | None
    group: FocalGroup | None
    category: Category | None


@kept("MemberAdmitted")
class MemberAdmitted(Event, frozen=True, kw_only=True):
    """A person may take part. For whom they act is a mandate, not this."""

    person: str
    display_name: Personal
    language: str


@kept("PeopleAdmitted")
class PeopleAdmitted(Event, frozen=True, kw_only=True):
    """Many people join together, each in their own right and without a name (an import)."""

    people: tuple[str, ...]
    source: str


@kept("MandateGranted")
class MandateGranted(Event, frozen=True, kw_only=True):
    """A person may act for an organisation."""

    person: str
    partner: str
    until: Moment | None


@kept("MandateRevoked")
class MandateRevoked(Event, frozen=True, kw_only=True):
    """A person no longer acts for an organisation."""

    person: str
    partner: str


@kept("RoleGranted")
class RoleGranted(Event, frozen=True, kw_only=True):
    """A person takes on a role in the partnership."""

    person: str
    role: Role


@kept("RoleRevoked")
class RoleRevoked(Event, frozen=True, kw_only=True):
    """A person gives a role back."""

    person: str
    role: Role


@kept("PerspectiveDeclared", readers=MEMBERS)
class PerspectiveDeclared(Event, frozen=True, kw_only=True):
    """A person says which perspective they bring, and who may see it.

    `perspective` opens to the JSON `{"group", "category", "lived_experience"}`: with
    `lived_experience` true it is shown as that one group.
    """

    person: str
    perspective: Personal
    shown_to: ShownTo


@kept("PartnerPaused")
class PartnerPaused(Event, frozen=True, kw_only=True):
    """A partner takes a break; nobody is asked why."""

    partner: str


@kept("PartnerResumed")
class PartnerResumed(Event, frozen=True, kw_only=True):
    """A partner is back."""

    partner: str


@kept("PartnerLeft", readers=EVERYONE)
class PartnerLeft(Event, frozen=True, kw_only=True):
    """A partner gives up its place."""

    partner: str


PartnersEvent = (
    PartnershipFounded
    | RecordTermsAccepted
    | PartnerJoined
    | MemberAdmitted
    | PeopleAdmitted
    | MandateGranted
    | MandateRevoked
    | RoleGranted
    | RoleRevoked
    | PerspectiveDeclared
    | PartnerPaused
    | PartnerResumed
    | PartnerLeft
)
