"""What a view says to a program is what the pages show its person, and nothing beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from projections.views import PROJECTIONS
from tests.web.api.programs import Program, problem_in, program, unhurried
from tests.web.test_live_pages import STEPS
from tests.web.visitors import OpenHouse, Visitor, plain
from web.api.viewing import ITEMS, NOT_SHOWN, VIEWS

PEOPLE = ("ana", "ben", "cleo", "olga", "ada")
READ = frozenset(("text", "name", "sentence", "label"))
"""The fields in which people's words and names are, and ours about them."""
MOST_PAGES = 120


async def act_out(house: OpenHouse) -> None:
    """Everything that the test of live pages does."""
    unhurried(house)
    for step in STEPS:
        await house.ask(step.kind, step.fields, **step.act, command=step.thing or uuid4().hex)


def said(value: Any, field: str = "") -> Iterator[str]:
    """Every text that a person could read in an answer."""
    match value:
        case dict():
            for name, one in value.items():
                yield from said(one, name)
        case list():
            for one in value:
                yield from said(one, field)
        case str() if field in READ:
            yield value


async def pages_of(visitor: Visitor, at: int | None = None) -> str:
    """The text of every page that leads on from the table, as it was at a moment."""
    moment = "" if at is None else f"?at={at}"
    waiting, seen, texts = ["/", "/directory", "/goals?part=all", "/promises?show=all", "/history"], set(), []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = await visitor.get(path if "?" in path or not moment else path + moment)
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        texts += [plain(answer.text), *compared(answer.text), *filled_in(answer.text)]
        found = re.findall(rf'href="{re.escape(visitor.base)}(/[^"?#]*)', answer.text)
        waiting += [one for one in found if not one.startswith(("/mission/differences", "/export"))]
    return squeezed(" ".join(texts))


def compared(html: str) -> Iterator[str]:
    """Both texts of every comparison: a page shows them as one, with marks for what came and what went."""
    for shown in re.findall(r'<p class="wording differences".*?</p>', html, re.DOTALL):
        without_words = re.sub(r"<span.*?</span>", "", shown)
        for gone in ("ins", "del"):
            yield plain(re.sub(rf"<{gone}>.*?</{gone}>", "", without_words, flags=re.DOTALL))


def filled_in(html: str) -> Iterator[str]:
    """What stands in the fields of a page: one's own words, to be said otherwise."""
    yield from (unescape(one) for one in re.findall(r'type="text" value="([^"]+)"', html))


def squeezed(text: str) -> str:
    """Without the blanks that a page puts between the parts of a sentence, and without its capitals."""
    return re.sub(r"[\s“”\"«»]+", "", text).casefold()


async def answers(one: Program, at: int | None = None) -> dict[str, Any]:
    """Every view, and everything in it, that is not refused."""
    moment = "" if at is None else f"?at={at}"
    found: dict[str, Any] = {}
    for view in VIEWS:
        answer = await one.get(f"/views/{view}{moment}")
        if answer.status_code == 200:
            found[view] = answer.json()
    for view in ITEMS:
        for item in sorted(ids_in(found.get(view))):
            answer = await one.get(f"/views/{view}/{item}{moment}")
            if answer.status_code == 200:
                found[f"{view}/{item}"] = answer.json()
    return found


def ids_in(value: Any) -> set[str]:
    """Every id in an answer."""
    match value:
        case dict():
            own = {value["id"]} if isinstance(value.get("id"), str) else set()
            return own.union(*(ids_in(one) for one in value.values()))
        case list():
            return set().union(*map(ids_in, value))
        case _:
            return set()


@pytest.mark.parametrize("person", PEOPLE)
async def test_nothing_is_said_that_no_page_says_to_the_same_reader(
    open_house: OpenHouse, person: str
) -> None:
    await act_out(open_house)
    reading, visitor = await program(open_house, person, "read"), await open_house.visitor(person)
    shown = await pages_of(visitor)
    told = await answers(reading)
    assert len(told) > len(VIEWS)
    for name, answer in told.items():
        beyond = [one for one in said(answer) if squeezed(one) not in shown]
        assert not beyond, (name, beyond)


@pytest.mark.parametrize("person", ["ben", "olga", "ada"])
async def test_the_past_says_no_more_than_its_pages(open_house: OpenHouse, person: str) -> None:
    await act_out(open_house)
    reading, visitor = await program(open_house, person, "read"), await open_house.visitor(person)
    last = (await open_house.views()).position
    for at in range(3, last, max(1, last // 4)):
        shown = await pages_of(visitor, at)
        for name, answer in (await answers(reading, at)).items():
            assert (answer["position"], answer["live"]) == (at, False)
            beyond = [one for one in said(answer) if squeezed(one) not in shown]
            assert not beyond, (at, name, beyond)


async def test_observers_get_no_person_neither_by_name_nor_by_id(open_house: OpenHouse) -> None:
    await act_out(open_house)
    olga = await program(open_house, "olga", "read")
    whole = str(await answers(olga))
    for person in (*PEOPLE, "eva", "dora"):
        assert f"'{person}'" not in whole.replace("'person': 'olga'", "")
    for name in ("Ana Ruiz", "Ben Okafor", "Cleo Martín", "Ada Audit"):
        assert name not in whole


async def test_auditors_get_pseudonyms(open_house: OpenHouse) -> None:
    await act_out(open_house)
    whole = str(await answers(await program(open_house, "ada", "read")))
    assert "Person 2" in whole
    for name in ("Ana Ruiz", "Ben Okafor", "Cleo Martín"):
        assert name not in whole


async def test_a_perspective_goes_to_whom_its_person_chose(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    told = {}
    for shown_to in ("facilitators", "members", "public"):
        await ben.done("DeclarePerspective", category="patient", shown_to=shown_to)
        told[shown_to] = {
            person
            for person in PEOPLE
            if "'patients'" in str(await answers(await program(open_house, person)))
        }
    assert told == {
        "facilitators": {"ana"},
        "members": {"ana", "ben", "cleo"},
        "public": {"ana", "ben", "cleo", "ada"},
    }


async def test_promises_stay_between_partners(open_house: OpenHouse) -> None:
    await act_out(open_house)
    olga = await program(open_house, "olga", "read")
    problem_in(await olga.get("/views/promises"), 403)
    problem_in(await olga.get("/views/promises/p1"), 403)
    assert (await olga.view("goals/g1"))["goals"]["promises"] is None


async def test_how_reliably_somebody_keeps_their_word_reaches_no_program(open_house: OpenHouse) -> None:
    await act_out(open_house)
    for person in PEOPLE:
        whole = str(await answers(await program(open_house, person, "read")))
        assert "follow" not in whole.replace("'followed'", "")


async def test_a_position_a_page_and_a_place_that_are_none_are_refused(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben", "read")
    for wrong in ("at=0", "at=-1", "at=x", "at=1&at=2", "at=", "page=0", "before=1.5", "at=" + "9" * 40):
        problem = problem_in(await ben.get(f"/views/history?{wrong}"), 422)
        assert problem["field"] == wrong.partition("=")[0]
    assert (await ben.get("/views/goals?page=99")).json()["goals"]["page"] == 1
    late = (await ben.get("/views/goals?at=99999999")).json()
    assert late["position"] == (await open_house.views()).position


async def test_the_history_goes_on_where_it_stopped(open_house: OpenHouse) -> None:
    await act_out(open_house)
    ben = await program(open_house, "ben", "read")
    positions, before = [], ""
    while True:
        found = (await ben.view(f"history{before}"))["history"]
        positions += [one["position"] for one in found["moments"]]
        if found["older"] is None:
            break
        before = f"?before={found['older']}"
    assert positions == sorted(set(positions), reverse=True)
    assert positions[-1] == 1


def test_every_view_is_shown_or_left_out_on_purpose() -> None:
    assert set(VIEWS) == (set(PROJECTIONS) - NOT_SHOWN) | {"history"}


async def test_what_a_token_opens_is_said(open_house: OpenHouse) -> None:
    cleo = await program(open_house, "cleo")
    one = (await cleo.get("")).json()
    assert (one["person"], one["roles"], one["scope"]) == ("cleo", ["member"], "act")
    assert one["acting_for"] == {"id": "payer", "kind": "organisation", "name": "Fair Health"}
    assert (await cleo.client.get("/api/v1/partnerships")).json() == {"partnerships": [one]}
    reading = await program(open_house, "cleo", "read")
    assert (await reading.get("")).json()["commands"] == []
