"""`everyseat administrator`: the first way in to a new server."""

import click

from web.accounts.addresses import normalised
from web.command_line import looping
from web.command_line.opening import database_option, writing
from web.command_line.saying import Stop, in_sentences, speaking
from web.imports.roster.checking import ADDRESS
from web.settings import Settings, load_settings


@click.command()
@click.argument("email")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "es"]))
@database_option
@speaking
def administrator(email: str, language: str, database: str | None) -> None:
    """Make the owner of the address EMAIL an administrator, and print a link with which they sign in.

    An administrator may start partnerships. The link works once, for ten minutes; run this again for
    another one.
    """
    if not ADDRESS.fullmatch(normalised(email)):
        raise Stop("This does not look like an e-mail address, as in name@example.org.")
    click.echo(looping.run(appointed(email, language, load_settings(database=database))))


async def appointed(email: str, language: str, settings: Settings) -> str:
    """The link."""
    with in_sentences():
        async with writing(settings) as desk:
            return await desk.appoint(email, language)
