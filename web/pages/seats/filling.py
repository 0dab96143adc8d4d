"""Noting that a place of a seat is taken, or free again."""

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.page import Page
from web.pages.seats.opening import act_on
from workspace.partners.commands.seats import FillSeat, VacateSeat


@post("/p/{partnership:str}/seats/{seat:str}/places", name="fill-seat")
async def fill(page: NamedDependency[Page], seat: FromPath[str]) -> Response[Any]:
    """A place is taken."""
    return await act_on(page, FillSeat, seat)


@post("/p/{partnership:str}/seats/{seat:str}/freeing", name="vacate-seat")
async def vacate(page: NamedDependency[Page], seat: FromPath[str]) -> Response[Any]:
    """A place is free again."""
    return await act_on(page, VacateSeat, seat)
