"""`everyseat serve` and `everyseat migrate`."""

import asyncio
import os
import socket
from contextlib import suppress

import click
import uvicorn

from events.log.keys import KeyStore
from events.log.migrations import migrate as bring_tables_forward
from web.command_line.opening import alone, bring_forward, chains, database_option, own_desk
from web.command_line.saying import Stop, note, speaking
from web.command_line.starting import Starting
from web.demo import plant
from web.metrics import refuse_taken_port
from web.settings import DEFAULT_PORT, Settings, load_settings, refuse_unchosen_printing

LARGEST_FRAME = 1_000_000
LAST_WORDS = 5
"""Seconds that requests under way get when the server is stopped."""


@click.command()
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help=f"The port to listen on [{DEFAULT_PORT}].")
@click.option("--demo", is_flag=True, default=None, help="Fill an empty database with made-up people.")
@speaking
def serve(database: str | None, host: str, port: int | None, demo: bool | None) -> None:
    """Serve the pages until you press Ctrl+C."""
    with listening(host, DEFAULT_PORT if port is None else port) as listener:
        bound = listener.getsockname()[1]
        settings = load_settings(database=database, host=host, port=bound, demo=demo)
        refuse_unchosen_printing(settings)
        refuse_taken_port(settings)
        with alone(settings):
            bring_forward(settings)
            if settings.demo:
                plant_demo(settings)
        # The app takes the right to write for itself, for as long as it runs.
        run(settings, listener)


@click.command()
@database_option
@speaking
def migrate(database: str | None) -> None:
    """Make the tables of a new database, or bring those of an older one forward."""
    settings = load_settings(database=database)
    with alone(settings):
        for url, chain in chains(settings):
            bring_tables_forward(url, chain)
    click.echo("The database fits this version of Everyseat.")


def listening(host: str, port: int) -> socket.socket:
    """A socket on that port. It is taken first, so that a taken port changes nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Stop(
            f"Nothing can listen on {host} port {port}: {error.strerror or error}. Name another with --port."
        ) from None
    return listener


def plant_demo(settings: Settings) -> None:
    """Fill the database with the demonstration, unless something is in it already."""

    async def planted() -> bool:
        async with own_desk(settings) as desk:
            if desk.engine.log.heads():
                return False
            await plant(desk, desk.accounts)
            return True

    if asyncio.run(planted()):
        note("A demonstration was made: the people and organisations in it are invented.")


def run(settings: Settings, listener: socket.socket) -> None:
    """Serve until a signal comes."""
    from web.app import create_app
    from web.rendering import Rendering

    Rendering(KeyStore.missing()).prepare()
    app = Starting(create_app(settings))
    config = uvicorn.Config(
        app,
        loop="uvloop" if os.name != "nt" else "asyncio",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=LARGEST_FRAME,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LAST_WORDS,
    )
    server = Server(config, settings)
    with suppress(SystemExit):
        server.run(sockets=[listener])
    if app.trouble is not None:
        raise Stop(f"The server could not start: {app.why}")


class Server(uvicorn.Server):
    """Says where it answers as soon as it does."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            click.echo(f"Everyseat answers on {self._settings.base_url}/  (Ctrl+C stops it)")
