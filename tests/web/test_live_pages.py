"""An open page that is pushed what changed equals the page loaded afresh: every page, act and role.

Before each act every page is loaded for every role. After it the live frame since then is put into the
old page, element by element, as the browser does; what comes out must be what the server shows now.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest_asyncio

from tests.web.trees import Node, tree
from tests.web.visitors import OpenHouse, Visitor, opened
from web.live.fragment import EVERY_PAGE
from web.pages import FRAGMENTS
from web.security.limits import Buckets
from workspace.charter.commands import (
    CorrectWording,
    OpenDraft,
    OpenStatement,
    ProposeWording,
    WithdrawWording,
)
from workspace.contributions.commands import (
    ConfirmDelivery,
    DeclareCapacity,
    DeliverPromise,
    DisputeDelivery,
    MakePromise,
    ReleasePromise,
    RevisePromise,
    SettleDispute,
)
from workspace.decisions.commands import (
    CastBallot,
    CloseDecision,
    ExtendDecision,
    IntegrateObjection,
    OpenDecision,
    RaiseObjection,
)
from workspace.goals.commands import (
    AchieveGoal,
    AdoptGoal,
    DefineObjective,
    DropGoal,
    ProposeGoal,
    RankGoals,
    ReportProgress,
    ReviseObjective,
    VoteOnGoal,
)
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands import (
    AdmitOrganisation,
    AdmitPerson,
    DeclarePerspective,
    LeavePartnership,
    PausePartner,
    ResumePartner,
)
from workspace.partners.commands.attributes import ReleaseFigures, ShareAttributes, WithdrawAttributes
from workspace.partners.commands.founding import ChooseStartingApproach, PlanInclusionWave
from workspace.partners.commands.joining import (
    AcceptInvitation,
    ChooseDisplayName,
    InvitePartner,
    WithdrawInvitation,
    WriteIntroduction,
)
from workspace.partners.commands.seats import (
    DismissSeat,
    FillSeat,
    LogOutreach,
    NominatePartner,
    OpenSeat,
    ReopenSeat,
    StateAssumption,
    TestAssumption,
    VacateSeat,
)
from workspace.support.commands import AskSupport

SHARED = '{"catalogue": 1, "answers": {"geography": "large city"}}'
SOON = (datetime.now(UTC) + timedelta(days=20)).date()
LATER = (datetime.now(UTC) + timedelta(days=9)).isoformat()
MUCH_LATER = (datetime.now(UTC) + timedelta(days=19)).isoformat()
SMART = {name: f"{name} words" for name in ("specific", "measurable", "achievable", "relevant", "time_bound")}
PERSPECTIVE = '{"group": "patients", "category": "patient", "lived_experience": true}'
PAGES = (
    "/",
    "/mission",
    "/decisions",
    "/decisions/d1",
    "/decisions/d2",
    "/goals",
    "/goals/g1",
    "/promises",
    "/promises/p1",
    "/directory",
    "/directory/diversity",
    "/seats",
    "/seats/outreach",
    "/how-we-work",
    "/history",
    "/search",
)
BEN = {"by": "ben"}
CLEO = {"by": "cleo", "partner": "payer"}
ANA = {"by": "ana"}


class Step(NamedTuple):
    """One act: what is asked, by whom, under which id."""

    kind: Any
    fields: dict[str, Any]
    act: dict[str, Any]
    thing: str | None = None


STEPS = [
    Step(OpenStatement, {"kind": "mission"}, ANA, "s1"),
    Step(OpenDraft, {"statement": "s1", "language": "en"}, BEN, "draft1"),
    Step(ProposeWording, {"statement": "s1", "text": "We breathe with patients."}, BEN, "w1"),
    Step(CorrectWording, {"wording": "w1", "text": "We breathe, with patients.", "why": "comma"}, BEN),
    Step(ProposeWording, {"statement": "s1", "text": "We walk."}, CLEO, "w2"),
    Step(WithdrawWording, {"wording": "w2", "why": "too short"}, CLEO),
    Step(OpenDecision, {"title": "Our mission?", "subject": {"kind": "wording", "id": "w1"}}, ANA, "d1"),
    Step(CastBallot, {"decision": "d1", "choice": "no objection"}, BEN),
    Step(
        CorrectWording, {"wording": "w1", "text": "We breathe together, with patients.", "why": "slip"}, BEN
    ),
    Step(RaiseObjection, {"decision": "d1", "reason": "carers are missing"}, CLEO, "o1"),
    Step(IntegrateObjection, {"objection": "o1", "note": "carers are added"}, ANA),
    Step(CastBallot, {"decision": "d1", "choice": "no objection"}, CLEO),
    Step(CastBallot, {"decision": "d1", "choice": "no objection"}, ANA),
    Step(CloseDecision, {"decision": "d1"}, ANA),
    Step(OpenDecision, {"title": "Meet on Mondays?", "method": "majority", "closes_at": LATER}, BEN, "d2"),
    Step(AdmitPerson, {"person": "eva", "display_name": "Eva Lund"}, ANA),
    Step(CastBallot, {"decision": "d2", "choice": "yes"}, BEN),
    Step(CastBallot, {"decision": "d2", "choice": "no"}, BEN),
    Step(ProposeGoal, {"title": "Walk to the shop", "why": "it matters"}, BEN, "g1"),
    Step(ProposeGoal, {"title": "Sleep well"}, CLEO, "g2"),
    Step(VoteOnGoal, {"goal": "g1", "vote": "support"}, CLEO),
    Step(VoteOnGoal, {"goal": "g1", "vote": "against"}, CLEO),
    Step(RankGoals, {"goals": ["g2", "g1"]}, CLEO),
    Step(AdoptGoal, {"goal": "g1"}, ANA),
    Step(
        DefineObjective,
        {
            "goal": "g1",
            "title": "Twenty walkers",
            "smart": SMART,
            "baseline": "0",
            "target": "20",
            "unit": "people",
            "owner": "payer",
            "due": SOON.isoformat(),
        },
        ANA,
        "ob1",
    ),
    Step(ReportProgress, {"objective": "ob1", "value": "7", "evidence": "a list"}, CLEO),
    Step(
        ReviseObjective,
        {"objective": "ob1", "target": "15", "due": SOON.isoformat(), "why": "winter"},
        CLEO,
    ),
    Step(DropGoal, {"goal": "g2", "why": "later"}, CLEO),
    Step(
        MakePromise,
        {"kind": "data", "title": "A list", "amount": "3", "unit": "hours", "goal": "g1"},
        CLEO,
        "p1",
    ),
    Step(RevisePromise, {"pledge": "p1", "amount": "2", "why": "less time"}, CLEO),
    Step(DeliverPromise, {"pledge": "p1", "evidence": "in the folder"}, CLEO),
    Step(DisputeDelivery, {"pledge": "p1", "why": "a page is missing"}, BEN),
    Step(SettleDispute, {"pledge": "p1", "how": "goes on", "note": "we look again"}, ANA),
    Step(DeliverPromise, {"pledge": "p1", "evidence": "now whole"}, CLEO),
    Step(ConfirmDelivery, {"pledge": "p1"}, BEN),
    Step(MakePromise, {"kind": "advocacy", "title": "A talk"}, BEN, "p2"),
    Step(ReleasePromise, {"pledge": "p2", "why": "unwell"}, BEN),
    Step(AchieveGoal, {"goal": "g1"}, ANA),
    Step(ExtendDecision, {"decision": "d2", "closes_at": MUCH_LATER, "why": "holidays"}, BEN),
    Step(CloseDecision, {"decision": "d2", "why": "all have voted"}, BEN),
    Step(AdmitOrganisation, {"name": "Carers' Circle", "group": "patients", "category": "caregiver"}, ANA),
    Step(OpenSeat, {"category": "caregiver", "looking_for": "works at night", "places": 2}, ANA, "st1"),
    Step(OpenSeat, {"looking_for": "drives a van", "timing": "as progress is made"}, ANA, "st2"),
    Step(NominatePartner, {"seat": "st1", "who": "Rosa"}, BEN, "n1"),
    Step(NominatePartner, {"who": "The night bus", "category": "industry"}, CLEO, "n2"),
    Step(LogOutreach, {"nomination": "n1", "step": "asked"}, ANA),
    Step(LogOutreach, {"nomination": "n2", "step": "declined", "note": "no time"}, ANA),
    Step(LogOutreach, {"category": "purchaser", "step": "asked"}, ANA),
    Step(FillSeat, {"seat": "st1", "partner": "clinic"}, ANA),
    Step(VacateSeat, {"seat": "st1", "partner": "clinic"}, ANA),
    Step(FillSeat, {"seat": "st1"}, ANA),
    Step(FillSeat, {"seat": "st1"}, ANA),
    Step(VacateSeat, {"seat": "st1"}, ANA),
    Step(DismissSeat, {"seat": "st2", "why": "the clinic has one"}, ANA),
    Step(ReopenSeat, {"seat": "st2"}, ANA),
    Step(StateAssumption, {"text": "We are many", "test_by": SOON.isoformat()}, BEN, "as1"),
    Step(TestAssumption, {"assumption": "as1", "finding": "holds", "note": "we counted"}, BEN),
    Step(AdmitPerson, {"person": "dora", "display_name": "Dora Vidal"}, ANA),
    Step(InvitePartner, {"until": LATER}, ANA, "in1"),
    Step(InvitePartner, {"until": LATER, "role": "observer"}, ANA, "in2"),
    Step(WithdrawInvitation, {"invitation": "in2"}, ANA),
    Step(AcceptInvitation, {"invitation": "in1", "display_name": "Zoe Hart", "terms": 1}, {"by": "zoe"}),
    Step(ChooseDisplayName, {"display_name": "Ben the Baker"}, BEN),
    Step(WriteIntroduction, {"brings": "Bread on Mondays"}, BEN),
    Step(DeclareCapacity, {"hours": "3"}, BEN),
    Step(AskSupport, {"needs": ["travel"], "note": "after dark"}, BEN),
    Step(DeclarePerspective, {"perspective": PERSPECTIVE, "shown_to": "members"}, BEN),
    Step(ShareAttributes, {"attributes": SHARED}, BEN),
    Step(WithdrawAttributes, {}, BEN),
    Step(ReleaseFigures, {"seen": 999, "people": 5, "tables": []}, {"by": "ana", "counted": True}),
    Step(ChooseStartingApproach, {"we": "coalition", "approach": "small", "why": "trust"}, ANA),
    Step(PlanInclusionWave, {"number": 2, "categories": ["payer"], "by": SOON.isoformat()}, ANA),
    Step(ChooseQuickWin, {"title": "Walk together", "due": SOON.isoformat()}, ANA),
    Step(PausePartner, {}, BEN),
    Step(ResumePartner, {}, BEN),
    Step(LeavePartnership, {}, {"by": "dora"}),
]


@pytest_asyncio.fixture
async def open_house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as house:
        yield house


Loaded = dict[tuple[str, str], Node]


async def load(visitors: dict[str, Visitor], look: Callable[[Visitor, str], Awaitable[Any]]) -> Loaded:
    """Every page that exists now, for every visitor."""
    found: Loaded = {}
    for name, visitor in visitors.items():
        for path in PAGES:
            answer = await look(visitor, path)
            if answer.status_code == 200:
                found[name, path] = tree(answer.text)
            else:
                assert answer.status_code in (403, 404), (name, path, answer.status_code, answer.text[-900:])
    return found


def live_of(page: Node) -> dict[str, str | None] | None:
    """Where a page's socket goes."""
    node = next(
        (
            node
            for node in page.everything()
            if "data-live" in node.attributes and "data-page" in node.attributes
        ),
        None,
    )
    return node.attributes if node else None


async def push(visitor: Visitor, page: Node) -> tuple[list[str], int]:
    """Put what was missed since into the page; gives the elements that came."""
    live = live_of(page)
    assert live is not None
    query = {"page": live["data-page"], "after": live["data-after"]}
    if live["data-item"]:
        query["item"] = live["data-item"]
    answer = await visitor.client.get(f"{live['data-live']}/poll", params=query)
    assert answer.status_code == 200, answer.text
    position, _, body = answer.text.partition("\n")
    came = []
    for part in tree(body).children:
        assert isinstance(part, Node)
        (root,) = [child for child in part.children if isinstance(child, Node)]
        assert root.id == part.id, f"the root of {part.id} has the id {root.id}"
        came.append(str(root.id))
        page.put(root)
    return came, int(position)


def fragments_in(page: Node) -> dict[str, Node]:
    """The elements of a page that are live."""
    live = live_of(page)
    here = (live["data-page"], EVERY_PAGE) if live else ()
    blocks = {f.block.replace("_", "-") for f in FRAGMENTS if f.page in here}
    return {
        node.id: node
        for node in page.everything()
        if node.id and any(node.id == block or node.id.startswith(f"{block}-") for block in blocks)
    }


async def test_a_pushed_page_equals_a_fresh_one_after_every_act_for_every_role(
    open_house: OpenHouse,
) -> None:
    # One test asks for more pages in a minute than a houseful of people.
    open_house.app.asgi_handler._limits.pages = Buckets(1_000_000)
    visitors = {name: await open_house.visitor(name) for name in ("ana", "ben", "olga", "ada")}

    async def look(visitor: Visitor, path: str) -> Any:
        return await visitor.get(path)

    pushed_any, stale = 0, list[str]()
    before = await load(visitors, look)
    for step in STEPS:
        act = dict(step.act)
        await open_house.ask(step.kind, step.fields, command=step.thing or uuid4().hex, **act)
        after = await load(visitors, look)
        for (name, path), old in before.items():
            if (name, path) not in after or live_of(old) is None:
                continue
            came, position = await push(visitors[name], old)
            pushed_any += len(came)
            fresh = after[name, path]
            assert position == int(live_of(fresh)["data-after"])  # type: ignore[index,arg-type]
            for element, node in fragments_in(fresh).items():
                shown = old.find(element)
                if shown is None or shown.text() != node.text():
                    stale.append(f"{step.kind.__name__}: {element} on {path} for {name} (pushed: {came})")
        before = after
    assert not stale, "\n".join(stale)
    assert pushed_any > len(STEPS)
