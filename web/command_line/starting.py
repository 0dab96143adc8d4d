"""What goes wrong while a server starts, in one sentence: the framework knows only how to print its stack."""

import re
from typing import Any

from uvicorn._types import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope

LAST_ERROR = re.compile(r"^[\s|+-]*[A-Za-z_][\w.]*: (?P<why>.+)$", re.MULTILINE)


class Starting:
    """The app, with what it says about a failed start kept for us instead of printed."""

    def __init__(self, app: Any) -> None:
        self._app: ASGI3Application = app
        self.trouble: str | None = None

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Pass everything on; only the message about a failed start loses its text."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def listen(message: Any) -> None:
            if message["type"] == "lifespan.startup.failed":
                self.trouble = message.get("message", "")
                message = {**message, "message": ""}
            await send(message)

        await self._app(scope, receive, listen)

    @property
    def why(self) -> str:
        """The sentence of the error that was raised first."""
        found = LAST_ERROR.findall(self.trouble or "")
        return found[-1] if found else "it does not say why."
