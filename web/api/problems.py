"""What programs are told when something cannot be done: problem details (RFC 9457), always.

`type` names the kind of problem and stays the same in every language and on every server; `detail` is
the sentence that a page would show, in the language that was asked for.
"""

from typing import Any, NamedTuple

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, NotAuthorizedException

from web.door import Problem
from web.errors import answer as page_answer
from web.errors import headers_for, trouble_of
from web.rendering.language import gettext_noop as N_
from web.rendering.language import translated
from web.security.bearer import is_api
from web.security.visit import Visit, visit_of

logger = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:everyseat:problem:"
REALM = 'Bearer realm="Everyseat"'


class ProblemDocument(msgspec.Struct, omit_defaults=True):
    """Why something was not done.

    `field` names what in the request it is about, where it is about one thing. `request` is what to
    tell whoever runs the server.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request: str
    field: str | None = None


class Kind(NamedTuple):
    """A kind of problem: the end of its `type`, its title and what to do, both message ids."""

    name: str
    title: str
    advice: str


KINDS: dict[int, Kind] = {
    400: Kind("not-readable", N_("The request cannot be read"), N_("Send one JSON object, in UTF-8.")),
    401: Kind(
        "no-token",
        N_("A token is missing, or works no longer"),
        N_("Send a token that still works, in the header Authorization: Bearer …"),
    ),
    403: Kind("not-allowed", N_("This is not allowed"), N_("Ask a convener of the partnership.")),
    404: Kind(
        "not-found",
        N_("There is nothing here"),
        N_("Check the address. A token opens one partnership, and what its person may see there."),
    ),
    405: Kind("wrong-method", N_("This address does not do that"), N_("See the header Allow.")),
    409: Kind(
        "not-now",
        N_("It cannot be done as things stand"),
        N_("Something else was asked for with the same Idempotency-Key before. Use a new one."),
    ),
    413: Kind("too-large", N_("This is too large"), N_("Send less than 256 KB.")),
    415: Kind("not-json", N_("This is not JSON"), N_("Send application/json.")),
    421: Kind("wrong-host", N_("This is not our address"), N_("Use the address that people use.")),
    422: Kind("not-valid", N_("This cannot be used as it is"), N_("See the detail, and the field it names.")),
    429: Kind("too-often", N_("That was very often in a short time"), N_("See the header Retry-After.")),
    500: Kind("our-mistake", N_("Something went wrong on our side"), N_("Try again in a moment.")),
    503: Kind(
        "not-reachable",
        N_("This cannot be done at the moment"),
        N_("Try again in a minute, with the same Idempotency-Key: what was kept is not kept twice."),
    ),
    507: Kind(
        "no-room", N_("There is no room left to keep anything new"), N_("Try again when there is room.")
    ),
}


class Stopped(HTTPException):
    """What was asked for is not done, for a reason with a sentence of its own."""

    def __init__(self, problem: Problem, *, kind: str | None = None, headers: dict[str, str] | None = None):
        super().__init__(status_code=problem.status, headers=headers)
        self.problem, self.kind = problem, kind


class NoToken(NotAuthorizedException):
    """Nobody is known by a token here."""


def stop(status: int, sentence: str, field: str | None = None, **details: str | int) -> Stopped:
    """A refusal with its sentence; the catalogues collect the second argument of every call."""
    return Stopped(Problem(sentence, field, details, status=status))


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The one place where an error becomes an answer: a problem for programs, a page for people."""
    return problem_answer(request, error) if is_api(request.scope) else page_answer(request, error)


def problem_answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The problem of an error, with what the other side's program should know in headers."""
    trouble, visit = trouble_of(error), visit_of(request)
    status = error.status_code if isinstance(error, HTTPException) else trouble.status
    status = status if status in KINDS else trouble.status
    if status not in KINDS:
        status = 500 if status >= 500 else 400
    if status >= 500:
        logger.error("failed", request=visit.id, exc_info=error)
    headers = headers_for(trouble, error)
    if isinstance(error, HTTPException):
        headers |= {name: value for name, value in (error.headers or {}).items() if name in TOLD}
    if status == 401:
        headers["WWW-Authenticate"] = challenge(request)
    document = document_of(request, status, error, visit)
    return Response(msgspec.json.encode(document), status_code=status, headers=headers, media_type=MEDIA_TYPE)


TOLD = frozenset(("WWW-Authenticate",))


def challenge(request: Request[Any, Any, Any]) -> str:
    """How to come in; whether a token was sent, but does not work."""
    return f'{REALM}, error="invalid_token"' if "authorization" in request.headers else REALM


def document_of(
    request: Request[Any, Any, Any], status: int, error: Exception, visit: Visit
) -> ProblemDocument:
    """What is told. The sentence is the rule's own where there is one."""
    kind = KINDS[status]
    problem = error.problem if isinstance(error, Stopped) else None
    name = (error.kind if isinstance(error, Stopped) else None) or kind.name
    detail = translated(problem.sentence if problem else kind.advice, visit.language)
    return ProblemDocument(
        type=TYPE + name,
        title=translated(kind.title, visit.language),
        status=status,
        detail=detail.format(**problem.details) if problem else detail,
        instance=request.scope["path"],
        request=visit.id,
        field=problem.field if problem else None,
    )
