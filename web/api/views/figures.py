"""The sums of what people share, as they were last released. What one person shares is nobody's answer."""

from datetime import date

from events.partners import AttributeKind
from projections.partners.figures import in_force
from projections.partners.small_numbers import rest, shown_cells
from web.api.caller import Caller
from web.api.shapes import Shape


class Cell(Shape, frozen=True, kw_only=True):
    """How many people gave an answer: at least five, or it does not stand here."""

    value: str
    people: int


class Sums(Shape, frozen=True, kw_only=True):
    """The sums of one kind. `rest`: another answer, or none."""

    kind: AttributeKind
    counted_on: date
    people: int
    cells: list[Cell]
    rest: int


class Figures(Shape, frozen=True, kw_only=True):
    """The release in force at that moment, the same for everybody."""

    window_ended: date | None
    tables: list[Sums]


def figures(caller: Caller) -> Figures:
    """The release in force."""
    release = in_force(caller.views.figures)
    return Figures(
        window_ended=release.window_ended if release else None,
        tables=[
            Sums(
                kind=table.kind,
                counted_on=table.counted_on,
                people=table.people,
                cells=[Cell(value=value, people=people) for value, people in shown_cells(table).items()],
                rest=rest(table),
            )
            for table in (release.tables if release else ())
        ],
    )
