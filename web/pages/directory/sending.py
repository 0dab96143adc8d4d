"""Sending a form of the directory: it leads on to a page, or is shown again with what was wrong."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response
from litestar.response import Redirect

from web.door import Problem
from web.page import Again, Page
from workspace.commands import Command


async def send(
    page: Page, command: type[Command], fields: Mapping[str, Any], *, back: str, again: Again
) -> Response[Any]:
    """Do what the form asks, and go on to `back`; refused, it keeps what was typed."""
    answer = await page.submit(command, fields)
    if isinstance(answer, Problem):
        return await shown_again(page, answer, fields, command.__name__, again)
    return go(page, page.base + back)


async def shown_again(
    page: Page, trouble: Problem, typed: Mapping[str, Any], form: str, again: Again
) -> Response[Any]:
    """The form with what was typed, under the same command id: sent again, it is still one act."""
    command = str((await page.request.form()).get("command") or "")
    await page.look_again()
    return await again(page, msgspec.structs.replace(trouble, typed={**typed, "command": command}, form=form))


def go(page: Page, address: str) -> Response[Any]:
    """Lead the browser to another page, whether its script asked or it did."""
    if page.enhanced:
        return Response("", headers={"HX-Redirect": address})
    return Redirect(address, status_code=303)
