"""One person's answers: checked whoever sends them, and opened for that person alone or for a release."""

from collections.abc import Mapping

import msgspec

from events.log.keys import KeyStore, Unreadable
from events.partners import AttributeKind
from events.partners.attributes import CATALOGUE, VALUES
from events.sealed import Personal
from web.door import CONTENTS, Problem, problem
from workspace.partners.commands.attributes import ShareAttributes

LENGTH = 600
"""Characters that all sealed attributes have: how long a box is must not tell what is in it."""


class Answered(msgspec.Struct, forbid_unknown_fields=True):
    """What sealed attributes hold."""

    catalogue: int
    answers: dict[AttributeKind, str]


class CannotBeOpened(Exception):
    """The key store is away, so nothing can be counted."""


def written(answers: Mapping[AttributeKind, str]) -> str:
    """The JSON text that is sealed, filled up with blanks."""
    text = msgspec.json.encode(Answered(CATALOGUE, dict(answers)), order="sorted").decode()
    return "{" + " " * (LENGTH - len(text)) + text[1:]


def checked(text: str) -> str | Problem:
    """The text as it is sealed, whoever sent it; values that nobody offered are refused."""
    try:
        sent = msgspec.json.decode(text, type=Answered)
    except msgspec.MsgspecError:
        return problem("Please look at this again; it is not in the form we expect.", "attributes")
    known = sent.catalogue == CATALOGUE and all(value in VALUES[kind] for kind, value in sent.answers.items())
    if not known:
        return problem("Please choose from the answers that are offered.", "attributes")
    if not sent.answers:
        return problem("Choose at least one answer, or take yours out.", "attributes")
    return written(sent.answers)


CONTENTS[ShareAttributes] = {"attributes": checked}


def opened(keys: KeyStore, partnership: str, sealed: Personal) -> dict[AttributeKind, str] | None:
    """Somebody's answers; None where they can no longer be read. Raises CannotBeOpened."""
    text = keys.open(partnership, sealed)
    if isinstance(text, Unreadable):
        if text.why == "no key store":
            raise CannotBeOpened
        return None
    try:
        answered = msgspec.json.decode(text, type=Answered)
    except msgspec.MsgspecError:
        return None
    return {kind: value for kind, value in answered.answers.items() if value in VALUES[kind]}
