"""What a statement should say: everybody is asked, writes for themselves, and all is shown at one moment."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from events.charter import DraftRoundEnded, DraftRoundOpened, IdeasInvited, IdeasRevealed, InterestDeclared
from events.vocabulary import Recorded
from projections.charter import KINDS, IdeaRound
from web.door import Problem
from web.live import Fragment
from web.page import Page, in_place
from web.pages.charter import contexts
from web.pages.charter.showing import show_mission
from web.pages.charter.stages import meaning_context
from web.rendering.language import zone_of
from workspace.charter.commands import DeclareInterest, InviteIdeas, RevealIdeas
from workspace.commands import Command

EVENING = time(20)
"""When all is shown on a day for which no time was said: people have had their day to write."""


@get("/p/{partnership:str}/statements/{kind:str}/ideas", name="my-ideas")
async def my_ideas(page: NamedDependency[Page], kind: FromPath[str]) -> Response[str]:
    """What the reader wrote and can write; for those who lead, how to ask and to show."""
    return show_my_ideas(page, kind)


def show_my_ideas(page: Page, kind: str, problem: Problem | None = None) -> Response[str]:
    """The personal part of what a statement should say, alone."""
    shared = meaning_context(page.views, page.audience, kind)
    if shared is None or not page.views.live:
        raise page.not_here()
    return page.show(
        "charter/my_meaning.html", shared | {"alone": True}, page="mission", item=kind, problem=problem
    )


@post("/p/{partnership:str}/statements/{kind:str}/rounds", name="invite-ideas")
async def invite_ideas(page: NamedDependency[Page], kind: FromPath[str]) -> Response[Any]:
    """Ask everybody; with a day, all is shown then by itself."""
    statement = page.views.charter.statements.get(kind)
    if statement is None:
        raise page.not_here()
    typed = await page.form()
    fields = {name: value for name, value in typed.items() if name not in ("day", "time")}
    at = shown_at(str(typed.get("day", "")), str(typed.get("time", "")), page.reader.zone)
    fields = in_place(fields, statement=statement.id, reveals_at=at)
    return await act(page, InviteIdeas, fields, kind, f"ask-{kind}", typed)


def shown_at(day: str, hour: str, zone: str) -> str:
    """The moment in the reader's zone; nothing for no day; what was typed where that is no moment."""
    day, hour = day.strip(), hour.strip()
    try:
        when = datetime.fromisoformat(day).date() if day else None
        at = time.fromisoformat(hour) if hour else EVENING
    except ValueError:
        return f"{day} {hour}".strip()
    if when is None or at.tzinfo is not None:
        return hour
    return datetime.combine(when, at, zone_of(zone)).isoformat()


@post("/p/{partnership:str}/rounds/{round_id:str}/ideas", name="declare-interest")
async def declare_interest(page: NamedDependency[Page], round_id: FromPath[str]) -> Response[Any]:
    """Say what matters to oneself; it comes in the place of what one said before."""
    asked, fields = round_of(page, round_id), await page.form()
    command = in_place(fields, round=round_id)
    return await act(page, DeclareInterest, command, asked.kind, f"ideas-{asked.kind}")


@post("/p/{partnership:str}/rounds/{round_id:str}/ideas/withdrawal", name="withdraw-interest")
async def withdraw_interest(page: NamedDependency[Page], round_id: FromPath[str]) -> Response[Any]:
    """Take back what one said, for good."""
    asked = round_of(page, round_id)
    return await act(page, DeclareInterest, {"round": round_id}, asked.kind, f"unsaid-{asked.kind}")


@post("/p/{partnership:str}/rounds/{round_id:str}/reveal", name="reveal-ideas")
async def reveal_ideas(page: NamedDependency[Page], round_id: FromPath[str]) -> Response[Any]:
    """Show everybody what everybody wrote."""
    asked = round_of(page, round_id)
    return await act(page, RevealIdeas, {"round": round_id}, asked.kind, f"show-{asked.kind}")


def round_of(page: Page, round_id: str) -> IdeaRound:
    """The round of that id. Observers are not told that there is one."""
    found = page.views.charter.rounds.get(round_id)
    if found is None or page.audience.role == "observer":
        raise page.not_here()
    return found


async def act(
    page: Page,
    command: type[Command],
    fields: Mapping[str, Any],
    kind: str,
    form: str,
    typed: Mapping[str, Any] | None = None,
) -> Response[Any]:
    """Do it, and come back to the statement. `typed`: what the form held, where the command differs."""

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        if problem is not None and typed is not None:
            field = "day" if problem.field == "reveals_at" else problem.field
            problem = msgspec.structs.replace(problem, field=field, typed={**problem.typed, **typed})
        return show_my_ideas(page, kind, problem) if page.enhanced else show_mission(page, problem)

    return await page.perform(command, fields, back=f"/mission#meaning-{kind}", again=again, form=form)


def touched(recorded: Recorded) -> Iterable[str]:
    """The kinds whose stage an event may change; an event names a round, and only views know its kind."""
    match recorded.event:
        case IdeasInvited() | InterestDeclared() | IdeasRevealed() | DraftRoundOpened() | DraftRoundEnded():
            return KINDS
        case _:
            return contexts.touched(recorded)


FRAGMENTS = [
    Fragment("mission", "charter/meaning.html", "meaning", meaning_context, touched, lambda _: KINDS)
]
HANDLERS = [my_ideas, invite_ideas, declare_interest, withdraw_interest, reveal_ideas]
