"""Webhooks through the API, for conveners: list, make, end, try again."""

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from web.api.caller import Caller
from web.api.commanding import body_of, command_id_of, may_act
from web.api.problems import Stopped, stop
from web.api.shapes import Shape
from web.door import Problem, in_plain_words
from web.webhooks.making import Webhooks
from web.webhooks.rows import Webhook


class HookWanted(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to tell of what happens: an https address that everybody can reach."""

    url: Annotated[str, msgspec.Meta(min_length=9, max_length=500)]


class HookShown(Shape, frozen=True, kw_only=True):
    """A webhook. `position`: it was told of everything up to there. `answered`: what came back last."""

    id: str
    url: str
    position: int
    paused: bool
    answered: str | None
    delivered: datetime | None


class HookMade(Shape, frozen=True, kw_only=True):
    """A new webhook with what its messages are signed with, which is never shown again."""

    webhook: HookShown
    secret: str | None


class Hooks(Shape, frozen=True, kw_only=True):
    """All webhooks of a partnership."""

    webhooks: list[HookShown]


@get("/partnerships/{partnership:str}/webhooks", name="api-webhooks")
async def webhooks(request: Request[Any, Any, Any], caller: NamedDependency[Caller]) -> Response[bytes]:
    """All of them."""
    convenes(caller)
    found = await making_of(request).listed(caller.reader.partnership)
    return json(Hooks(webhooks=[shown(one) for one in found]))


@post("/partnerships/{partnership:str}/webhooks", name="api-make-webhook")
async def make(request: Request[Any, Any, Any], caller: NamedDependency[Caller]) -> Response[bytes]:
    """A new one. With an Idempotency-Key that made one before, that one, without its secret."""
    may_act(caller)
    convenes(caller)
    try:
        wanted = msgspec.convert(await body_of(request), HookWanted)
    except msgspec.ValidationError as error:
        raise Stopped(in_plain_words(str(error))) from None
    reader = caller.reader
    made = await making_of(request).make(
        reader.partnership, reader.person, wanted.url, caller.live.position, command_id_of(request, caller)
    )
    if isinstance(made, Problem):
        raise Stopped(made)
    return json(HookMade(webhook=shown(made.webhook), secret=made.secret), 201)


@delete("/partnerships/{partnership:str}/webhooks/{webhook:str}", name="api-end-webhook")
async def end(
    request: Request[Any, Any, Any], caller: NamedDependency[Caller], webhook: FromPath[str]
) -> None:
    """No more."""
    may_act(caller)
    convenes(caller)
    if not await making_of(request).end(caller.reader.partnership, webhook):
        raise NotFoundException


@post("/partnerships/{partnership:str}/webhooks/{webhook:str}/resumption", status_code=200)
async def resume(
    request: Request[Any, Any, Any], caller: NamedDependency[Caller], webhook: FromPath[str]
) -> Response[bytes]:
    """Once more, from where it stopped."""
    may_act(caller)
    convenes(caller)
    found = await making_of(request).resume(caller.reader.partnership, webhook)
    if found is None:
        raise NotFoundException
    return json(shown(found))


def convenes(caller: Caller) -> None:
    """Only conveners: it is the partnership that is told of, not one person."""
    if "convener" not in caller.reader.roles:
        raise stop(403, "Only a convener may do this. Ask one of them.")


def making_of(request: Request[Any, Any, Any]) -> Webhooks:
    """What makes and lists webhooks in this process."""
    made: Webhooks = request.app.state.webhooks
    return made


def shown(one: Webhook) -> HookShown:
    """A webhook as its conveners see it."""
    heard = one.delivered
    return HookShown(
        id=one.id,
        url=one.url,
        position=one.position,
        paused=one.paused is not None,
        answered=one.answered,
        delivered=None if heard is None else datetime.fromtimestamp(heard, UTC),
    )


def json(answer: Shape, status: int = 200) -> Response[bytes]:
    """An answer."""
    return Response(msgspec.json.encode(answer), media_type="application/json", status_code=status)
