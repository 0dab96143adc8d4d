"""The promise pages, through the real app: keeping, confirming, settling, and who sees what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.web.visitors import OpenHouse, Visitor, opened, plain
from web.pages.promises.contexts import promise_context
from web.reader import Audience
from workspace.contributions.commands import DeliverPromise, DisputeDelivery, MakePromise, ReleasePromise
from workspace.goals.commands import ProposeGoal

HOSTILE = '<script>alert("1")</script> & "quoted" {{ 7*7 }} \u202eabc'
NOW = datetime.now(UTC)


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The running app with its partnership."""
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


async def promise(house: OpenHouse, by: str = "ben", **more: Any) -> str:
    """A promise of Ben's (or of Cleo's payer)."""
    pledge = uuid4().hex
    fields = {"kind": "volunteer time", "title": "Drive people to meetings", **more}
    partner = "payer" if by == "cleo" else None
    await house.ask(MakePromise, fields, by=by, command=pledge, partner=partner)
    return pledge


async def delivered(house: OpenHouse) -> str:
    """A promise of Ben's that he says is done."""
    pledge = await promise(house)
    await house.ask(DeliverPromise, {"pledge": pledge, "evidence": "the log book"}, by="ben")
    return pledge


async def stage(house: OpenHouse, pledge: str) -> str:
    """What was last said of a promise."""
    return str((await house.views()).promises.promises[pledge].stage)


async def test_an_empty_list_says_how_to_begin(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    page = plain(await ben.text("/promises"))
    assert "Begin with a small one: an hour, a room, a phone call." in page
    assert "I promise to…" in page


async def test_a_promise_is_made_done_and_confirmed_with_plain_forms(house: OpenHouse) -> None:
    goal = uuid4().hex
    await house.ask(ProposeGoal, {"title": "Rides for everyone"}, by="ben", command=goal)
    ben, cleo = await house.visitor("ben"), await house.visitor("cleo")
    assert "Rides for everyone" in await ben.text(f"/promises?goal={goal}")
    fields = {"title": "Drive people", "kind": "volunteer time", "amount": "12.5", "unit": "hours"}
    there = await ben.sent("/promises", fields | {"due": "2999-01-31", "goal": goal})
    page = plain((await ben.client.get(there)).text)
    for part in ("Drive people", "12.5 hours", "January 31, 2999", "Rides for everyone", "offered"):
        assert part in page
    pledge = there.rsplit("/", 1)[1]
    assert "Drive people" in plain(await cleo.text(f"/goals/{goal}"))
    await ben.sent(f"/promises/{pledge}/delivery", evidence="The log book in the van")
    page = plain(await cleo.text("/promises"))
    assert "Done, waiting for a second pair of eyes" in page
    assert "The log book in the van" in page
    assert "Have you seen one of these?" in page
    await cleo.sent(f"/promises/{pledge}/confirmation")
    assert await stage(house, pledge) == "confirmed"
    assert "Confirmed by Cleo Martín , for Fair Health" in plain(await ben.text(f"/promises/{pledge}"))


async def test_nobody_confirms_their_own_promise(house: OpenHouse) -> None:
    pledge, ben = await delivered(house), await house.visitor("ben")
    assert "I can confirm it" not in await ben.text("/promises")
    for htmx, status in ((False, 403), (True, 422)):
        answer = await ben.send(f"/promises/{pledge}/confirmation", htmx=htmx)
        assert answer.status_code == status
        assert "This is your own promise. Somebody else has to confirm it." in plain(answer.text)
    assert await stage(house, pledge) == "delivered"


async def test_somebody_who_sees_it_differently_says_why_and_it_is_settled(house: OpenHouse) -> None:
    pledge = await delivered(house)
    ben, cleo = await house.visitor("ben"), await house.visitor("cleo")
    empty = await cleo.send(f"/promises/{pledge}/different-view", why="")
    assert empty.status_code == 422
    await cleo.sent(f"/promises/{pledge}/different-view", why="I only saw two rides.")
    page = plain(await ben.text(f"/promises/{pledge}"))
    assert "talked about" in page
    assert "I only saw two rides." in page
    kept = await ben.send(f"/promises/{pledge}/settlement", how="kept", note="It was fine.")
    assert kept.status_code == 403
    assert "It was fine." in kept.text
    await cleo.sent(f"/promises/{pledge}/settlement", how="goes on", note="Two more rides in May.")
    page = plain(await ben.text(f"/promises/{pledge}"))
    assert "After a talk: it goes on." in page
    assert "Two more rides in May." in page
    assert await stage(house, pledge) == "offered"


async def test_a_promise_is_agreed_anew_or_let_go_with_a_kind_word(house: OpenHouse) -> None:
    pledge = await promise(house, amount="12", unit="hours", due="2999-01-31")
    ben, cleo = await house.visitor("ben"), await house.visitor("cleo")
    await ben.sent(f"/promises/{pledge}/revisions", amount="8", due="2999-03-01", why="I was ill.")
    page = plain(await cleo.text(f"/promises/{pledge}"))
    assert "8 hours" in page
    assert "I was ill." in page
    others = await cleo.send(f"/promises/{pledge}/letting-go", why="")
    assert others.status_code == 403
    await ben.sent(f"/promises/{pledge}/letting-go", why="The van broke down.")
    assert "The van broke down." in plain(await cleo.text("/promises"))


async def test_a_day_that_passed_brings_a_question_not_a_reproach(house: OpenHouse) -> None:
    pledge = await promise(house, due=(NOW + timedelta(days=1)).date().isoformat())
    later = (await house.views())._replace(at=NOW + timedelta(days=11))
    audience = Audience("member")
    context = {"page": "promise", **(promise_context(later, audience, pledge) or {})}
    rendering = house.app.state.services.rendering
    card = plain(rendering.block("promises/card.html", "promise", later, audience, context))
    assert "no news yet, need a hand?" in card
    assert "No news yet; it was for 10 days ago. Need a hand?" in card
    assert "overdue" not in card.lower()


async def test_observers_see_no_promise_and_no_partner(house: OpenHouse) -> None:
    pledge, olga = await promise(house), await house.visitor("olga")
    page = plain(await olga.text("/promises"))
    assert "What partners promise each other stays between them." in page
    assert "Drive people" not in page
    for path in (f"/promises/{pledge}", f"/promises/{pledge}/mine", "/promises/mine"):
        assert (await olga.get(path)).status_code == 404
    frame = await olga.text("/live/poll?page=promises&after=0")
    assert "<hx-partial" not in frame
    refused = await olga.send("/promises", title="A lift on Tuesdays", kind="volunteer time")
    assert refused.status_code == 403
    assert "but not change it" in plain(refused.text)


async def test_auditors_see_every_act_under_pseudonyms_and_no_form(house: OpenHouse) -> None:
    pledge, ada = await delivered(house), await house.visitor("ada")
    for path in ("/promises", f"/promises/{pledge}"):
        html = await ada.text(path)
        assert "Drive people to meetings" in plain(html)
        assert "Person " in plain(html)
        assert "Ben" not in plain(html)
        assert "<form" not in html.split("<main", 1)[1]


async def test_a_refused_promise_keeps_what_was_typed(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    typed = {"title": "Lend the van", "kind": "in-kind", "amount": "3", "due": "2999-01-31"}
    answer = await ben.send("/promises", typed)
    assert answer.status_code == 422
    assert "Say both how much and of what, or leave both empty." in plain(answer.text)
    for part in ('value="Lend the van"', 'value="3"', 'value="2999-01-31"', 'value="in-kind" selected'):
        assert part in answer.text
    past = await ben.send("/promises", title="Lend the van", kind="in-kind", due="2001-01-01")
    assert "This day has passed. Choose today or a later day." in plain(past.text)
    assert (await house.views()).promises.promises == {}


async def test_a_number_is_read_as_the_reader_writes_it(house: OpenHouse) -> None:
    ben = await house.visitor("ben", "es")
    fields = {"title": "Conducir", "kind": "volunteer time", "amount": "2,5", "unit": "hours"}
    pledge = (await ben.sent("/promises", fields)).rsplit("/", 1)[1]
    assert str((await house.views()).promises.promises[pledge].amount) == "2.5"


async def test_with_javascript_the_answer_is_the_personal_part_alone(house: OpenHouse) -> None:
    pledge, ben = await promise(house), await house.visitor("ben")
    answer = await ben.send(f"/promises/{pledge}/delivery", evidence="", htmx=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Somebody else will have a look and confirm it." in plain(answer.text)


async def test_what_people_write_is_never_markup(house: OpenHouse) -> None:
    pledge = await promise(house, title=HOSTILE)
    await house.ask(DeliverPromise, {"pledge": pledge, "evidence": HOSTILE}, by="ben")
    fields = {"pledge": pledge, "why": HOSTILE}
    await house.ask(DisputeDelivery, fields, by="cleo", partner="payer")
    cleo = await house.visitor("cleo")
    for path in ("/promises", f"/promises/{pledge}", "/promises/mine"):
        assert "<script>alert" not in await cleo.text(path)
    assert "&lt;script&gt;" in await cleo.text(f"/promises/{pledge}")


async def test_my_own_promises_come_first_and_only_for_me(house: OpenHouse) -> None:
    await promise(house, "cleo", title="Pay for the bus")
    ben, cleo = await house.visitor("ben"), await house.visitor("cleo")
    assert "Your promises" in plain(await cleo.text("/promises"))
    assert "Your promises" not in plain(await ben.text("/promises"))


async def test_only_the_newest_settled_promises_stand_on_the_page_at_first(house: OpenHouse) -> None:
    for number in range(25):
        pledge = await promise(house, title=f"Promise number {number}")
        await house.ask(ReleasePromise, {"pledge": pledge}, by="ben")
    ben = await house.visitor("ben")
    assert (await ben.text("/promises")).count("data-promise=") == 20
    assert "Show 5 more" in plain(await ben.text("/promises"))
    assert (await ben.text("/promises?show=all")).count("data-promise=") == 25


@pytest.mark.parametrize("path", ["nothing", "nothing/mine"])
async def test_a_promise_that_is_not_here_is_not_found(house: OpenHouse, path: str) -> None:
    ben: Visitor = await house.visitor("ben")
    assert (await ben.get(f"/promises/{path}")).status_code == 404


async def test_pushed_parts_are_the_parts_of_the_page(house: OpenHouse) -> None:
    before = (await house.views()).position
    pledge = await promise(house)
    ada = await house.visitor("ada")
    frame = await ada.text(f"/live/poll?page=promises&after={before}")
    pushed = frame.split('<hx-partial id="promise-list" hx-swap="outerMorph">')[1].split("</hx-partial>")[0]
    assert pushed in await ada.text("/promises")
    one = await ada.text(f"/live/poll?page=promise&item={pledge}&after={before}")
    assert f'<hx-partial id="promise-{pledge}"' in one
    assert f'<hx-partial id="promise-story-{pledge}"' in one
