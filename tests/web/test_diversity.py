"""What people share for the sums: seen by themselves alone, added up when enough, the same for everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from tests.web.visitors import OpenHouse, plain
from web.asking import TERMS
from web.attributes import written
from web.door import Problem, Writer, build
from workspace.acts import Act
from workspace.partners.commands import AcceptRecordTerms, AdmitPerson
from workspace.partners.commands.attributes import ReleaseFigures, ShareAttributes
from workspace.refusals import Refusal

PAGE = "/directory/diversity"
CITY, TOWN = "large city", "town or suburb"


@pytest_asyncio.fixture(autouse=True)
async def they_have_read_what_is_kept(open_house: OpenHouse) -> None:
    for person in ("ana", "ben"):
        await open_house.ask(AcceptRecordTerms, {"terms": TERMS}, by=person)


async def people_share(house: OpenHouse, city: int, town: int = 0) -> None:
    """So many people come, and each shares where they live."""
    for number, value in enumerate([CITY] * city + [TOWN] * town):
        person = f"{value[:4]}-{number}"
        await house.ask(AdmitPerson, {"person": person, "display_name": f"Person {number}"}, operator=True)
        await house.ask(ShareAttributes, {"attributes": written({"geography": value})}, by=person)


async def later(house: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four weeks pass, as far as the rules are concerned."""
    monkeypatch.setattr("workspace.partners.attributes.WINDOW", type(datetime.now(UTC) - datetime.now(UTC))())
    monkeypatch.setattr("web.pages.diversity.showing.WINDOW", type(datetime.now(UTC) - datetime.now(UTC))())


async def test_what_somebody_shares_is_seen_by_themselves_alone(open_house: OpenHouse) -> None:
    ben, others = (
        await open_house.visitor("ben"),
        [await open_house.visitor(p) for p in ("ana", "olga", "ada")],
    )
    before = [plain(await other.text(PAGE)) for other in others]
    await ben.sent(f"{PAGE}/mine", geography=CITY)
    assert "In a large city" in plain(await ben.text(PAGE)).split("Change it")[0]
    assert [plain(await other.text(PAGE)) for other in others] == before
    history = [plain(await other.text("/history")) for other in others]
    assert not any("for the sums" in one for one in history)


async def test_taking_it_out_again(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    await ben.sent(f"{PAGE}/mine", geography=CITY, socio_economic_status="just enough")
    await ben.sent(f"{PAGE}/mine/ending")
    assert "You share nothing for the sums." in plain(await ben.text(PAGE))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"geography": ""},
        {"geography": "on the moon"},
        {"geography": "x" * 300},
        {"geography": CITY, "attributes": written({"geography": TOWN})},
        {"geography": CITY, "person": "ana"},
    ],
)
async def test_a_form_that_is_not_ours_or_says_nothing_is_refused(
    open_house: OpenHouse, fields: dict[str, str]
) -> None:
    ben = await open_house.visitor("ben")
    answer = await ben.send(f"{PAGE}/mine", fields)
    assert answer.status_code == 422
    assert "That did not work yet" in plain(answer.text)
    assert (await open_house.views()).figures.answers == {}


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        '{"catalogue": 1, "answers": {"geography": "on the moon"}}',
        '{"catalogue": 2, "answers": {"geography": "large city"}}',
        '{"catalogue": 1, "answers": {"weight": "large city"}}',
        '{"catalogue": 1, "answers": {}}',
    ],
)
async def test_the_door_refuses_what_is_not_in_the_catalogue(open_house: OpenHouse, text: str) -> None:
    writer = Writer(open_house.partnership, "ben", "c1", "en")
    assert isinstance(build(ShareAttributes, {"attributes": text}, writer, open_house.engine.keys), Problem)


async def test_all_answers_are_sealed_at_the_same_length(open_house: OpenHouse) -> None:
    writer = Writer(open_house.partnership, "ben", "c1", "en")
    boxes = set()
    for text in ('{"catalogue":1,"answers":{"geography":"large city"}}', written({"geography": CITY})):
        made = build(ShareAttributes, {"attributes": text}, writer, open_house.engine.keys)
        assert isinstance(made, ShareAttributes)
        boxes.add(len(made.attributes.box))
    assert len(boxes) == 1


async def test_released_sums_are_the_same_for_everybody_and_not_there_before(open_house: OpenHouse) -> None:
    await people_share(open_house, 8, 6)
    ana = await open_house.visitor("ana")
    before = (await open_house.views()).position
    await ana.sent(f"{PAGE}/releases")
    for name in ("ana", "ben", "olga", "ada"):
        visitor = await open_house.visitor(name)
        shown = plain(await visitor.text(PAGE)).split("The sums")[1].split("A number is shown")[0]
        assert "In a large city 8" in shown
        assert "six" not in shown
        assert "Another answer, or none" in shown
        assert "Nothing has been added up yet" in plain(await visitor.text(f"{PAGE}?at={before}"))


async def test_too_few_are_not_shown_and_the_page_says_so(open_house: OpenHouse) -> None:
    await people_share(open_house, 4)
    ana = await open_house.visitor("ana")
    await ana.sent(f"{PAGE}/releases")
    assert "Too few people shared this for us to show it without pointing at somebody." in plain(
        await ana.text(PAGE)
    )


async def test_sums_that_hardly_changed_stay_as_they_were(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people_share(open_house, 9, 7)
    ana = await open_house.visitor("ana")
    await ana.sent(f"{PAGE}/releases")
    first = (await open_house.views()).figures.releases[-1].tables
    await later(open_house, monkeypatch)
    await open_house.ask(ShareAttributes, {"attributes": written({"geography": TOWN})}, by="larg-0")
    await ana.sent(f"{PAGE}/releases")
    shown = plain(await ana.text(PAGE))
    assert "In a large city 9" in shown
    assert "So these stay." in shown
    assert len(first) == 1


async def test_sums_are_released_once_in_four_weeks(open_house: OpenHouse) -> None:
    await people_share(open_house, 9, 7)
    ana = await open_house.visitor("ana")
    await ana.sent(f"{PAGE}/releases")
    answer = await ana.send(f"{PAGE}/releases")
    assert answer.status_code == 409
    assert "once in four weeks" in plain(answer.text)


@pytest.mark.parametrize(("name", "status"), [("ben", 403), ("olga", 403), ("ada", 403)])
async def test_only_those_who_lead_ask_for_sums(open_house: OpenHouse, name: str, status: int) -> None:
    other = await open_house.visitor(name)
    answer = await other.send(f"{PAGE}/releases")
    assert answer.status_code == status


async def test_nobody_can_send_sums_of_their_own(open_house: OpenHouse) -> None:
    command = ReleaseFigures(seen=99, people=5, tables=())
    act: dict[str, Any] = {"command": "c9", "person": "ana", "at": datetime.now(UTC)}
    answer = await open_house.engine.submit(open_house.partnership, command, Act(**act))
    assert isinstance(answer, Refusal)
    assert answer.kind == "not allowed"


async def test_asking_twice_with_the_same_form_is_one_release(open_house: OpenHouse) -> None:
    await people_share(open_house, 9, 7)
    ana = await open_house.visitor("ana")
    for _ in range(2):
        await ana.sent(f"{PAGE}/releases", command="the-same")
    assert len((await open_house.views()).figures.releases) == 1
