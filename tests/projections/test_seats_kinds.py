"""Which kinds of partner the table has, has asked, or has not thought of: figures and lists."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from events.partners import (
    Category,
    NominationMade,
    OutreachLogged,
    OutreachStep,
    PartnerJoined,
    PartnerLeft,
    SeatDismissed,
    SeatFilled,
)
from projections import partners
from projections.partners import Directory, seats
from projections.partners.seats import Seats
from tests.projections.test_seats import opened
from tests.projections.told import Told, words


@pytest.fixture
def told() -> Told:
    return Told(seats.PROJECTION)


def table_of(*categories: Category) -> Directory:
    """Organisations of these kinds at a table."""
    told = Told(partners.PROJECTION)
    for number, kind in enumerate(categories):
        told.tell(
            PartnerJoined(
                partner=f"o-{number}",
                kind="organisation",
                name=words("n"),
                group="stakeholders",
                category=kind,
            )
        )
    view: Directory = told.view
    return view


def many(kind: Category, number: int) -> list[Category]:
    """So many of a kind."""
    return [kind] * number


def test_diversity_is_blaus_index_from_ten_organisations_on() -> None:
    kinds = many("clinician", 5) + many("payer", 3) + many("industry", 2)
    assert seats.diversity(table_of(*kinds[:9])) is None
    assert seats.diversity(table_of(*kinds)) == 1 - (Decimal("0.25") + Decimal("0.09") + Decimal("0.04"))
    assert seats.diversity(table_of(*many("payer", 12))) == 0
    ten = seats.diversity(table_of(*seats.LIVED, *kinds[:2], *many("payer", 5)))
    assert ten is not None
    assert math.isclose(ten, 1 - (3 * 0.01 + 0.04 + 0.25))


def test_an_organisation_that_has_left_is_in_no_figure() -> None:
    told = Told(partners.PROJECTION)
    for number in range(10):
        told.tell(
            PartnerJoined(partner=f"o-{number}", kind="organisation", name=None, group=None, category="payer")
        )
    told.tell(PartnerLeft(partner="o-3"))
    assert seats.diversity(told.view) is None


def nominate(nomination: str, category: Category | None, seat: str | None = None) -> NominationMade:
    return NominationMade(nomination=nomination, seat=seat, category=category, who=words("Rosa"), why=None)


def reach(nomination: str | None, step: OutreachStep, category: Category | None = None) -> OutreachLogged:
    return OutreachLogged(nomination=nomination, category=category, step=step, note=None)


def test_who_was_suggested_and_asked_is_counted_by_kind_and_nobody_twice(told: Told) -> None:
    told.tell(nominate("n-1", "payer"), nominate("n-2", "payer"), nominate("n-3", None))
    told.tell(reach("n-1", "asked"), reach("n-1", "declined"), reach("n-1", "asked"))
    told.tell(reach(None, "asked", "industry"), reach(None, "declined", "industry"))
    assert seats.reached(told.view) == {
        "payer": seats.Reached(2, 1),
        "industry": seats.Reached(0, 1),
        None: seats.Reached(1, 0),
    }
    assert told.view.nominations["n-1"].step == "asked"
    assert told.view.nominations["n-2"].step is None


def test_kinds_nobody_has_thought_of_have_no_organisation_no_seat_and_no_suggestion(told: Told) -> None:
    told.tell(opened("s-1", category="caregiver"), opened("s-2", category="industry"))
    told.tell(SeatDismissed(seat="s-2", why=words("no")), nominate("n-1", "payer"))
    told.tell(reach(None, "asked", "purchaser"))
    left = seats.not_asked_about(told.view, table_of("clinician"))
    assert not {"caregiver", "industry", "payer", "purchaser", "clinician"} & set(left)
    assert left[:3] == ["patient", "family", "representative organisation"]


def test_what_everybody_may_know_of_kinds_does_not_tell_who_sits_in_a_filled_seat(told: Told) -> None:
    told.tell(opened("s-1", category="caregiver"), nominate("n-1", "family"), nominate("n-2", "payer"))
    here = table_of("clinician")
    before = seats.openly_not_asked_about(told.view, here, {"s-1"})
    assert "caregiver" not in before
    told.tell(SeatFilled(seat="s-1", partner=None))
    after = seats.openly_not_asked_about(told.view, here, set())
    assert after == seats.openly_not_asked_about(Seats(), table_of("clinician", "payer"), set())
    assert {"caregiver", "family"} <= set(after)
