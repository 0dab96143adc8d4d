"""Which perspective a person brings, as far as that person lets an audience see it.

"Patient" beside a name tells of an illness. So each person says who may see it: facilitators, members
or the public. This is the only place where a perspective is opened for somebody else.
"""

from typing import NamedTuple

import msgspec

from events.partners import Category, FocalGroup, ShownTo
from projections.partners import Directory, Person
from web.reader import AudienceRole
from web.rendering.naming import Naming
from web.sentences.labels import CATEGORIES, GROUPS, LIVED_EXPERIENCE

SEEN_BY: dict[ShownTo, frozenset[AudienceRole]] = {
    "facilitators": frozenset(("facilitator",)),
    "members": frozenset(("facilitator", "member")),
    "public": frozenset(("facilitator", "member", "auditor")),
}
"""Observers and funders see no single person at all, so no single person's group either."""

LENGTH = 160
"""Characters that every sealed perspective has."""

LIVED: frozenset[Category] = frozenset(("patient", "family", "caregiver"))


class Declared(msgspec.Struct, forbid_unknown_fields=True):
    """What a sealed perspective holds."""

    group: FocalGroup
    category: Category
    lived_experience: bool = True


class Perspective(NamedTuple):
    """What may be shown: the group for colour and shape, and a label (an English message id)."""

    group: FocalGroup
    label: str


def written(declared: Declared) -> str:
    """The JSON text that is sealed, filled up with blanks: how long a box is must not tell what is in it."""
    text = msgspec.json.encode(declared).decode()
    return "{" + " " * (LENGTH - len(text)) + text[1:]


def perspective(naming: Naming, person_id: str, now: Directory) -> Perspective | None:
    """What the audience may see of a person's perspective. None says nothing, also not that there is one.

    `now` is the directory as it is today: in a replay, a perspective shows only where the person
    lets this audience see it then and now.
    """
    then = naming.views.directory.people.get(person_id)
    today = now.people.get(person_id)
    if not (may_see(then, naming.audience.role) and may_see(today, naming.audience.role)):
        return None
    assert then is not None
    declared = opened(naming, then)
    return None if declared is None else Perspective(declared.group, label(declared))


def may_see(person: Person | None, role: AudienceRole) -> bool:
    """Whether the person lets this audience see the perspective."""
    return person is not None and person.shown_to is not None and role in SEEN_BY[person.shown_to]


def own(naming: Naming, person_id: str) -> Declared | None:
    """A person's own perspective, for that person alone."""
    person = naming.views.directory.people.get(person_id)
    return None if person is None else opened(naming, person)


def opened(naming: Naming, person: Person) -> Declared | None:
    """The perspective's content; None where there is none, or where it can no longer be read."""
    if person.perspective is None:
        return None
    try:
        return msgspec.json.decode(naming.text(person.perspective), type=Declared)
    except msgspec.MsgspecError:
        return None


def label(declared: Declared) -> str:
    """Patient, family and caregiver show as one group, unless the person says otherwise."""
    if declared.lived_experience and declared.category in LIVED:
        return LIVED_EXPERIENCE
    return CATEGORIES.get(declared.category, GROUPS[declared.group])
