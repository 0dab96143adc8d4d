"""What is known about one request from its first moment on."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from litestar.connection import ASGIConnection
from litestar.types import Scope

from web.accounts import Bearer, Session
from web.reader import Language, Theme

VISIT = "visit"


class Visit:
    """One request or socket: its id, the nonce of its page, who it is from, and its form token.

    `bearer` is who a program's token stands for; a request has a session or a bearer, never both.
    `visitor` is what a browser holds that has not signed in; it ties the sign-in form to it.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.id = secrets.token_hex(6)
        self.nonce = secrets.token_urlsafe(18)
        self.session: Session | None = None
        self.bearer: Bearer | None = None
        self.visitor: str | None = None
        self.new_visitor = False
        self.chosen_language: Language | None = None
        self.browser_language: Language = "en"
        self.theme: Theme | None = None

    @property
    def language(self) -> Language:
        """What was chosen in this browser, else what the person chose elsewhere, else what it asks for."""
        if self.chosen_language is not None:
            return self.chosen_language
        if self.session is None:
            return self.browser_language
        return "es" if self.session.language == "es" else "en"

    @property
    def zone(self) -> str:
        """The time zone to show moments in."""
        return self.session.zone if self.session else "UTC"

    @property
    def csrf(self) -> str:
        """The token that every form of this browser carries. Another site cannot read or guess it."""
        if self.session is not None:
            return self._signed(b"session:" + self.session.hash)
        if self.visitor is None:
            self.visitor, self.new_visitor = secrets.token_urlsafe(32), True
        return self._signed(b"visitor:" + self.visitor.encode())

    def allows(self, submitted: str) -> bool:
        """Whether a form came from a page of ours that was shown to this very browser."""
        known = self.session is not None or self.visitor is not None
        return known and hmac.compare_digest(submitted.encode(errors="replace"), self.csrf.encode())

    def _signed(self, content: bytes) -> str:
        mac = hmac.digest(self._secret, b"csrf:" + content, sha256)
        return urlsafe_b64encode(mac).decode().rstrip("=")


def visit_of(connection: ASGIConnection[Any, Any, Any, Any] | Scope) -> Visit:
    """The visit of a request or socket. There is one as soon as the front has let it in."""
    scope: Any = connection.scope if isinstance(connection, ASGIConnection) else connection
    visit: Visit = scope["state"][VISIT]
    return visit
