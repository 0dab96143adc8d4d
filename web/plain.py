"""Pages that belong to no partnership: the front page, signing in, what went wrong."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response

from web.reader import Audience
from web.security.visit import visit_of


def show_plain(
    request: Request[Any, Any, Any], template: str, context: Mapping[str, Any], status: int = 200
) -> Response[str]:
    """A page in the language of whoever asks."""
    visit = visit_of(request)
    shared = {
        "audience": Audience("observer", visit.language, visit.zone),
        "nonce": visit.nonce,
        "csrf": visit.csrf,
        "path": request.url.path,
        "theme": visit.theme,
        "request_id": visit.id,
        "signed_in": visit.session is not None,
    }
    html = request.app.state.services.rendering.page(template, visit.language, shared | dict(context))
    return Response(html, media_type="text/html", status_code=status)
