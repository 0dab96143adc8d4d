"""The hub: one rendering for each audience, nobody waits for a slow reader, rights end at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
import pytest_asyncio

from tests.web.visitors import OpenHouse, opened
from web.live.hub import (
    COME_BACK,
    LOAD_AGAIN,
    OUTBOX_BYTES,
    RIGHTS_CHANGED,
    SESSION_ENDED,
    Hub,
    Outbox,
    has_lapsed,
)
from web.live.socket import write
from web.reader import Reader
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import GrantMandate, GrantRole, LeavePartnership

WITHIN = 5.0


@pytest_asyncio.fixture
async def open_house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_database_url, tmp_path) as house:
        yield house


def hub_of(house: OpenHouse) -> Hub:
    hub: Hub = house.app.state.hub
    return hub


def reader(house: OpenHouse, person: str, *roles: str, language: str = "en") -> Reader:
    return Reader(
        account=f"account of {person}",
        partnership=house.partnership,
        person=person,
        partner=person,
        roles=frozenset(roles or ("member",)),
        language=language,  # type: ignore[arg-type]
    )


async def joined(house: OpenHouse, someone: Reader, page: str = "goals", after: int | None = None) -> Outbox:
    """A socket that has seen everything so far."""
    outbox = Outbox(someone, page, None)
    position = (await house.views()).position
    await hub_of(house).join(outbox, position if after is None else after)
    assert await outbox.next(WITHIN) is not None
    return outbox


async def goal(house: OpenHouse, title: str = "Walk to the shop") -> str:
    made = uuid4().hex
    await goal_as(house, made, title)
    return made


async def goal_as(house: OpenHouse, made: str, title: str = "Walk to the shop") -> None:
    await house.ask(ProposeGoal, {"title": title}, by="ben", command=made)


async def frame_after(outbox: Outbox) -> str:
    text = await outbox.next(WITHIN)
    assert text is not None
    return text


async def test_all_sockets_of_an_audience_get_the_very_same_frame(open_house: OpenHouse) -> None:
    members = [await joined(open_house, reader(open_house, f"m{number}")) for number in range(5)]
    spanish = await joined(open_house, reader(open_house, "s", language="es"))
    await goal(open_house)
    frames = [await frame_after(outbox) for outbox in members]
    assert all(frame is frames[0] for frame in frames)
    assert await frame_after(spanish) != frames[0]


async def test_a_frame_says_its_position_and_holds_nothing_personal(open_house: OpenHouse) -> None:
    outbox = await joined(open_house, reader(open_house, "ben"))
    made = await goal(open_house)
    frame = await frame_after(outbox)
    assert frame.split("\n", 1)[0] == str((await open_house.views()).position)
    assert made in frame
    assert "csrf" not in frame
    assert "<form" not in frame
    assert "<script" not in frame


async def test_a_socket_that_comes_back_gets_what_it_missed_and_only_that(open_house: OpenHouse) -> None:
    seen, unseen = await goal(open_house, "seen before"), (await open_house.views()).position
    await open_house.ask(VoteOnGoal, {"goal": seen, "vote": "support"}, by="ben")
    hub, someone = hub_of(open_house), reader(open_house, "ben")
    missed = await hub.missed(someone, "goals", None, unseen)
    assert f"goal-tally-{seen}" in missed
    assert 'id="goal-list"' not in missed
    position = (await open_house.views()).position
    assert await hub.missed(someone, "goals", None, position) == f"{position}\n"


async def test_what_many_missed_alike_is_rendered_once_for_each_audience(open_house: OpenHouse) -> None:
    position = (await open_house.views()).position
    made = await goal(open_house)
    hub, ben, cleo = hub_of(open_house), reader(open_house, "ben"), reader(open_house, "cleo")
    missed = await hub.missed(ben, "goals", None, position)
    assert made in missed
    assert await hub.missed(cleo, "goals", None, position) is missed
    assert await hub.missed(reader(open_house, "s", language="es"), "goals", None, position) != missed
    assert await hub.missed(cleo, "goals", None, position, quiet=90_000) is not missed, "a night went by"
    await goal(open_house, "and another")
    assert await hub.missed(cleo, "goals", None, position) != missed


async def test_a_position_from_the_future_gets_the_present_one(open_house: OpenHouse) -> None:
    position = (await open_house.views()).position
    assert await hub_of(open_house).missed(reader(open_house, "ben"), "goals", None, 10**9) == f"{position}\n"


async def test_a_reader_that_never_reads_is_closed_and_the_others_miss_nothing(
    open_house: OpenHouse,
) -> None:
    slow = await joined(open_house, reader(open_house, "slow"))
    quick = await joined(open_house, reader(open_house, "quick"))
    while slow.closing is None:
        slow.put("x" * (OUTBOX_BYTES // 4))
    made = await goal(open_house)
    assert slow.closing == COME_BACK
    assert made in await frame_after(quick)


async def test_new_rights_close_the_sockets_of_that_person_only(open_house: OpenHouse) -> None:
    ben = await joined(open_house, reader(open_house, "ben"), "how-we-work")
    cleo = await joined(open_house, reader(open_house, "cleo"), "how-we-work")
    await open_house.ask(GrantRole, {"person": "ben", "role": "facilitator"}, by="ana", partner="ana")
    await frame_after(cleo)
    assert ben.closing == RIGHTS_CHANGED
    assert cleo.closing is None


async def test_a_session_that_ends_closes_its_sockets(open_house: OpenHouse) -> None:
    over = False
    someone = reader(open_house, "ben")
    outbox = Outbox(someone, "goals", None, lambda: not over)
    await hub_of(open_house).join(outbox, 0)
    hub_of(open_house).end_sessions(someone.account)
    assert outbox.closing is None
    over = True
    hub_of(open_house).end_sessions(someone.account)
    assert outbox.closing == SESSION_ENDED


async def test_a_socket_that_has_left_is_forgotten(open_house: OpenHouse) -> None:
    outbox = await joined(open_house, reader(open_house, "ben"))
    assert hub_of(open_house).sockets == 1
    hub_of(open_house).leave(outbox)
    assert hub_of(open_house).sockets == 0


async def test_acts_in_quick_succession_come_in_few_frames(open_house: OpenHouse) -> None:
    outbox = await joined(open_house, reader(open_house, "ben"))
    made = await goal(open_house)
    await frame_after(outbox)
    people = ("ben", "cleo")
    partners = {"ben": "ben", "cleo": "payer"}
    await asyncio.gather(
        *(
            open_house.ask(VoteOnGoal, {"goal": made, "vote": vote}, by=person, partner=partners[person])
            for person in people
            for vote in ("support", "unsure", "against", "support", "unsure")
        )
    )
    position, frames = (await open_house.views()).position, 0
    while True:
        frames += 1
        if (await frame_after(outbox)).startswith(f"{position}\n"):
            break
    assert frames <= 3


async def test_what_was_missed_comes_before_what_happens_meanwhile(open_house: OpenHouse) -> None:
    hub, before = hub_of(open_house), (await open_house.views()).position
    first, second = await goal(open_house, "missed"), uuid4().hex
    outbox, history = Outbox(reader(open_house, "ben"), "goals", None), open_house.engine.history

    async def while_something_happens(*asked: object) -> object:
        found = await history(*asked)
        open_house.engine.history = history
        await goal_as(open_house, second)
        await asyncio.gather(*hub._flushes)
        return found

    open_house.engine.history = while_something_happens
    await hub.join(outbox, before)
    frame = await frame_after(outbox)
    assert frame.split("\n", 1)[0] == str((await open_house.views()).position)
    assert first in frame
    assert second in frame


async def test_nothing_more_is_sent_to_somebody_whose_rights_ended_just_now(open_house: OpenHouse) -> None:
    ben, sent = await joined(open_house, reader(open_house, "ben"), "how-we-work"), list[str]()
    ben.put = sent.append if ben.closing is None else ben.put  # type: ignore[method-assign]
    ben.close = lambda code: setattr(ben, "put", lambda _: None)  # type: ignore[method-assign]
    await open_house.ask(GrantRole, {"person": "ben", "role": "observer"}, by="ana", partner="ana")
    cleo = await joined(open_house, reader(open_house, "cleo"), "how-we-work", after=0)
    await asyncio.gather(*hub_of(open_house)._flushes)
    assert cleo.closing is None
    assert sent == []


async def test_who_leaves_for_an_organisation_or_outstays_a_mandate_is_asked_who_they_are(
    open_house: OpenHouse,
) -> None:
    cleo = await joined(open_house, reader(open_house, "cleo"))
    await open_house.ask(LeavePartnership, {}, by="cleo", partner="payer")
    await asyncio.gather(*hub_of(open_house)._flushes)
    assert cleo.closing == RIGHTS_CHANGED
    until = datetime.now(UTC) + timedelta(minutes=1)
    fields = {"person": "ben", "partner": "clinic", "until": until.isoformat()}
    await open_house.ask(GrantMandate, fields, by="ana", partner="ana")
    directory = (await open_house.views()).directory
    ben = msgspec.structs.replace(reader(open_house, "ben"), acting=("clinic", "ben"))
    assert not has_lapsed(directory, ben, until - timedelta(seconds=1))
    assert has_lapsed(directory, ben, until)


async def test_a_page_that_slept_for_too_long_is_to_be_loaded_again(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.live.hub.MISSED_AT_MOST", 3)
    outbox = Outbox(reader(open_house, "ben"), "goals", None)
    await hub_of(open_house).join(outbox, 1)
    assert outbox.closing == LOAD_AGAIN


async def test_no_position_is_named_before_what_led_to_it_was_told(open_house: OpenHouse) -> None:
    hub = hub_of(open_house)
    ben = await joined(open_house, reader(open_house, "ben"))
    before = (await open_house.views()).position
    hub.coalesce = 0.5
    assert hub.told(open_house.partnership) == before
    await goal(open_house)
    await frame_after(ben)
    made = await goal(open_house, "soon after it")
    said: list[str] = []

    async def send(text: str) -> None:
        said.append(text)
        if made in text:
            ben.close(COME_BACK)

    assert hub.told(open_house.partnership) is None
    writing = asyncio.create_task(write(ben, send, lambda: hub.told(open_house.partnership)))
    assert await asyncio.wait_for(writing, WITHIN) == COME_BACK
    assert [text.count(made) > 0 for text in said] == [True]
    assert hub.told(open_house.partnership) == before + 2
