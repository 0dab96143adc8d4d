"""What a form may carry besides what a person filled in."""

from __future__ import annotations

from uuid import uuid4

from tests.web.visitors import OpenHouse, plain
from workspace.goals.commands import ProposeGoal


async def test_a_form_that_names_another_goal_than_its_address_is_refused(open_house: OpenHouse) -> None:
    one, other = uuid4().hex, uuid4().hex
    for goal in (one, other):
        await open_house.ask(ProposeGoal, {"title": "A goal"}, by="ben", command=goal)
    ben = await open_house.visitor("ben")
    answer = await ben.send(f"/goals/{one}/votes", vote="support", goal=other)
    assert answer.status_code == 422
    assert "not known here" in plain(answer.text)
    goals = (await open_house.views()).goals.goals
    assert [goals[goal].votes.support for goal in (one, other)] == [0, 0]


async def test_a_form_without_its_own_id_is_refused(open_house: OpenHouse) -> None:
    goal = uuid4().hex
    await open_house.ask(ProposeGoal, {"title": "A goal"}, by="ben", command=goal)
    ben = await open_house.visitor("ben")
    answer = await ben.send(f"/goals/{goal}/votes", vote="support", command="")
    assert answer.status_code == 422
    assert (await open_house.views()).goals.goals[goal].votes.support == 0


async def test_what_an_address_says_stands_for_roles_and_goals_too(open_house: OpenHouse) -> None:
    one, other = uuid4().hex, uuid4().hex
    for goal in (one, other):
        await open_house.ask(ProposeGoal, {"title": "A goal"}, by="ben", command=goal)
    ana = await open_house.visitor("ana")
    adoption = await ana.send(f"/goals/{one}/adoption", goal=other)
    role = await ana.send("/directory/people/ben/roles", role="facilitator", person="cleo")
    assert [adoption.status_code, role.status_code] == [422, 422]
    views = await open_house.views()
    assert {views.goals.goals[goal].status for goal in (one, other)} == {"proposed"}
    assert not any("facilitator" in views.directory.people[person].roles for person in ("ben", "cleo"))
