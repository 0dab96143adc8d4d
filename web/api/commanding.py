"""Asking for something to happen: one address for each command, one answer."""

from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from events.log.identity import fresh_id
from events.log.plan import Done
from web.api.caller import Caller
from web.api.commands import COMMANDS, fields_for, shape_of
from web.api.problems import REALM, Stopped, stop
from web.api.shapes import Shape
from web.asking import must_accept
from web.door import Problem, Writer, build, in_plain_words
from web.page import problem_of
from web.reader import role_of
from web.rendering.language import gettext_noop as N_
from web.sent import fingerprint
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import AcceptRecordTerms
from workspace.refusals import Refusal

KEY = "Idempotency-Key"
LONGEST_KEY = 200


class Kept(Shape, frozen=True, kw_only=True):
    """It holds now. `id` is that of what was made, where something was made.

    `count` moments were added, the last of them at `position`; none when it held already. `again`: the
    same was asked with the same Idempotency-Key before, and this is the answer it got then.
    """

    id: str
    position: int
    count: int
    again: bool


@post("/partnerships/{partnership:str}/commands/{name:str}", status_code=200, name="api-command")
async def carry_out(
    request: Request[Any, Any, Any], caller: NamedDependency[Caller], name: FromPath[str]
) -> Response[bytes]:
    """Do what the command asks, in the name of the token's person."""
    command = COMMANDS.get(name)
    if command is None:
        raise NotFoundException
    may_act(caller)
    has_read(caller, command)
    sent = await body_of(request)
    done = await submit(request, caller, command, sent)
    return Response(msgspec.json.encode(done), media_type="application/json")


def may_act(caller: Caller) -> None:
    """Refuse a token that may only look, and a person who may only look."""
    if not caller.bearer.may_act:
        sentence = N_("This token may look, but not act. Make one that may.")
        told = {"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="act"'}
        raise Stopped(Problem(sentence, status=403), headers=told)
    if not caller.reader.may_act:
        raise stop(403, "You can look at everything here, but not change it.")


def has_read(caller: Caller, command: type[Command]) -> None:
    """Before the first act everybody reads what is kept, and how to take it back."""
    if command is not AcceptRecordTerms and must_accept(caller.reader, caller.live):
        sentence = N_("Please read first what is kept here for ever. It takes two minutes on the pages.")
        raise Stopped(Problem(sentence, status=403), kind="terms-first")


async def body_of(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The fields that were sent: one JSON object, or nothing at all for a command without fields."""
    content = await request.body()
    if not content:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise stop(415, "Send application/json.")
    try:
        sent = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise stop(400, "Send one JSON object, in UTF-8.") from None
    if not isinstance(sent, dict):
        raise stop(400, "Send one JSON object, in UTF-8.")
    return sent


async def submit(
    request: Request[Any, Any, Any], caller: Caller, command: type[Command], sent: dict[str, Any]
) -> Kept:
    """Build the command at the door, hand it to the rules, and wait until it is kept."""
    reader, secret = caller.reader, caller.services.secret
    command_id = command_id_of(request, caller)
    fields = strange(command, sent) or fields_for(command, sent, command_id)
    writer = Writer(reader.partnership, reader.person, command_id, language_of(request, caller))
    built = fields if isinstance(fields, Problem) else build(command, fields, writer, caller.keys)
    if isinstance(built, Problem):
        raise Stopped(about(built))
    act = Act(command=command_id, person=reader.person, partner=reader.partner, at=datetime.now(UTC))
    answer = await caller.engine.submit(
        reader.partnership,
        built,
        act,
        body_hash=fingerprint(command, sent, reader, secret),
        role=role_of(reader),
    )
    if isinstance(answer, Refusal):
        raise Stopped(problem_of(answer))
    return kept(command_id, answer)


def strange(command: type[Command], sent: dict[str, Any]) -> Problem | None:
    """What is sent beside the command's own fields, even empty, is refused: it would mean something else."""
    unknown = next((name for name in sent if name not in shape_of(command).__struct_fields__), None)
    return None if unknown is None else in_plain_words(f"Object contains unknown field `{unknown}`")


def kept(command_id: str, done: Done) -> Kept:
    """The answer to what holds now."""
    return Kept(id=command_id, position=done.position, count=done.kept, again=done.again)


def command_id_of(request: Request[Any, Any, Any], caller: Caller) -> str:
    """The command's id, from the key that was sent, or a fresh one.

    It is bound to the person, so that nobody can take another's id in advance.
    """
    keys = request.headers.getall(KEY, [])
    if not keys:
        return fresh_id()
    given = keys[0]
    if len(keys) > 1 or not (0 < len(given) <= LONGEST_KEY and given.isascii() and given.isprintable()):
        raise stop(400, "Send 1 to {most} printable ASCII characters.", KEY, most=LONGEST_KEY)
    by = f"{caller.reader.partnership}/{caller.reader.person}/api/{given}"
    secret = caller.services.secret[:64]
    return blake2b(by.encode(), key=secret, digest_size=16).hexdigest()


def language_of(request: Request[Any, Any, Any], caller: Caller) -> str:
    """The language that the texts are written in: what Content-Language says, else the person's."""
    given = request.headers.get("Content-Language", "").strip()
    if not given:
        return caller.bearer.language
    parts = given.split("-")
    if len(given) > 35 or not all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts):
        raise stop(400, "Name one language, as in en or es-CO.", "Content-Language")
    return given


def about(problem: Problem) -> Problem:
    """The problem with the field that it is about, also where a field is not known at all."""
    name = problem.details.get("name")
    if problem.field is None and isinstance(name, str):
        return msgspec.structs.replace(problem, field=name)
    return problem
