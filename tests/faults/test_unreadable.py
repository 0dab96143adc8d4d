"""One row that cannot be read stops the views that need it, visibly, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import httpx
import pytest
from sqlalchemy import create_engine, text

from events.log.codec import leaf
from events.log.log import CommandRow, Log, Stored
from events.log.migrations import driver_url
from events.vocabulary import BY_NAME
from projections.views import PROJECTIONS
from tests.faults.writing import HalfWritten, table_for
from tests.web.served import Served, serve, settings_for
from web.accounts import Account
from workspace.goals.commands import ProposeGoal

pytestmark = pytest.mark.fault

NOTICE = "a part of the history cannot be read"
EVERY_VIEW = frozenset(PROJECTIONS)


def damage(url: str, partnership: str, was: str, name: str, state: bytes) -> None:
    """Rewrite the stored row of the newest event of a name, as no program of ours would."""
    newest = "SELECT max(position) FROM events WHERE partnership = :partnership AND name = :was"
    engine = create_engine(driver_url(url))
    with engine.begin() as connection:
        done = connection.execute(
            text(
                "UPDATE events SET name = :name, state = :state "
                f"WHERE partnership = :partnership AND position = ({newest})"
            ),
            {"partnership": partnership, "was": was, "name": name, "state": state},
        )
        assert done.rowcount == 1
    engine.dispose()


async def propose(served: Served, who: Account, partnership: str, title: str) -> None:
    """Something that the goals view is made of."""
    await served.ask(ProposeGoal, {"title": title}, who.id, partnership)


async def stopped(served: Served) -> set[str]:
    """The views that `/readyz` names."""
    ready = await served.visitor().get("/readyz")
    return {
        found[1] for reason in ready.json()["reasons"] if (found := re.match(r"view (\w+): stopped", reason))
    }


def of_a_name_from_the_future(state: bytes) -> bytes:
    """The same event as a newer version of the program might have called it."""
    return state.replace(b'"name":"GoalProposed"', b'"name":"GoalImagined"')


class Wrong(NamedTuple):
    """A way in which a row is wrong: the name it gets, its bytes, and the views that must stop."""

    name: str
    damaged: Callable[[bytes], bytes]
    stopped: frozenset[str]


WRONG = {
    "broken header": Wrong("GoalProposed", lambda _: b'{"cut off', frozenset({"goals"})),
    "cut payload": Wrong("GoalProposed", lambda state: state[:-20], frozenset({"goals"})),
    "noise": Wrong("GoalProposed", lambda _: b"\xff\xfe\x00\n\x80", frozenset({"goals"})),
    "unknown name": Wrong("GoalImagined", of_a_name_from_the_future, EVERY_VIEW),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
async def test_a_row_that_cannot_be_read_parks_what_needs_it_and_nothing_else(
    migrated_database_url: str, wrong: Wrong
) -> None:
    settings = settings_for(migrated_database_url)
    async with serve(settings) as served:
        ana = await served.account()
        ill, well = await table_for(served, ana), await table_for(served, ana)
        for partnership in (ill, well):
            await propose(served, ana, partnership, "Sleep through the night")
        was = served.engine.log.read(ill)[-1]
    damage(migrated_database_url, ill, was.name, wrong.name, wrong.damaged(was.state))
    async with serve(settings) as served:
        browser = await served.signed_in(ana)
        page = await browser.get(f"/p/{ill}/goals")
        assert (page.status_code, NOTICE in page.text, "Sleep through" in page.text) == (200, True, False)
        parked = served.engine.live.parked[ill]
        assert (set(parked), set(parked.values())) == (
            wrong.stopped | concerned("GoalProposed"),
            {was.position},
        )
        assert await stopped(served) == set(parked)
        await the_rest_works(browser, ill)
        written = await HalfWritten.begin(browser, ill)
        await nothing_is_decided_without_knowing_all(written)
        assert NOTICE not in (await browser.get(f"/p/{well}/goals")).text
        await propose(served, ana, well, "Breathe at the bus stop")
        assert "Breathe at the bus stop" in (await browser.get(f"/p/{well}/goals")).text
    damage(migrated_database_url, ill, wrong.name, was.name, was.state)
    async with serve(settings) as served:
        page = await (await served.signed_in(ana)).get(f"/p/{ill}/goals")
        assert ("Sleep through" in page.text, NOTICE in page.text) == (True, False)
        assert await stopped(served) == set()
        cookies, written.browser = written.browser.cookies, served.visitor()
        written.browser.cookies.update(cookies)
        await written.is_sent_exactly_once()


def concerned(name: str) -> set[str]:
    """The views that events of a name are folded into."""
    kind = BY_NAME[name].event_class
    return {view for view, projection in PROJECTIONS.items() if kind in projection.events}


async def the_rest_works(browser: httpx.AsyncClient, partnership: str) -> None:
    """Every room still opens, and says why it may be old."""
    for room in ("/", "/mission", "/decisions", "/promises", "/directory", "/history", "/how-we-work"):
        page = await browser.get(f"/p/{partnership}{room}")
        assert (room, page.status_code, NOTICE in page.text) == (room, 200, True)


async def nothing_is_decided_without_knowing_all(written: HalfWritten) -> None:
    """The rules would not know everything: the answer is a sentence, and nothing is kept."""
    answer = await written.send()
    assert answer.status_code == 503
    assert "Nothing new can be kept here at the moment" in answer.text
    assert "What you wrote is still on this page" in answer.text


async def test_a_row_of_another_process_that_cannot_be_read_is_noticed_while_pages_are_open(
    migrated_postgresql_url: str,
) -> None:
    async with serve(settings_for(migrated_postgresql_url)) as served:
        ana = await served.account()
        partnership = await table_for(served, ana)
        browser = await served.signed_in(ana)
        assert NOTICE not in (await browser.get(f"/p/{partnership}/goals")).text
        append_from_the_future(migrated_postgresql_url, partnership)
        assert NOTICE in (await browser.get(f"/p/{partnership}/goals")).text
        assert await stopped(served) == EVERY_VIEW


async def test_who_notices_it_later_does_not_take_back_that_views_stopped(
    migrated_postgresql_url: str,
) -> None:
    async with serve(settings_for(migrated_postgresql_url)) as served:
        partnership = await table_for(served, await served.account())
        await served.engine.views(partnership)
        before = served.engine.live.get(partnership)
        assert before is not None
        append_from_the_future(migrated_postgresql_url, partnership)
        assert set((await served.engine.views(partnership)).parked) == EVERY_VIEW
        await served.engine._catch_up(before)
        assert await stopped(served) == EVERY_VIEW


def append_from_the_future(url: str, partnership: str) -> None:
    """What a process of a newer version might keep."""
    with Log.open(url) as log:
        head = log.head(partnership)
        header = log.read(partnership, head.position - 1)[0].state.partition(b"\n")[0]
        state = re.sub(rb'"name":"\w+"', b'"name":"GoalImagined"', header) + b"\n{}"
        stored = Stored(head.position + 1, "GoalImagined", state, leaf(state))
        log.append(partnership, head.position, [stored], CommandRow("f" * 32, "ana", b"", stored.position, 1))
