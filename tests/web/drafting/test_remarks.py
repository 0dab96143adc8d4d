"""Remarks beside a draft and a wording, without JavaScript: about a passage, each answered with a reason."""

from __future__ import annotations

import re

from events.conversation import InputAnswered, RemarkMade
from tests.web.drafting.test_pages import begun, text_in
from tests.web.drafting.test_suggesting import happened, written
from tests.web.visitors import OpenHouse, Visitor, plain

WAITS = "waits for an answer"


async def said(visitor: Visitor, path: str, page: str, **fields: str) -> str:
    """Say something; the address of the remark, which is the only one without an answer."""
    await visitor.sent(path, fields)
    found = re.findall(r'id="remark-([0-9a-f]+)"', await visitor.text(page))
    return f"/remarks/{found[0]}"


async def wording(visitor: Visitor, text: str = "We breathe for patients.") -> str:
    """Somebody proposes a wording; its address."""
    await visitor.sent("/statements/mission/wordings", text=text)
    found = re.findall(r'id="wording-([0-9a-f]+)"', await visitor.text("/mission"))
    return f"/wordings/{found[0]}"


async def test_a_remark_stays_with_its_words_in_a_draft_that_goes_on(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house, "Hé 😀 we breathe badly.")
    await said(ben, draft + "/remarks", draft, passage="breathe badly", text="Too sad?")
    page = plain(await ana.text(draft))
    assert "About breathe badly" in page
    assert "Too sad?" in page
    await ana.sent(draft + "/text", seen="Hé 😀 we", text="Ñandú: hé 😀 we")
    assert "These words have changed since." not in await ana.text(draft)
    await ana.sent(draft + "/text", seen="breathe badly", text="breathe easily")
    assert "These words have changed since." in await ana.text(draft)
    (made,) = await happened(open_house, RemarkMade)
    assert made.event.anchor is not None


async def test_a_remark_may_be_about_the_whole_text(open_house: OpenHouse) -> None:
    _, ben, draft = await written(open_house)
    await said(ben, draft + "/remarks", draft, text="Shorter, please.")
    (made,) = await happened(open_house, RemarkMade)
    assert (made.event.anchor, made.event.passage) == (None, None)


async def test_words_that_are_not_there_are_no_passage_and_nothing_typed_is_lost(
    open_house: OpenHouse,
) -> None:
    _, ben, draft = await written(open_house)
    refused = await ben.send(draft + "/remarks", passage="We fly", text="How?")
    assert refused.status_code == 422
    assert "do not stand" in refused.text
    assert "\nHow?</textarea>" in refused.text
    assert text_in(refused.text, "text") == "We breathe badly. We rest badly."
    assert await happened(open_house, RemarkMade) == []


async def test_a_remark_on_a_wording_is_answered_by_who_proposed_it(open_house: OpenHouse) -> None:
    _, ben, _ = await begun(open_house)
    cleo = await open_house.visitor("cleo")
    place = await wording(ben)
    remark = await said(cleo, place + "/remarks", place + "/remarks", passage="for", text="With?")
    assert "1 remark, 1 waits for an answer" in plain(await cleo.text("/mission"))
    assert "Give this answer" in await ben.text(place + "/remarks")
    assert "Give this answer" not in await cleo.text(place + "/remarks")
    refused = await ben.send(remark + "/answer", answer="partly", why="")
    assert refused.status_code == 422
    assert "checked" in refused.text
    await ben.sent(remark + "/answer", answer="partly", why="In the vision.")
    page = plain(await cleo.text(place + "/remarks"))
    assert "taken in part In the vision." in page
    assert WAITS not in page
    assert "1 remark" in plain(await cleo.text("/mission"))
    again = await ben.send(remark + "/answer", answer="taken", why="Twice.")
    assert again.status_code == 409
    assert len(await happened(open_house, InputAnswered)) == 1


async def test_those_who_lead_answer_others_do_not_and_nobody_answers_themselves(
    open_house: OpenHouse,
) -> None:
    ana, ben, draft = await written(open_house)
    cleo = await open_house.visitor("cleo")
    remark = await said(cleo, draft + "/remarks", draft, text="Shorter, please.")
    for who in (ben, cleo):
        assert "Give this answer" not in await who.text(draft)
        assert (await who.send(remark + "/answer", answer="taken", why="Yes.")).status_code == 403
    await ana.sent(remark + "/answer", answer="not taken", why="It is short.")
    assert "not taken It is short." in plain(await cleo.text(draft))


async def test_a_corrected_wording_tells_that_the_words_have_changed(open_house: OpenHouse) -> None:
    _, ben, _ = await begun(open_house)
    place = await wording(ben)
    await said(ben, place + "/remarks", place + "/remarks", passage="for patients", text="Good.")
    await ben.sent(place + "/corrections", text="We breathe with patients.", why="slip")
    assert "These words have changed since." in await ben.text(place + "/remarks")


async def test_a_wording_that_is_taken_back_keeps_its_remarks(
    open_house: OpenHouse,
) -> None:
    _, ben, _ = await begun(open_house)
    place = await wording(ben)
    await said(ben, place + "/remarks", place + "/remarks", text="Good.")
    await ben.sent(place + "/withdrawal", why="No.")
    page = await ben.text(place + "/remarks")
    assert "Good." in page
    assert "What do you want to say?" not in page
    assert (await ben.send(place + "/remarks", text="More.")).status_code == 409


async def test_remarks_are_for_those_at_the_table(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    place = await wording(ben)
    remark = await said(ben, draft + "/remarks", draft, text="Shorter, please.")
    olga, ada = await open_house.visitor("olga"), await open_house.visitor("ada")
    for path in (draft + "/remarks/new", place + "/remarks", place + "/remarks/new", remark + "/mine"):
        assert (await olga.get(path)).status_code == 404
        assert (await ada.get(path)).status_code == 200
        assert "Ben Okafor" not in (await ada.get(path)).text
    for path in (draft + "/remarks", place + "/remarks"):
        assert (await olga.send(path, text="No.")).status_code == 404
        assert (await ada.send(path, text="No.")).status_code == 403
    assert (await olga.send(remark + "/answer", answer="taken", why="x")).status_code == 404
    assert (await ada.send(remark + "/answer", answer="taken", why="x")).status_code == 403
    assert "Shorter, please." not in (await olga.get("/search?q=shorter")).text
    assert "1 found" in plain(await ana.text("/search?q=shorter"))
    for path in ("/wordings/nothing/remarks", "/remarks/nothing/mine", "/drafts/nothing/remarks/new"):
        assert (await ana.get(path)).status_code == 404
