"""A person's group is seen by exactly those whom that person chose, on everything, now and in replay.

Partnerships that differ in one thing alone, what one person is, must look the same to everybody who may
not see it: every page, pushed part, poll, search, API view and replay, down to counts, colours and order. To
those who may see it, they must differ. So nothing has to be known about how a page would say it.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

import httpx

from events.partners import Category, ShownTo
from tests.web.access.test_moments import reached
from tests.web.api.programs import unhurried, with_token
from tests.web.visitors import ADDRESS, OpenHouse, Visitor, opened
from web.live.frame import partial
from web.pages import FRAGMENTS
from web.perspectives import Declared, written
from web.reader import Audience
from web.security.cookies import SESSION, cookie_name
from web.sentences.labels import CATEGORIES_OF
from workspace.partners.commands import AdmitPerson, DeclarePerspective

GROUP_OF = {category: group for group, many in CATEGORIES_OF.items() for category in many}
AUDIENCES = {"olga": "observer", "ben": "member", "fay": "facilitator", "ada": "auditor"}


class Said(NamedTuple):
    """What somebody says of themselves, and to whom."""

    category: Category
    shown_to: ShownTo
    lived: bool = True


class Case(NamedTuple):
    """A person who says something twice, what they say instead in the other partnership, and who may know."""

    first: Said
    then: Said
    instead: tuple[Category, Category]
    may_know: frozenset[str]


LEAD, ALL = frozenset(("fay",)), frozenset(("fay", "ben"))
CASES = {
    "narrowed": Case(Said("payer", "public"), Said("payer", "facilitators"), ("patient", "patient"), LEAD),
    "widened": Case(Said("payer", "facilitators"), Said("payer", "members"), ("patient", "payer"), LEAD),
    "members": Case(Said("payer", "members"), Said("payer", "members"), ("patient", "patient"), ALL),
    "public": Case(Said("payer", "public"), Said("payer", "public"), ("family", "family"), ALL | {"ada"}),
    "together": Case(
        Said("caregiver", "public"), Said("caregiver", "public"), ("patient", "patient"), frozenset()
    ),
    "exactly": Case(
        Said("caregiver", "members", False), Said("caregiver", "members", False), ("patient", "patient"), ALL
    ),
}


async def world(house: OpenHouse, other: str | None) -> OpenHouse:
    """A partnership with a person for each case; for one of them, the other thing is said."""
    made = await OpenHouse(house.app, house.settings).found()
    await made.ask(AdmitPerson, {"person": "fay", "display_name": "Fay", "role": "facilitator"})
    for name in CASES:
        await made.ask(AdmitPerson, {"person": name, "display_name": f"Q{name}"}, command=f"admit-{name}")
    for name, case in CASES.items():
        await made.read_what_is_kept(name)
        for turn, said in enumerate((case.first, case.then)):
            category = case.instead[turn] if name == other else said.category
            content = written(Declared(GROUP_OF[category], category, said.lived))
            fields = {"perspective": content, "shown_to": said.shown_to}
            await made.ask(DeclarePerspective, fields, by=name, command=f"say-{turn}-{name}")
    accounts = house.app.state.accounts
    for reader in AUDIENCES:
        account = accounts.find(f"{reader}@example.org") or accounts.create(f"{reader}@example.org")
        accounts.link(account.id, made.partnership, reader)
    return made


async def browser(house: OpenHouse, reader: str) -> httpx.AsyncClient:
    """The reader's browser, for all the partnerships."""
    accounts = house.app.state.accounts
    token = await accounts.sessions.start_for(accounts.find(f"{reader}@example.org").id)
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=house.app),
        base_url=ADDRESS,
        cookies={cookie_name(SESSION, house.settings): token},
    )
    house.clients.append(client)
    return client


TIMES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)?|\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?")
FRESH = re.compile(r"[0-9a-f]{12,}|nonce-[\w-]+|(?:nonce|value|content)=\"[\w.:-]+\"")
BOX = re.compile(r'"box":"([^"]*)"')


def as_it_reads(text: str, partnership: str) -> str:
    """A page without what differs between any two partnerships. Of a sealed box its length stays."""
    text = BOX.sub(lambda box: f"box of {len(box[1])}", unescape(text).replace(partnership, "it"))
    return FRESH.sub("", TIMES.sub("", text))


async def paths(visitor: Visitor, last: int) -> list[str]:
    """Everything that this reader can reach, and how it was at moments in between."""
    found = [*await reached(visitor, 20), "/directory", *(f"/directory/people/{one}" for one in CASES)]
    found += ["/search?q=Qmembers", "/search?q=patient", "/search?q=caregiver", "/search?q=lived"]
    replayed = ("/", "/directory", "/directory/people/widened", "/directory/people/narrowed", "/history")
    first = last - 3 * len(CASES)
    found += [f"{path}?at={at}" for at in (first + 3, first + 5, last - 1) for path in replayed]
    found += [f"/history/{at}" for at in range(first + 1, first + 9)]
    found += [f"/live/poll?page={page}&after=1" for page in ("table", "directory", "history")]
    return found


async def seen(
    house: OpenHouse, made: OpenHouse, client: httpx.AsyncClient, reader: str, where: list[str]
) -> dict[str, str]:
    """All of it, as it reads."""
    found = {}
    for path in where:
        answer = await client.get(f"/p/{made.partnership}{path}")
        found[path] = as_it_reads(answer.text, made.partnership)
    views, rendering = await made.views(), house.app.state.hub.rendering
    for fragment in FRAGMENTS:
        if fragment.page in ("table", "directory", "seats", "history", "*"):
            pushed = partial(rendering, views, Audience(AUDIENCES[reader]), fragment, None)  # type: ignore[arg-type]
            found[f"pushed {fragment.block}"] = as_it_reads(pushed, made.partnership)
    accounts = house.app.state.accounts
    account = accounts.find(f"{reader}@example.org")
    token = accounts.tokens.make(account.id, made.partnership, reader, scope="read", label="test", days=30)
    calling = with_token(house, token)
    calling.partnership = made.partnership
    for view in ("table", "directory", "seats", "history", "figures"):
        for at in ("", f"?at={views.position - 1}", f"?at={views.position - 2 * len(CASES)}"):
            answer = await calling.get(f"/views/{view}{at}")
            found[f"api {view}{at}"] = as_it_reads(answer.text, made.partnership)
    return found


async def test_a_group_is_seen_by_exactly_those_whom_the_person_chose(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    async with opened(migrated_sqlite_url, tmp_path) as house:
        unhurried(house)
        plain_world = await world(house, None)
        others = {name: await world(house, name) for name in CASES}
        await house.app.state.accounts.sessions.listen()
        for reader in AUDIENCES:
            client = await browser(house, reader)
            visitor = Visitor(client, f"/p/{plain_world.partnership}")
            where = await paths(visitor, (await plain_world.views()).position)
            base = await seen(house, plain_world, client, reader, where)
            for name, other in others.items():
                shown = await seen(house, other, client, reader, where)
                told = [path for path in base if base[path] != shown[path]]
                assert bool(told) == (reader in CASES[name].may_know), (reader, name, told)
