"""Seats in the house, opened and filled as those who lead do it, for tests of their pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.web.visitors import OpenHouse
from workspace.partners.commands.seats import FillSeat, NominatePartner, OpenSeat


async def seat(house: OpenHouse, wanted: str = "works at night", **fields: Any) -> str:
    """A seat for one caregiver; its id."""
    made = uuid4().hex
    given = {"category": "caregiver", "looking_for": wanted, **fields}
    await house.ask(OpenSeat, given, by="ana", command=made)
    return made


async def fill(house: OpenHouse, one: str, partner: str = "") -> None:
    """A person, or an organisation, takes a place."""
    await house.ask(FillSeat, {"seat": one, "partner": partner} if partner else {"seat": one}, by="ana")


async def name(house: OpenHouse, who: str, by: str = "ben", **fields: Any) -> str:
    """Somebody says who could be asked; the nomination's id."""
    made = uuid4().hex
    partner = "payer" if by == "cleo" else None
    await house.ask(NominatePartner, {"who": who, **fields}, by=by, command=made, partner=partner)
    return made
