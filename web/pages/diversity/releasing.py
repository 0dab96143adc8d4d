"""A facilitator asks for the sums; the server counts them, and the rules look at them once more."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency

from events.log.plan import Done
from web.attributes import CannotBeOpened, count
from web.door import Problem, problem
from web.page import LOOKS_ONLY, NOT_A_FORM_OF_OURS, Page, problem_of
from web.pages.directory.sending import go, shown_again
from web.pages.diversity.showing import show
from web.reader import role_of
from web.sent import fingerprint
from workspace.acts import Act
from workspace.partners.commands.attributes import ReleaseFigures
from workspace.refusals import Refusal

TRIES = 3
"""Somebody may share between counting and keeping; then it is counted again."""
MOVED = "Somebody changed something just now. Please try again."


@post("/p/{partnership:str}/directory/diversity/releases", name="release-figures")
async def release(page: NamedDependency[Page]) -> Response[Any]:
    """Count what is shared now, and release it as far as it tells of nobody."""
    answer = await submit(page)
    tries = 1
    while isinstance(answer, Problem) and answer.sentence == MOVED and tries < TRIES:
        await page.look_again()
        answer = await submit(page)
        tries += 1
    if isinstance(answer, Problem):
        return await shown_again(page, answer, {}, "ReleaseFigures", show)
    return go(page, f"{page.base}/directory/diversity")


async def submit(page: Page) -> Done | Problem:
    """Count, and hand the sums to the rules. Nothing that the form says goes into them."""
    reader = page.reader
    if page.audience.role != "facilitator":
        return msgspec.structs.replace(LOOKS_ONLY, status=403)
    barred = await page.barred()
    if barred is not None:
        return barred
    command_id = await page.command_id()
    if command_id is None or await page.form():
        return NOT_A_FORM_OF_OURS
    at = datetime.now(UTC)
    try:
        counted = count(page.views, page.keys, at.date())
    except CannotBeOpened:
        return problem("What people shared cannot be read at the moment. Please try again later.")
    command = ReleaseFigures(seen=page.views.position, people=counted.people, tables=counted.tables)
    answer = await page.engine.submit(
        reader.partnership,
        command,
        Act(command=command_id, person=reader.person, partner=reader.partner, at=at, counted=True),
        body_hash=fingerprint(ReleaseFigures, {}, reader, page.services.secret),
        role=role_of(reader),
    )
    return problem_of(answer) if isinstance(answer, Refusal) else answer


HANDLERS = [release]
