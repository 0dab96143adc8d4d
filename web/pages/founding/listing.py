"""The roster: pasted or uploaded, looked at, and mended row by row. Nothing is lost between tries."""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from web.accounts import Accounts
from web.door import Problem, problem
from web.imports.roster import (
    LARGEST,
    MOST_ROWS,
    ORGANISATIONS,
    Read,
    as_text,
    category_of,
    mended,
    note_of,
    read,
    troubles,
)
from web.pages.founding.drafts import AnyRequest, Draft, form_of, keep, ours
from web.pages.founding.entered import Entered, Fields
from web.pages.founding.filling import elsewhere
from web.pages.founding.pages import show_step
from web.settings import Settings


@get("/found/{founding:str}/roster")
async def roster(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
) -> Response[Any]:
    """Where to paste or upload it."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    return elsewhere(draft) or show_step(request, draft, "roster", {"most": MOST_ROWS})


@post("/found/{founding:str}/roster", status_code=303)
async def take_roster(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
) -> Response[Any]:
    """Read what was pasted or uploaded; without either, go on without a list."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if (other := elsewhere(draft)) is not None:
        return other
    fields = await form_of(request)
    content = await content_of(fields)
    if not content.strip():
        step = "check" if draft.entered.rows else "start"
        return Redirect(f"{draft.base}/{step}", status_code=303)
    found = read_or_trouble(content)
    if isinstance(found, Problem):
        pasted = fields.get("text")
        typed = {"text": pasted[:LARGEST] if isinstance(pasted, str) else ""}
        trouble = msgspec.structs.replace(found, typed=typed)
        return show_step(request, draft, "roster", {"most": MOST_ROWS}, problem=trouble)
    await keep(accounts, draft, "check", lambda entered: with_roster(entered, found))
    return Redirect(f"{draft.base}/check", status_code=303)


async def content_of(fields: Fields) -> bytes:
    """What was uploaded, else what was pasted."""
    upload, pasted = fields.get("file"), fields.get("text")
    content = await upload.read() if isinstance(upload, UploadFile) else b""
    if not content.strip() and isinstance(pasted, str):
        return pasted.encode(errors="replace")
    return content


def read_or_trouble(content: bytes) -> Read | Problem:
    """The rows, or why this cannot be a list."""
    if len(content) > LARGEST:
        return problem("This is more than fits: 200 KB at most. Leave some columns or rows out.", "text")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return problem("This is a workbook. Save it as CSV first, or copy its cells and paste them.", "file")
    found = read(as_text(content))
    if not found.rows:
        return problem("We found no row with a name or an organisation in it.", "text")
    return found


def with_roster(entered: Entered, found: Read) -> Entered:
    """What was entered, with this list instead of the one before."""
    return msgspec.structs.replace(
        entered, rows=tuple(found.rows), blank=found.blank, others=found.others[:10], beyond=found.beyond
    )


@get("/found/{founding:str}/check")
async def check(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
) -> Response[Any]:
    """What was understood, and every row that is to be looked at again."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if (other := elsewhere(draft)) is not None:
        return other
    if not draft.entered.rows:
        return Redirect(f"{draft.base}/roster", status_code=303)
    wanted = request.query_params.get("row", "")
    return show_step(request, draft, "check", seen(draft, wanted))


def seen(draft: Draft, wanted: str) -> dict[str, Any]:
    """Rows to mend with what is wrong there, and the others; `wanted`: one that somebody wants to change."""
    rows = draft.entered.rows
    wrong = troubles(rows)
    to_mend = [row for row in rows if row.number in wrong or str(row.number) == wanted]
    mending = {row.number for row in to_mend}
    return {
        "to_mend": to_mend,
        "wrong": wrong,
        "others": [(row, note_of(row, rows)) for row in rows if row.number not in mending],
        "most": MOST_ROWS,
        "kinds": ORGANISATIONS,
        "category_of": category_of,
        "asked": wanted,
    }


@post("/found/{founding:str}/check", status_code=303)
async def mend(
    request: AnyRequest,
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    founding: FromPath[str],
) -> Response[Any]:
    """Keep the corrections, then look again, or go on when nothing is left to mend."""
    draft = await ours(request, settings, accounts, founding)
    if isinstance(draft, Response):
        return draft
    if (other := elsewhere(draft)) is not None:
        return other
    sent = by_row(await form_of(request))

    def corrected(entered: Entered) -> Entered:
        rows = tuple(mended(row, sent[row.number]) if row.number in sent else row for row in entered.rows)
        return msgspec.structs.replace(entered, rows=rows)

    kept = await keep(accounts, draft, "check", corrected)
    step = "check" if troubles(kept.entered.rows) else "start"
    if step == "start":
        await keep(accounts, kept, step, lambda entered: entered)
    return Redirect(f"{draft.base}/{step}", status_code=303)


def by_row(fields: Fields) -> dict[int, dict[str, str]]:
    """`name-12` is the name in row 12."""
    found: dict[int, dict[str, str]] = {}
    for key, value in fields.items():
        field, dash, number = key.rpartition("-")
        if dash and number.isascii() and number.isdigit() and len(number) < 7 and isinstance(value, str):
            found.setdefault(int(number), {})[field] = value
    return found


HANDLERS = [roster, take_roster, check, mend]
