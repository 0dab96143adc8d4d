"""The round table: everybody sits, nobody is larger, nothing runs out of its place."""

from __future__ import annotations

from itertools import pairwise
from math import dist, hypot
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.web.look_sample import MISSION, seats
from web.picture import lay_table
from web.picture.ellipse import Ellipse
from web.picture.lettering import Line, text_width
from web.picture.round_table import HEIGHT, NAME, SEAT, SINGLY, WIDTH


def called(*names: str, group: str | None = "patients") -> list[dict[str, Any]]:
    """Seats of people with these names."""
    return [{"id": f"s{n}", "name": name, "group": group, "kind": "person"} for n, name in enumerate(names)]


def extent(line: Line, anchor: str, size: float) -> tuple[float, float]:
    """From where to where a line of text reaches."""
    width = text_width(line.text, size)
    left = {"start": line.x, "middle": line.x - width / 2, "end": line.x - width}[anchor]
    return left, left + width


@given(st.integers(1, SINGLY))
def test_up_to_fifteen_sit_singly_and_do_not_touch(count: int) -> None:
    picture = lay_table(seats(count))
    places = [placed.at for placed in picture.seats]
    assert len(places) == count
    assert picture.arcs == ()
    assert all(dist(one, other) > 3 * SEAT for n, one in enumerate(places) for other in places[:n])


@given(st.lists(st.text(min_size=1, max_size=80), max_size=SINGLY))
def test_no_name_runs_out_of_the_picture(names: list[str]) -> None:
    for placed in lay_table(called(*names)).seats:
        for line in placed.label:
            left, right = extent(line, placed.anchor, NAME)
            assert left >= 0
            assert right <= WIDTH
            assert NAME <= line.y <= HEIGHT


def test_neighbouring_names_do_not_run_into_each_other() -> None:
    long_names = [
        f"The Association {letter} of Many Long Named Organisations" for letter in "ABCDEFGHIJKLMNO"
    ]
    for count in range(1, SINGLY + 1):
        boxes = []
        for placed in lay_table(called(*long_names[:count])).seats:
            sides = [extent(line, placed.anchor, NAME) for line in placed.label]
            top, bottom = placed.label[0].y - NAME * 0.8, placed.label[-1].y + NAME * 0.2
            boxes.append((min(s[0] for s in sides), top, max(s[1] for s in sides), bottom))
        for n, one in enumerate(boxes):
            for other in boxes[:n]:
                apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
                assert apart, (count, one, other)


def test_the_order_is_that_of_the_alphabet_whoever_came_first() -> None:
    picture = lay_table(called("zoe", "Émile", "Anna", "Eva"))
    assert [placed.seat.name for placed in picture.seats] == ["Anna", "Émile", "Eva", "zoe"]


def test_empty_seats_come_after_the_others_and_carry_no_letters() -> None:
    looked_for = {"id": "x", "name": "A someone", "group": None, "kind": "person", "wanted": True}
    last = lay_table([looked_for, *called("Zoe")]).seats[-1]
    assert last.seat.wanted
    assert last.initials == ""


def test_from_sixteen_on_there_are_arcs_by_group_with_a_dot_for_each() -> None:
    picture = lay_table(seats(SINGLY + 1))
    assert picture.seats == ()
    assert sum(arc.number for arc in picture.arcs) == SINGLY + 1
    assert [len(arc.dots) for arc in picture.arcs] == [arc.number for arc in picture.arcs]
    assert len({arc.dot for arc in picture.arcs}) == 1  # Nobody's seat is larger.


@pytest.mark.parametrize("count", [16, 40, 240])
def test_dots_do_not_touch(count: int) -> None:
    arcs = lay_table(seats(count)).arcs
    dots = [dot for arc in arcs for dot in arc.dots]
    assert len(dots) == count
    assert all(dist(one, other) > 1.5 * arcs[0].dot for one, other in pairwise(dots))


def test_too_many_for_dots_are_arcs_with_their_numbers() -> None:
    arcs = lay_table(seats(2000)).arcs
    assert sum(arc.number for arc in arcs) == 2000
    assert not any(arc.dots for arc in arcs)


def test_a_single_group_may_fill_the_whole_round() -> None:
    picture = lay_table(called(*(f"Partner {n}" for n in range(30)), group=None))
    assert [arc.group for arc in picture.arcs] == [None]
    assert " 1 1 " in picture.arcs[0].path  # The long way round.


@given(st.text(max_size=600))
def test_the_text_stays_on_the_table(text: str) -> None:
    for around in (3, 20):
        picture = lay_table(seats(around), text)
        for line in picture.middle.lines:
            left, right = extent(line, "middle", picture.middle.size)
            for x in (left, right):
                off = hypot(
                    (x - picture.table.cx) / picture.table.rx, (line.y - picture.table.cy) / picture.table.ry
                )
                assert off <= 1


def test_a_text_that_fits_is_shown_whole_and_a_longer_one_says_that_it_goes_on() -> None:
    def shown(text: str) -> str:
        return " ".join(line.text for line in lay_table([], text).middle.lines)

    assert shown(MISSION) == MISSION
    assert shown(MISSION * 9).endswith("…")
    assert shown("") == ""


def test_a_short_text_is_set_larger_than_a_long_one() -> None:
    assert lay_table([], "We breathe.").middle.size > lay_table([], MISSION * 2).middle.size


def test_a_group_that_is_not_known_is_not_shown_as_one() -> None:
    assert lay_table(called("Ana", group="funders")).seats[0].seat.group is None


def test_the_list_keeps_the_language_of_a_name_and_the_drawing_its_letters() -> None:
    seat = lay_table(called(Markup('<span lang="es">Centro Latino</span>'))).groups[0][1][0]
    assert seat.name == "Centro Latino"
    assert seat.shown == Markup('<span lang="es">Centro Latino</span>')


@given(st.floats(0, 1), st.floats(0, 1))
def test_equal_shares_of_the_way_are_equal_distances(share: float, other: float) -> None:
    ellipse = Ellipse(0, 0, 300, 200)
    step = 0.01
    walked = [dist(ellipse.along(start), ellipse.along(start + step)) for start in (share, other)]
    assert walked[0] == pytest.approx(walked[1], abs=2.5)


def wanted(number: int, drawn: str = "Someone who lives with asthma", **more: object) -> dict[str, object]:
    """A seat that the table would like to fill."""
    name = f"We are still looking for {drawn[0].lower()}{drawn[1:]}"
    seat = {"id": f"w{number}", "name": name, "drawn": drawn, "group": "patients", "kind": "person"}
    return {**seat, "wanted": True, **more}


def test_an_empty_seat_says_what_can_be_done_there_below_its_words() -> None:
    (placed,) = lay_table([wanted(1, act="Invite")]).seats
    assert placed.act is not None
    assert placed.act.text == "Invite"
    assert placed.act.y > placed.label[-1].y
    assert " ".join(line.text for line in placed.label).startswith("Someone who")


def test_an_empty_seat_of_several_places_carries_their_number() -> None:
    assert lay_table([wanted(1, free=3)]).seats[0].initials == "3"


def test_words_of_empty_seats_do_not_run_into_names_nor_out_of_the_picture() -> None:
    long = "Someone who works in a school in the mountains and knows the families who live there very well"
    for count in range(1, SINGLY + 1):
        empty = count // 2 + 1
        letters = "ABCDEFGHIJKLMNO"[: count - empty]
        names = [f"The Association {letter} of Organisations" for letter in letters]
        some = [wanted(number, long, act="Invite") for number in range(empty)]
        boxes = []
        for placed in lay_table([*called(*names), *some]).seats:
            lines = [*placed.label, *([placed.act] if placed.act else [])]
            sides = [extent(line, placed.anchor, NAME) for line in lines]
            box = (min(s[0] for s in sides), lines[0].y - 13, max(s[1] for s in sides), lines[-1].y + 3)
            assert min(box[0], box[1], WIDTH - box[2], HEIGHT - box[3]) >= 0, (count, box)
            boxes.append(box)
        for n, one in enumerate(boxes):
            for other in boxes[:n]:
                apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
                assert apart, (count, one, other)


def test_empty_seats_count_as_seats_and_stand_last_in_the_arc_of_their_group() -> None:
    sitting = called(*(f"Partner {n}" for n in range(13)), group="patients")
    picture = lay_table([*sitting, *map(wanted, range(3))])
    (arc,) = picture.arcs
    assert (arc.number, len(arc.dots), arc.free, len(arc.wanted_dots)) == (13, 13, 3, 3)
    assert [seat.wanted for seat in picture.groups[0][1]] == [False] * 13 + [True] * 3


def test_a_group_that_nobody_sits_in_yet_has_an_arc_of_its_own() -> None:
    picture = lay_table([*called(*(f"Partner {n}" for n in range(16)), group="researchers"), wanted(1)])
    arcs = [(arc.group, arc.number, arc.free) for arc in picture.arcs]
    assert arcs == [("patients", 0, 1), ("researchers", 16, 0)]


@pytest.mark.parametrize("count", [111, 300, 400])
def test_many_dots_stand_in_rows_and_do_not_touch(count: int) -> None:
    arcs = lay_table(seats(count)).arcs
    dots = [dot for arc in arcs for dot in arc.dots]
    assert len(dots) == count
    near = min(dist(one, other) for n, one in enumerate(dots) for other in dots[:n])
    assert near > 2 * arcs[0].dot * 0.9
