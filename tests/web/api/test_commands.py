"""Asking for something to happen through the API: done once, as the person, with what the person may."""

from __future__ import annotations

import pytest

from tests.web.api.programs import problem_in, program, with_token
from tests.web.visitors import OpenHouse
from web.api.commands import COMMANDS, NOT_HERE
from workspace.decider import RULES


async def test_what_is_asked_for_happens_in_the_persons_name(open_house: OpenHouse) -> None:
    cleo = await program(open_house, "cleo")
    done = await cleo.done("ProposeGoal", title="Walk to the shop")
    assert (done["count"], done["again"]) == (1, False)
    views = await open_house.views()
    assert done["position"] == views.position
    made = views.goals.goals[done["id"]].proposed
    assert (made.person, made.on_behalf_of, made.told_by, made.recorded_by) == ("cleo", "payer", None, None)
    kept = (await open_house.engine.history(open_house.partnership, views.position - 1))[0].header
    assert (kept.role, kept.command) == ("member", done["id"])


async def test_the_same_key_and_body_get_the_same_answer(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    first = (await ben.ask("ProposeGoal", "key-1", title="Sleep well", horizon="short term")).json()
    again = (await ben.ask("ProposeGoal", "key-1", horizon="short term", title="Sleep well")).json()
    assert again == {**first, "again": True}
    assert len((await open_house.views()).goals.goals) == 1


async def test_the_same_key_with_another_body_is_refused(open_house: OpenHouse) -> None:
    ben, cleo = await program(open_house, "ben"), await program(open_house, "cleo")
    await ben.ask("ProposeGoal", "key-1", title="Sleep well")
    problem = problem_in(await ben.ask("ProposeGoal", "key-1", title="Eat well"), 409)
    assert problem["type"] == "urn:everyseat:problem:not-now"
    assert (await cleo.ask("ProposeGoal", "key-1", title="Eat well")).status_code == 200


async def test_a_rules_no_is_a_problem_with_its_sentence(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    missing = problem_in(await ben.ask("VoteOnGoal", goal="nowhere", vote="support"), 404)
    assert missing["detail"]
    assert missing["instance"].endswith("/commands/VoteOnGoal")
    problem = problem_in(await ben.ask("ProposeGoal", title="x" * 1001), 422)
    assert (problem["field"], "1001" in problem["detail"]) == ("title", True)
    problem = problem_in(await ben.ask("ProposeGoal", title="x", person="ana"), 422)
    assert problem["field"] == "person"


async def test_problems_speak_the_language_that_is_asked_for(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    problem = (await ben.get("/views/nothing", **{"Accept-Language": "es"})).json()
    assert problem["title"] == "Aquí no hay nada"
    spanish = await program(open_house, "cleo", language="es")
    assert (await spanish.get("/views/nothing")).json()["title"] == problem["title"]


async def test_a_token_that_only_reads_cannot_act(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben", "read")
    answer = await ben.ask("ProposeGoal", title="Sleep well")
    problem_in(answer, 403)
    assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]
    assert (await ben.get("/views/goals")).status_code == 200


@pytest.mark.parametrize("person", ["olga", "ada"])
async def test_who_only_looks_cannot_act_with_any_token(open_house: OpenHouse, person: str) -> None:
    looking = await program(open_house, person)
    problem_in(await looking.ask("ProposeGoal", title="Sleep well"), 403)


async def test_a_browser_that_is_signed_in_cannot_be_made_to_act(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    address = f"/api/v1/partnerships/{open_house.partnership}/commands/ProposeGoal"
    answer = await ben.client.post(address, json={"title": "Sleep well"})
    problem_in(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert not (await open_house.views()).goals.goals


async def test_origin_does_not_matter_where_no_cookie_does(open_house: OpenHouse) -> None:
    ben = await program(
        open_house, "ben", **{"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    )
    answer = await ben.ask("ProposeGoal", title="Sleep well")
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert "set-cookie" not in answer.headers


async def test_what_is_not_one_json_object_is_refused(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    address, json = f"{ben.base}/commands/ProposeGoal", {"Content-Type": "application/json"}
    for content in (b"{", b"[]", b"null", b'"x"', b'{"title": "\xff"}', b"[" * 100_000):
        problem_in(await ben.client.post(address, content=content, headers=json), 400)
    problem_in(await ben.client.post(address, content=b"title=x"), 415)
    form = await ben.client.post(address, data={"title": "x"})
    problem_in(form, 415)
    problem_in(await ben.client.post(address, content=b" " * 300_000, headers=json), 413)
    problem_in(await ben.client.put(address, json={}), 405)


async def test_a_command_without_fields_needs_no_body(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    answer = await ben.client.post(f"{ben.base}/commands/PausePartner")
    assert answer.json()["count"] == 1


async def test_an_admitted_person_gets_an_id_from_here(open_house: OpenHouse) -> None:
    ana = await program(open_house, "ana")
    done = await ana.done("AdmitPerson", display_name="Eva Lund")
    people = (await open_house.views()).directory.people
    assert len([one for one in people if one not in ("ana", "ben", "cleo", "olga", "ada")]) == 1
    assert done["id"] not in people
    problem = problem_in(await ana.ask("AdmitPerson", display_name="Eva", person="ben"), 422)
    assert problem["field"] == "person"


async def test_a_perspective_is_sealed_with_the_same_length_as_from_a_page(open_house: OpenHouse) -> None:
    ben = await program(open_house, "ben")
    lengths = set()
    for category in ("patient", "non-academic research"):
        await ben.done("DeclarePerspective", category=category, shown_to="facilitators")
        lengths.add(len((await open_house.views()).directory.people["ben"].perspective.box))
    assert len(lengths) == 1
    problem_in(await ben.ask("DeclarePerspective", perspective="{}"), 422)


async def test_without_a_token_or_with_a_wrong_one_nothing_opens(open_house: OpenHouse) -> None:
    for token in (None, "everyseat_wrong", "x" * 5_000):
        visitor = with_token(open_house, token)
        answer = await visitor.get("/views/table")
        problem_in(answer, 401)
        assert ("invalid_token" in answer.headers["www-authenticate"]) == bool(token)


def test_every_command_of_the_rules_is_here_but_for_those_that_cannot_be() -> None:
    assert set(COMMANDS.values()) == set(RULES) - NOT_HERE
    assert len(COMMANDS) > 40
