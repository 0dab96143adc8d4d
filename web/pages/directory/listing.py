"""Who stands in the directory, for one audience: organisations by group, people by name."""

from typing import NamedTuple, get_args

from markupsafe import Markup

from events.partners import Category, FocalGroup
from projections.partners import Directory, Partner, Person, organisations
from web.perspectives import Perspective, perspective
from web.rendering.naming import Naming

PEOPLE_A_PAGE = 50


class OrganisationLine(NamedTuple):
    """An organisation and those who act for it; `sort` is its name in plain text."""

    id: str
    partner: Partner
    sort: str
    members: list[Markup]


class PersonLine(NamedTuple):
    """A person, for whom they act, their roles, and their perspective as far as it may be seen."""

    id: str
    person: Person
    name: Markup
    sort: str
    acts_for: list[Markup]
    perspective: Perspective | None
    paused: bool


class GroupOfOrganisations(NamedTuple):
    """The organisations of one focal group, by category."""

    group: FocalGroup
    categories: list[tuple[Category | None, list[OrganisationLine]]]
    size: int


class People(NamedTuple):
    """People with a name, one page of those without, and how many there are of both."""

    named: list[PersonLine]
    unnamed: list[PersonLine]
    size: int
    unnamed_size: int
    page: int
    pages: int


def organisation_groups(naming: Naming, query: str = "") -> list[GroupOfOrganisations]:
    """Organisations by focal group and category, by name; `query` keeps those whose name has it."""
    lines = [organisation_line(naming, *one) for one in organisations(naming.views.directory).items()]
    found = sorted((one for one in lines if matches(query, one.sort)), key=lambda one: folded(one.sort))
    return [group for name in get_args(FocalGroup) if (group := of_group(name, found)).size]


def silent_seats(groups: list[GroupOfOrganisations]) -> int:
    """How many of the organisations listed have nobody who acts for them."""
    return sum(not line.members for group in groups for _, lines in group.categories for line in lines)


def organisation_line(naming: Naming, partner_id: str, partner: Partner) -> OrganisationLine:
    """An organisation with the people who act for it; observers get no people."""
    people = [] if naming.audience.role == "observer" else list(partner.members)
    members = [naming.person(person) for person in people]
    return OrganisationLine(partner_id, partner, naming.text(partner.name), members)


def of_group(group: FocalGroup, lines: list[OrganisationLine]) -> GroupOfOrganisations:
    """The lines of one focal group, by category in the order in which they turn up."""
    here = [line for line in lines if line.partner.group == group]
    categories: dict[Category | None, list[OrganisationLine]] = {}
    for line in here:
        categories.setdefault(line.partner.category, []).append(line)
    return GroupOfOrganisations(group, list(categories.items()), len(here))


def people(naming: Naming, now: Directory, query: str = "", page: int = 1) -> People | None:
    """The people who take part; None for observers, who see counts only."""
    if naming.audience.role == "observer":
        return None
    directory = naming.views.directory
    here = {key: one for key, one in directory.people.items() if takes_part(directory, key, one)}
    named = [person_line(naming, now, key, one) for key, one in here.items() if has_name(naming, one)]
    named = [one for one in named if matches(query, one.sort)]
    rest = [key for key, one in here.items() if not has_name(naming, one)]
    if query:
        rest = [key for key in rest if matches(query, str(naming.person(key).striptags()))]
    pages = max(1, -(-len(rest) // PEOPLE_A_PAGE))
    page = min(max(page, 1), pages)
    shown = rest[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE]
    unnamed = [person_line(naming, now, key, here[key]) for key in shown]
    named.sort(key=lambda one: folded(one.sort))
    return People(named, unnamed, len(here), len(rest), page, pages)


def takes_part(directory: Directory, person_id: str, person: Person) -> bool:
    """Whether the person acts for anybody, or has a role to look on with."""
    if person.left is not None and not person.mandates:
        return False
    return person.in_own_right or bool(person.mandates) or bool(person.roles)


def has_name(naming: Naming, person: Person) -> bool:
    """Whether this audience sees a name: auditors see pseudonyms, in the order of joining."""
    return person.display_name is not None and naming.audience.role != "auditor"


def person_line(naming: Naming, now: Directory, person_id: str, person: Person) -> PersonLine:
    """What this audience may see of a person."""
    directory = naming.views.directory
    name = naming.person(person_id)
    acts_for = [naming.partner(one) for one in person.mandates if directory.partners[one].left is None]
    seat = directory.partners.get(person_id)
    paused = seat is not None and seat.paused is not None
    shown = perspective(naming, person_id, now)
    return PersonLine(person_id, person, name, str(name.striptags()), acts_for, shown, paused)


def matches(query: str, name: str) -> bool:
    """Whether a name has what somebody looks for, without regard to capitals."""
    return folded(query) in folded(name)


def folded(text: str) -> str:
    """The text as it is compared and sorted."""
    return " ".join(text.casefold().split())
