"""Sharing something of oneself for the sums, and taking it out again."""

from collections.abc import Mapping
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency

from web.attributes import written
from web.attributes.labels import KINDS
from web.door import problem
from web.page import Page
from web.pages.directory.sending import send, shown_again
from web.pages.diversity.showing import show
from workspace.partners.commands.attributes import ShareAttributes, WithdrawAttributes

BACK = "/directory/diversity"
FIELDS = {kind.field: key for key, kind in KINDS.items()}


@post("/p/{partnership:str}/directory/diversity/mine", name="share-attributes")
async def share(page: NamedDependency[Page]) -> Response[Any]:
    """Share the answers chosen, in place of those shared before."""
    sent = await page.form()
    answers = {FIELDS[name]: value for name, value in sent.items() if name in FIELDS and value}
    if answers.keys() and not all(isinstance(value, str) and len(value) < 60 for value in answers.values()):
        trouble = problem("Please choose from the answers that are offered.", "attributes")
        return await shown_again(page, trouble, {}, "ShareAttributes", show)
    fields = {"attributes": written(answers), **strangers(sent)}
    return await send(page, ShareAttributes, fields, back=BACK, again=show)


def strangers(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Fields that this form does not have; the door refuses them."""
    return {f"{name} (not here)": value for name, value in sent.items() if name not in FIELDS}


@post("/p/{partnership:str}/directory/diversity/mine/ending", name="withdraw-attributes")
async def withdraw(page: NamedDependency[Page]) -> Response[Any]:
    """Take one's own out of the sums."""
    return await send(page, WithdrawAttributes, await page.form(), back=BACK, again=show)


HANDLERS = [share, withdraw]
