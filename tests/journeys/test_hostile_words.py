"""Strings that have broken programs, as every name, title and text: nothing runs, nothing breaks a page."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio
from playwright.async_api import Page

from tests.journeys.browser import complaints
from tests.journeys.conftest import NewPage
from tests.journeys.house import House, standing
from web.door import Problem, Writer, build
from workspace.acts import Act
from workspace.charter.commands import OpenDraft, OpenStatement, ProposeWording
from workspace.contributions.commands import MakePromise
from workspace.decisions.commands import OpenDecision
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPerson,
    FoundPartnership,
)
from workspace.partners.commands.joining import InvitePartner, WriteIntroduction
from workspace.partners.commands.seats import NominatePartner, OpenSeat, StateAssumption
from workspace.refusals import Refusal

WORST = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "%(name)s {count} ${7*7} <%= 7 %>",
    "</title></textarea></style><svg onload=alert(1)>",
    "W" * 76,
    "\u202egnp.exe\u202c \u2066x",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324algo " * 3,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 9,
    "\ufdfd" * 12,
    "=cmd|' /C calc'!A0",
]
FILE = Path(__file__).parent.parent / "data" / "hostile" / "strings.json"
STRINGS: list[str] = [*WORST, *json.loads(FILE.read_text("utf-8"))]
SOON = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
PAGES = (
    *("/", "/mission", "/decisions", "/goals", "/promises", "/directory", "/directory/diversity", "/seats"),
    *("/seats/outreach", "/directory/invitations", "/directory/invitations/new", "/history", "/how-we-work"),
    *(
        "/search?q=alert",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/drafts/draft1",
        "/directory/people/p0",
    ),
    *("/directory/me", "/more", "/goals/g0", "/decisions/d0", "/joining/offer", "/me/tokens"),
)


class Hostile(House):
    """A partnership of nothing but such strings."""

    async def put(self, kind: Any, fields: dict[str, Any], by: str = "ana", **act: Any) -> bool:
        """Ask for something; whether the door and the rules took it."""
        command = act.pop("command", uuid4().hex)
        built = build(kind, fields, Writer(self.partnership, by, command, "en"), self.engine.keys)
        if isinstance(built, Problem):
            return False
        asked = Act(command=command, person=by, partner=by, at=datetime.now(UTC), **act)
        return not isinstance(await self.engine.submit(self.partnership, built, asked), Refusal)

    async def fill(self) -> None:
        """Everything that people name and write, with every string; the worst of them everywhere."""
        self.partnership = uuid4().hex
        named = {"name": WORST[1], "question": WORST[6], "display_name": WORST[0]}
        assert await self.put(FoundPartnership, named, operator=True)
        await self.put(AcceptRecordTerms, {"terms": 1})
        await self.put(OpenStatement, {"kind": "mission"}, command="s1")
        await self.put(OpenDraft, {"statement": "s1", "language": "en"}, command="draft1")
        taken = 0
        for number, text in enumerate(STRINGS):
            taken += await self.put(ProposeGoal, {"title": text, "why": text}, command=f"g{number}")
            person = {"person": f"p{number}", "display_name": text[:80]}
            await self.put(AdmitPerson, person)
            if number < 30:
                await self.one_of_each(number, text)
        assert taken > len(STRINGS) * 0.8

    async def one_of_each(self, number: int, text: str) -> None:
        """A string as an organisation, a wording, a question, a promise, a seat, an idea and a belief."""
        organisation = {"name": text[:100], "group": "patients", "category": "caregiver"}
        await self.put(AdmitOrganisation, organisation)
        await self.put(ProposeWording, {"statement": "s1", "text": text})
        await self.put(OpenDecision, {"title": text}, command=f"d{number}")
        await self.put(MakePromise, {"kind": "data", "title": text})
        wanted = {"looking_for": text, "population": text, "geography": text, "resource": text}
        await self.put(OpenSeat, wanted)
        await self.put(NominatePartner, {"who": text[:120], "why": text})
        await self.put(StateAssumption, {"text": text, "test_by": SOON})
        await self.put(WriteIntroduction, {"brings": text})


@pytest_asyncio.fixture(loop_scope="session")
async def hostile(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[Hostile]:
    async with standing(migrated_sqlite_url, tmp_path) as house:
        made = Hostile(house.app, house.settings)
        await made.fill()
        yield made


async def is_whole(page: Page, path: str) -> list[str]:
    """What is wrong with a page that stands in the window."""
    found = [f"{path}: {said}" for said in complaints(page)]
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found += [f"{path}: {wide} px too wide"] if wide > 0 else []
    if await page.locator("main script:not([src^='/assets/']), main [onerror], main [onload]").count():
        found.append(f"{path}: a string became an element")
    return found


async def test_nothing_runs_and_no_page_breaks(hostile: Hostile, new_page: NewPage) -> None:
    wrong, spoken = list[str](), list[str]()
    invitation = await joining(hostile)
    for width in (1280, 360):
        page = await new_page(width, 740)

        async def heard(dialog: Any) -> None:
            spoken.append(dialog.message)
            await dialog.dismiss()

        page.on("dialog", heard)
        await hostile.come_in(page, "ana")
        for path in PAGES:
            answer = await page.goto(hostile.at(path))
            assert answer is not None
            assert answer.status == 200, (path, answer.status)
            wrong += await is_whole(page, f"{width} {path}")
        stranger = await new_page(width, 740)
        stranger.on("dialog", heard)
        answer = await stranger.goto(f"{hostile.settings.base_url}/join/link/{invitation}")
        assert answer is not None
        assert answer.status == 200
        wrong += await is_whole(stranger, f"{width} joining")
    assert not spoken
    assert not wrong, "\n".join(wrong)


async def joining(house: Hostile) -> str:
    """What stands in the link of an invitation."""
    until = datetime.now(UTC) + timedelta(days=9)
    assert await house.put(InvitePartner, {"until": until.isoformat()}, command="in1")
    invitations = house.app.state.accounts.invitations
    made = invitations.make(house.partnership, "in1", "rosa@example.net", None, "member", until, "en")
    return str(made.token)
