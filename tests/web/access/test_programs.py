"""What programs reach: every view, every command, and the operator's command line, each listed here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest

from tests.web.access.world import HERE, NO_SUCH, SOON, come, furnished
from tests.web.api.programs import problem_in, program, with_token
from tests.web.visitors import OpenHouse
from web.api.commands import COMMANDS
from web.api.viewing import ITEMS, VIEWS
from web.command_line import everyseat

INSIDE = frozenset(HERE)
AT_THE_TABLE = INSIDE - {"olga", "fern"}
ACTING = AT_THE_TABLE - {"ada"}
LEADING = frozenset(("fay", "ana"))
SEEN: dict[str, frozenset[str]] = {
    "table": INSIDE,
    "directory": INSIDE,
    "charter": INSIDE,
    "conversation": AT_THE_TABLE,
    "decisions": INSIDE,
    "goals": INSIDE,
    "promises": AT_THE_TABLE,
    "seats": INSIDE,
    "founding": INSIDE,
    "figures": INSIDE,
    "history": INSIDE,
    "decisions/d1": INSIDE,
    "goals/g1": INSIDE,
    "promises/p1": AT_THE_TABLE,
}
"""Who reads a view, or one thing of it; for others it is empty or not theirs."""
LED: dict[str, dict[str, Any]] = {
    "OpenSeat": {"looking_for": "sings"},
    "FillSeat": {"seat": "st1"},
    "VacateSeat": {"seat": "st2", "partner": "clinic"},
    "DismissSeat": {"seat": "st1", "why": "later"},
    "ReopenSeat": {"seat": "st3"},
    "LogOutreach": {"nomination": "n1", "step": "answered"},
    "AdmitOrganisation": {"name": "Carers", "group": "patients", "category": "caregiver"},
    "AdmitPerson": {"display_name": "Dora"},
    "GrantRole": {"person": "ben", "role": "facilitator"},
    "GrantMandate": {"person": "ben", "partner": "clinic"},
    "RevokeMandate": {"person": "cleo", "partner": "payer"},
    "WithdrawInvitation": {"invitation": "in1"},
    "AdoptGoal": {"goal": "g-ben"},
    "ChooseStartingApproach": {"we": "coalition", "approach": "small", "why": "trust"},
    "PlanInclusionWave": {"number": 2, "categories": ["payer"]},
    "ChooseQuickWin": {"title": "Walk", "due": SOON},
}
"""What only those who lead ask for, with fields that would do."""
OPERATOR = {
    *("serve", "migrate", "administrator", "partnerships", "show", "export", "import", "backup"),
    *("restore", "move", "token", "doctor"),
}
"""Whoever runs the server has its database and its keys in hand: they ask nobody, and no page starts them."""


def test_every_view_and_every_command_of_the_operator_is_listed() -> None:
    assert {name.split("/")[0] for name in SEEN} == VIEWS.keys(), "say in SEEN who reads the new view"
    assert {name.split("/")[0] for name in SEEN if "/" in name} == ITEMS.keys()
    assert isinstance(everyseat, click.Group)
    assert set(everyseat.commands) == OPERATOR, "say in OPERATOR that only the operator may do this"
    assert LED.keys() <= COMMANDS.keys()


async def test_every_view_is_for_whom_it_is(migrated_sqlite_url: str, tmp_path: Path) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        position = (await house.views()).position
        for reader in HERE:
            for scope in ("read", "act"):
                calling = await program(house, reader, scope)
                for view, who in SEEN.items():
                    for at in ("", f"?at={position - 3}"):
                        answer = await calling.get(f"/views/{view}{at}")
                        if reader in who:
                            assert answer.status_code == 200, (reader, view, answer.text)
                        else:
                            assert answer.status_code in (200, 403, 404), (reader, view)
                            assert "A list" not in answer.text, (reader, view)


async def test_every_command_is_for_those_who_act_with_a_token_that_acts(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        before = (await house.views()).position
        for reader in HERE:
            for scope in ("read", "act"):
                calling = await program(house, reader, scope)
                for command in COMMANDS:
                    # A field that no command knows: whoever may ask is told so, and nothing happens.
                    answer = await calling.ask(command, never_heard_of=1)
                    problem_in(answer, 422 if reader in ACTING and scope == "act" else 403)
        for reader in sorted(ACTING - LEADING):
            calling = await program(house, reader)
            for command, fields in LED.items():
                if (reader, command) != ("cleo", "RevokeMandate"):
                    problem_in(await calling.ask(command, **fields), 403)
        assert (await house.views()).position == before
        calling = await program(house, "ana")
        for command, fields in LED.items():
            await calling.done(command, **fields)


async def test_other_partnerships_and_those_who_left_are_told_the_same_as_of_none(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        ben = await program(house, "ben")
        other = await other_of(house)
        for path in (*(f"/views/{view}" for view in SEEN), "", "/webhooks"):
            told = []
            for partnership in (other, NO_SUCH):
                answer = await ben.client.get(f"/api/v1/partnerships/{partnership}{path}")
                told.append(problem_in(answer, 404) | {"instance": "", "request": ""})
            assert told[0] == told[1], path
        left = await program(house, "lou")
        problem_in(await left.get("/views/table"), 404)
        problem_in(await left.ask("ProposeGoal", title="x"), 404)
        problem_in(await with_token(house, None).get("/views/table"), 401)
        problem_in(await with_token(house, "ev_nothing").get("/views/table"), 401)


@pytest.mark.parametrize("scope", ["read", "act"])
async def test_no_token_opens_a_page(migrated_sqlite_url: str, tmp_path: Path, scope: Any) -> None:
    async with furnished(migrated_sqlite_url, tmp_path) as house:
        calling = await program(house, "ana", scope)
        for page in ("/", "/directory", "/history", "/directory/invitations"):
            answer = await calling.client.get(f"/p/{house.partnership}{page}")
            assert answer.headers["location"].startswith("/sign-in?next="), page


async def other_of(house: OpenHouse) -> str:
    """Sam's partnership."""
    await come(house, "sam")
    accounts = house.app.state.accounts
    (found,) = accounts.people(accounts.find("sam@example.org").id)
    return str(found)
