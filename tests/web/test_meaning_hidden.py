"""Five people write what matters to them; nobody reads any of it before all is shown, on any surface.

Each text holds a word of its own. The words are looked for on every page, pushed part, answer to a program,
search, moment, message to a webhook, line of the export and screen of the command line: while they are
hidden, on pages as they were then, and for those who are never told.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest_asyncio

from events.charter import InterestDeclared
from events.log.keys import Unreadable
from tests.web.access.test_moments import reached
from tests.web.api.programs import unhurried, with_token
from tests.web.commanded import done
from tests.web.served import MASTER, SECRET, Socket
from tests.web.visitors import ADDRESS, OpenHouse, Visitor, opened
from web.ideas import FORGETTING
from web.webhooks.message import message
from workspace.charter.commands import InviteIdeas, OpenStatement, RevealIdeas
from workspace.partners.commands import AdmitPerson

WRITING = ("ana", "fay", "ben", "cleo", "dora")
LOOKING = ("ada", "olga", "fern")
ROLES = {"fay": "facilitator", "dora": "member", "fern": "funder"}
SHOWN = {f"owl{one}" for one in WRITING} | {f"elk{one}" for one in WRITING}
GONE = {"hasty", "regretted"}
CANARIES = SHOWN | GONE
GONE_OF = {person: set[str]() for person in (*WRITING, *LOOKING)} | {"ben": {"hasty"}, "cleo": {"regretted"}}
NEVER = ("olga", "fern")
VIEWS = ("charter", "history", "table", "directory", "decisions", "goals", "promises")


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """A mission about which everybody is asked."""
    async with opened(migrated_database_url, tmp_path) as made:
        unhurried(made)
        for person, role in ROLES.items():
            fields = {"person": person, "display_name": person.title(), "role": role}
            await made.ask(AdmitPerson, fields, operator=True)
            if role != "funder":
                await made.read_what_is_kept(person)
        await made.ask(OpenStatement, {"kind": "mission"}, command="s1")
        await made.ask(InviteIdeas, {"statement": "s1"}, command="r1")
        yield made


async def all_write(house: OpenHouse) -> None:
    """Each through their own form; Ben says it otherwise, Cleo takes it back first."""
    visitors = {person: await house.visitor(person) for person in WRITING}
    ideas = "/rounds/r1/ideas"
    await visitors["ben"].sent(ideas, interest="something hasty")
    await visitors["cleo"].sent(ideas, second_idea="something regretted")
    await visitors["cleo"].sent(f"{ideas}/withdrawal")
    for person, visitor in visitors.items():
        await visitor.sent(ideas, interest=f"What owl{person} says", third_idea=f"The elk{person} way")


def words_in(text: str) -> set[str]:
    """The hidden words that stand in a text."""
    plain = re.sub(r"</?mark>", "", text).casefold()
    return {one for one in CANARIES if one in plain}


async def seen(house: OpenHouse, person: str) -> dict[str, set[str]]:
    """Which of the words each surface shows to somebody, surfaces without any left out."""
    visitor = await house.visitor(person)
    found = {path: words_in(text) async for path, text in surfaces(house, visitor, person)}
    assert len(found) > 40
    return {path: words for path, words in found.items() if words}


async def surfaces(house: OpenHouse, visitor: Visitor, person: str) -> AsyncIterator[tuple[str, str]]:
    """Everything that somebody can look at: its address, and what it says."""
    last = (await house.views()).position
    for path, text in (await reached(visitor, 30)).items():
        yield path, text
    for position in range(1, last + 1):
        yield f"/history/{position}", (await visitor.get(f"/history/{position}")).text
    for page in ("mission", "history", "table", "*"):
        yield f"poll {page}", (await visitor.get(f"/live/poll?page={page}&after=1")).text
    for word in sorted(CANARIES):
        page = (await visitor.get(f"/search?q={word}")).text
        yield f"search {word}", "\n".join(re.findall(r"<li.*?</li>", page.split("<main")[1], re.DOTALL))
    yield "my ideas", (await visitor.get("/statements/mission/ideas")).text
    for at in range(1, last + 1, 2):
        for path in ("/mission", "/history", f"/history/{at}", "/search?q=owl"):
            joined = "&" if "?" in path else "?"
            answer = await visitor.get(f"{path}{joined}at={at}")
            yield f"{path} as it was at {at}", answer.text.replace('value="owl"', "")
    async for path, text in answers(house, person, last):
        yield path, text


async def answers(house: OpenHouse, person: str, last: int) -> AsyncIterator[tuple[str, str]]:
    """What programs of theirs are told, now and of the past."""
    accounts = house.app.state.accounts
    account = accounts.find(f"{person}@example.org")
    token = accounts.tokens.make(account.id, house.partnership, person, scope="read", label="x", days=3)
    calling = with_token(house, token)
    for moment in ("", *(f"?at={at}" for at in range(last - 6, last + 1))):
        for view in VIEWS:
            yield f"api {view}{moment}", (await calling.get(f"/views/{view}{moment}")).text


class Watcher(NamedTuple):
    """Somebody with a page open, and what it was sent."""

    person: str
    page: str
    socket: Socket

    async def all_told(self, house: OpenHouse) -> str:
        """All that came until their page knows of what happened last."""
        sent, last = "", (await house.views()).position
        while f"\n{last}\n" not in sent:
            sent += f"\n{text_of(await self.socket.next())}\n"
        return sent

    async def until(self, text: str) -> str:
        """All that comes until something is told."""
        sent = ""
        while text not in sent:
            sent += text_of(await self.socket.next())
        return sent


def text_of(frame: dict[str, Any]) -> str:
    """What a frame says."""
    return frame.get("text") or (frame.get("bytes") or b"").decode()


async def watching(house: OpenHouse) -> list[Watcher]:
    """Everybody has the mission open, and the history."""
    found = []
    for person in (*LOOKING, *WRITING):
        visitor = await house.visitor(person)
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
        headers = {"Host": "127.0.0.1:8400", "Origin": ADDRESS, "Cookie": cookie}
        for page in ("mission", "history"):
            query = f"page={page}&after={(await house.views()).position}"
            found.append(Watcher(person, page, Socket(house.app, f"{visitor.base}/live?{query}", headers)))
            assert (await found[-1].socket.next())["type"] == "websocket.accept"
    return found


def told_by_the_operator(house: OpenHouse, data: Path) -> Iterator[tuple[str, str]]:
    """What whoever runs the server reads on their screen and in the file."""
    given = {"EVERYSEAT_SECRET": SECRET, "EVERYSEAT_MASTER_KEY": MASTER}
    given |= {"EVERYSEAT_DATABASE_URL": house.settings.database_url}
    last = house.engine.live.get(house.partnership).position
    asked = ("--partnership", house.partnership)
    for view in VIEWS:
        yield f"show {view}", done(data, "show", view, *asked, env=given)
        for at in ((), ("--at", str(last - 2)), ("--at", str(last - 8))):
            yield f"show {view} {at}", done(data, "show", view, *asked, *at, "--json", env=given)
    yield "export", done(data, "export", *asked, "-", env=given)
    states = [stored.state for stored in house.engine.log.read(house.partnership)]
    yield "webhook", str(message(house.partnership, last, states))


async def test_before_all_is_shown_each_reads_their_own_words_and_nobody_any_others(
    house: OpenHouse, tmp_path: Path
) -> None:
    watchers = await watching(house)
    await all_write(house)
    (open_page,) = (one for one in watchers if (one.person, one.page) == ("ana", "mission"))
    told = [await open_page.until("5 people have written theirs.")]
    await house.ask(OpenStatement, {"kind": "vision"})  # Every page is told of it, and before it of the rest.
    told += [await one.all_told(house) for one in watchers]
    assert words_in("".join(told)) == set()
    for person in (*WRITING, *LOOKING):
        own = {one for one in CANARIES if one.endswith(person)}
        found = await seen(house, person)
        beyond = {path: words - own for path, words in found.items() if words - own - GONE_OF[person]}
        assert not beyond, (person, beyond)
        assert bool(found.get("my ideas")) == (person in WRITING)
    told_words = {where: words_in(text) for where, text in told_by_the_operator(house, tmp_path)}
    assert not any(told_words.values()), {where: words for where, words in told_words.items() if words}


async def test_then_everybody_at_the_table_reads_all_that_stands_and_nobody_what_was_replaced(
    house: OpenHouse, tmp_path: Path
) -> None:
    watchers = await watching(house)
    await all_write(house)
    before = (await house.views()).position
    await (await house.visitor("fay")).sent("/rounds/r1/reveal")
    await house.ask(OpenStatement, {"kind": "vision"})  # Every page is told of it, and before it of the rest.
    for one in watchers:
        at_the_table = one.page == "mission" and one.person not in NEVER
        assert words_in(await one.all_told(house)) == (SHOWN if at_the_table else set()), one
    for person in (*WRITING, *LOOKING):
        found = await seen(house, person)
        assert set().union(*found.values()) - GONE_OF[person] == (set() if person in NEVER else SHOWN), person
        assert ("search owlben" in found) == (person not in NEVER), person
        for path, words in found.items():
            at, own = re.search(r"at[ =](\d+)", path), {one for one in CANARIES if one.endswith(person)}
            assert not at or int(at[1]) > before or words <= own | GONE_OF[person], (person, path)
    told = dict(told_by_the_operator(house, tmp_path))
    assert words_in(told["export"]) == SHOWN
    assert words_in(told["show charter ()"]) == words_in(told["show history ()"]) == SHOWN
    for where, text in told.items():
        assert not words_in(text) & GONE, where
        assert "--at" not in where or not words_in(text), where


async def test_what_was_replaced_or_taken_back_cannot_be_opened_by_anybody(house: OpenHouse) -> None:
    await all_write(house)
    await house.ask(RevealIdeas, {"round": "r1"})
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == FORGETTING))
    history = await house.engine.history(house.partnership, 0)
    texts = [text for one in history for text in opened_in(house, one.event)]
    assert [text.why for text in texts if isinstance(text, Unreadable)] == ["taken back"] * 2
    assert words_in(" ".join(text for text in texts if isinstance(text, str))) == SHOWN


def opened_in(house: OpenHouse, event: Any) -> list[str | Unreadable]:
    """What can be opened of somebody's ideas."""
    if not isinstance(event, InterestDeclared):
        return []
    written = (event.interest, event.first_idea, event.second_idea, event.third_idea)
    return [house.engine.keys.open(house.partnership, one) for one in written if one is not None]


async def test_the_export_says_what_has_to_happen_first(house: OpenHouse, tmp_path: Path) -> None:
    await all_write(house)
    lines = [json.loads(one) for one in dict(told_by_the_operator(house, tmp_path))["export"].splitlines()]
    kept_back = [one for one in lines if one["header"]["name"] == "InterestDeclared"]
    assert len(kept_back) == 8
    assert all(one["until"] == "IdeasRevealed" and "words" not in one for one in kept_back)
    assert all("until" not in one for one in lines if one not in kept_back)
