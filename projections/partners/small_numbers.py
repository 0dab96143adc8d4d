"""Counting what people share so that no figure, and no difference of figures, tells of fewer than five.

Pure functions over opened answers; who may open them is the server alone, when sums are released. The
reasoning is in docs/adr/0015-small-numbers.md. A person stands in the cell of their value if that cell
is shown, else in the rest: those with another answer or none. For every two tables of a kind, whoever
moved from one cell (or the rest) to another made the same move with at least four others. So any sum of
cells, any complement and any difference over time tells of nobody or of at least five people.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from events.partners import AttributeKind, Cell, Figures
from events.partners.attributes import LEAST, VALUES

Answers = Mapping[str, str]
"""One kind's values by person; who did not share that kind is not in it."""


def counted(kind: AttributeKind, answers: Answers, people: int, day: date) -> Figures:
    """The table of one kind among `people`, small cells suppressed.

    Cells of fewer than five stay empty. If the rest, whose size anybody can work out, is then one to four,
    the smallest shown cell joins it. Complementary suppression: Hundepool et al., Statistical Disclosure
    Control (2012), chapter 4.
    """
    counts = Counter(answers.values())
    shown = {value: counts[value] for value in VALUES[kind] if counts[value] >= LEAST}
    if shown and 0 < people - sum(shown.values()) < LEAST:
        del shown[min(shown, key=lambda value: shown[value])]
    return Figures(kind, day, people, tuple(Cell(value, shown.get(value)) for value in VALUES[kind]))


def shown_cells(figures: Figures) -> dict[str, int]:
    """The cells that carry a number."""
    return {cell.value: cell.people for cell in figures.cells if cell.people is not None}


def rest(figures: Figures) -> int:
    """How many people are in no shown cell: another answer, or none."""
    return figures.people - sum(shown_cells(figures).values())


def placed(figures: Figures, answers: Answers) -> dict[str, str]:
    """By person, the shown cell that they stand in; everybody else is in the rest."""
    shown = shown_cells(figures)
    return {person: value for person, value in answers.items() if value in shown}


def may_follow(earlier: Figures, then: Answers, later: Figures, now: Answers, lost: set[str]) -> bool:
    """Whether a table may be seen beside an earlier one: every move between cells is one of five or none.

    `then` are the answers counted in `earlier` as far as they can still be read; `lost` the people whose
    answer of then cannot, because they were erased. Nobody knows their cell any more, only how many each
    cell lost; they leave it together with at least five others, or the earlier table stays.
    """
    before, after = placed(earlier, then), placed(later, now)
    if not lost.isdisjoint(now):
        return False  # Nobody can tell which move they made.
    moves = Counter((before.get(one), after.get(one)) for one in before.keys() | after.keys())
    if any(number < LEAST for (old, new), number in moves.items() if old != new):
        return False
    known = Counter(before.values())
    erased_from = [value for value, number in shown_cells(earlier).items() if known[value] < number]
    return all(moves[value, None] >= LEAST for value in erased_from)
