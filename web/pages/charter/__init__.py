"""The page of the four statements: what holds, what is discussed, and how texts differ."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from projections.charter import KINDS, Wording, wordings
from web.door import Problem
from web.live import Fragment
from web.page import Page, in_place
from web.pages.charter import meaning, translating
from web.pages.charter.contexts import (
    busy,
    statement_context,
    touched,
    wording_list_context,
)
from web.pages.charter.showing import show_mission
from web.pages.differences import differences
from workspace.charter.commands import CorrectWording, OpenStatement, ProposeWording, WithdrawWording

LANGUAGES = ("en", "es")


@get("/p/{partnership:str}/mission", name="mission")
async def mission(page: NamedDependency[Page]) -> Response[str]:
    """Mission, vision, purpose and values."""
    return show_mission(page)


@get("/p/{partnership:str}/mission/differences", name="mission-differences")
async def compare(
    page: NamedDependency[Page], one: FromQuery[str] = "", other: FromQuery[str] = ""
) -> Response[str]:
    """Two wordings word by word, the one proposed first as the earlier text."""
    first, second = sorted(
        (wording(page, one), wording(page, other)), key=lambda found: found.proposed.position
    )
    shared = {"one": first, "other": second, "compare": differences, "wordings": to_compare(page, second)}
    return page.show("charter/differences.html", shared, page="mission")


def to_compare(page: Page, found: Wording) -> list[Wording]:
    """The wordings of its statement that this reader may see."""
    every = wordings(page.views.charter, found.kind)
    return [one for one in every if page.audience.role != "observer" or one.adopted is not None]


def wording(page: Page, wording_id: str) -> Wording:
    """The wording of that id, if this reader may see it: observers see what was agreed once."""
    found = page.views.charter.wordings.get(wording_id)
    if found is None or (page.audience.role == "observer" and found.adopted is None):
        raise page.not_here()
    return found


@get("/p/{partnership:str}/statements/{kind:str}/mine", name="my-statement")
async def my_statement(page: NamedDependency[Page], kind: FromPath[str]) -> Response[str]:
    """What the reader can do with a statement."""
    return show_my_statement(page, kind)


def show_my_statement(page: Page, kind: str, problem: Problem | None = None) -> Response[str]:
    """The personal part of one statement, alone."""
    shared = wording_list_context(page.views, page.audience, kind)
    if shared is None or not page.views.live:
        raise page.not_here()
    return page.show(
        "charter/my_statement.html", shared | {"alone": True}, page="mission", item=kind, problem=problem
    )


@get("/p/{partnership:str}/wordings/{wording_id:str}/mine", name="my-wording")
async def my_wording(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[str]:
    """What the reader can do with a wording."""
    return show_my_wording(page, wording_id)


def show_my_wording(page: Page, wording_id: str, problem: Problem | None = None) -> Response[str]:
    """The personal part of one wording, alone; nothing once it is settled."""
    found = wording(page, wording_id)
    if page.audience.role == "observer" or not page.views.live:
        raise page.not_here()
    shared = {"wording": found, "busy": busy(page.views, found), "alone": True}
    return page.show("charter/my_wording.html", shared, page="mission", problem=problem)


@post("/p/{partnership:str}/statements", name="open-statement")
async def open_statement(page: NamedDependency[Page]) -> Response[Any]:
    """Begin a statement."""
    fields = await page.form()
    kind = str(fields.get("kind", ""))

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_my_statement(page, kind, problem) if page.enhanced else show_mission(page, problem)

    return await page.perform(
        OpenStatement, fields, back=f"/mission#{kind}", again=again, form=f"begin-{kind}"
    )


@post("/p/{partnership:str}/statements/{kind:str}/wordings", name="propose-wording")
async def propose_wording(page: NamedDependency[Page], kind: FromPath[str]) -> Response[Any]:
    """Propose a wording, in the language it is written in."""
    statement = page.views.charter.statements.get(kind)
    if statement is None:
        raise page.not_here()
    fields = await page.form()
    language = str(fields.pop("language", page.language))

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_my_statement(page, kind, problem) if page.enhanced else show_mission(page, problem)

    return await page.perform(
        ProposeWording,
        in_place(fields, statement=statement.id),
        back=f"/mission#wording-list-{kind}",
        again=again,
        form=f"wording-of-{kind}",
        language=language if language in LANGUAGES else page.language,
    )


@post("/p/{partnership:str}/wordings/{wording_id:str}/corrections", name="correct-wording")
async def correct_wording(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[Any]:
    """Put a slip of the pen right."""
    return await act_on(page, CorrectWording, wording_id, "correction")


@post("/p/{partnership:str}/wordings/{wording_id:str}/withdrawal", name="withdraw-wording")
async def withdraw_wording(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[Any]:
    """Take a wording back."""
    return await act_on(page, WithdrawWording, wording_id, "withdrawal")


async def act_on(
    page: Page, command: type[CorrectWording] | type[WithdrawWording], wording_id: str, form: str
) -> Response[Any]:
    """Do something with one wording, and come back to it."""
    found = wording(page, wording_id)
    fields = await page.form()

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return show_my_wording(page, wording_id, problem) if page.enhanced else show_mission(page, problem)

    return await page.perform(
        command,
        in_place(fields, wording=wording_id),
        back=f"/mission#{found.kind}",
        again=again,
        form=f"{form}-{wording_id}",
        language=found.text.lang if command is CorrectWording else None,
    )


FRAGMENTS = [
    Fragment("mission", "charter/statement.html", "statement", statement_context, touched, lambda _: KINDS),
    Fragment(
        "mission", "charter/wording_list.html", "wording_list", wording_list_context, touched, lambda _: KINDS
    ),
    *meaning.FRAGMENTS,
]
HANDLERS = [
    mission,
    compare,
    my_statement,
    my_wording,
    open_statement,
    propose_wording,
    correct_wording,
    withdraw_wording,
    *meaning.HANDLERS,
    *translating.HANDLERS,
]
