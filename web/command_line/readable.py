"""A view as tables for a person at a terminal."""

from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

NOT_READABLE = "(cannot be read)"
Shown = dict[str, Any]


def readable(view: str, shown: Shown) -> None:
    """Print the view."""
    console = Console()
    at = f"{shown['at']:%Y-%m-%d %H:%M} UTC"
    console.print(f"Moment {shown['position']}, {at}", style="dim")
    for one in TABLES[view](shown):
        console.print(one)


def text(value: Any) -> str:
    """A cell."""
    return escape(NOT_READABLE if value is None else str(value))


def rows(title: str, columns: Iterable[str], cells: Iterable[Iterable[Any]]) -> Table:
    """A table with a title; figures stand to the right."""
    table = Table(title=title, title_justify="left")
    found = [list(row) for row in cells]
    for number, column in enumerate(columns):
        figures = bool(found) and all(isinstance(row[number], int) for row in found)
        table.add_column(column, justify="right" if figures else "left")
    for row in found:
        table.add_row(*map(text, row))
    return table


def table(shown: Shown) -> list[Table]:
    """The overview."""
    seen = shown["table"]
    mission = seen["mission"]
    texts = [mission["adopted"]] if mission["adopted"] else mission["proposed"]
    questions = ((one["title"], one["method"], one["closes_at"] or "by hand") for one in seen["questions"])
    counts = [
        ("Seats", len(seen["seats"])),
        ("Goals", len(seen["goals"])),
        ("Promises", len(seen["promises"])),
    ]
    return [
        rows("Mission", ("Text",), ((one["text"],) for one in texts)),
        rows("Open questions", ("Question", "Method", "Closes"), questions),
        rows("Counts", ("Of", "Number"), counts),
    ]


def directory(shown: Shown) -> list[Table]:
    """Who is at the table."""
    names = {one["id"]: one.get("display_name") or f"Person {one['number']}" for one in shown["people"]}
    partners = (
        (
            one["name"] if one["kind"] == "organisation" else names[one["id"]],
            one["kind"],
            one["category"] or "",
        )
        for one in shown["partners"]
    )
    people = (
        (names[one["id"]], ", ".join(role["id"] for role in one["roles"]), one["language"] or "")
        for one in shown["people"]
    )
    return [
        rows("Partners", ("Name", "Kind", "Category"), partners),
        rows("People", ("Name", "Roles", "Language"), people),
    ]


def charter(shown: Shown) -> list[Table]:
    """What the partnership says of itself."""
    cells = ((one["kind"], one["status"], one["text"]) for one in shown["wordings"])
    return [rows("Wordings", ("For", "Status", "Text"), cells)]


def decisions(shown: Shown) -> list[Table]:
    """Questions and where they stand."""
    cells = (
        (one["title"], one["state"], f"{one['voted']} of {one['entitled']}") for one in shown["decisions"]
    )
    return [rows("Decisions", ("Question", "State", "Voices"), cells)]


def goals(shown: Shown) -> list[Table]:
    """Goals and their votes."""
    cells = ((one["title"], one["status"], *one["votes"].values()) for one in shown["goals"])
    return [rows("Goals", ("Goal", "Status", "Support", "Not sure", "Against"), cells)]


def promises(shown: Shown) -> list[Table]:
    """Promises and their state."""
    cells = ((one["title"], one["kind"], one["state"], one["due"] or "") for one in shown["promises"])
    return [rows("Promises", ("Promise", "Kind", "State", "Due"), cells)]


def history(shown: Shown) -> list[Table]:
    """What happened, oldest first."""
    cells = (
        (one["position"], f"{one['provenance'].when:%Y-%m-%d %H:%M}", one["sentence"])
        for one in shown["history"]
    )
    return [rows("History", ("Moment", "When", "What happened"), cells)]


TABLES: dict[str, Callable[[Shown], list[Table]]] = {
    "table": table,
    "directory": directory,
    "charter": charter,
    "decisions": decisions,
    "goals": goals,
    "promises": promises,
    "history": history,
}
