"""A house with somebody of every kind, and one thing of each kind to ask for.

`READERS` are those who come; `furnish` makes what they come to. Sam has a part in another partnership of the
same server, Lou had one here and left; "nobody" is a browser in which nobody is signed in.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from tests.web.api.programs import unhurried
from tests.web.visitors import ADDRESS, OpenHouse, Visitor, opened
from web.drafting.anchoring import Places, Span
from web.perspectives import Declared, written
from web.security.cookies import SESSION, cookie_name
from workspace.charter.commands import (
    DeclareInterest,
    InviteIdeas,
    MakeSuggestion,
    OfferTranslation,
    OpenDraft,
    OpenStatement,
    ProposeWording,
)
from workspace.contributions.commands import DeclareCapacity, DeliverPromise, DisputeDelivery, MakePromise
from workspace.conversation.commands import MakeRemark
from workspace.decisions.commands import CastBallot, OpenDecision, RaiseObjection
from workspace.goals.commands import AdoptGoal, DefineObjective, ProposeGoal
from workspace.partners.commands import AdmitPerson, DeclarePerspective, LeavePartnership, PausePartner
from workspace.partners.commands.attributes import ShareAttributes
from workspace.partners.commands.joining import InvitePartner
from workspace.partners.commands.seats import (
    DismissSeat,
    FillSeat,
    LogOutreach,
    NominatePartner,
    OpenSeat,
    StateAssumption,
)
from workspace.support.commands import AskSupport

HERE = ("olga", "fern", "ben", "cleo", "pia", "fay", "ana", "ada")
"""An observer, a funder, a member, one who acts for an organisation, one on a break, a facilitator, the
convener and an auditor."""
AWAY = ("nobody", "lou", "sam")
READERS = (*HERE, *AWAY)
NO_SUCH = "f" * 32
SOON = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
SHARED = '{"catalogue": 1, "answers": {"geography": "large city"}}'
LATER = (datetime.now(UTC) + timedelta(days=9)).isoformat()
SMART = {name: f"{name} words" for name in ("specific", "measurable", "achievable", "relevant", "time_bound")}
CLEO = {"by": "cleo", "partner": "payer"}


async def furnish(house: OpenHouse) -> OpenHouse:
    """Everybody, and one thing of each kind."""
    unhurried(house)
    for person, role in (("fay", "facilitator"), ("fern", "funder"), ("pia", "member"), ("lou", "member")):
        fields = {"person": person, "display_name": person.title(), "role": role}
        await house.ask(AdmitPerson, fields, operator=True)
    for person in ("fay", "pia", "lou"):
        await house.read_what_is_kept(person)
    await texts(house)
    await work(house)
    await seats(house)
    await house.ask(PausePartner, {}, by="pia")
    await house.ask(LeavePartnership, {}, by="lou")
    return house


async def texts(house: OpenHouse) -> None:
    """A mission with two wordings, a draft, and open questions."""
    await house.ask(OpenStatement, {"kind": "mission"}, command="s1")
    for person, act in (("ben", {"by": "ben"}), ("cleo", CLEO), ("pia", {"by": "pia"}), ("ana", {})):
        await house.ask(
            ProposeWording, {"statement": "s1", "text": f"We listen, {person}."}, command=f"w-{person}", **act
        )
        await house.ask(ProposeGoal, {"title": f"Air, {person}"}, command=f"g-{person}", **act)
    await house.ask(OpenStatement, {"kind": "purpose"}, command="s-purpose")
    await house.ask(InviteIdeas, {"statement": "s1"}, command="r-here")
    await house.ask(DeclareInterest, {"round": "r-here", "interest": "Sleep"}, command="i-pia", by="pia")
    translation = {"wording": "w-cleo", "language": "es", "text": "Escuchamos, cleo."}
    await house.ask(OfferTranslation, translation, by="ben", command="t-ben")
    await house.ask(OpenDraft, {"statement": "s1", "language": "en"}, command="draft1")
    await suggestions(house)
    await house.ask(OpenDecision, {"title": "Mondays?", "closes_at": LATER}, command="d1")
    await house.ask(OpenDecision, {"title": "Tuesdays?", "closes_at": LATER}, command="d2")
    await house.ask(CastBallot, {"decision": "d1", "choice": "no objection"}, by="ben")
    await house.ask(RaiseObjection, {"decision": "d1", "reason": "too early"}, command="o1", **CLEO)


async def suggestions(house: OpenHouse) -> None:
    """What Cleo suggests for the draft, and says about it."""
    room = await house.app.state.rooms.room(house.partnership, "draft1")
    await room.edit("ana", "", "We listen. We act. We rest.")
    places = Places(room.whole)
    for suggestion, passage in (("sg1", "listen"), ("sg2", "act"), ("sg3", "rest")):
        begin = places.text.index(passage)
        anchor = places.anchor(Span(begin, begin + len(passage)))
        fields = {"draft": "draft1", "passage": passage, "replacement": "walk"}
        fields |= {"anchor": {"begin": anchor.begin, "end": anchor.end}}
        await house.ask(MakeSuggestion, fields, command=suggestion, counted=True, **CLEO)
    said = {"about": {"kind": "draft", "id": "draft1"}, "text": "It is long."}
    await house.ask(MakeRemark, said, command="rm1", counted=True, **CLEO)


async def work(house: OpenHouse) -> None:
    """Goals with a step, promises at each stage."""
    await house.ask(ProposeGoal, {"title": "A bus"}, command="g1")
    await house.ask(AdoptGoal, {"goal": "g1"})
    step = {"goal": "g1", "title": "Twenty walkers", "smart": SMART, "baseline": "0", "target": "20"}
    step |= {"unit": "people", "owner": "payer", "due": SOON}
    await house.ask(DefineObjective, step, command="ob1")
    for pledge in ("p1", "p2", "p3", "p4"):
        await house.ask(MakePromise, {"kind": "data", "title": "A list"}, command=pledge, **CLEO)
    for pledge in ("p2", "p3"):
        await house.ask(DeliverPromise, {"pledge": pledge}, **CLEO)
    await house.ask(
        MakePromise, {"kind": "data", "title": "A list"}, by="cleo", partner="payer", command="p5"
    )
    await house.ask(DeliverPromise, {"pledge": "p5"}, **CLEO)
    await house.ask(DisputeDelivery, {"pledge": "p3", "why": "a page is missing"}, by="ben")


async def seats(house: OpenHouse) -> None:
    """Seats in every state, a nomination, a belief, an invitation, and what is private of Ben."""
    for seat in ("st1", "st2", "st3"):
        await house.ask(OpenSeat, {"looking_for": "drives a van", "places": 2}, command=seat)
    await house.ask(FillSeat, {"seat": "st2", "partner": "clinic"})
    await house.ask(DismissSeat, {"seat": "st3", "why": "later"})
    await house.ask(NominatePartner, {"who": "Rosa"}, by="ben", command="n1")
    await house.ask(LogOutreach, {"nomination": "n1", "step": "asked"})
    await house.ask(StateAssumption, {"text": "We are many", "test_by": SOON}, by="ben", command="as1")
    await house.ask(InvitePartner, {"until": LATER}, command="in1")
    await house.ask(DeclareCapacity, {"hours": "3"}, by="ben")
    await house.ask(AskSupport, {"needs": ["travel"]}, by="ben")
    await house.ask(ShareAttributes, {"attributes": SHARED}, by="ben")
    declared = written(Declared("patients", "patient", lived_experience=True))
    await house.ask(DeclarePerspective, {"perspective": declared, "shown_to": "members"}, by="ben")


@asynccontextmanager
async def furnished(url: str, folder: Path) -> AsyncIterator[OpenHouse]:
    """The running app with all of it."""
    async with opened(url, folder) as house:
        yield await furnish(house)


async def come(house: OpenHouse, reader: str) -> Visitor:
    """The reader's browser."""
    if reader in HERE or reader == "lou":
        return await house.visitor(reader)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=house.app), base_url=ADDRESS)
    house.clients.append(client)
    if reader == "sam":
        accounts = house.app.state.accounts
        account = accounts.create("sam@example.org")
        accounts.link(account.id, await elsewhere(house), "ben")
        client.cookies.set(
            cookie_name(SESSION, house.settings), await accounts.sessions.start_for(account.id)
        )
    return Visitor(client, f"/p/{house.partnership}")


async def elsewhere(house: OpenHouse) -> str:
    """Another partnership of the same server."""
    other = OpenHouse(house.app, house.settings)
    return (await other.found()).partnership


async def token_of(visitor: Visitor) -> str:
    """The token that the forms of this browser carry."""
    for path in (f"{visitor.base}/mission", "/", "/sign-in"):
        found = re.search(r'name="csrf" value="([^"]+)"', (await visitor.client.get(path)).text)
        if found:
            return found[1]
    raise AssertionError("no page of this browser holds a form")


def sent(token: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form as a browser sends them."""
    return {"csrf": token, "command": uuid4().hex, **fields}
