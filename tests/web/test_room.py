"""There is room for as many open pages as a person or a process can use, and no more."""

from __future__ import annotations

import pytest

from tests.web.visitors import OpenHouse
from web.live.hub import COME_BACK, TOO_MANY, Hub, Outbox
from web.live.room import OF_A_SESSION
from web.reader import Reader


def page_of(house: OpenHouse, session: str) -> Outbox:
    reader = Reader(
        account="a",
        partnership=house.partnership,
        person="ben",
        partner="ben",
        roles=frozenset(("member",)),
    )
    outbox = Outbox(reader, "goals", None)
    outbox.session = session
    return outbox


@pytest.fixture
def hub(open_house: OpenHouse) -> Hub:
    made: Hub = open_house.app.state.hub
    return made


async def test_one_browser_has_a_hundred_pages_open_and_others_are_not_in_its_way(
    open_house: OpenHouse, hub: Hub
) -> None:
    pages = [page_of(open_house, "ben's browser") for _ in range(OF_A_SESSION + 1)]
    for page in pages:
        await hub.join(page, 0)
    assert [page.closing for page in pages] == [None] * OF_A_SESSION + [TOO_MANY]
    another = page_of(open_house, "another browser")
    await hub.join(another, 0)
    assert another.closing is None
    hub.leave(pages[-1])
    still = page_of(open_house, "ben's browser")
    await hub.join(still, 0)
    assert still.closing == TOO_MANY, "who was not taken in leaves no room"
    hub.leave(pages[0])
    again = page_of(open_house, "ben's browser")
    await hub.join(again, 0)
    assert again.closing is None
    assert hub.sockets == len(hub.room) == OF_A_SESSION + 1


async def test_a_process_that_is_full_sends_pages_away_for_a_while(open_house: OpenHouse, hub: Hub) -> None:
    hub.room.in_all = 2
    pages = [page_of(open_house, f"browser {number}") for number in range(3)]
    for page in pages:
        await hub.join(page, 0)
    assert [page.closing for page in pages] == [None, None, COME_BACK]
    assert hub.sockets == 2
