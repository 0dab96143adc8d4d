"""`everyseat partnerships` and `everyseat show`: reading what is kept, beside whoever serves."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Column, Table

from events.log.keys import KeyStore
from events.log.log import Log, Stored
from events.vocabulary import Recorded
from projections import audit
from projections.views import Views
from web.command_line.opening import Kept, database_option, reading
from web.command_line.partnerships import known_partnerships, the_one
from web.command_line.progress import steps
from web.command_line.readable import readable
from web.command_line.saying import Stop, note, speaking
from web.command_line.telling import sentences
from web.command_line.views import SHOWN, heading
from web.engine.live_views import Folded
from web.engine.unreadable import views_that_need
from web.export import in_words
from web.export import readable as event_in
from web.readable import withheld

VIEWS = (*SHOWN, "history")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


@click.command()
@database_option
@json_option
@speaking
def partnerships(database: str | None, as_json: bool) -> None:
    """List the partnerships, with their ids."""
    with reading(database) as kept:
        found = known_partnerships(kept.log, kept.keys)
    if as_json:
        print_json({"partnerships": [one._asdict() for one in found]})
        return
    table = Table("Name", Column("Id", no_wrap=True), "Moments", "Begun")
    for one in found:
        name = one.name or "(cannot be read)"
        table.add_row(name, one.id, str(one.position), f"{one.founded:%Y-%m-%d}" if one.founded else "")
    Console().print(table if found else "There is no partnership here yet.")


@click.command()
@click.argument("view", type=click.Choice(VIEWS), metavar="VIEW")
@click.option("--partnership", required=True, metavar="ID", help="Its id, or its exact name.")
@click.option("--at", type=click.IntRange(min=1), metavar="POSITION", help="As it was at this moment.")
@database_option
@json_option
@speaking
def show(view: str, partnership: str, at: int | None, database: str | None, as_json: bool) -> None:
    """Show what a page shows: VIEW is table, directory, charter, decisions, goals, promises or history."""
    with reading(database) as kept:
        one = the_one(kept.log, kept.keys, partnership)
        unreadable: list[int] = []
        if at is not None and at > one.position:
            raise Stop(f"There is no moment {at} yet; the last one is {one.position}.")
        shown = shown_at(kept, one.id, view, at, one.position, unreadable)
    if as_json:
        print_json(shown | ({"unreadable": unreadable} if unreadable else {}))
    else:
        readable(view, shown)
    if unreadable:
        note(in_words(unreadable))


def shown_at(
    kept: Kept, partnership: str, view: str, at: int | None, head: int, unreadable: list[int]
) -> dict[str, Any]:
    """The view as plain values, at a position or as it is now. What cannot be read is added to the list."""
    views, history = folded(
        kept.log, partnership, at or head, unreadable, live=at is None, keep=view == "history"
    )
    if view == "history":
        return heading(views) | history_shown(views, history, kept.keys)
    return heading(views) | SHOWN[view](views, kept.keys)


def folded(
    log: Log, partnership: str, upto: int, unreadable: list[int] | None = None, *, live: bool, keep: bool
) -> tuple[Views, list[Recorded]]:
    """The views folded from the first events up to a position, and those events if they are to be kept.

    Positions that cannot be read are added to `unreadable`; the views that need them stop there.
    """
    views = Folded(partnership)
    history: list[Recorded] = []
    for stored in steps("Reading", events_of(log, partnership, upto), upto):
        recorded = event_in(stored)
        if recorded is None:
            if unreadable is not None:
                unreadable.append(stored.position)
            views.pass_over(stored.position, views_that_need(stored.name))
            continue
        views.fold(recorded)
        if keep:
            history.append(recorded)
    at = datetime.now(UTC) if live else views.when
    return views.shown(at or datetime.now(UTC), live=live), history


def events_of(log: Log, partnership: str, upto: int) -> Iterator[Stored]:
    """Every event up to a position, in order."""
    for chunk in log.read_chunks(partnership, 0, upto):
        yield from chunk


def history_shown(views: Views, history: list[Recorded], keys: KeyStore) -> dict[str, Any]:
    """Each moment with its sentence, but for what nobody may read yet: the screen is no way around that."""
    view = audit.PROJECTION.empty()
    history = [one for one in history if not withheld(one.event, views)]
    for recorded in history:
        view = audit.PROJECTION.fold(view, recorded)
    told = sentences(views, history, keys)
    entries = [
        msgspec.structs.asdict(entry) | {"sentence": sentence}
        for entry, sentence in zip(view.entries, told, strict=True)
    ]
    return {"history": entries, "counts": view.counts}


def print_json(value: Any) -> None:
    """JSON on stdout, readable for people too."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))
