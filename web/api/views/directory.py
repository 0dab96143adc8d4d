"""Who is here, as the page of that name shows it."""

from typing import Literal

from events.partners import Role
from web.api.caller import Caller
from web.api.paging import Paged
from web.api.shapes import PartnerNamed, PersonNamed, Shape, Teller, plain
from web.api.views.table import Group
from web.pages.directory.listing import OrganisationLine, PersonLine, organisation_groups, people
from web.rendering.naming import Naming
from web.sentences.labels import CATEGORIES


class Organisation(Shape, frozen=True, kw_only=True):
    """An organisation at the table. `members`, who act for it, are missing for who looks from outside."""

    id: str
    name: str
    group: Group | None
    state: Literal["active", "paused", "left"]
    members: list[PersonNamed] | None


class PersonHere(Shape, frozen=True, kw_only=True):
    """A person who takes part. `perspective` is there only if they let this reader see it."""

    id: str
    name: str
    in_own_right: bool
    acts_for: list[PartnerNamed]
    roles: list[Role]
    perspective: Group | None
    paused: bool


class Directory(Shape, frozen=True, kw_only=True):
    """Organisations, and the people who take part.

    `people` is missing for who looks from outside: `size` counts those in their own right then. Of people
    without a name a page is shown at a time.
    """

    organisations: list[Organisation]
    people: list[PersonHere] | None
    size: int
    page: int
    pages: int


def directory(caller: Caller, asked: Paged) -> Directory:
    """The directory for this reader."""
    tell, found = Teller(caller.naming), people(caller.naming, caller.today, "", asked.page)
    groups = organisation_groups(caller.naming)
    lines = [line for group in groups for _, lines in group.categories for line in lines]
    seats = caller.views.table.seats.values()
    here = None if found is None else [*found.named, *found.unnamed]
    return Directory(
        organisations=[organisation(caller, tell, line) for line in lines],
        people=None if here is None else [person_here(caller.naming, tell, line) for line in here],
        size=sum(seat.kind == "person" for seat in seats) if found is None else found.size,
        page=1 if found is None else found.page,
        pages=1 if found is None else found.pages,
    )


def organisation(caller: Caller, tell: Teller, line: OrganisationLine) -> Organisation:
    """An organisation. Its group is known to all."""
    partner, say = line.partner, caller.naming.say
    group = None
    if partner.group is not None:
        label = CATEGORIES[partner.category] if partner.category else partner.group
        group = Group(group=partner.group, label=say(label))
    members = [tell.person(one) for one in partner.members] if caller.insider else None
    name = plain(caller.naming.partner(line.id))
    # A break is between those at the table.
    state = "active" if partner.state == "paused" and not caller.insider else partner.state
    return Organisation(id=line.id, name=name, group=group, state=state, members=members)  # type: ignore[arg-type]


def person_here(naming: Naming, tell: Teller, line: PersonLine) -> PersonHere:
    """A person as this reader may see them."""
    seen = line.perspective
    partners = naming.views.directory.partners
    return PersonHere(
        id=line.id,
        name=plain(line.name),
        in_own_right=line.person.in_own_right,
        acts_for=[tell.partner(one) for one in line.person.mandates if partners[one].left is None],
        roles=list(line.person.roles),  # type: ignore[arg-type]
        perspective=Group(group=seen.group, label=naming.say(seen.label)) if seen else None,
        paused=line.paused,
    )
