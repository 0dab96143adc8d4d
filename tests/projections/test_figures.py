"""The view of what people share: who shares what at which position, and which release is in force."""

from __future__ import annotations

from datetime import date

import pytest

from events.partners import (
    AttributesShared,
    AttributesWithdrawn,
    Cell,
    Figures,
    FiguresReleased,
    MandateGranted,
    MandateRevoked,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
)
from projections.partners import figures
from projections.partners.figures import in_force, own, shared_at, tables_of
from projections.partners.small_numbers import counted, may_follow, rest, shown_cells
from tests.projections.told import Told, personal
from tests.workspace.histories import random_history
from workspace import decider

DAY = date(2026, 3, 1)


def told() -> Told:
    return Told(figures.PROJECTION)


def joined(person: str, kind: str = "person") -> PartnerJoined:
    return PartnerJoined(partner=person, kind=kind, name=None, group=None, category=None)  # type: ignore[arg-type]


def shared(person: str, text: str) -> AttributesShared:
    return AttributesShared(person=person, attributes=personal(person, text))


def released(day: date, people: int | None = None, *tables: Figures) -> FiguresReleased:
    return FiguresReleased(about="attributes", window_ended=day, people=people, tables=tables)


def city(day: date, people: int = 12) -> Figures:
    return Figures("geography", day, 12, (Cell("large city", people),))


def test_what_somebody_shared_last_counts_until_they_take_it_out() -> None:
    view = told().tell(
        joined("ben"), shared("ben", "one"), shared("ben", "two"), AttributesWithdrawn(person="ben")
    )
    assert [shared_at(view.view, position) for position in (1, 2, 3, 4)] == [
        {},
        {"ben": personal("ben", "one")},
        {"ben": personal("ben", "two")},
        {},
    ]
    assert own(view.view, "ben") is None
    assert own(view.view, "cleo") is None


def test_who_gives_up_their_last_place_shares_nothing_from_then_on() -> None:
    story = told().tell(
        joined("clinic", "organisation"),
        joined("ben"),
        MandateGranted(person="ben", partner="clinic", until=None),
        shared("ben", "one"),
        PartnerLeft(partner="ben"),
    )
    assert own(story.view, "ben") is not None  # Still there for the clinic.
    story.tell(MandateRevoked(person="ben", partner="clinic"))
    assert own(story.view, "ben") is None


def test_an_organisation_that_leaves_takes_along_who_was_there_only_for_it() -> None:
    story = told().tell(
        joined("clinic", "organisation"),
        MandateGranted(person="ben", partner="clinic", until=None),
        PeopleAdmitted(people=("v1",), source="votes"),
        shared("ben", "one"),
        PartnerLeft(partner="clinic"),
    )
    assert own(story.view, "ben") is None


def test_a_withheld_release_leaves_the_one_before_in_force() -> None:
    story = told().tell(released(DAY))
    assert in_force(story.view) is None
    story.tell(released(date(2026, 4, 1), 12, city(date(2026, 4, 1))), released(date(2026, 5, 1)))
    found = in_force(story.view)
    assert found is not None
    assert found.window_ended == date(2026, 4, 1)


def test_a_table_that_is_repeated_counts_once_at_the_moment_it_was_counted() -> None:
    first, second = city(DAY), city(date(2026, 6, 1), 7)
    story = told().tell(released(DAY, 12, first), released(date(2026, 4, 1), 12, first))
    story.tell(released(date(2026, 6, 1), 12, second))
    assert tables_of(story.view, "geography") == [(1, first), (3, second)]
    assert tables_of(story.view, "ethnic background") == []


@pytest.mark.parametrize("seed", range(4))
def test_the_view_is_the_same_live_rebuilt_and_from_a_snapshot(seed: int) -> None:
    story = told()
    for recorded in random_history(seed, 300):
        story.add(recorded)
    assert story.view.answers
    assert story.view == story.rebuilt() == story.from_snapshot()


def test_cells_of_fewer_than_five_are_empty_and_the_rest_holds_them() -> None:
    answers = {f"p{n}": "large city" for n in range(9)} | {f"q{n}": "town or suburb" for n in range(4)}
    table = counted("geography", answers, 15, DAY)
    assert shown_cells(table) == {"large city": 9}
    assert rest(table) == 6
    everybody = counted("geography", {f"p{n}": "large city" for n in range(9)}, 9, DAY)
    assert (shown_cells(everybody), rest(everybody)) == ({"large city": 9}, 0)


def test_a_cell_of_five_that_loses_one_takes_all_five_with_it() -> None:
    then = {f"p{n}": "large city" for n in range(5)} | {f"q{n}": "town or suburb" for n in range(9)}
    now = {person: value for person, value in then.items() if person != "p0"}
    before, after = counted("geography", then, 30, DAY), counted("geography", now, 30, DAY)
    assert shown_cells(after) == {"town or suburb": 9}
    assert may_follow(before, then, after, now, set())


@pytest.mark.parametrize("seed", range(6))
def test_the_view_and_the_rules_agree_on_who_shares_what(seed: int) -> None:
    state, view = decider.empty(), figures.Sharing()
    for recorded in random_history(seed, 400):
        state, view = decider.evolve(state, recorded), figures.fold(view, recorded)
        shares = {person: sealed.ref for person, sealed in shared_at(view, recorded.header.position).items()}
        assert shares == state.sharing.now
