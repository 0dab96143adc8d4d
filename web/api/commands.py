"""What programs may ask for: every command of the rules, with the fields a program sends for it.

A command that is added to the rules is here by itself. A few take other fields than the rules do, because
what the rules take is made by a page: those are listed in `SPECIAL`.
"""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Annotated, Any, NamedTuple

import msgspec

from events.partners import AttributeKind, Category, Role, ShownTo
from events.partners.attributes import CATALOGUE
from web.door import Problem, in_plain_words
from web.perspectives import Declared, written
from web.sentences.labels import CATEGORIES_OF
from workspace.commands import Command, Id, PersonName
from workspace.decider import FOR_NEWCOMERS, FOR_THE_CLOCK, FROM_THE_SERVER, RULES
from workspace.partners.commands import AdmitPerson, DeclarePerspective, FoundPartnership, Language
from workspace.partners.commands.attributes import ShareAttributes
from workspace.partners.commands.joining import InvitePartner

Fields = Mapping[str, Any]

NOT_HERE: frozenset[type[Command]] = (
    FOR_THE_CLOCK | FOR_NEWCOMERS | FROM_THE_SERVER | {FoundPartnership, InvitePartner}
)
"""What only the clock or the server does, what somebody does who has no token yet, and invitations: their
link or card is made by the page, for one pair of eyes."""

COMMANDS: dict[str, type[Command]] = {
    command.__name__: command for command in RULES if command not in NOT_HERE
}
GROUP_OF = {category: group for group, many in CATEGORIES_OF.items() for category in many}


class AdmitPersonFields(Command, frozen=True, kw_only=True):
    """Admit a person, acting for an organisation (`partner`) or for themselves. Their id is made here."""

    display_name: PersonName
    language: Language = "en"
    partner: Id | None = None
    role: Role = "member"


class DeclarePerspectiveFields(Command, frozen=True, kw_only=True):
    """Say which perspective one brings, and who may see it.

    `lived_experience`: patient, family and caregiver show as one group.
    """

    category: Category
    lived_experience: bool = True
    shown_to: ShownTo = "members"


class ShareAttributesFields(Command, frozen=True, kw_only=True):
    """Share attributes of oneself for the sums; the answers are those that the page offers."""

    answers: dict[AttributeKind, Annotated[str, msgspec.Meta(min_length=1, max_length=60)]]


def admitted(sent: Fields, command_id: str) -> Fields | Problem:
    """A person's id is nobody's choice: it comes from the command's."""
    return {**sent, "person": blake2b(b"person:" + command_id.encode(), digest_size=16).hexdigest()}


def declared(sent: Fields, command_id: str) -> Fields | Problem:
    """The perspective as it is sealed: always of the same length, whatever it says."""
    try:
        asked = msgspec.convert(sent, DeclarePerspectiveFields)
    except msgspec.ValidationError as error:
        return in_plain_words(str(error))
    content = Declared(GROUP_OF[asked.category], asked.category, asked.lived_experience)
    return {"perspective": written(content), "shown_to": asked.shown_to}


def shared(sent: Fields, command_id: str) -> Fields | Problem:
    """The attributes as the door wants them; it checks each answer."""
    try:
        asked = msgspec.convert(sent, ShareAttributesFields)
    except msgspec.ValidationError as error:
        return in_plain_words(str(error))
    content = {"catalogue": CATALOGUE, "answers": asked.answers}
    return {"attributes": msgspec.json.encode(content).decode()}


class Special(NamedTuple):
    """Other fields than the command's own: their shape, and what they come to for a command's id."""

    shape: type[Command]
    fields: Callable[[Fields, str], Fields | Problem]


SPECIAL: dict[type[Command], Special] = {
    AdmitPerson: Special(AdmitPersonFields, admitted),
    DeclarePerspective: Special(DeclarePerspectiveFields, declared),
    ShareAttributes: Special(ShareAttributesFields, shared),
}


def shape_of(command: type[Command]) -> type[Command]:
    """The struct whose fields a program sends."""
    special = SPECIAL.get(command)
    return special.shape if special else command


def fields_for(command: type[Command], sent: Fields, command_id: str) -> Fields | Problem:
    """The command's own fields, from those that a program sent."""
    special = SPECIAL.get(command)
    return special.fields(sent, command_id) if special else sent
