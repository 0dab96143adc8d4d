"""Who sits at the table, for one audience: names, groups as far as they may be seen, and counts."""

from typing import NamedTuple, get_args

from markupsafe import Markup

from events.partners import FocalGroup
from projections.partners import Directory
from projections.table import Seat
from web.perspectives import perspective
from web.rendering.naming import Naming
from web.sentences.labels import CATEGORIES


class Sitting(NamedTuple):
    """A seat as this audience sees it. `group` None: not said, or not for this audience."""

    id: str
    name: Markup
    sort: str
    group: FocalGroup | None
    label: str | None
    is_person: bool
    paused: bool


class Seating(NamedTuple):
    """The seats by group, alphabetically; `people` and `unnamed` are only counted.

    `people` are those whom this audience does not see one by one, `unnamed` those of an import.
    """

    groups: list[tuple[FocalGroup | None, list[Sitting]]]
    people: int
    unnamed: int

    @property
    def sittings(self) -> list[Sitting]:
        """All seats that are seen one by one, group by group."""
        return [one for _, sittings in self.groups for one in sittings]

    @property
    def size(self) -> int:
        """How many seats are taken in all."""
        return len(self.sittings) + self.people + self.unnamed


def seating(naming: Naming, now: Directory) -> Seating:
    """The table as this audience sees it; `now` is today's directory (see `web.perspectives`)."""
    seats = naming.views.table.seats
    people = {key: seat for key, seat in seats.items() if seat.kind == "person"}
    unnamed = sum(seat.imported for seat in people.values())
    seen = dict(seats)
    if naming.audience.role == "observer":
        seen = {key: seat for key, seat in seats.items() if key not in people}
    seen = {key: seat for key, seat in seen.items() if not seat.imported}
    sittings = [sitting(naming, now, key, seat) for key, seat in seen.items()]
    sittings.sort(key=lambda one: one.sort.casefold())
    groups: list[FocalGroup | None] = [*get_args(FocalGroup), None]
    by_group = [(group, [one for one in sittings if one.group == group]) for group in groups]
    counted = len(people) - unnamed if naming.audience.role == "observer" else 0
    return Seating([(group, here) for group, here in by_group if here], counted, unnamed)


def sitting(naming: Naming, now: Directory, key: str, seat: Seat) -> Sitting:
    """One seat. A person's group is theirs to show; an organisation's is known to all."""
    name = naming.partner(key)
    if seat.kind == "person":
        shown = perspective(naming, key, now)
        group, label = (shown.group, shown.label) if shown else (None, None)
    else:
        group, label = seat.group, CATEGORIES[seat.category] if seat.category else None
    plain = str(name.striptags())
    return Sitting(key, name, plain, group, label, seat.kind == "person", seat.paused)
