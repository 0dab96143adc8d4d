"""What the class of an event declares is what each role sees of it: on every surface, now and in replay.

The partnership lives through every class of the vocabulary. Who may read each moment is worked out here from
the declaration alone, and compared with the history, the moment's page, the API, webhooks and exports. Then
every text that somebody may not read is looked for on everything that they can reach.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio

from events.log.shape import shape_of
from events.sealed import Personal, Words
from events.vocabulary import BY_NAME, Recorded
from projections import charter
from projections.charter import KINDS
from tests.web.access.told_to import ROLES, theirs
from tests.web.access.world import SMART, SOON
from tests.web.api.programs import unhurried, with_token
from tests.web.live_steps import STEPS
from tests.web.visitors import OpenHouse, Visitor, opened
from web import export
from web.live.fragment import EVERY, touched_items
from web.live.frame import partial
from web.pages import FRAGMENTS
from web.reader import Audience, audience_role
from web.webhooks.message import message
from workspace.charter.commands import OpenStatement, ProposeWording, SealDraft
from workspace.decisions.commands import CastBallot, OpenDecision, WithdrawBallot
from workspace.goals.commands import AdoptGoal, DefineObjective, ProposeGoal, ReportProgress
from workspace.partners.commands import (
    AdmitPerson,
    GrantMandate,
    GrantRole,
    RevokeMandate,
    RevokeRole,
)

FEW = ("olga", "ben", "pia", "fay", "ada")
"""One of each audience, and Ben, whom much is about, beside a member whom nothing is about."""
ONLY_IMPORTED = {"PeopleAdmitted", "TiesRecorded"}
HIDDEN = "This moment is not for you to read."


@pytest_asyncio.fixture
async def lived(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """A partnership in which everything has happened once."""
    async with opened(migrated_sqlite_url, tmp_path) as house:
        unhurried(house)
        await furnish_roles(house)
        for step in STEPS:
            await house.ask(step.kind, step.fields, command=step.thing or uuid4().hex, **dict(step.act))
        await what_is_left(house)
        yield house


async def furnish_roles(house: OpenHouse) -> None:
    """A facilitator and one more member."""
    for person, role in (("fay", "facilitator"), ("pia", "member")):
        fields = {"person": person, "display_name": person.title(), "role": role}
        await house.ask(AdmitPerson, fields, operator=True)


async def what_is_left(house: OpenHouse) -> None:
    """The classes that the steps of the live pages leave out."""
    await house.ask(OpenDecision, {"title": "Fridays?", "method": "majority"}, command="d3")
    await house.ask(CastBallot, {"decision": "d3", "choice": "yes"}, by="ben")
    await house.ask(WithdrawBallot, {"decision": "d3"}, by="ben")
    await house.ask(OpenStatement, {"kind": "vision"}, command="s2")
    await house.ask(ProposeWording, {"statement": "s2", "text": "All breathe."}, command="w8")
    await house.ask(OpenDecision, {"title": "So?", "subject": {"kind": "wording", "id": "w8"}}, command="d4")
    await house.ask(ProposeWording, {"statement": "s2", "text": "All breathe well."}, command="w9")
    await house.ask(SealDraft, {"draft": "draft1", "position": 1, "root": "00" * 32}, clock=True)
    await house.ask(ProposeGoal, {"title": "Run"}, command="g9")
    await house.ask(AdoptGoal, {"goal": "g9"})
    step = {"goal": "g9", "title": "Ten runners", "smart": SMART, "baseline": "0", "target": "10"}
    step |= {"unit": "people", "owner": "payer", "due": SOON}
    await house.ask(DefineObjective, step, command="ob9")
    await house.ask(ReportProgress, {"objective": "ob9", "value": "10"}, by="cleo", partner="payer")
    await house.ask(GrantMandate, {"person": "eva", "partner": "clinic"})
    await house.ask(RevokeMandate, {"person": "eva", "partner": "clinic"})
    await house.ask(GrantRole, {"person": "eva", "role": "observer"})
    await house.ask(RevokeRole, {"person": "eva", "role": "observer"})


async def everything(house: OpenHouse) -> list[Recorded]:
    """The whole record."""
    views = await house.views()
    found: list[Recorded] = await house.engine.history(house.partnership, 0, views.position)
    return found


async def listed(visitor: Visitor, at: str = "") -> set[int]:
    """The positions on all pages of the history."""
    found, path = set[int](), f"/history{at}"
    while True:
        page = await visitor.text(path)
        found |= {int(one) for one in re.findall(r'<li id="moment-(\d+)"', page)}
        older = re.search(r'rel="next" href="([^"]+/history\?before=[^"]+)"', page)
        if older is None:
            return found
        path = unescape(older[1]).removeprefix(visitor.base)


async def test_every_class_has_happened(lived: OpenHouse) -> None:
    happened = {one.header.name for one in await everything(lived)}
    missing = BY_NAME.keys() - happened - ONLY_IMPORTED
    assert not missing, f"Let it happen in STEPS of tests/web/live_steps.py: {sorted(missing)}"


async def test_the_history_its_pages_and_the_api_show_what_the_classes_declare(lived: OpenHouse) -> None:
    history = await everything(lived)
    last = history[-1].header.position
    for person in FEW:
        may, visitor = theirs(history, person), await lived.visitor(person)
        assert await listed(visitor) == may, person
        calling = await program_of(lived, person)
        for at in (last - 1, last // 2):
            upto = {one for one in theirs(history, person, at) if one <= at}
            assert await listed(visitor, f"?at={at}") == upto, (person, at)
            assert await told_by_api(calling, at) == upto, (person, at)
        for position in sorted({one.header.name: one.header.position for one in history}.values()):
            page = await visitor.text(f"/history/{position}")
            assert (HIDDEN in unescape(page)) == (position not in may), (person, position)
        assert (await visitor.get(f"/history/{last}?at={last - 1}")).status_code == 404


async def program_of(house: OpenHouse, person: str) -> Any:
    """A program of somebody whose browser is here already."""
    accounts = house.app.state.accounts
    account = accounts.find(f"{person}@example.org")
    token = accounts.tokens.make(account.id, house.partnership, person, scope="read", label="test", days=30)
    return with_token(house, token)


async def told_by_api(calling: Any, at: int) -> set[int]:
    """The positions that the API's history gives at a moment, in all its pages."""
    found, before = set[int](), at + 1
    while True:
        view = (await calling.view(f"history?at={at}&before={before}"))["history"]
        found |= {one["position"] for one in view["moments"]}
        if view.get("older") is None:
            return found
        before = view["older"]


async def test_a_webhook_is_told_of_nothing_that_some_member_may_not_read(lived: OpenHouse) -> None:
    history = await everything(lived)
    states = [stored.state for stored in lived.engine.log.read(lived.partnership)]
    told = {one.position for one in message(lived.partnership, len(states), states).moments}
    # Pia has done nothing here: she reads what any member reads.
    assert told <= theirs(history, "pia")
    assert told


async def test_an_export_never_opens_what_is_about_a_person(lived: OpenHouse) -> None:
    history = await everything(lived)
    lines = b"".join(export.lines(lived.engine.log, lived.engine.keys, lived.partnership, len(history), []))
    for text, kind in texts_of(lived, history):
        if kind is Personal and len(text) > 3:
            assert text.encode() not in lines, text


def texts_of(house: OpenHouse, history: list[Recorded]) -> list[tuple[str, type]]:
    """Everything sealed in these events, in the open."""
    found = []
    for one in history:
        sealed = shape_of(type(one.event)).sealed
        for _, value in sealed(one.event, "") if sealed else ():
            text = house.engine.keys.open(house.partnership, value)
            if isinstance(text, str):
                found.append((text, type(value)))
    return found


async def reached(visitor: Visitor, most: int = 60) -> dict[str, str]:
    """Every page that links lead to, from the partnership's first one on."""
    waiting, found = ["/"], dict[str, str]()
    while waiting and len(found) < most:
        path = waiting.pop(0)
        answer = await visitor.get(path)
        if answer.status_code != 200 or path in found:
            continue
        found[path] = answer.text
        links = re.findall(rf'(?:href|hx-get)="{visitor.base}([^"#]*)', answer.text)
        fresh = [unescape(one) for one in links if not re.search(r"[?&](at|before)=|/history/", one)]
        waiting += [one for one in dict.fromkeys(fresh) if one not in found and one not in waiting]
    return found


def fragments(house: OpenHouse, views: Any, history: list[Recorded], person: str) -> str:
    """Every part of every page that is pushed to this person's audience."""
    audience = Audience(audience_role(frozenset(ROLES[person])))
    rendering = house.app.state.hub.rendering
    out = []
    for fragment in FRAGMENTS:
        items = set(touched_items(fragment, history))
        if EVERY in items:
            items = (items - {EVERY}) | {"d1", "d2", "g1", "g2", "p1", "p2"}
        for item in items:
            try:
                out.append(partial(rendering, views, audience, fragment, item))
            except KeyError:
                continue  # There is nothing of that id on this page.
    return "\n".join(out)


async def test_no_text_that_somebody_may_not_read_reaches_them_anywhere(lived: OpenHouse) -> None:
    history, views = await everything(lived), await lived.views()
    for person in FEW:
        may, visitor = theirs(history, person), await lived.visitor(person)
        mine = {text for text, _ in texts_of(lived, [one for one in history if one.header.position in may])}
        held = {str(lived.engine.keys.open(lived.partnership, one)) for one in adopted(views)}
        shown = mine | held
        closed = {
            text
            for text, kind in texts_of(lived, [one for one in history if one.header.position not in may])
            if (len(text) > 3 and not any(text in other for other in shown) and kind is Words) or "{" in text
        }
        pages = await reached(visitor)
        calling = await program_of(lived, person)
        for name in ("table", "directory", "charter", "decisions", "goals", "promises", "seats", "founding"):
            pages[f"api {name}"] = (await calling.get(f"/views/{name}")).text
        for position in (len(history) // 2, len(history) - 20):
            for path in ("/", "/mission", "/decisions", "/goals", "/promises", "/directory", "/seats"):
                pages[f"{path}?at={position}"] = (await visitor.get(f"{path}?at={position}")).text
        pages["pushed"] = fragments(lived, views, history, person)
        for text in sorted(closed):
            word = text.split()[-1]
            found = (await visitor.get(f"/search?q={word}")).text
            pages[f"search {word}"] = "\n".join(
                re.findall(r"<li.*?</li>", found.split("<main")[1], re.DOTALL)
            )
        assert len(pages) > 20, (person, sorted(pages))
        leaks = [(text, path) for path, page in pages.items() for text in closed if stands_in(text, page)]
        assert not leaks, (person, leaks)
        assert closed or person in ("fay",), person


def stands_in(text: str, page: str) -> bool:
    """Whether the text stands in a page, as words of its own."""
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", re.sub(r"</?mark>", "", unescape(page))) is not None


def adopted(views: Any) -> Iterator[Words]:
    """Texts that were agreed, as they were put to the vote and as they read now: everybody reads them."""
    for kind in KINDS:
        wording = charter.adopted(views.charter, kind)
        if wording is not None:
            yield wording.text
            yield from (one.before for one in wording.corrections)
            yield from (one.text for one in charter.bound(wording, wording.decision or "").values())
