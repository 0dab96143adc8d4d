"""The pages of decisions: voting without JavaScript, refusals, outcomes, and who sees what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from projections.decisions import Decision
from tests.web.visitors import OpenHouse, Visitor, opened, plain
from workspace.partners.commands import AdmitPerson, GrantMandate


@pytest_asyncio.fixture
async def open_house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The running app."""
    async with opened(migrated_sqlite_url, tmp_path) as house:
        yield house


async def put(visitor: Visitor, **fields: str) -> str:
    """A question is put; gives its address."""
    defaults = {"title": "Shall we meet on Mondays?", "closes_in": "7"}
    return (await visitor.sent("/decisions", defaults | fields)).removeprefix(visitor.base)


async def found(house: OpenHouse, place: str) -> Decision:
    """The decision at that address."""
    decision: Decision = (await house.views()).decisions.decisions[place.rsplit("/", 1)[1]]
    return decision


async def put_wording(house: OpenHouse) -> tuple[Visitor, Visitor, str]:
    """Ana and Ben, and a decision that Ana opened on Ben's wording."""
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/statements", kind="mission")
    await ben.sent("/statements/mission/wordings", text="We listen to patients.")
    (wording,) = (await house.views()).charter.wordings
    form = await ana.text(f"/decisions/new?wording={wording}")
    assert "Shall this be our mission?" in form
    place = await put(ana, **{"subject.kind": "wording", "subject.id": wording})
    return ana, ben, place


async def only_objection(house: OpenHouse) -> str:
    """The id of the one objection there is."""
    (objection,) = (await house.views()).decisions.objections
    return str(objection)


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


async def test_members_see_who_voted_what_and_nobody_sees_who_has_not(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    place = await put(ana, method="majority")
    await ben.sent(f"{place}/ballots", choice="yes")
    page = await ana.text(place)
    tally = page.split('id="decision-tally-', 1)[1].split("</section>", 1)[0]
    assert "Ben Okafor" in tally
    assert "Fair Health" not in tally
    assert "1 of 4 have answered" in plain(tally)


async def test_observers_see_no_running_count_no_reason_and_no_person(open_house: OpenHouse) -> None:
    ana, ben, place = await put_wording(open_house)
    olga = await open_house.visitor("olga")
    await ben.sent(f"{place}/objections", reason="It forgets families.")
    objection = await only_objection(open_house)
    seen = plain(await olga.text(place))
    assert "open until" in seen
    assert "The count is shown here when the vote is closed." in seen
    for hidden in ("It forgets families", "Ben", "Ana", "We listen", "have answered", "Who may vote"):
        assert hidden not in seen
    for part in (f"{place}/my-vote", f"{place}/steering", f"/objections/{objection}/mine"):
        assert (await olga.get(part)).status_code == 404
    await ana.sent(f"{place}/closing", why="Enough")
    seen = plain(await olga.text(place))
    assert "1 of 4 answered. At least 2 were needed, so it is not agreed." in seen
    assert "Ben" not in seen


async def test_auditors_see_every_act_under_pseudonyms_and_cannot_vote(open_house: OpenHouse) -> None:
    _, ben, place = await put_wording(open_house)
    ada = await open_house.visitor("ada")
    await ben.sent(f"{place}/objections", reason="It forgets families.")
    page = await ada.text(place)
    seen = plain(page)
    assert "It forgets families." in seen
    assert "Person" in seen
    assert "Ben" not in seen
    assert 'name="choice"' not in page
    answer = await ada.send(f"{place}/ballots", {"choice": "no objection"})
    assert answer.status_code in (403, 422)
    assert (await found(open_house, place)).counts["no objection"] == 0


async def test_who_came_later_has_no_voice_but_a_kind_word(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    place = await put(ana)
    await open_house.ask(AdmitPerson, {"person": "dora", "display_name": "Dora"}, operator=True)
    dora = await open_house.visitor("dora")
    seen = plain(await dora.text(place))
    assert "your voice counts from the next one on" in seen
    assert "1 came to the table since and has no voice in this one." in seen
    answer = await dora.send(f"{place}/ballots", {"choice": "no objection"})
    assert answer.status_code == 403
    assert "Only partners who were at the table" in plain(answer.text)


async def test_whoever_speaks_for_another_place_is_offered_its_voice(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    place = await put(ana)
    fields = {"person": "dora", "display_name": "Dora"}
    await open_house.ask(AdmitPerson, fields, operator=True)
    await open_house.ask(GrantMandate, {"person": "dora", "partner": "clinic"}, operator=True)
    dora = await open_house.visitor("dora")
    seen = plain(await dora.text(place))
    assert "You vote for Riverside Clinic" in seen
    await dora.sent("/acting", partner="dora", next=f"{dora.base}{place}")
    seen = plain(await dora.text(place))
    assert "You can vote here for Riverside Clinic" in seen
    assert "Act for this partner" in seen


async def test_the_list_has_open_questions_first_and_what_waits_for_me(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    over = await put(ana, title="Is it over?", closes_in="by hand", quorum="0")
    await ana.sent(f"{over}/closing")
    await put(ana, title="Is it open?")
    seen = plain(await ben.text("/decisions"))
    assert "Your voice is missing: Is it open?" in seen.replace("“", "").replace("”", "")
    assert seen.index("Open now Is it open?") < seen.index("Decided before Is it over?")
    assert "Is it over?" in plain(await ben.text("/decisions/past"))


async def test_a_refused_question_keeps_all_that_was_chosen(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    fields = {"title": "", "method": "majority", "closes_in": "14", "quorum": "0.75"}
    answer = await ana.send("/decisions", fields)
    assert answer.status_code == 422
    for chosen in ('value="majority" checked', 'value="14" selected', 'value="0.75" selected'):
        assert chosen in answer.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"quorum": "2"}, "too small, too large or too exact"),
        ({"method": "majority", "threshold": "1"}, "Choose a smaller share"),
        ({"method": "lottery"}, "it is not in the form we expect"),
        ({"surprise": "1"}, "a field that is not known here"),
    ],
)
async def test_what_the_form_does_not_offer_is_refused(
    open_house: OpenHouse, fields: dict[str, str], sentence: str
) -> None:
    ana = await open_house.visitor("ana")
    answer = await ana.send("/decisions", {"title": "Shall we?", "closes_in": "7"} | fields)
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert (await open_house.views()).decisions.order == []


async def test_what_is_not_there_is_not_found(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    for path in ("/decisions/nothing", "/decisions/new?wording=nothing", "/objections/nothing/mine"):
        assert (await ana.get(path)).status_code == 404
    assert (await ana.send("/decisions/nothing/ballots", choice="yes")).status_code == 404


async def test_a_replay_shows_how_it_stood_and_nothing_to_do(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    place = await put(ana, method="majority")
    position = (await open_house.views()).position
    await ben.sent(f"{place}/ballots", choice="yes")
    page = await ana.text(f"{place}?at={position}")
    assert "0 of 4 have answered" in plain(page)
    assert 'name="choice"' not in page


async def test_for_the_browsers_script_a_vote_answers_with_its_part_alone(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    place = await put(await open_house.visitor("ana"), method="majority")
    answer = await ben.send(f"{place}/ballots", {"choice": "yes"}, htmx=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Change my vote" in answer.text
    answer = await ben.send(f"{place}/ballots", {"choice": "maybe"}, htmx=True)
    assert answer.status_code == 422
    assert "data-problem" in answer.text


async def test_hostile_words_are_words(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    hostile: Any = "<script>alert(1)</script> {{ 7 * 7 }} %(num)s {title}"
    place = await put(ana, title=hostile)
    await ben.sent(f"{place}/objections", reason=hostile)
    await ana.sent(f"/objections/{await only_objection(open_house)}/answer", note=hostile)
    await ana.sent(f"{place}/closing", why=hostile)
    for path in (place, "/decisions", "/decisions/past"):
        page = await ana.text(path)
        assert "<script>alert" not in page
        assert hostile in plain(page)


async def test_the_page_speaks_spanish_with_the_agreed_labels(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben", "es")
    place = await put(await open_house.visitor("ana"))
    assert '<html lang="es">' in await ben.text(place)
