"""The addresses of the API, under `/api/v1`."""

from litestar import Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from web.api.caller import provide_caller
from web.api.commanding import carry_out
from web.api.hooks import end, make, resume, webhooks
from web.api.overview import one_partnership, partnerships
from web.api.reference import openapi, reference
from web.api.viewing import look, look_at_one
from web.security.csrf import BEARER_ONLY

ROOT = "/api/v1"

HANDLERS: list[ControllerRouterHandler] = [
    *(reference, openapi),
    *(partnerships, one_partnership, look, look_at_one, carry_out),
    *(webhooks, make, end, resume),
]


def router() -> Router:
    """All of them. No cookie opens any."""
    return Router(
        path=ROOT,
        route_handlers=HANDLERS,
        dependencies={"caller": Provide(provide_caller)},
        opt={BEARER_ONLY: True},
    )
