"""Every address of the API × every kind of caller: an address that is not listed here fails the build."""

from __future__ import annotations

from tests.web.api.programs import Program, problem_in, program, with_token
from tests.web.visitors import OpenHouse
from web.api.routes import HANDLERS
from web.asking import TERMS
from web.security.csrf import BEARER_ONLY
from workspace.contributions.commands import MakePromise
from workspace.partners.commands import AcceptRecordTerms, AdmitPerson

ROLES = {"ana": "convener", "fay": "facilitator", "cleo": "member", "olga": "observer", "ada": "auditor"}
OPEN = {"/", "/openapi.json"}
"""What tells nothing of any partnership, so that everybody may read it."""
READABLE: dict[str, set[str]] = {
    "/partnerships": set(ROLES),
    "/partnerships/{partnership:str}": set(ROLES),
    "/partnerships/{partnership:str}/views/{view:str}": set(ROLES),
    "/partnerships/{partnership:str}/views/{view:str}/{item:str}": {"ana", "fay", "cleo", "ada"},
    "/partnerships/{partnership:str}/webhooks": {"ana"},
}
"""Who may look at an address, with any token. The item is a promise here."""
CHANGING: dict[str, set[str]] = {
    "/partnerships/{partnership:str}/commands/{name:str}": {"ana", "fay", "cleo"},
    "/partnerships/{partnership:str}/webhooks": {"ana"},
    "/partnerships/{partnership:str}/webhooks/{webhook:str}": {"ana"},
    "/partnerships/{partnership:str}/webhooks/{webhook:str}/resumption": {"ana"},
}
"""Who may change something there, with a token that acts."""


def methods() -> set[tuple[str, str]]:
    """Every address with every method that it listens to."""
    return {
        (path, method)
        for handler in HANDLERS
        for path in handler.paths
        for method in handler.http_methods
        if method != "OPTIONS"
    }


def test_every_address_is_listed() -> None:
    listed = {(path, "GET") for path in (*OPEN, *READABLE)}
    listed |= {(path, "DELETE" if path.endswith("{webhook:str}") else "POST") for path in CHANGING}
    assert methods() == listed


async def test_no_cookie_opens_an_address_of_the_api_and_no_other_goes_without_the_forms_token(
    open_house: OpenHouse,
) -> None:
    for route in open_house.app.routes:
        for handler in getattr(route, "route_handlers", ()):
            assert bool(handler.opt.get(BEARER_ONLY)) == route.path.startswith("/api/"), route.path


def filled(path: str, house: OpenHouse) -> str:
    """The address of something that is there."""
    parts = {
        "{partnership:str}": house.partnership,
        "{view:str}": "promises" if "{item" in path else "table",
        "{item:str}": "p1",
        "{name:str}": "ProposeGoal",
        "{webhook:str}": "nothing",
    }
    for name, value in parts.items():
        path = path.replace(name, value)
    return "/api/v1" + path


async def everybody(house: OpenHouse) -> dict[str, dict[str, Program]]:
    """Programs of every role with both kinds of token, in a house with a promise to look at."""
    fay = {"person": "fay", "display_name": "Fay Field", "role": "facilitator"}
    await house.ask(AdmitPerson, fay, operator=True)
    await house.ask(AcceptRecordTerms, {"terms": TERMS}, by="fay", partner="fay")
    await house.ask(MakePromise, {"kind": "data", "title": "A list"}, "cleo", partner="payer", command="p1")
    return {
        person: {"read": await program(house, person, "read"), "act": await program(house, person)}
        for person in ROLES
    }


async def test_who_may_look(open_house: OpenHouse) -> None:
    callers = await everybody(open_house)
    for path, allowed in READABLE.items():
        for person, scopes in callers.items():
            for calling in scopes.values():
                answer = await calling.client.get(filled(path, open_house))
                assert (answer.status_code == 200) == (person in allowed), (path, person, answer.text)
                if person not in allowed:
                    problem_in(answer, 403)


async def test_who_may_change_something(open_house: OpenHouse) -> None:
    callers = await everybody(open_house)
    for path, allowed in CHANGING.items():
        for person, scopes in callers.items():
            for scope, calling in scopes.items():
                method = "DELETE" if path.endswith("{webhook:str}") else "POST"
                answer = await calling.client.request(method, filled(path, open_house), json={"title": "x"})
                may = person in allowed and scope == "act"
                assert (answer.status_code not in (401, 403)) == may, (path, person, scope, answer.text)


async def test_nobody_and_other_partnerships(open_house: OpenHouse) -> None:
    nobody, ben = with_token(open_house, None), await program(open_house, "ben")
    for path, method in sorted(methods()):
        if path in OPEN:
            assert (await nobody.client.get("/api/v1" + path)).status_code == 200
            continue
        problem_in(await nobody.client.request(method, filled(path, open_house)), 401)
        if "{partnership" in path:
            foreign = filled(path, open_house).replace(open_house.partnership, "f" * 32)
            problem_in(await ben.client.request(method, foreign), 404)
