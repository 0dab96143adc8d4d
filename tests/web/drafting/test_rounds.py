"""Two rounds of writing together: all see until when, the clock ends them, and nothing is locked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from events.charter import DraftRoundEnded
from tests.web.drafting.test_pages import begun
from tests.web.drafting.test_suggesting import happened
from tests.web.visitors import OpenHouse, plain
from web.rendering.language import clock_in_words
from workspace.charter.commands import OpenDraftRound


async def test_those_who_lead_begin_a_round_that_everybody_sees(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    assert "Begin the first round" in await ana.text(draft)
    assert "Begin the first round" not in await ben.text(draft)
    assert (await ben.send(draft + "/rounds", minutes="20")).status_code == 403
    await ana.sent(draft + "/rounds", minutes="20")
    ends_at = (await open_house.views()).charter.drafts[draft.rpartition("/")[2]].ends_at
    page = await ben.text(draft)
    until = " ".join(clock_in_words(ends_at, "en", "UTC").split())
    assert f"Round 1 of 2, until {until}" in " ".join(plain(page).split())
    assert f'data-minutes-until="{ends_at.isoformat()}"' in page
    assert "nothing is locked" in page
    assert abs(ends_at - datetime.now(UTC) - timedelta(minutes=20)) < timedelta(minutes=1)


async def test_minutes_are_a_number_within_reason_and_what_was_typed_stays(open_house: OpenHouse) -> None:
    ana, _, draft = await begun(open_house)
    for minutes in ("", "4", "181", "soon", "-5"):
        refused = await ana.send(draft + "/rounds", minutes=minutes)
        assert refused.status_code == 422, minutes
        assert f'value="{minutes or 20}"' in refused.text
        assert ("This number is too small, too large" in plain(refused.text)) == minutes.lstrip("-").isdigit()


async def test_after_both_rounds_we_are_asked_whether_to_decide(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    for word in ("The first round is over.", "Both rounds are over."):
        await ana.sent(draft + "/rounds", minutes="20")
        assert (await ben.send(draft + "/rounds/ending")).status_code == 403
        await ana.sent(draft + "/rounds/ending")
        assert word in await ben.text(draft)
    assert 'href="#ready-title"' in await ben.text(draft)
    assert "Begin the" not in await ana.text(draft)
    refused = await ana.send(draft + "/rounds", minutes="20")
    assert refused.status_code == 409
    assert "Both rounds are over" in refused.text
    await ben.sent(draft + "/text", seen="", text="Nothing is locked.")


async def test_the_clock_ends_a_round_once(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    draft_id = draft.rpartition("/")[2]
    begun_at = datetime.now(UTC) - timedelta(minutes=6)
    await open_house.ask(OpenDraftRound, {"draft": draft_id, "minutes": 5}, at=begun_at, recorded_by="ben")
    assert "The first round is over." in await ana.text(draft)
    for _ in range(2):
        await open_house.engine.due.do()
    (ended,) = await happened(open_house, DraftRoundEnded)
    assert ended.event == DraftRoundEnded(draft=draft_id, round=1, how="by the clock")
    assert "The first round is over." in await ben.text(draft)


async def test_rounds_are_for_those_at_the_table(open_house: OpenHouse) -> None:
    ana, _, draft = await begun(open_house)
    await ana.sent(draft + "/rounds", minutes="5")
    olga, ada = await open_house.visitor("olga"), await open_house.visitor("ada")
    assert (await olga.get(draft + "/rounds/mine")).status_code == 404
    assert (await olga.send(draft + "/rounds/ending")).status_code == 404
    assert (await ada.send(draft + "/rounds/ending")).status_code == 403
    assert "Round 1 of 2" in plain(await ada.text(draft))
    assert "End the round now" not in await ada.text(draft)
    assert (await ana.get("/drafts/nothing/rounds/mine")).status_code == 404
