"""The goal pages, through the real app: what each role sees, what forms do without JavaScript."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio

from tests.web.visitors import OpenHouse, Visitor, opened, plain
from workspace.goals.commands import AdoptGoal, DefineObjective, ProposeGoal, RankGoals, VoteOnGoal

HOSTILE = '<script>alert("1")</script> & "quoted" {{ 7*7 }} \u202eabc'


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The running app with its partnership."""
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


async def propose(house: OpenHouse, title: str = "Rides to the clinic for everyone", by: str = "ben") -> str:
    goal = uuid4().hex
    fields = {"title": title, "why": "Many cannot come."}
    await house.ask(ProposeGoal, fields, by=by, command=goal, partner="payer" if by == "cleo" else None)
    return goal


async def vote(house: OpenHouse, goal: str, by: str, choice: str, **act: Any) -> None:
    await house.ask(VoteOnGoal, {"goal": goal, "vote": choice}, by=by, **act)


def counts(html: str, goal: str) -> dict[str, int]:
    """The three counts of a goal, read off its page or the list."""
    after = html.split(f'data-goal="{goal}"', 1)[1]
    found = re.findall(r'data-count="(\w+)" data-value="(\d+)"', after)[:3]
    return {name: int(value) for name, value in found}


async def test_an_empty_list_says_how_to_begin(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    assert "Begin with one: what should be different in a year?" in plain(await ben.text("/goals"))
    olga = await house.visitor("olga")
    page = plain(await olga.text("/goals"))
    assert "No goals yet." in page
    assert "Propose" not in page


async def test_a_goal_is_proposed_and_voted_on_with_plain_forms(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    there = await ben.sent("/goals", title="A bus to the clinic", why="It is far.", horizon="short term")
    page = plain((await ben.client.get(there)).text)
    assert "A bus to the clinic" in page
    assert "It is far." in page
    assert "within the year" in page
    goal = there.rsplit("/", 1)[1]
    assert (await ben.sent(f"/goals/{goal}/votes", vote="support")).endswith(f"/goals/{goal}")
    assert (await ben.sent(f"/goals/{goal}/votes", vote="against", part="1")).endswith(f"part=1#goal-{goal}")
    html = await ben.text("/goals")
    assert counts(html, goal) == {"support": 0, "unsure": 0, "against": 1}
    assert 'value="against" aria-pressed="true"' in html


async def test_my_own_vote_is_marked_for_me_alone(house: OpenHouse) -> None:
    goal = await propose(house)
    await vote(house, goal, "ben", "support")
    assert 'aria-pressed="true"' in await (await house.visitor("ben")).text(f"/goals/{goal}/mine")
    assert 'aria-pressed="true"' not in await (await house.visitor("cleo")).text(f"/goals/{goal}/mine")


async def test_observers_see_counts_and_no_person(house: OpenHouse) -> None:
    goal = await propose(house)
    await vote(house, goal, "ben", "support")
    olga = await house.visitor("olga")
    for path in ("/goals", f"/goals/{goal}"):
        html = await olga.text(path)
        assert counts(html, goal) == {"support": 1, "unsure": 0, "against": 0}
        assert "Ben" not in plain(html)
        assert "<form" not in html.split("<main", 1)[1]
    assert "Made possible by" not in await olga.text(f"/goals/{goal}")


async def test_auditors_see_pseudonyms_and_no_forms(house: OpenHouse) -> None:
    goal = await propose(house)
    ada = await house.visitor("ada")
    html = await ada.text(f"/goals/{goal}")
    assert "Ben" not in plain(html)
    assert "Person " in plain(html)
    assert "<form" not in html.split("<main", 1)[1]
    refused = await ada.client.post(f"{ada.base}/goals/{goal}/votes", data={"vote": "support"})
    assert refused.status_code >= 400


async def test_a_refused_goal_keeps_what_was_typed(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    answer = await ben.send("/goals", title="x" * 1001, why="Because it is far.")
    assert answer.status_code == 422
    assert "This is 1001 characters long; there is room for 1000." in plain(answer.text)
    assert "x" * 1001 in answer.text
    assert "Because it is far." in answer.text
    answer = await ben.send("/goals", title="A bus", colour="red")
    assert answer.status_code == 422
    assert "This form has a field that is not known here: colour." in plain(answer.text)
    assert (await house.views()).goals.goals == {}


async def test_a_vote_that_is_none_is_refused_in_a_sentence(house: OpenHouse) -> None:
    goal, ben = await propose(house), await house.visitor("ben")
    for htmx in (False, True):
        answer = await ben.send(f"/goals/{goal}/votes", vote="perhaps", htmx=htmx)
        assert answer.status_code == 422
        assert "That did not work yet" in answer.text
    missing = await ben.send("/goals/no-such-goal/votes", vote="support")
    assert missing.status_code == 404


async def test_with_javascript_a_vote_is_answered_with_the_personal_part_alone(house: OpenHouse) -> None:
    goal, ben = await propose(house), await house.visitor("ben")
    answer = await ben.send(f"/goals/{goal}/votes", vote="unsure", htmx=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'value="unsure" aria-pressed="true"' in answer.text


async def test_what_people_write_is_never_markup(house: OpenHouse) -> None:
    goal = await propose(house, HOSTILE)
    ben = await house.visitor("ben")
    for path in ("/goals", f"/goals/{goal}", f"/goals/{goal}/mine"):
        html = await ben.text(path)
        assert "<script>alert" not in html
        assert "{{ 7*7 }}" in html or "&lt;script" in html
    answer = await ben.send("/goals", title=HOSTILE * 40)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


async def test_every_goal_of_a_long_list_can_be_reached(house: OpenHouse) -> None:
    made = {await propose(house, f"Goal {number}") for number in range(120)}
    ben = await house.visitor("ben")
    parts = [await ben.text(f"/goals?part={part}") for part in (1, 2, 3)]
    shown = [re.findall(r'data-goal="(\w+)"', html) for html in parts]
    assert [len(part) for part in shown] == [50, 50, 20]
    assert set().union(*shown) == made
    assert len(re.findall(r"data-goal=", await ben.text("/goals?part=all"))) == 120
    assert 'id="goal-list"' in parts[0]
    assert 'id="goal-list"' not in parts[1]
    for odd in ("0", "-3", "99999999999", "abc"):
        assert "Goal" in await ben.text(f"/goals?part={odd}")


async def test_what_comes_first_is_ordered_with_buttons_alone(house: OpenHouse) -> None:
    first, second = await propose(house, "First"), await propose(house, "Second")
    ben = await house.visitor("ben")
    await ben.sent("/goals/ranking", add=first, part="1")
    await ben.sent("/goals/ranking", add=second, part="1")
    assert f'value="{second},{first}"' in await ben.text("/goals/ranking")
    await ben.sent("/goals/ranking", order=f"{second},{first}", seen=f"{first},{second}")
    assert (await house.views()).goals.ranks["ben"] == (second, first)
    stale = await ben.send("/goals/ranking", order=first, seen=f"{first},{second}")
    assert stale.status_code == 409
    assert "Your list is different by now." in plain(stale.text)
    page = plain(await (await house.visitor("olga")).text("/goals"))
    assert "5 points · named by 1 of 1 people" in page


async def test_a_sixth_goal_does_not_fit_among_the_first_five(house: OpenHouse) -> None:
    made = [await propose(house, f"Goal {number}") for number in range(6)]
    await house.ask(RankGoals, {"goals": made[:5]}, by="ben")
    ben = await house.visitor("ben")
    assert "This comes first for me" not in await ben.text(f"/goals/{made[5]}/mine")
    answer = await ben.send("/goals/ranking", add=made[5])
    assert answer.status_code == 422


async def test_a_facilitator_takes_a_goal_on_and_a_member_cannot(house: OpenHouse) -> None:
    goal = await propose(house, by="cleo")
    ben, ana = await house.visitor("ben"), await house.visitor("ana")
    assert "We take this on" not in await ben.text(f"/goals/{goal}")
    refused = await ben.send(f"/goals/{goal}/adoption")
    assert refused.status_code == 403
    assert "Only a convener or a facilitator may do this." in plain(refused.text)
    assert "We take this on" in await ana.text(f"/goals/{goal}")
    await ana.sent(f"/goals/{goal}/adoption")
    assert (await house.views()).goals.goals[goal].status == "adopted"
    await ana.sent(f"/goals/{goal}/achievement")
    assert "Reached" in plain(await ben.text("/goals"))


async def test_a_goal_let_go_is_folded_away_with_its_reason(house: OpenHouse) -> None:
    goal, ben = await propose(house), await house.visitor("ben")
    empty = await ben.send(f"/goals/{goal}/letting-go", why="")
    assert empty.status_code == 422
    await ben.sent(f"/goals/{goal}/letting-go", why="Somebody else does it already.")
    assert 'id="goals-dropped"' in await ben.text("/goals")
    assert "Somebody else does it already." in plain(await ben.text(f"/goals/{goal}"))


STEP = {
    "title": "More rides",
    "baseline": "10",
    "target": "1,040",
    "unit": "rides",
    "due": "2999-12-31",
    "owner": "ben",
    "smart.specific": "Rides on Mondays",
    "smart.measurable": "We count them",
    "smart.achievable": "We have a van",
    "smart.relevant": "It brings people",
    "smart.time_bound": "Before the winter",
}


async def adopted(house: OpenHouse) -> str:
    goal = await propose(house)
    await house.ask(AdoptGoal, {"goal": goal}, operator=True)
    return goal


async def test_a_step_is_added_reported_on_and_reached(house: OpenHouse) -> None:
    goal, ben = await adopted(house), await house.visitor("ben")
    assert "Five questions that make it a good step" in plain(await ben.text(f"/goals/{goal}/objectives"))
    there = await ben.sent(f"/goals/{goal}/objectives", STEP)
    step = there.rsplit("objective-", 1)[1]
    page = plain(await ben.text(f"/goals/{goal}"))
    assert "From 10 to 1,040 rides by December 31, 2999" in page
    await ben.sent(f"/goals/{goal}/objectives/{step}/reports", value="25", evidence="The list in the van")
    html = await ben.text(f"/goals/{goal}")
    assert "Now: 25 rides" in plain(html)
    assert "The list in the van" in plain(html)
    assert "<polyline" in html
    await ben.sent(f"/goals/{goal}/objectives/{step}/plans", target="30", due="2999-11-30", why="Snow")
    assert "Agreed anew: 30 by November 30, 2999" in plain(await ben.text(f"/goals/{goal}"))
    await ben.sent(f"/goals/{goal}/objectives/{step}/reports", value="31")
    assert (await house.views()).goals.goals[goal].objectives[step].achieved is not None


async def test_a_refused_step_keeps_every_answer(house: OpenHouse) -> None:
    goal, ben = await adopted(house), await house.visitor("ben")
    answer = await ben.send(f"/goals/{goal}/objectives", STEP | {"target": "many"})
    assert answer.status_code == 422
    for typed in ("More rides", "We have a van", "Before the winter", "many"):
        assert typed in answer.text
    same = await ben.send(f"/goals/{goal}/objectives", STEP | {"target": "10"})
    assert "The target is where you stand today." in plain(same.text)


async def test_a_report_by_somebody_else_is_refused_in_place(house: OpenHouse) -> None:
    goal, step = await adopted(house), uuid4().hex
    fields = {**STEP, "target": "40", "smart": {key[6:]: value for key, value in STEP.items() if "." in key}}
    fields = {"goal": goal} | {key: value for key, value in fields.items() if "." not in key}
    await house.ask(DefineObjective, fields, by="ben", command=step)
    cleo = await house.visitor("cleo")
    answer = await cleo.send(f"/goals/{goal}/objectives/{step}/reports", value="5")
    assert answer.status_code == 403
    assert "Only the partner who looks after this, or a facilitator, may do this." in plain(answer.text)


async def test_in_replay_nothing_can_be_done_and_later_votes_do_not_show(house: OpenHouse) -> None:
    goal = await propose(house)
    then = (await house.views()).position
    await vote(house, goal, "ben", "support")
    html = await (await house.visitor("ben")).text(f"/goals/{goal}?at={then}")
    assert counts(html, goal) == {"support": 0, "unsure": 0, "against": 0}
    assert "<form" not in html.split("<main", 1)[1]
    assert "data-mine=" not in html


async def test_a_goal_that_is_not_here_is_not_found(house: OpenHouse) -> None:
    ben: Visitor = await house.visitor("ben")
    for path in (
        "/goals/nothing",
        "/goals/nothing/mine",
        "/goals/nothing/objectives",
        "/goals/a/objectives/b",
    ):
        assert (await ben.get(path)).status_code == 404


async def test_pushed_parts_are_the_parts_of_the_page(house: OpenHouse) -> None:
    goal = await propose(house)
    before = (await house.views()).position
    await vote(house, goal, "ben", "support")
    cleo = await house.visitor("cleo")
    frame = await cleo.text(f"/live/poll?page=goals&after={before}")
    assert f'<hx-partial id="goal-tally-{goal}"' in frame
    tally = re.search(rf'<div class="tally" id="goal-tally-{goal}">.*?</div>', frame, re.DOTALL)
    assert tally
    assert tally[0] in await cleo.text("/goals")
    assert "<form" not in frame


async def test_the_pages_speak_spanish_where_the_reader_does(house: OpenHouse) -> None:
    goal = await propose(house)
    ben = await house.visitor("ben", "es")
    assert '<html lang="es"' in await ben.text(f"/goals/{goal}")
