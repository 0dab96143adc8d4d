"""What somebody has entered of a partnership that they are about to found."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import msgspec

from events.partners import Category, KindOfWe, StartingApproach
from web.door import Problem, checked_shape, clean, in_plain_words, problem, text_trouble, without_blanks
from web.imports.roster import Row
from web.sentences.labels import CATEGORIES
from workspace.commands import Command
from workspace.days import within_reach
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands import FoundPartnership
from workspace.partners.commands.founding import ChooseStartingApproach

MONTH = timedelta(days=30)

Fields = Mapping[str, Any]
Taken = dict[str, Any] | Problem
"""What a page changes of `Entered`, or what is wrong with it."""


class Entered(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything, page by page. `started`: when *Start* was pressed, in seconds since 1970 UTC."""

    name: str = ""
    question: str = ""
    affected: str = ""
    we: KindOfWe | None = None
    approach: StartingApproach | None = None
    why: str = ""
    first: tuple[Category, ...] = ()
    later: tuple[Category, ...] = ()
    by: str = ""
    title: str = ""
    due: str = ""
    rows: tuple[Row, ...] = ()
    blank: int = 0
    others: tuple[str, ...] = ()
    beyond: bool = False
    display_name: str = ""
    language: str = "en"
    started: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The pages that have to be filled in before it can start."""
        needed = {"question": self.name, "we": self.we, "approach": self.approach}
        return tuple(page for page, value in needed.items() if not value)


def encoded(entered: Entered) -> str:
    """As it is kept."""
    return msgspec.json.encode(entered).decode()


def decoded(kept: str) -> Entered:
    """As it was kept."""
    return msgspec.json.decode(kept, type=Entered)


def trouble_in(command: type[Command], fields: Fields, **given: Any) -> Problem | None:
    """What the door will say to these fields of a command; `given` stands for the other pages' fields."""
    kept = without_blanks(command, {**fields, **given})
    trouble = text_trouble(command, kept)
    if trouble is not None:
        return trouble
    try:
        msgspec.convert(kept, checked_shape(command), strict=False)
    except msgspec.ValidationError as error:
        return in_plain_words(str(error))
    return None


def texts(fields: Fields, *names: str) -> dict[str, str]:
    """These fields as text; what is none is empty."""
    return {name: clean(value) if isinstance(value := fields.get(name), str) else "" for name in names}


def about_question(fields: Fields) -> Taken:
    """Its name, its question, and who is affected."""
    found = texts(fields, "name", "question", "affected")
    wanted = {"name": found["name"], "question": found["question"]}
    trouble = trouble_in(FoundPartnership, wanted, display_name="x") or trouble_in(
        ChooseStartingApproach, {"affected": found["affected"]}, we="network", approach="small"
    )
    return trouble or found


def about_us(fields: Fields) -> Taken:
    """What kind of thing we are."""
    if fields.get("we") not in get_args(KindOfWe):
        return problem("Please choose one.", "we")
    return {"we": fields["we"]}


def about_approach(fields: Fields) -> Taken:
    """Small or large, and why."""
    if fields.get("approach") not in get_args(StartingApproach):
        return problem("Please choose one.", "approach")
    found = texts(fields, "why")
    trouble = trouble_in(ChooseStartingApproach, found, we="network", approach=fields["approach"])
    return trouble or {**found, "approach": fields["approach"]}


def about_waves(fields: Fields) -> Taken:
    """Who from the start, who as progress is made, and by when."""
    first = chosen(fields.get("first"))
    later = tuple(one for one in chosen(fields.get("later")) if one not in first)
    by = texts(fields, "by")["by"]
    if by and not (day := day_of(by)):
        return problem("Please write a day, as in 2027-05-31.", "by")
    if by and within_reach(day) is not None:
        return problem("This day is too far away. Choose an earlier one.", "by")
    return {"first": first, "later": later, "by": by}


def chosen(sent: Any) -> tuple[Category, ...]:
    """The categories that were ticked, in our order."""
    ticked = sent if isinstance(sent, list) else [sent]
    return tuple(one for one in CATEGORIES if one in ticked)


def about_quick_win(fields: Fields) -> Taken:
    """Something small within a month; nothing at all is fine too."""
    found = texts(fields, "title", "due")
    if not any(found.values()):
        return found
    if not found["due"]:
        return problem("By when? Choose a day within the next 30 days.", "due")
    return trouble_in(ChooseQuickWin, found) or late(found["due"]) or found


def late(due: str, now: datetime | None = None) -> Problem | None:
    """What is wrong with the day of a quick win; None when it is within a month, in whatever zone."""
    day, today = day_of(due), (now or datetime.now(UTC)).date()
    if day is None or not today - timedelta(days=1) <= day <= today + MONTH + timedelta(days=1):
        return problem("A quick win is done within 30 days. Choose a day in that time.", "due")
    return None


def day_of(written: str) -> date | None:
    """A day as a form sends it."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
