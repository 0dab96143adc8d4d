"""The view "seats": what each event does to it, what may still be told of a seat, and its figures."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from events.partners import (
    AssumptionStated,
    AssumptionTested,
    SeatDismissed,
    SeatFilled,
    SeatOpened,
    SeatReopened,
    SeatVacated,
)
from projections.partners import seats
from projections.partners.seats import Seats
from tests.projections.told import START, Told, words
from tests.workspace.histories import random_history
from workspace import decider


def opened(seat: str = "s-1", **more: Any) -> SeatOpened:
    """A seat for one caregiver."""
    given: dict[str, Any] = {
        "category": "caregiver",
        "population": None,
        "geography": None,
        "resource": None,
        "looking_for": words("works at night"),
        "timing": "from the start",
        "places": 1,
        "weight": 2,
    }
    return SeatOpened(seat=seat, **{**given, **more})


@pytest.fixture
def told() -> Told:
    return Told(seats.PROJECTION)


def one(told: Told, seat: str = "s-1") -> seats.Seat:
    found: seats.Seat = told.view.seats[seat]
    return found


def day(number: int, **more: int) -> datetime:
    return START + timedelta(days=number, **more)


# --- states ----------------------------------------------------------------------------------------


def test_a_seat_of_one_place_is_looked_for_and_then_filled(told: Told) -> None:
    told.tell(opened())
    assert seats.state(one(told)) == "looking"
    told.tell(SeatFilled(seat="s-1", partner=None), day=2)
    assert seats.state(one(told)) == "filled"
    filled = one(told).filled
    assert filled is not None
    assert filled.position == 2


def test_one_person_where_there_is_room_for_several_is_thin(told: Told) -> None:
    told.tell(opened(places=3), SeatFilled(seat="s-1", partner=None))
    assert (seats.state(one(told)), one(told).free) == ("thin", 2)
    told.tell(SeatFilled(seat="s-1", partner="clinic"))
    assert (seats.state(one(told)), one(told).free) == ("looking", 1)
    told.tell(SeatFilled(seat="s-1", partner=None))
    assert seats.state(one(told)) == "filled"


def test_a_seat_that_is_not_needed_keeps_the_reason_until_it_is_wanted_again(told: Told) -> None:
    told.tell(opened(), SeatDismissed(seat="s-1", why=words("enough")))
    dismissed = one(told).dismissed
    assert dismissed is not None
    assert (seats.state(one(told)), dismissed.why) == ("not needed", words("enough"))
    told.tell(SeatReopened(seat="s-1"), day=4)
    assert (seats.state(one(told)), one(told).dismissed) == ("looking", None)
    assert seats.age(one(told), day(6)) == 2


def test_what_matters_most_and_has_waited_longest_comes_first(told: Told) -> None:
    told.tell(opened("late", weight=3), day=3).tell(
        opened("light", weight=1), opened("early"), opened("last")
    )
    found = [seat.id for seat in seats.with_state(told.view, "looking")]
    assert found == ["late", "early", "last", "light"]


# --- what may be told ------------------------------------------------------------------------------


def test_the_words_of_a_seat_close_with_the_first_person_and_for_good(told: Told) -> None:
    told.tell(opened(places=2))
    assert seats.is_told(one(told))
    assert seats.shows_category(one(told))
    told.tell(SeatFilled(seat="s-1", partner=None))
    assert not seats.is_told(one(told))
    told.tell(SeatVacated(seat="s-1", partner=None))
    assert seats.state(one(told)) == "looking"
    assert not seats.is_told(one(told))
    assert not seats.shows_category(one(told))


def test_beside_organisations_the_words_stay_until_every_place_is_taken(told: Told) -> None:
    told.tell(opened(places=2), SeatFilled(seat="s-1", partner="clinic"))
    assert seats.is_told(one(told))
    told.tell(SeatFilled(seat="s-1", partner="payer"))
    assert not seats.is_told(one(told))
    assert seats.shows_category(one(told))
    told.tell(SeatVacated(seat="s-1", partner="payer"))
    assert seats.is_told(one(told))
    assert one(told).partners == ["clinic"]


# --- the age of a gap ------------------------------------------------------------------------------


def test_a_gap_is_as_old_as_its_whole_days_since_it_began(told: Told) -> None:
    told.tell(opened())
    assert seats.age(one(told), day(0)) == 0
    assert seats.age(one(told), day(3, hours=-1)) == 2
    assert seats.age(one(told), day(3)) == 3
    assert seats.age(one(told), day(-1)) == 0


def test_a_gap_begins_anew_when_a_full_seat_becomes_free_and_not_when_there_was_one_already(
    told: Told,
) -> None:
    told.tell(opened(places=2), SeatFilled(seat="s-1", partner=None), SeatFilled(seat="s-1", partner=None))
    told.tell(SeatVacated(seat="s-1", partner=None), day=10)
    assert seats.age(one(told), day(12)) == 2
    told.tell(SeatVacated(seat="s-1", partner=None), day=11)
    assert seats.age(one(told), day(12)) == 2


# --- coverage --------------------------------------------------------------------------------------


def test_coverage_is_the_weighted_share_of_places_over_seats_that_are_wanted(told: Told) -> None:
    assert seats.coverage(told.view) is None
    told.tell(opened("a", weight=3), opened("b", weight=1, places=2), opened("c", weight=2, places=4))
    told.tell(SeatFilled(seat="a", partner=None), SeatFilled(seat="b", partner="clinic"))
    found = seats.coverage(told.view)
    # (3·1 + 1·½ + 2·0) / 6
    assert found == seats.Coverage(Decimal("3.5") / 6, taken=2, wanted=7, seats=3)
    told.tell(SeatDismissed(seat="c", why=words("later")))
    found = seats.coverage(told.view)
    assert found == seats.Coverage(Decimal("3.5") / 4, taken=2, wanted=3, seats=2)
    told.tell(SeatDismissed(seat="a", why=words("later")), SeatDismissed(seat="b", why=words("later")))
    assert seats.coverage(told.view) is None


# --- what we believe -------------------------------------------------------------------------------


def test_an_assumption_falls_due_on_its_day_until_somebody_looks_again(told: Told) -> None:
    told.tell(AssumptionStated(assumption="a-1", text=words("we are many"), test_by=date(2026, 3, 20)))
    told.tell(AssumptionStated(assumption="a-2", text=words("we are near"), test_by=date(2026, 3, 10)))
    assert seats.due(told.view, datetime(2026, 3, 9, 23, 59, tzinfo=UTC)) == []
    both = seats.due(told.view, datetime(2026, 3, 20, tzinfo=UTC))
    assert [found.id for found in both] == ["a-2", "a-1"]
    for assumption in ("a-1", "a-2"):
        tested = AssumptionTested(
            assumption=assumption, finding="holds", note=words("n"), test_by=date(2026, 6, 1)
        )
        told.tell(tested, day=20)
    assert seats.due(told.view, datetime(2026, 3, 30, tzinfo=UTC)) == []
    assert [test.finding for test in told.view.assumptions["a-1"].tests] == ["holds"]
    assert [found.id for found in seats.due(told.view, datetime(2026, 6, 1, tzinfo=UTC))] == ["a-1", "a-2"]


def test_the_view_changes_by_itself_when_a_gap_gets_older_or_a_day_comes(told: Told) -> None:
    at = day(0, hours=2)
    assert seats.next_change(told.view, at) is None
    told.tell(AssumptionStated(assumption="a-1", text=words("t"), test_by=date(2026, 3, 20)))
    assert seats.next_change(told.view, at) == datetime(2026, 3, 20, tzinfo=UTC)
    assert seats.next_change(told.view, datetime(2026, 3, 20, tzinfo=UTC)) is None
    told.tell(opened())
    assert seats.next_change(told.view, at) == day(1)
    assert seats.next_change(told.view, day(1)) == day(2)
    told.tell(SeatFilled(seat="s-1", partner=None))
    assert seats.next_change(told.view, at) == datetime(2026, 3, 20, tzinfo=UTC)


# --- live, rebuilt, from a snapshot ----------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_view_shows_what_the_rules_remember_of_any_history(seed: int) -> None:
    told, state = Told(seats.PROJECTION), decider.empty()
    for recorded in random_history(seed, 400):
        state = decider.evolve(state, recorded)
        told.add(recorded)
    assert {
        key: (seat.places, seat.taken, seat.dismissed is not None) for key, seat in told.view.seats.items()
    } == {key: (seat.places, seat.taken, seat.dismissed) for key, seat in state.seats.seats.items()}
    assert all(0 <= seat.taken <= seat.places for seat in told.view.seats.values())
    assert all(set(seat.partners) == state.seats.seats[key].partners for key, seat in told.view.seats.items())
    steps = {key: one.step for key, one in told.view.nominations.items()}
    assert steps == {key: one.step for key, one in state.seats.nominations.items()}
    assert told.view.assumptions.keys() == state.seats.assumptions.keys()
    assert told.rebuilt() == told.view == told.from_snapshot()
    assert Counter(map(seats.state, told.view.seats.values())).total() == len(told.view.seats)


def test_a_history_can_go_on_from_a_snapshot_at_any_point() -> None:
    history = [one for one in random_history(7, 500) if type(one.event) in seats.PROJECTION.events]
    whole = Told(seats.PROJECTION)
    for recorded in history:
        whole.add(recorded)
    for cut in range(0, len(history) + 1, 5):
        view = Seats()
        for recorded in history[:cut]:
            view = seats.fold(view, recorded)
        view = msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=Seats)
        for recorded in history[cut:]:
            view = seats.fold(view, recorded)
        assert view == whole.view
