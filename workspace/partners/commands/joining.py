"""What can be asked about how people come in, and what they say of themselves."""

from typing import Annotated

import msgspec

from events.partners import Role
from events.vocabulary import Moment
from workspace.commands import Command, Id, PersonName, Reason
from workspace.partners.commands.people import Language


class InvitePartner(Command, frozen=True, kw_only=True):
    """Invite somebody, to act for an organisation (`partner`) or for themselves. Its id is the command's."""

    partner: Id | None = None
    role: Role = "member"
    until: Moment


class WithdrawInvitation(Command, frozen=True, kw_only=True):
    """Take an invitation back that nobody has used yet."""

    invitation: Id


class AcceptInvitation(Command, frozen=True, kw_only=True):
    """Come in with an invitation. For whom, and with which role, the invitation says, never the command."""

    invitation: Id
    display_name: PersonName
    language: Language = "en"
    terms: Annotated[int, msgspec.Meta(ge=1)]


class ChooseDisplayName(Command, frozen=True, kw_only=True):
    """Say how one wants to be called."""

    display_name: PersonName


class WriteIntroduction(Command, frozen=True, kw_only=True):
    """Say what one brings to the table; empty takes it off the page again."""

    brings: Reason | None = None


JoiningCommand = InvitePartner | WithdrawInvitation | AcceptInvitation | ChooseDisplayName | WriteIntroduction
