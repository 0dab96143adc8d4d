"""The app: pages, sockets and files behind one front."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from litestar import Litestar, Router
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler

from web import health
from web.accounts import Accounts
from web.api.problems import answer
from web.api.routes import router as api
from web.drafting.socket import HANDLERS as DRAFTING
from web.engine import Engine
from web.live.routes import HANDLERS as LIVE
from web.logs import configure_logs
from web.mail import Post
from web.opening import lifespan_of
from web.page import Services, TermsFirst, ask_to_read
from web.pages import FRAGMENTS, HANDLERS, demo
from web.security.csrf import check_csrf
from web.security.front import Front
from web.security.limits import Limits
from web.settings import Settings
from web.visitor import provide_page

DIST = Path(__file__).parent / "assets" / "dist"
LARGEST_BODY = 256 * 1024
A_YEAR = 31_536_000


def create_app(settings: Settings) -> Litestar:
    """The whole server. Everything is opened when it starts and closed when it ends."""
    configure_logs()
    limits = Limits()
    app = Litestar(
        route_handlers=[*health.HANDLERS, *LIVE, *DRAFTING, *HANDLERS, api(), *doors(settings), assets()],
        lifespan=[lifespan_of(settings, FRAGMENTS)],
        dependencies=dependencies(settings, limits),
        guards=[check_csrf],
        exception_handlers={TermsFirst: ask_to_read, HTTPException: answer, Exception: answer},
        request_max_body_size=LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    app.asgi_handler = Front(app.asgi_handler, settings, limits)
    return app


def doors(settings: Settings) -> list[ControllerRouterHandler]:
    """The demo's doors, only while the demo runs."""
    return [*demo.HANDLERS] if settings.demo else []


def assets() -> Router:
    """The browser's files. Their names change with their content, so they may be kept for ever."""
    return create_static_files_router(
        path="/assets",
        directories=[DIST],
        cache_control=CacheControlHeader(public=True, max_age=A_YEAR, immutable=True),
    )


def dependencies(settings: Settings, limits: Limits) -> dict[str, Provide]:
    """What handlers may ask for by name."""

    def of_state(name: str, kind: Any) -> Callable[[State], Any]:
        def give(state: State) -> Any:
            return state[name]

        give.__annotations__["return"] = kind
        return give

    return {
        "settings": Provide(lambda: settings, sync_to_thread=False),
        "limits": Provide(lambda: limits, sync_to_thread=False),
        "accounts": Provide(of_state("accounts", Accounts), sync_to_thread=False),
        "engine": Provide(of_state("engine", Engine), sync_to_thread=False),
        "mail": Provide(of_state("mail", Post), sync_to_thread=False),
        "services": Provide(of_state("services", Services), sync_to_thread=False),
        "page": Provide(provide_page),
    }
