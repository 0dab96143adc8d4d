"""However much was taken out of a draft, whoever comes back and says all of it again is let in."""

from __future__ import annotations

import pytest

from tests.web.drafting.test_gate import passed
from tests.web.drafting.writing import Window
from web.drafting.encoding import number
from web.drafting.gate import LARGEST_RETURN, LARGEST_UPDATE, MOST_HOLES, Gate, Refused, TooLong
from web.drafting.updates import MOST_RANGES, Range, deletions_of, read_update


def with_holes(count: int) -> tuple[Gate, tuple[Range, ...]]:
    """A draft of ten letters each, with every tenth taken out so many times; and what is taken out."""
    gate = Gate()
    for begin in range(0, 10 * count, 60_000):
        window = Window(7 + begin)
        passed(gate, window.write(0, "a" * min(60_000, 10 * count - begin)))
    holes = tuple(Range(7 + at // 60_000 * 60_000, at % 60_000 + 5, 1) for at in range(0, 10 * count, 10))
    for begin in range(0, count, 10_000):
        assert passed(gate, number(0) + deletions_of(holes[begin : begin + 10_000]))
    return gate, holes


def test_who_comes_back_may_say_again_all_that_is_deleted_in_any_draft() -> None:
    gate, holes = with_holes(MOST_HOLES)
    assert gate.holes == MOST_HOLES
    everything = number(0) + deletions_of(holes)
    assert len(everything) > LARGEST_UPDATE
    assert passed(gate, everything) is None
    letter = Window(9).write(0, "b")[:-1]
    assert passed(gate, letter + deletions_of(holes)) == letter + b"\0"
    fuller = tuple(Range(one.client, one.clock, 2) if at % 9 == 0 else one for at, one in enumerate(holes))
    kept = passed(gate, number(0) + deletions_of(fuller))
    assert kept is not None
    assert read_update(kept).ranges == fuller[::9]


def test_only_so_much_is_taken_out_that_everybody_can_come_back() -> None:
    gate, _ = with_holes(MOST_HOLES - 1)
    one, other = (Range(7, clock, 1) for clock in (1, 3))
    with pytest.raises(TooLong, match="taken out"):
        gate.look(number(0) + deletions_of((one, other)), "ana")
    assert passed(gate, number(0) + deletions_of((one,)))
    with pytest.raises(TooLong, match="taken out"):
        gate.look(number(0) + deletions_of((other,)), "ana")
    assert passed(gate, number(0) + deletions_of((Range(7, 0, 60_000),)))
    assert gate.holes < MOST_HOLES
    assert passed(gate, number(0) + deletions_of((Range(60_007, 1, 1),)))


def test_what_is_new_in_an_update_stays_within_its_measure_however_much_is_known() -> None:
    gate, ana = Gate(), Window(7)
    ana.write(0, "a" * 60_000)
    ana.write(0, "b" * 10_000)
    with pytest.raises(TooLong, match="large"):
        gate.look(ana.whole, "ana")
    for clock in range(0, 900_000, 60_000):
        passed(gate, Window(100 + clock).write(0, "a" * 60_000))
    holes = [
        Range(100 + clock, at, 1) for clock in range(0, 900_000, 60_000) for at in range(20_000, 60_000, 30)
    ]
    with pytest.raises(TooLong, match="large"):
        gate.look(number(0) + deletions_of(tuple(holes)), "ana")
    with pytest.raises(Refused, match="too many deletions"):
        gate.look(
            number(0) + deletions_of(tuple(Range(7, 2 * at, 1) for at in range(MOST_RANGES + 1))), "ana"
        )
    with pytest.raises(TooLong, match="large"):
        gate.look(b"\0" * (LARGEST_RETURN + 1), "ana")
