"""What people see when something cannot be done: what happened, that nothing was lost, what to do.

Never a stack trace, never a sentence that only the authors of the program understand.
"""

import sqlite3
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

import structlog
from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.response import Redirect
from psycopg.errors import DiskFull
from sqlalchemy.exc import InterfaceError, OperationalError

from events.log.clock import ClockJumped
from events.log.codec import BrokenEvent, UnknownEvent
from events.log.keys import NoKeyStore
from events.log.log import DatabaseAway, LogError, StorageFull
from events.log.writer import CommandReused, WriterStopped
from web.engine.engine import NoSuchPartnership
from web.plain import show_plain
from web.rendering.language import gettext_noop as N_
from web.rendering.language import translated
from web.security.csrf import FormNotOurs
from web.security.visit import Visit, visit_of

logger = structlog.get_logger(__name__)


class SignInFirst(NotAuthorizedException):
    """Nobody is signed in here, or no longer."""


class Trouble(NamedTuple):
    """A status, what happened, and what to do. Both are message ids."""

    status: int
    title: str
    advice: str


NOT_KEPT = N_("Nothing was lost: everything that was kept before is still there.")

TROUBLES = {
    trouble.status: trouble
    for trouble in (
        Trouble(
            400, N_("We could not read this request"), N_("Go back, load the page again and try once more.")
        ),
        Trouble(401, N_("Please sign in"), N_("Sign in, then open this page again.")),
        Trouble(
            403, N_("This cannot be done from here"), N_("Go back, load the page again and try once more.")
        ),
        Trouble(
            404,
            N_("We cannot find this page"),
            N_("Check the address, or begin at your partnerships. You may have to sign in first."),
        ),
        Trouble(405, N_("This page cannot do that"), N_("Go back to the page you came from.")),
        Trouble(
            409,
            N_("Something else happened first"),
            N_("Go back, load the page again and see how it stands now."),
        ),
        Trouble(410, N_("This link no longer works"), N_("Ask for a new one; it takes a minute.")),
        Trouble(413, N_("This is too large"), N_("Go back and send something shorter.")),
        Trouble(421, N_("This is not our address"), N_("Type the address that you were given.")),
        Trouble(422, N_("We could not use what was sent"), N_("Go back and look at it again.")),
        Trouble(429, N_("That was very often in a short time"), N_("Wait a minute, then try again.")),
        Trouble(
            500,
            N_("Something went wrong on our side"),
            N_("Try again in a moment. If it happens again, tell whoever runs this server the number below."),
        ),
        Trouble(
            503,
            N_("We cannot do this at the moment"),
            N_("Try again in a minute. If you were writing something, go back: it is still in the page."),
        ),
        Trouble(
            507,
            N_("There is no room left to keep anything new"),
            N_("Go back: what you wrote is still in the page. Send it again when there is room once more."),
        ),
    )
}
FORM_TOO_OLD = Trouble(
    403,
    N_("This form is from an earlier sign-in"),
    N_("Go back, copy what you wrote if it is long, load the page again and send it once more."),
)
MAY_BE_DONE = N_(
    "It may have been done after all. Go back and send the same form again in a minute: "
    "that does no harm, because nothing is done twice."
)
LOAD_AGAIN = N_("Load this page again in a minute.")
TOO_LATE = Trouble(503, N_("This took too long"), MAY_BE_DONE)
NO_ANSWER = Trouble(503, N_("What is kept here cannot be reached at the moment"), MAY_BE_DONE)
NOT_READABLE = Trouble(
    503,
    N_("Nothing new can be kept in this partnership at the moment"),
    N_(
        "A part of its history cannot be read here. Go back: what you wrote is still in the page. "
        "Tell whoever runs this server the number below."
    ),
)
NO_KEYS = Trouble(
    503,
    N_("What people wrote cannot be read at the moment"),
    N_("Nothing is lost. Try again later; what you were writing is still in the page that you came from."),
)
AWAY = (LogError, WriterStopped, ClockJumped)


def is_full(cause: BaseException | None) -> bool:
    """Whether the driver of the keys or of the accounts says that the disk is full."""
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_FULL or isinstance(cause, DiskFull)


def trouble_of(error: Exception) -> Trouble:
    """What to tell people about an error."""
    match error:
        case FormNotOurs():
            return FORM_TOO_OLD
        case TimeoutError():
            return TOO_LATE
        case HTTPException(status_code=status):
            return TROUBLES.get(status, TROUBLES[500 if status >= 500 else 400])
        case NoSuchPartnership():
            return TROUBLES[404]
        case CommandReused():
            return TROUBLES[409]
        case StorageFull():
            return TROUBLES[507]
        case OperationalError(orig=cause) if is_full(cause):
            return TROUBLES[507]
        case DatabaseAway() | OperationalError() | InterfaceError():
            return NO_ANSWER
        case NoKeyStore():
            return NO_KEYS
        case BrokenEvent() | UnknownEvent():
            return NOT_READABLE
        case error if isinstance(error, AWAY):
            return TROUBLES[503]
        case _:
            return TROUBLES[500]


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The one place where an error becomes an answer."""
    trouble, visit = trouble_of(error), visit_of(request)
    if trouble.advice == MAY_BE_DONE and request.method in ("GET", "HEAD"):
        trouble = trouble._replace(advice=LOAD_AGAIN)  # Whoever only looked has nothing to send again.
    if trouble.status >= 500:
        logger.error("failed", request=visit.id, exc_info=error)
    if isinstance(error, SignInFirst) and request.method == "GET" and wants_page(request):
        return Redirect(sign_in_address(request), status_code=303)
    content: Any = error_body(trouble, visit)
    media_type = MediaType.JSON
    if not wants_json(request):
        content, media_type = page_of(request, trouble, visit), MediaType.HTML
    return Response(
        content, status_code=trouble.status, headers=headers_for(trouble, error), media_type=media_type
    )


def headers_for(trouble: Trouble, error: Exception) -> dict[str, str]:
    """What the other side's program should know: when to come back, what is allowed instead."""
    headers = {"Retry-After": "60"} if trouble.status in (429, 503, 507) else {}
    if isinstance(error, HTTPException):
        given = error.headers or {}
        headers |= {name: value for name, value in given.items() if name.lower() in ("allow", "retry-after")}
    return headers


def error_body(trouble: Trouble, visit: Visit) -> dict[str, Any]:
    """The same for programs."""
    what, advice = (translated(text, visit.language) for text in (trouble.title, trouble.advice))
    return {"error": {"status": trouble.status, "what": what, "advice": advice, "request": visit.id}}


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Whether a program asks rather than a person's browser."""
    accepted = request.headers.get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether the answer will stand alone in the browser's window."""
    return not wants_json(request) and request.headers.get("HX-Request") != "true"


def sign_in_address(request: Request[Any, Any, Any]) -> str:
    """The sign-in page, which leads back here afterwards."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/sign-in?next={quote(request.url.path + query, safe='')}"


def page_of(request: Request[Any, Any, Any], trouble: Trouble, visit: Visit) -> str:
    """The page; a plain one when even the page cannot be made."""
    try:
        return show_plain(request, "errors/page.html", {"trouble": trouble, "kept": NOT_KEPT}).content
    except Exception:
        logger.exception("error_page_failed", request=visit.id)
        return plain_page(trouble, visit)


def plain_page(trouble: Trouble, visit: Visit) -> str:
    """Words only, made without templates and files."""
    title, advice, kept = (
        escape(translated(text, visit.language)) for text in (trouble.title, trouble.advice, NOT_KEPT)
    )
    return (
        f'<!doctype html><html lang="{visit.language}"><meta charset="utf-8"><title>{title}</title>'
        f"<main><h1>{title}</h1><p>{kept}</p><p>{advice}</p><p>{visit.id}</p></main></html>"
    )
