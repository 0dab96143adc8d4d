"""`everyseat token`: what programs come in with, made and taken back by whoever runs the server.

The accounts are a database of their own that several processes may write, so this needs no server and
disturbs none; a running one believes no token for longer than a second without looking.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Column, Table

from events.log.migrations import check
from web.accounts import CHAIN, Account, Accounts, Token
from web.accounts.tokens import A_DAY, LABEL_LENGTH, LONGEST_DAYS, TooMany
from web.command_line.looking import json_option, print_json
from web.command_line.opening import database_option, reading, there
from web.command_line.partnerships import the_one
from web.command_line.saying import Stop, note, speaking
from web.settings import load_settings

partnership_option = click.option(
    "--partnership", required=True, metavar="ID", help="Its id, or its exact name."
)
person_option = click.option("--person", metavar="ID", help="The person's id in the partnership.")
email_option = click.option("--email", metavar="ADDRESS", help="The person's address, instead of the id.")


@click.group()
def token() -> None:
    """Tokens for programs: they see what their person sees, and never do more than that person may."""


@token.command()
@partnership_option
@person_option
@email_option
@click.option("--scope", type=click.Choice(("read", "act")), default="read", show_default=True)
@click.option("--label", default="made on the command line", metavar="TEXT", help="What it is for.")
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=90, show_default=True)
@database_option
@speaking
def make(
    partnership: str, person: str | None, email: str | None, scope: str, label: str, days: int,
    database: str | None,
) -> None:  # fmt: skip
    """Make a token. It is printed once; nobody can show it again."""
    if not label.strip() or len(label) > LABEL_LENGTH:
        raise Stop(f"A label has 1 to {LABEL_LENGTH} characters.")
    found = partnership_id(partnership, database)
    with opened(database) as accounts:
        account, who = person_of(accounts, found, person, email)
        try:
            made = accounts.tokens.make(
                account.id, found, who, scope="act" if scope == "act" else "read", label=label, days=days
            )
        except TooMany:
            raise Stop("This person has twenty tokens already. Withdraw one first.") from None
    note("Copy it now: it is kept nowhere in a form that could be shown again.")
    click.echo(made)


@token.command(name="list")
@partnership_option
@database_option
@json_option
@speaking
def list_(partnership: str, database: str | None, as_json: bool) -> None:
    """List the tokens that work now, without the tokens themselves."""
    found = partnership_id(partnership, database)
    with opened(database) as accounts:
        tokens = accounts.tokens.of_partnership(found)
    if as_json:
        print_json({"tokens": [described(one) for one in tokens]})
        return
    table = Table(Column("Id", no_wrap=True), "Person", "May", "What for", "Until", "Last used")
    for one in tokens:
        shown = described(one)
        table.add_row(
            *(shown[name] or "never" for name in ("id", "person", "scope", "label", "until", "used"))
        )
    Console().print(table if tokens else "No token works in this partnership.")


@token.command()
@partnership_option
@click.argument("id", metavar="ID")
@database_option
@speaking
def withdraw(partnership: str, id: str, database: str | None) -> None:  # noqa: A002 — as it is shown.
    """Take a token back, by its ID in the list. It ends everywhere within two seconds."""
    found = partnership_id(partnership, database)
    with opened(database) as accounts:
        person = next((one.person for one in accounts.tokens.of_partnership(found) if one.id == id), None)
        if person is None or not accounts.tokens.withdraw(found, person, id):
            raise Stop("No token with this id works in this partnership.")
    note("It works no longer.")


def described(one: Token) -> dict[str, str | None]:
    """A token as a list shows it: days, no times."""
    return {
        "id": one.id,
        "person": one.person,
        "scope": one.scope,
        "label": one.label,
        "until": day(one.expires),
        "used": None if one.used is None else day(one.used * A_DAY),
    }


def day(at: int) -> str:
    """A day."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"


def partnership_id(partnership: str, database: str | None) -> str:
    """The id of the partnership that somebody names."""
    with reading(database) as kept:
        return the_one(kept.log, kept.keys, partnership).id


@contextmanager
def opened(database: str | None) -> Iterator[Accounts]:
    """The accounts."""
    settings = load_settings(database=database)
    there(settings)
    check(settings.accounts_url, CHAIN)
    accounts = Accounts.at(settings.accounts_url)
    try:
        yield accounts
    finally:
        accounts.store.close()


def person_of(
    accounts: Accounts, partnership: str, person: str | None, email: str | None
) -> tuple[Account, str]:
    """The account, and who it is in the partnership. Raises Stop where there is none."""
    if (person is None) == (email is None):
        raise Stop("Say who it is for: either --person or --email.")
    account = accounts.find(email) if email else accounts.account_of(partnership, person or "")
    seated = accounts.people(account.id).get(partnership) if account else None
    if account is None or seated is None:
        raise Stop("Nobody who can sign in is this person in the partnership.")
    return account, seated.person
