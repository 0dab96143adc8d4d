"""Who sits where. Every seat has the same size; around the table the order is that of the alphabet.

Up to 15 seats stand singly with their names. From 16 on they stand in arcs by focal group, as dots
without names; the list below the picture has the names. Seats that are wanted count as seats and are
dashed. The template draws what this lays out.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from web.picture.ellipse import Ellipse, Point
from web.picture.lettering import LEADING, Lettering, Line, around, broken, shortened

WIDTH, HEIGHT = 1000, 640
SEATS = Ellipse(WIDTH / 2, HEIGHT / 2, 330, 220)
ARCS = Ellipse(WIDTH / 2, HEIGHT / 2, 292, 226)
TO_TABLE, TO_TEXT, LABEL_AWAY = 38, 68, 32
FEW = 8
SINGLY = 15
DOTS, ROW, ASIDE = 240, 110, 10
SEAT = 20
NAME, ARC_NAME = 16, 18
GROUPS = ("patients", "stakeholders", "researchers", None)
SIZES = (34, 31, 28, 25, 22, 20, 18)


class Seat(NamedTuple):
    """A place at the table. A `wanted` one is still empty, and its `name` says who is looked for.

    `shown` is the name as the page gives it, with the markup that tells its language; `drawn` the
    shorter one for the drawing. `free` is how many places a wanted one has, `act` what can be done there.
    """

    id: str
    name: str
    shown: Any
    group: str | None
    kind: str
    href: str | None
    wanted: bool = False
    drawn: str = ""
    free: int = 1
    act: str | None = None


class Placed(NamedTuple):
    """A seat and where it stands; the label's anchor is that of SVG text."""

    seat: Seat
    at: Point
    initials: str
    anchor: str
    label: tuple[Line, ...]
    act: Line | None = None


class Arc(NamedTuple):
    """The seats of one group along the table's edge: its path, its dots, and where its label stands.

    `number` are those who sit there, `free` the places that are still wanted; the last dots are those.
    """

    group: str | None
    number: int
    free: int
    path: str
    dots: tuple[Point, ...]
    wanted_dots: tuple[Point, ...]
    dot: float
    anchor: str
    outside: Point

    def lettered(self, title: str, counts: Iterable[str]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Where the lines of its title and of its counts stand: outside, and away from the table."""
        x, y = self.outside
        room = (
            2 * min(x, WIDTH - x) if self.anchor == "middle" else WIDTH - x if self.anchor == "start" else x
        )
        title_lines = shortened(title, ARC_NAME, evenly(room - 8), 2)
        lines = [
            *title_lines,
            *(part for count in counts for part in shortened(count, ARC_NAME, evenly(room - 8), 1)),
        ]
        away = (y - ARCS.cy) / (ARCS.ry + LABEL_AWAY) * ARC_NAME * LEADING * (len(lines) - 1) / 2
        stand = around(lines, ARC_NAME, x, y + away)
        return stand[: len(title_lines)], stand[len(title_lines) :]


class RoundTable(NamedTuple):
    """The whole picture, and the same seats by group for those who read it as a list."""

    width: int
    height: int
    table: Ellipse
    seat: int
    middle: Lettering
    seats: tuple[Placed, ...]
    arcs: tuple[Arc, ...]
    groups: tuple[tuple[str | None, tuple[Seat, ...]], ...]


def lay_table(seats: Iterable[Mapping[str, Any]], middle: str = "") -> RoundTable:
    """Lay the picture. Each seat is a mapping: id, name (markup or text), group, kind, href; for an
    empty one also wanted, drawn (a shorter name), free (how many places) and act (what can be done there).

    `middle` is the text on the table: the mission, or the question that is open now.
    """
    sitting = sorted(map(read_seat, seats), key=alphabetical)
    single = len(sitting) <= SINGLY
    around_it = SEATS if single else ARCS
    return RoundTable(
        WIDTH,
        HEIGHT,
        around_it.smaller(TO_TABLE),
        SEAT,
        in_the_middle(middle, around_it.smaller(TO_TEXT)),
        tuple(placed(sitting)) if single else (),
        () if single else tuple(arcs(sitting)),
        by_group(sitting),
    )


def read_seat(seat: Mapping[str, Any]) -> Seat:
    """A seat from what the page gives; markup around a name is left away."""
    name, group = seat["name"], seat.get("group")
    return Seat(
        str(seat["id"]),
        plain(name),
        name,
        group if group in GROUPS else None,
        seat.get("kind", "person"),
        seat.get("href"),
        bool(seat.get("wanted", False)),
        plain(seat.get("drawn") or name),
        seat.get("free", 1),
        seat.get("act"),
    )


def plain(name: Any) -> str:
    """A name without the markup around it, as a drawing can show it."""
    return str(name.striptags()) if hasattr(name, "striptags") else str(name)


def alphabetical(seat: Seat) -> tuple[bool, str, str]:
    """Names as in a telephone book, accents beside the point; empty seats after the others."""
    letters = "".join(c for c in normalize("NFD", seat.name) if not combining(c))
    return seat.wanted, letters.casefold(), seat.id


def by_group(seats: Iterable[Seat]) -> tuple[tuple[str | None, tuple[Seat, ...]], ...]:
    """The seats of each group that has any."""
    order = sorted(seats, key=lambda seat: GROUPS.index(seat.group))
    return tuple((group, tuple(some)) for group, some in groupby(order, key=lambda seat: seat.group))


def placed(seats: list[Seat]) -> Iterable[Placed]:
    """Each seat at the same distance from the next."""
    for number, seat in enumerate(seats):
        share = number / len(seats)
        at, turn = SEATS.along(share), SEATS.turn(share)
        anchor = anchor_at(at)
        room = SEATS.length / max(len(seats), 8) - 10 if anchor == "middle" else at_the_side(at)
        most = 2 if seat.act and (anchor == "middle" or len(seats) > FEW) else 3
        lines = shortened(seat.drawn, NAME, evenly(room), most)
        label = beside([*lines, *([seat.act] if seat.act else [])], at, anchor, turn)
        act = label[-1] if seat.act else None
        yield Placed(seat, rounded(at), initials(seat), anchor, label[:-1] if act else label, act)


def evenly(room: float) -> Callable[[int], float]:
    """The same room in every line."""
    return lambda _: room


def at_the_side(at: Point) -> float:
    """The room for a name between a seat and the picture's edge."""
    return min(at.x, WIDTH - at.x) - SEAT - 14


def anchor_at(at: Point, around_it: Ellipse = SEATS, centred: float = 0.62) -> str:
    """Names above and below the table are centred on their place; the others run outwards."""
    aside = (at.x - around_it.cx) / around_it.rx
    if abs(aside) < centred:
        return "middle"
    return "start" if aside > 0 else "end"


def beside(lines: list[str], at: Point, anchor: str, turn: float) -> tuple[Line, ...]:
    """Where the lines of a name stand, away from the table."""
    if anchor == "middle":
        half = NAME * LEADING * len(lines) / 2
        above = turn < 0.25 or turn > 0.75
        return around(lines, NAME, at.x, at.y - SEAT - 8 - half if above else at.y + SEAT + 8 + half)
    return around(lines, NAME, at.x + (SEAT + 10) * (1 if anchor == "start" else -1), at.y)


def initials(seat: Seat) -> str:
    """Up to two letters for the seat itself; in an empty one how many places it has, if several."""
    if seat.wanted:
        return str(seat.free) if seat.free > 1 else ""
    words = [word for word in seat.name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def arcs(seats: list[Seat]) -> Iterable[Arc]:
    """The groups one after the other around the table, each as long as it has seats."""
    groups = by_group(seats)
    gap = 0.03
    one = (1 - gap * len(groups)) / len(seats)
    begin = gap / 2
    for group, some in groups:
        end = begin + one * len(some)
        yield arc(group, some, begin, end, one)
        begin = end + gap


def arc(group: str | None, some: tuple[Seat, ...], begin: float, end: float, one: float) -> Arc:
    """One group's arc; its empty places come last."""
    first, last = ARCS.along(begin), ARCS.along(end)
    large = int(ARCS.turn(end) - ARCS.turn(begin) > 0.5)
    path = f"M{first.x:.1f} {first.y:.1f}A{ARCS.rx} {ARCS.ry} 0 {large} 1 {last.x:.1f} {last.y:.1f}"
    taken = sum(not seat.wanted for seat in some)
    rows = rows_of(one)
    dots = tuple(dotted(len(some), begin, one, rows)) if rows else ()
    outside = ARCS.smaller(-LABEL_AWAY).at(ARCS.turn((begin + end) / 2))
    anchor = anchor_at(outside, ARCS, 0.35)
    dot = round(min(9.0 / (rows or 1) + (1 if rows > 1 else 0), ARCS.length * one * rows * 0.38), 1)
    free = sum(seat.free for seat in some if seat.wanted)
    return Arc(group, taken, free, path, dots[:taken], dots[taken:], dot, anchor, rounded(outside))


def rows_of(one: float) -> int:
    """In how many rows dots stand, so that they can still be told apart; none when there are too many."""
    around_it = 1 / one
    return 1 if around_it <= ROW else 2 if around_it <= 2 * ROW else 3 if around_it <= 2 * DOTS else 0


def dotted(count: int, begin: float, one: float, rows: int) -> Iterable[Point]:
    """Where the dots of a group stand: one behind the other, in rows beside each other."""
    step = one * rows
    for number in range(count):
        aside = (number % rows - (rows - 1) / 2) * ASIDE
        yield rounded(ARCS.smaller(aside).along(begin + step * (number // rows + 0.5)))


def in_the_middle(text: str, inside: Ellipse) -> Lettering:
    """The text on the table, as large as it fits, its lines following the round of the table."""
    for size in SIZES:
        for count in range(1, most_lines(size, inside) + 1):
            lines, all_of_it = broken(text, size, room_for(size, count, inside), count)
            if all_of_it:
                return Lettering(size, around(lines, size, inside.cx, inside.cy))
    size = SIZES[-1]
    count = most_lines(size, inside)
    lines = shortened(text, size, room_for(size, count, inside), count)
    return Lettering(size, around(lines, size, inside.cx, inside.cy))


def most_lines(size: float, inside: Ellipse) -> int:
    """How many lines there is height for."""
    return int(2 * inside.ry / (size * LEADING))


def room_for(size: float, count: int, inside: Ellipse) -> Callable[[int], float]:
    """How wide each of `count` lines may be."""
    step = size * LEADING
    return lambda line: inside.chord(abs(line - (count - 1) / 2) * step + step / 2)


def rounded(point: Point) -> Point:
    """A point to a tenth of a unit, which no eye can tell from the exact one."""
    return Point(round(point.x, 1), round(point.y, 1))
