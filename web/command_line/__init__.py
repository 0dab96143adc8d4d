"""The product's command line: serve, look, import, export. Every error is a sentence."""

import os
import sys

import click

from web.command_line.administrators import administrator
from web.command_line.backing_up import backup, restore
from web.command_line.doctor import doctor
from web.command_line.exporting import export
from web.command_line.importing import importing
from web.command_line.looking import partnerships, show
from web.command_line.moving import move
from web.command_line.saying import Stop, note
from web.command_line.serve import migrate, serve
from web.command_line.token import token

__all__ = ["everyseat", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="everyseat", prog_name="everyseat")
def everyseat() -> None:
    """Everyseat: where a partnership does its common work in the open."""


for command in (
    serve,
    migrate,
    administrator,
    partnerships,
    show,
    export,
    importing,
    backup,
    restore,
    move,
    token,
    doctor,
):
    everyseat.add_command(command)


def main() -> None:
    """Run the command line. What nobody foresaw is one sentence too; EVERYSEAT_TRACEBACK=1 shows more."""
    try:
        everyseat(prog_name="everyseat")
    except Exception as error:
        if os.environ.get("EVERYSEAT_TRACEBACK"):
            raise
        note(f"This should not have happened, and it is our mistake: {type(error).__name__}: {error}")
        note("Set EVERYSEAT_TRACEBACK=1 and run it again to see where.")
        sys.exit(Stop.exit_code)
