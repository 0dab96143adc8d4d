"""A roster for a partnership that is there already: what is to be asked for, by the command line."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from web.control import Asked, ToInvite
from web.imports.founding import operator_of
from web.imports.roster.planning import Invitee, Organisation, Plan
from web.imports.roster.row import same_name
from web.sentences.labels import CATEGORIES_OF

INVITED_FOR = timedelta(days=30)
GROUP_OF = {category: group for group, many in CATEGORIES_OF.items() for category in many}


class There(NamedTuple):
    """An organisation that has a place already, and whether somebody acts for it."""

    id: str
    spoken_for: bool


class Brought(NamedTuple):
    """What is asked for, and who is invited with it."""

    asked: list[Asked]
    people: list[Invitee]
    organisations: int


class Run(NamedTuple):
    """One run of the command: for which partnership, in which language, and when."""

    partnership: str
    language: str
    recorded_by: str
    at: datetime

    @property
    def until(self) -> datetime:
        """When the invitations end."""
        return (self.at + INVITED_FOR).replace(microsecond=0)


def bring(plan: Plan, there: Mapping[str, There], here: set[str], run: Run) -> Brought:
    """Places for organisations that have none, and invitations for those who are not here.

    `there`: organisations by name as it is compared; `here`: addresses of members.
    """
    new = [one for one in plan.organisations if same_name(one.name) not in there]
    instead = {
        one.id: there[same_name(one.name)] for one in plan.organisations if same_name(one.name) in there
    }
    people = [at_their_place(one, instead) for one in plan.people if one.email not in here]
    asked = [*(admission(one, run) for one in new), *(invitation(one, run) for one in people)]
    return Brought(asked, people, len(new))


def at_their_place(one: Invitee, instead: Mapping[str, There]) -> Invitee:
    """Somebody acts for the organisation that is there; where somebody else does, for themselves."""
    found = instead.get(one.organisation or "")
    if found is None:
        return one
    return one._replace(organisation=None if found.spoken_for else found.id)


def admission(one: Organisation, run: Run) -> Asked:
    """A place at the table."""
    fields = {"name": one.name, "group": GROUP_OF[one.category], "category": one.category}
    return asked_for("AdmitOrganisation", fields, one.id, run)


def invitation(one: Invitee, run: Run) -> Asked:
    """An invitation; to whom is not in it."""
    fields = {"partner": one.organisation or "", "until": run.until.isoformat()}
    return asked_for("InvitePartner", fields, one.id, run)


def asked_for(kind: str, fields: dict[str, str], command: str, run: Run) -> Asked:
    """A command of the command line's."""
    return Asked(
        partnership=run.partnership,
        kind=kind,
        fields=fields,
        command=command,
        person=operator_of(run.partnership),
        at=run.at,
        language=run.language,
        recorded_by=run.recorded_by,
        operator=True,
    )


def to_invite(one: Invitee, run: Run) -> ToInvite:
    """What opens an invitation is to be made."""
    return ToInvite(one.id, one.email, one.organisation, run.until.astimezone(UTC), run.language)
