"""Accounts, links and sessions on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from events.log.migrations import driver_url
from tests.prepared import prepare
from web.accounts import Accounts, migrate
from web.accounts.links import LINK_LASTS
from web.accounts.session_rows import IDLE_FOR, SESSION_LASTS
from web.accounts.store import Store
from web.settings.addresses import beside


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


Another = Callable[[], Accounts]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def another(migrated_database_url: str, clock: Clock) -> AsyncIterator[Another]:
    """Open the accounts once more, as another process would."""
    opened: list[Accounts] = []

    def open_again() -> Accounts:
        opened.append(Accounts(Store(beside(migrated_database_url, "accounts"), clock)))
        return opened[-1]

    yield open_again
    for accounts in opened:
        await accounts.stop()


@pytest_asyncio.fixture
async def accounts(another: Another) -> Accounts:
    """The accounts of this process; tests say when to listen for notices."""
    return another()


def test_making_the_tables_again_changes_nothing(database_url: str) -> None:
    prepare(database_url)
    migrate(beside(database_url, "accounts"))


def test_an_address_is_found_however_it_is_written(accounts: Accounts) -> None:
    made = accounts.create("  Ana.Ruiz@Example.ORG ", "es", "America/Bogota")
    assert accounts.find("ana.ruiz@example.org") == made
    assert made.language == "es"


def test_creating_an_account_twice_gives_the_same_one(accounts: Accounts) -> None:
    assert accounts.create("ana@example.org").id == accounts.create("ANA@example.org").id


def test_accounts_without_an_address_are_apart(accounts: Accounts) -> None:
    assert accounts.create(None).id != accounts.create(None).id


def test_a_person_belongs_to_one_account_of_a_partnership(accounts: Accounts) -> None:
    ana, ben = accounts.create("ana@example.org"), accounts.create("ben@example.org")
    accounts.link(ana.id, "p1", "person-a")
    accounts.link(ana.id, "p1", "person-a")
    assert accounts.people(ana.id)["p1"].person == "person-a"
    found = accounts.account_of("p1", "person-a")
    assert found
    assert found.id == ana.id
    with pytest.raises(Exception, match=r"(?i)unique"):
        accounts.link(ben.id, "p1", "person-a")
    assert accounts.people(ben.id) == {}


def test_a_link_works_once(accounts: Accounts) -> None:
    ana = accounts.create("ana@example.org")
    token = accounts.links.make(ana.id, "/p/1/goals")
    used = accounts.links.use(token)
    assert used == (ana.id, "/p/1/goals")
    assert accounts.links.use(token) is None


def test_two_who_use_a_link_at_the_same_time_do_not_both_come_in(accounts: Accounts) -> None:
    token = accounts.links.make(accounts.create("ana@example.org").id)

    async def race() -> list[object]:
        return await asyncio.gather(*(accounts.run(accounts.links.use, token) for _ in range(8)))

    assert len([one for one in asyncio.run(race()) if one]) == 1


def test_a_link_lasts_ten_minutes(accounts: Accounts, clock: Clock) -> None:
    assert LINK_LASTS <= 600
    token = accounts.links.make(accounts.create("ana@example.org").id)
    clock.now += LINK_LASTS + 1
    assert accounts.links.use(token) is None


async def test_no_token_can_be_read_from_the_database(accounts: Accounts, migrated_database_url: str) -> None:
    ana = accounts.create("ana@example.org")
    tokens = [accounts.links.make(ana.id), await accounts.sessions.start_for(ana.id)]
    engine = create_engine(driver_url(beside(migrated_database_url, "accounts")))
    with engine.connect() as connection:
        rows = [
            str(row)
            for table in ("sign_in_links", "sessions")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    engine.dispose()
    assert rows
    assert not any(token in row for token in tokens for row in rows)


async def test_a_session_knows_its_account_without_asking_again(accounts: Accounts) -> None:
    ana = accounts.create("ana@example.org", "es")
    accounts.link(ana.id, "p1", "person-a")
    token = await accounts.sessions.start_for(ana.id)
    session = await accounts.sessions.find(token)
    assert session
    assert (session.account, session.language, session.person("p1")) == (ana.id, "es", "person-a")
    assert session.person("p2") is None
    assert await accounts.sessions.find(token) is session


async def test_a_made_up_token_is_nobody(accounts: Accounts) -> None:
    assert await accounts.sessions.find("made-up") is None


async def test_signing_in_gives_a_fresh_token_and_ends_the_one_before(accounts: Accounts) -> None:
    ana = accounts.create("ana@example.org")
    first = await accounts.sessions.start_for(ana.id)
    session = await accounts.sessions.find(first)
    assert session
    second = await accounts.sessions.rotate(session)
    assert second != first
    assert session.ended
    assert await accounts.sessions.find(first) is None
    assert await accounts.sessions.find(second)


async def test_a_session_ends_by_age_and_by_rest(accounts: Accounts, clock: Clock) -> None:
    ana = accounts.create("ana@example.org")
    rested, aged = [await accounts.sessions.start_for(ana.id) for _ in range(2)]
    clock.now += IDLE_FOR + 1
    assert await accounts.sessions.find(rested) is None
    clock.now -= IDLE_FOR + 1
    session = await accounts.sessions.find(aged)
    assert session
    clock.now += SESSION_LASTS + 1
    assert not accounts.sessions.valid(session)
    assert await accounts.sessions.find(aged) is None


async def test_who_keeps_coming_stays_signed_in(accounts: Accounts, another: Another, clock: Clock) -> None:
    token = await accounts.sessions.start_for(accounts.create("ana@example.org").id)
    await accounts.start()
    for _ in range(2):
        clock.now += IDLE_FOR - 60
        assert await accounts.sessions.find(token)
        await accounts.sessions.stop()
    assert await another().sessions.find(token)


async def test_a_withdrawn_right_is_heard_of_elsewhere_within_two_seconds(
    accounts: Accounts, another: Another
) -> None:
    ana, ben = accounts.create("ana@example.org"), accounts.create("ben@example.org")
    tokens = [await accounts.sessions.start_for(one.id) for one in (ana, ben)]
    elsewhere = another()
    await elsewhere.start()
    session, other = [await elsewhere.sessions.find(token) for token in tokens]
    assert session
    assert other
    told = asyncio.Event()
    elsewhere.sessions.on_change(lambda account: told.set() if account == ana.id else None)
    accounts.withdraw(ana.id)
    await asyncio.wait_for(told.wait(), 2)
    assert not elsewhere.sessions.valid(session)
    assert await elsewhere.sessions.find(tokens[0]) is None
    assert elsewhere.sessions.valid(other)


async def test_signing_out_ends_one_browser_only(accounts: Accounts, another: Another) -> None:
    ana = accounts.create("ana@example.org")
    phone, desk = [await accounts.sessions.start_for(ana.id) for _ in range(2)]
    elsewhere = another()
    await elsewhere.sessions.start()
    held = [await elsewhere.sessions.find(token) for token in (phone, desk)]
    session = await accounts.sessions.find(phone)
    assert session
    await accounts.sessions.end(session)
    await elsewhere.sessions.listen()
    assert [one is not None and elsewhere.sessions.valid(one) for one in held] == [False, True]
    await elsewhere.sessions.stop()


async def test_a_new_place_at_a_table_is_known_without_signing_in_again(accounts: Accounts) -> None:
    ana = accounts.create("ana@example.org")
    token = await accounts.sessions.start_for(ana.id)
    before = await accounts.sessions.find(token)
    accounts.link(ana.id, "p1", "person-a")
    accounts.act_for(ana.id, "p1", "clinic")
    await accounts.sessions.listen()
    after = await accounts.sessions.find(token)
    assert before
    assert after
    assert accounts.sessions.valid(before)
    assert (after.person("p1"), after.acting("p1")) == ("person-a", "clinic")


async def test_who_missed_too_many_notices_starts_anew(
    accounts: Accounts, another: Another, clock: Clock
) -> None:
    ana = accounts.create("ana@example.org")
    token = await accounts.sessions.start_for(ana.id)
    session = await accounts.sessions.find(token)
    assert session
    elsewhere = another()
    elsewhere.choose(ana.id, language="es")
    clock.now += 2 * 3600
    elsewhere.choose(ana.id, zone="America/Bogota")
    await accounts.sessions.listen()
    assert session.ended
    again = await accounts.sessions.find(token)
    assert again
    assert (again.language, again.zone) == ("es", "America/Bogota")


async def test_a_forgotten_account_leaves_nothing(accounts: Accounts) -> None:
    ana = accounts.create("ana@example.org")
    accounts.link(ana.id, "p1", "person-a")
    token = await accounts.sessions.start_for(ana.id)
    link = accounts.links.make(ana.id)
    accounts.add_persona("convener", ana.id, 1)
    accounts.forget(ana.id)
    assert accounts.get(ana.id) is None
    assert accounts.people(ana.id) == {}
    assert accounts.personas() == []
    assert accounts.links.use(link) is None
    assert await accounts.sessions.find(token) is None


def test_personas_come_in_their_order(accounts: Accounts) -> None:
    ids = [accounts.create(None).id for _ in range(3)]
    for sort, (key, account) in enumerate(zip(("payer", "convener", "auditor"), ids, strict=True)):
        accounts.add_persona(key, account, sort)
    accounts.add_persona("payer", ids[0], 9)
    assert [one.key for one in accounts.personas()] == ["convener", "auditor", "payer"]
