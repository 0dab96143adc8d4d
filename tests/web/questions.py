"""Questions put to the partnership of `visitors`, for the tests of the pages of decisions."""

from __future__ import annotations

from projections.decisions import Decision
from tests.web.visitors import OpenHouse, Visitor


async def put(visitor: Visitor, **fields: str) -> str:
    """A question is put; gives its address."""
    defaults = {"title": "Shall we meet on Mondays?", "closes_in": "7"}
    return (await visitor.sent("/decisions", defaults | fields)).removeprefix(visitor.base)


async def found(house: OpenHouse, place: str) -> Decision:
    """The decision at that address."""
    decision: Decision = (await house.views()).decisions.decisions[place.rsplit("/", 1)[1]]
    return decision


async def put_wording(house: OpenHouse) -> tuple[Visitor, Visitor, str]:
    """Ana and Ben, and a decision that Ana opened on Ben's wording."""
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/statements", kind="mission")
    await ben.sent("/statements/mission/wordings", text="We listen to patients.")
    (wording,) = (await house.views()).charter.wordings
    form = await ana.text(f"/decisions/new?wording={wording}")
    assert "Shall this be our mission?" in form
    place = await put(ana, **{"subject.kind": "wording", "subject.id": wording})
    return ana, ben, place


async def only_objection(house: OpenHouse) -> str:
    """The id of the one objection there is."""
    (objection,) = (await house.views()).decisions.objections
    return str(objection)
