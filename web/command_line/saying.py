"""How the command line says no: a sentence and exit code 2, never a stack trace."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from events.log.clock import ClockJumped
from events.log.keys import NoKeyStore, WrongMasterKey
from events.log.migrations import DatabaseNewer, DatabaseOlder
from events.log.records import LogError
from web.control import ServerSaysNo
from web.imports import ImportProblem
from web.operating.parts import OperatingProblem
from web.settings import SettingsProblem

P = ParamSpec("P")
R = TypeVar("R")

SAID_PLAINLY = (
    SettingsProblem,
    DatabaseNewer,
    DatabaseOlder,
    LogError,
    ClockJumped,
    WrongMasterKey,
    NoKeyStore,
    ServerSaysNo,
    ImportProblem,
    OperatingProblem,
)
"""Errors whose text is a sentence for the person at the keyboard already."""


class Stop(click.ClickException):
    """It cannot be done, and the text says why and what to do."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """The sentence, on stderr."""
        click.echo(self.format_message(), file=file or sys.stderr)


def note(sentence: str) -> None:
    """Tell the person something that is no part of the result."""
    click.echo(sentence, err=True)


def errors() -> Console:
    """Where progress and notes go, so that a result stays readable for programs."""
    return Console(stderr=True)


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn what can go wrong with files, settings and databases into Stop."""
    try:
        yield
    except SAID_PLAINLY as error:
        raise Stop(str(error)) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise Stop(f"The database does not answer as it should: {reason}") from error
    except BrokenPipeError:
        # Whoever read our output has had enough; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Stop(f"{where}{error.strerror or error}.") from error


def speaking(command: Callable[P, R]) -> Callable[P, R]:
    """A command whose errors are sentences."""

    @wraps(command)
    def run(*arguments: P.args, **named: P.kwargs) -> R:
        with in_sentences():
            return command(*arguments, **named)

    return run
