"""What somebody replaced or took back before all was shown is gone for good, also after a process ended."""

from __future__ import annotations

from events.charter import InterestDeclared
from events.log.keys import KeyStore, Unreadable
from events.log.plan import Done
from tests.keys import MASTER
from tests.web.conftest import House
from web.ideas import Forgetting
from web.settings.addresses import beside
from workspace.charter.commands import DeclareInterest, InviteIdeas, OpenStatement, RevealIdeas
from workspace.commands import Command


async def do(
    house: House, asked: type[Command], by: str = "ana", command: str | None = None, **fields: str
) -> None:
    """Somebody does something."""
    assert isinstance(await house.ask(asked, fields, by=by, command=command), Done)


async def two_thoughts(house: House) -> None:
    """Everybody is asked; Ben says one thing, then another; Cleo takes back what she said."""
    await do(house, OpenStatement, command="s1", kind="mission")
    await do(house, InviteIdeas, command="r1", statement="s1")
    await do(house, DeclareInterest, "ben", round="r1", interest="hasty", first_idea="too quick")
    await do(house, DeclareInterest, "cleo", round="r1", interest="regretted")
    await do(house, DeclareInterest, "ben", round="r1", interest="calm")
    await do(house, DeclareInterest, "cleo", round="r1")


async def left(house: House) -> list[str]:
    """What a process that starts now can open of it."""
    keys = KeyStore.at(beside(house.url, "keys"), MASTER)
    try:
        events = [one.event for one in await house.engine.history(house.partnership, 0)]
        said = [one for one in events if isinstance(one, InterestDeclared)]
        words = [text for one in said for text in (one.interest, one.first_idea) if text is not None]
        texts = [keys.open(house.partnership, one) for one in words]
        return ["" if isinstance(text, Unreadable) else text for text in texts]
    finally:
        keys.close()


async def test_it_goes_when_something_comes_in_its_place(house: House) -> None:
    forgetting = Forgetting(house.engine)
    await two_thoughts(house)
    await forgetting.stop()
    assert await left(house) == ["", "", "", "calm"]


async def test_what_a_process_left_goes_when_all_is_shown(house: House) -> None:
    await two_thoughts(house)
    assert await left(house) == ["hasty", "too quick", "regretted", "calm"]
    forgetting = Forgetting(house.engine)
    await do(house, RevealIdeas, round="r1")
    await forgetting.stop()
    assert await left(house) == ["", "", "", "calm"]


async def test_where_the_rounds_are_not_known_nothing_is_destroyed(house: House) -> None:
    await two_thoughts(house)
    await house.engine.views(house.partnership)
    folded = house.engine.live.get(house.partnership)
    assert folded is not None
    folded.parked["charter"] = folded.position
    forgetting = Forgetting(house.engine)
    await do(house, RevealIdeas, round="r1")
    await forgetting.stop()
    assert await left(house) == ["hasty", "too quick", "regretted", "calm"]
