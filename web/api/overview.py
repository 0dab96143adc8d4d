"""What a token opens: its partnership, who its person is there, and the way on from here."""

from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from web.api.caller import Caller, bearer_in, provide_caller
from web.api.commands import COMMANDS
from web.api.shapes import PartnerNamed, Shape, Teller, Text
from web.api.viewing import VIEWS


class Partnership(Shape, frozen=True, kw_only=True):
    """A partnership as this token's person stands in it.

    `acting_for` is the partner that acts are kept for; choose another one on the pages.
    """

    id: str
    name: Text | None
    position: int
    person: str
    roles: list[str]
    acting_for: PartnerNamed | None
    scope: str
    views: list[str]
    commands: list[str]


class Partnerships(Shape, frozen=True, kw_only=True):
    """The partnerships that the token opens: one."""

    partnerships: list[Partnership]


@get("/partnerships", name="api-partnerships")
async def partnerships(request: Request[Any, Any, Any]) -> Response[bytes]:
    """What the token opens; nothing once its person has left."""
    partnership = bearer_in(request).token.partnership
    try:
        found = [described(await provide_caller(request, partnership))]
    except NotFoundException:
        found = []
    return Response(msgspec.json.encode(Partnerships(partnerships=found)), media_type="application/json")


@get("/partnerships/{partnership:str}", name="api-partnership")
async def one_partnership(caller: NamedDependency[Caller]) -> Response[bytes]:
    """The partnership, and the way on."""
    return Response(msgspec.json.encode(described(caller)), media_type="application/json")


def described(caller: Caller) -> Partnership:
    """The partnership for this reader."""
    reader, tell = caller.reader, Teller(caller.naming)
    acts = caller.bearer.may_act and reader.may_act
    return Partnership(
        id=reader.partnership,
        name=tell.maybe(caller.views.directory.name),
        position=caller.views.position,
        person=reader.person,
        roles=sorted(reader.roles),
        acting_for=tell.partner(reader.partner) if reader.partner else None,
        scope=caller.bearer.token.scope,
        views=list(VIEWS),
        commands=sorted(COMMANDS) if acts else [],
    )
