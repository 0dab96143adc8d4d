"""How people come in: invitations, and what they say of themselves when they join.

An address is never here: whom an invitation was sent to stands with the accounts, where it can be deleted.
"""

from events.partners.people import Role
from events.sealed import Personal, Words
from events.vocabulary import Event, Moment, kept


@kept("PartnerInvited")
class PartnerInvited(Event, frozen=True, kw_only=True):
    """Somebody is invited, to act for an organisation (`partner`) or for themselves (None)."""

    invitation: str
    partner: str | None
    role: Role
    until: Moment


@kept("InvitationAccepted")
class InvitationAccepted(Event, frozen=True, kw_only=True):
    """The invitation is used up: this person came in with it."""

    invitation: str
    person: str


@kept("InvitationWithdrawn")
class InvitationWithdrawn(Event, frozen=True, kw_only=True):
    """The invitation opens nothing any more."""

    invitation: str


@kept("DisplayNameChosen")
class DisplayNameChosen(Event, frozen=True, kw_only=True):
    """A person wants to be called otherwise from now on."""

    person: str
    display_name: Personal


@kept("IntroductionWritten")
class IntroductionWritten(Event, frozen=True, kw_only=True):
    """What a person brings to the table, in their own words; None takes it off the page again."""

    person: str
    brings: Words | None


JoiningEvent = (
    PartnerInvited | InvitationAccepted | InvitationWithdrawn | DisplayNameChosen | IntroductionWritten
)
