"""The pages of decisions: voting without JavaScript, objections, steering, and the outcome."""

from __future__ import annotations

from tests.web.questions import found, only_objection, put, put_wording
from tests.web.visitors import OpenHouse, plain


async def test_a_question_is_put_with_good_defaults(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    place = await put(ana)
    decision = await found(open_house, place)
    assert (decision.method, decision.electorate_kind, decision.entitled) == ("no objection", "partners", 4)
    assert decision.closes_at is not None
    assert (decision.closes_at - decision.opened.when).days in (6, 7)
    seen = plain(await ana.text(place))
    assert "open until" in seen
    assert "4 partners may vote, with one voice each" in seen
    assert "It counts when at least 2 of 4 answer." in seen


async def test_the_exact_wording_stands_above_the_vote(open_house: OpenHouse) -> None:
    _, ben, place = await put_wording(open_house)
    page = await ben.text(place)
    wording = page.index("We listen to patients.")
    assert page.index("The exact wording that is voted on") < wording < page.index('name="choice"')


async def test_a_correction_after_the_opening_is_shown_beside_the_text_that_is_voted_on(
    open_house: OpenHouse,
) -> None:
    ana, ben, place = await put_wording(open_house)
    (wording,) = (await open_house.views()).charter.wordings
    fields = {"text": "We listen to our patients.", "why": "a word was missing"}
    await ben.sent(f"/wordings/{wording}/corrections", fields)
    page = await ana.text(place)
    assert "We listen to patients.</span></blockquote>" in page
    assert "our </ins>" in page


async def test_a_vote_is_one_button_and_can_be_changed_and_taken_back(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    place = await put(await open_house.visitor("ana"), method="majority")
    page = await ben.text(place)
    for choice in ("yes", "no", "abstain"):
        assert f'name="choice" value="{choice}"' in page
    await ben.sent(f"{place}/ballots", choice="yes")
    seen = plain(await ben.text(place))
    assert "Change my vote" in seen
    assert "1 of 4 have answered. 1 more is needed for it to count." in seen
    await ben.sent(f"{place}/ballots", choice="no")
    assert (await found(open_house, place)).counts["no"] == 1
    await ben.sent(f"{place}/ballots/withdrawal")
    assert "0 of 4 have answered" in plain(await ben.text(place))


async def test_sending_the_same_ballot_twice_counts_once(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    place = await put(await open_house.visitor("ana"), method="majority")
    for _ in range(2):
        await ben.sent(f"{place}/ballots", {"choice": "yes", "command": "the-same"})
    decision = await found(open_house, place)
    assert (decision.voted, decision.counts["yes"]) == (1, 1)


async def test_an_objection_goes_from_reason_to_answer_to_a_new_vote(open_house: OpenHouse) -> None:
    ana, ben, place = await put_wording(open_house)
    await ben.sent(f"{place}/objections", reason="It forgets families.")
    objection = await only_objection(open_house)
    seen = plain(await ana.text(place))
    assert "waits for an answer It forgets families." in seen
    assert "You object." in plain(await ben.text(place))
    await ana.sent(f"/objections/{objection}/answer", note="Families are patients here.")
    assert "taken in It forgets families." in plain(await ana.text(place))
    page = await ben.text(place)
    assert "Families are patients here." in page
    assert 'name="choice" value="no objection"' in page


async def test_an_objection_needs_a_reason_and_what_was_typed_stays(open_house: OpenHouse) -> None:
    _, ben, place = await put_wording(open_house)
    answer = await ben.send(f"{place}/objections", reason="  ")
    assert answer.status_code == 422
    assert "Please write something here." in plain(answer.text)
    answer = await ben.send(f"{place}/objections", reason="too long " * 200)
    assert answer.status_code == 422
    assert ("too long " * 200).strip() in answer.text


async def test_its_author_alone_takes_an_objection_back(open_house: OpenHouse) -> None:
    ana, ben, place = await put_wording(open_house)
    await ben.sent(f"{place}/objections", reason="It forgets families.")
    objection = await only_objection(open_house)
    answer = await ana.send(f"/objections/{objection}/withdrawal")
    assert answer.status_code == 403
    assert "Only the one who objected may take this back." in plain(answer.text)
    await ben.sent(f"/objections/{objection}/withdrawal", note="I see it now.")
    assert "taken back It forgets families." in plain(await ben.text(place))


async def test_only_its_opener_or_a_facilitator_steers_a_decision(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    place = await put(ana)
    assert "Close the vote" not in plain(await ben.text(place))
    answer = await ben.send(f"{place}/closing", why="now")
    assert answer.status_code == 403
    assert "Only the person who opened this, or a facilitator, may do this." in plain(answer.text)
    before = (await found(open_house, place)).closes_at
    await ana.sent(f"{place}/extension", days="3", why="Holidays are near")
    decision = await found(open_house, place)
    assert before is not None
    assert decision.closes_at is not None
    assert (decision.closes_at - before).days == 3
    seen = plain(await ben.text(place))
    assert "More time was given" in seen
    assert "Holidays are near" in seen


async def test_closing_early_needs_a_reason(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    place = await put(ana)
    answer = await ana.send(f"{place}/closing", why="")
    assert answer.status_code == 409
    assert "Say why you close it now." in plain(answer.text)
    await ana.sent(f"{place}/closing", why="All have answered")
    seen = plain(await ana.text(place))
    assert "closed the vote before its time. The reason: All have answered" in seen


async def test_the_outcome_writes_its_arithmetic_out(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    cleo = await open_house.visitor("cleo")
    place = await put(ana, method="majority", closes_in="by hand")
    for visitor, choice in ((ana, "yes"), (ben, "no"), (cleo, "yes")):
        await visitor.sent(f"{place}/ballots", choice=choice)
    await ana.sent(f"{place}/closing")
    seen = plain(await ben.text(place))
    assert "3 of 4 answered (at least 2 were needed): 2 yes, 1 no, 0 abstain." in seen
    assert "2 of 3 said yes: 66.7%. More than 50% was needed." in seen
    assert "agreed" in seen
    answer = await ben.send(f"{place}/ballots", choice="yes")
    assert answer.status_code == 409
    assert "This vote is closed. You can see what came of it." in plain(answer.text)


async def test_too_few_voices_are_said_with_their_numbers(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    place = await put(ana, quorum="1", closes_in="by hand")
    await ana.sent(f"{place}/closing")
    seen = plain(await ana.text(place))
    assert "0 of 4 answered. At least 4 were needed, so it is not agreed." in seen
    assert "not agreed" in seen


async def test_what_followed_stands_beside_the_outcome(open_house: OpenHouse) -> None:
    ana, ben, place = await put_wording(open_house)
    await ana.sent(f"{place}/ballots", {"choice": "no objection"})
    await ben.sent(f"{place}/ballots", {"choice": "no objection"})
    await ana.sent(f"{place}/closing", why="All have answered")
    seen = plain(await ben.text(place))
    assert "Nobody objects, so it is agreed." in seen
    assert "This wording became our text. We look at it again on" in seen


async def test_a_new_text_replaces_the_question(open_house: OpenHouse) -> None:
    ana, ben, place = await put_wording(open_house)
    await ben.sent("/statements/mission/wordings", text="We listen with patients.")
    page = await ana.text(place)
    assert "replaced by a new text" in plain(page)
    assert 'name="choice"' not in page
    assert "Nobody" not in plain(page).split("What came of it")[0].split("Objections")[0]
