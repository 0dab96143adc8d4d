"""What a form may carry besides what a person filled in."""

from __future__ import annotations

import re
from uuid import uuid4

from tests.web.visitors import OpenHouse, plain
from workspace.contributions.commands import MakePromise
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands.seats import OpenSeat


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


async def test_no_two_forms_of_a_page_are_landmarks_of_the_same_name(open_house: OpenHouse) -> None:
    for _ in range(2):
        await open_house.ask(ProposeGoal, {"title": "A goal"}, by="cleo", partner="payer")
        promise = {"kind": "data", "title": "A list"}
        await open_house.ask(MakePromise, promise, by="ben")
        await open_house.ask(OpenSeat, {"looking_for": "lives far away"}, by="ana")
    ana = await open_house.visitor("ana")
    ben = await open_house.visitor("ben")
    for page in ("/goals", "/promises", "/seats"):
        for visitor in (ana, ben):
            names = re.findall(r'<form[^>]* aria-label="([^"]*)"', await visitor.text(page))
            assert len(names) == len(set(names)), (page, names)
