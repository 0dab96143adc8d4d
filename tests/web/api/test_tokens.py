"""Tokens: made by their person, shown once, and over everywhere when they are taken back."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.web.api.programs import problem_in, program, with_token
from tests.web.visitors import OpenHouse, opened
from web.accounts import Accounts
from web.accounts.store import Store
from web.accounts.tables import api_tokens
from web.accounts.tokens import A_DAY, MOST_EACH, TooMany
from web.command_line import everyseat
from workspace.partners.commands import LeavePartnership, RevokeRole

FORM = {"label": "My calendar", "scope": "read", "days": "30"}


def tokens_in(page: str) -> list[str]:
    """The tokens that a page shows."""
    return re.findall(r"everyseat_[\w-]{43}", page)


async def test_a_token_is_shown_once_and_then_works(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    made = await ben.send("/me/tokens", FORM)
    (token,) = tokens_in(made.text)
    assert made.headers["cache-control"] == "no-store"
    assert not tokens_in(await ben.text("/me/tokens"))
    assert "My calendar" in await ben.text("/me/tokens")
    answer = await with_token(open_house, token).get("")
    assert (answer.json()["person"], answer.json()["scope"]) == ("ben", "read")


async def test_the_same_form_sent_again_makes_no_second_token(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    first = await ben.send("/me/tokens", FORM, command="same")
    again = await ben.send("/me/tokens", FORM, command="same")
    assert (len(tokens_in(first.text)), len(tokens_in(again.text))) == (1, 0)
    assert "made already" in again.text


async def test_a_token_that_is_taken_back_works_no_longer(open_house: OpenHouse) -> None:
    ben, cleo = await open_house.visitor("ben"), await open_house.visitor("cleo")
    token = tokens_in((await ben.send("/me/tokens", FORM)).text)[0]
    calling = with_token(open_house, token)
    assert (await calling.get("")).status_code == 200
    (address,) = set(re.findall(r"/me/tokens/\w+/withdrawal", await ben.text("/me/tokens")))
    await cleo.send(address)
    assert (await calling.get("")).status_code == 200, "nobody else takes it back"
    await ben.send(address)
    assert await gone_within(calling, 2)


async def gone_within(calling: Any, seconds: float) -> bool:
    """Whether a program is locked out within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if (await calling.get("")).status_code in (401, 404):
            return True
    return False


async def test_what_ends_an_accounts_rights_ends_its_tokens(open_house: OpenHouse) -> None:
    calling, accounts = await program(open_house, "ben"), open_house.app.state.accounts
    account = accounts.find("ben@example.org")
    assert (await calling.get("")).status_code == 200
    accounts.withdraw(account.id)
    assert await gone_within(calling, 2)
    fresh = await program(open_house, "ben")
    accounts.link(account.id, open_house.partnership, "somebody-else")
    assert await gone_within(fresh, 2)


async def test_a_token_never_has_more_than_its_person(open_house: OpenHouse) -> None:
    ana, ben = await program(open_house, "ana"), await program(open_house, "ben")
    await open_house.ask(LeavePartnership, {}, by="ben", partner="ben")
    problem_in(await ben.get("/views/table"), 404)
    await ana.done("GrantRole", person="cleo", role="convener")
    cleo = await program(open_house, "cleo")
    assert (await cleo.get("/webhooks")).status_code == 200
    await open_house.ask(RevokeRole, {"person": "cleo", "role": "convener"}, by="ana", partner="ana")
    problem_in(await cleo.get("/webhooks"), 403)


async def test_a_token_opens_one_partnership(
    open_house: OpenHouse, migrated_postgresql_url: str, tmp_path: Path
) -> None:
    calling = await program(open_house, "ben")
    other = f"/api/v1/partnerships/{'0' * 32}"
    for path in ("", "/views/table", "/views/history", "/webhooks"):
        problem_in(await calling.client.get(other + path), 404)
    problem_in(await calling.client.post(f"{other}/commands/PausePartner"), 404)
    assert (await calling.client.get(f"/p/{open_house.partnership}/")).status_code == 303


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_on_both_databases(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> None:
    async with opened(request.getfixturevalue(f"migrated_{kind}_url"), tmp_path) as house:
        calling = await program(house, "ben")
        assert (await calling.done("ProposeGoal", title="Walk"))["count"] == 1
        ana = await program(house, "ana")
        assert (await ana.get("/webhooks")).json() == {"webhooks": []}


async def test_who_only_looks_makes_tokens_that_only_look(open_house: OpenHouse) -> None:
    for person in ("olga", "ada"):
        looking = await open_house.visitor(person)
        assert 'value="act"' not in await looking.text("/me/tokens")
        refused = await looking.send("/me/tokens", FORM, scope="act")
        assert (refused.status_code, tokens_in(refused.text)) == (422, [])
        assert tokens_in((await looking.send("/me/tokens", FORM)).text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": " "},
        {"label": "x" * 81},
        {"days": "3650"},
        {"days": "0"},
        {"scope": "all"},
        {"person": "ana"},
    ],
)
async def test_a_form_that_is_not_ours_is_refused(open_house: OpenHouse, wrong: dict[str, str]) -> None:
    ben = await open_house.visitor("ben")
    answer = await ben.send("/me/tokens", {**FORM, **wrong})
    assert (answer.status_code, tokens_in(answer.text)) == (422, [])


class Clock:
    """A clock that the test moves."""

    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_token_ends_on_its_day_and_never_after_a_year(migrated_database_url: str) -> None:
    clock = Clock()
    accounts = Accounts(
        Store(migrated_database_url.replace("everyseat.sqlite", "everyseat-accounts.sqlite"), clock)
    )
    account = accounts.create("ben@example.org")
    accounts.link(account.id, "p", "ben")
    month, year = (
        accounts.tokens.make(account.id, "p", "ben", scope="read", label="x", days=days)
        for days in (30, 5_000)
    )
    assert month
    assert year
    bearer = await accounts.tokens.find(month)
    assert bearer
    assert bearer.token.used is None
    clock.now += A_DAY
    again = await accounts.tokens.find(month)
    assert again
    assert again.token.used == 1_700_000_000 // A_DAY
    clock.now += 29 * A_DAY
    assert await accounts.tokens.find(month) is None
    clock.now += 334 * A_DAY
    assert await accounts.tokens.find(year)
    clock.now += A_DAY
    assert await accounts.tokens.find(year) is None
    accounts.store.close()


async def test_what_is_kept_opens_nothing_and_is_bounded(open_house: OpenHouse) -> None:
    calling, accounts = await program(open_house, "ben"), open_house.app.state.accounts
    with accounts.store.reading() as connection:
        row = connection.execute(select(api_tokens)).mappings().one()
    assert calling.token not in str(dict(row))
    for _ in range(MOST_EACH - 1):
        await program(open_house, "ben")
    with pytest.raises(TooMany):
        await program(open_house, "ben")


async def test_no_token_gets_into_what_the_server_writes(
    open_house: OpenHouse, capsys: pytest.CaptureFixture[str]
) -> None:
    calling = await program(open_house, "ben")
    await calling.get("/views/table")
    await calling.ask("ProposeGoal", title="")
    await calling.client.get(f"/api/v1/nowhere/{calling.token}")
    written = capsys.readouterr()
    assert calling.token
    assert calling.token not in written.out + written.err
    assert "/api/v1/partnerships/{partnership}/views/{view}" in written.err


async def test_programs_are_counted_by_their_token(open_house: OpenHouse) -> None:
    ben, cleo = await program(open_house, "ben"), await program(open_house, "cleo")
    statuses = {(await ben.ask("PausePartner")).status_code for _ in range(130)}
    assert 429 in statuses
    late = await ben.ask("PausePartner")
    problem_in(late, 429)
    assert int(late.headers["retry-after"]) > 0
    assert (await cleo.ask("ProposeGoal", title="Walk")).status_code == 200


def test_the_command_line_makes_lists_and_withdraws(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    partnership = asyncio.run(founded(migrated_sqlite_url, tmp_path))
    at = ["--partnership", partnership, "--database", migrated_sqlite_url]
    run = CliRunner()
    made = run.invoke(everyseat, ["token", "make", *at, "--email", "ben@example.org", "--scope", "act"])
    assert made.exit_code == 0, made.output
    assert len(tokens_in(made.stdout)) == 1
    listed = run.invoke(everyseat, ["token", "list", *at, "--json"])
    found = re.search(r'"id": "(\w+)"', listed.stdout)
    assert found, listed.output
    assert not tokens_in(listed.output)
    ended = run.invoke(everyseat, ["token", "withdraw", *at, found[1]])
    assert ended.exit_code == 0, ended.output
    assert run.invoke(everyseat, ["token", "withdraw", *at, found[1]]).exit_code == 2
    nobody = run.invoke(everyseat, ["token", "make", *at, "--person", "nobody"])
    assert (nobody.exit_code, "Nobody" in nobody.output) == (2, True)


async def founded(url: str, folder: Path) -> str:
    """A partnership in a database that nobody serves any more."""
    async with opened(url, folder) as house:
        await house.visitor("ben")
        return house.partnership
