"""The pages of decisions: who sees what, what is refused, replay, and hostile words."""

from __future__ import annotations

import pytest

from tests.web.questions import found, only_objection, put, put_wording
from tests.web.visitors import OpenHouse, plain
from workspace.partners.commands import AdmitPerson, GrantMandate


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
    await open_house.read_what_is_kept("dora")
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
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} %(num)s {title}"
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
