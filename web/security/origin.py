"""Where a request comes from, and which address it asks for."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.types import Scope

from web.settings import LOOPBACK, Settings

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def header(scope: Scope, name: bytes) -> str:
    """A header's value; empty when it is absent, or given twice and so not to be trusted."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    values = [value for key, value in headers if key.lower() == name]
    return values[0].decode("latin-1") if len(values) == 1 else ""


def known_host(scope: Scope, settings: Settings) -> bool:
    """Whether the request asks for an address of ours.

    On this machine every spelling of loopback is ours, at any port; a name that somebody else points
    at 127.0.0.1 is not.
    """
    host = header(scope, b"host").lower()
    if settings.loopback:
        return (urlsplit(f"//{host}").hostname or "") in LOOPBACK if printable(host) else False
    return host in names_of(urlsplit(settings.base_url).netloc, settings.https)


def same_origin(scope: Scope, settings: Settings) -> bool:
    """Whether a page of ours sent this request or opened this socket.

    Browsers say so in `Origin`, or at least in `Sec-Fetch-Site`. A socket without `Origin` is not from a
    browser's page; a form without either is from an old browser or a program, and still needs its token.
    """
    if any(key.lower() == b"origin" for key, _ in scope["headers"]):
        return origin_is_ours(header(scope, b"origin").lower(), scope, settings)
    if scope["type"] == ScopeType.WEBSOCKET:
        return False
    return header(scope, b"sec-fetch-site") in ("", "same-origin", "none")


def origin_is_ours(origin: str, scope: Scope, settings: Settings) -> bool:
    """Whether an `Origin` is the address that people reach us by."""
    if not settings.loopback:
        return origin == settings.base_url
    # Here people come by 127.0.0.1 or localhost: the page's address and the one it asks must agree.
    scheme = "https" if settings.https else "http"
    return known_host(scope, settings) and origin == f"{scheme}://{header(scope, b'host').lower()}"


def names_of(netloc: str, https: bool) -> set[str]:
    """A host with and without the port that goes without saying."""
    usual = ":443" if https else ":80"
    bare = netloc.removesuffix(usual)
    return {bare, bare + usual} if ":" not in bare.rpartition("]")[2] else {netloc}


def printable(host: str) -> bool:
    """Whether a host can be taken apart safely."""
    return host.isascii() and host.isprintable() and not set(host) & set("/?#@ \\") and balanced(host)


def balanced(host: str) -> bool:
    """Whether brackets, if any, hold an address from the start on."""
    return ("[" in host) == ("]" in host) and host.find("[") in (-1, 0)


def local_path(wanted: str | None) -> str:
    """A path of ours to go on to; the front page for anything that could lead elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    if "\\" in wanted or not wanted.isprintable() or not wanted.isascii():
        return "/"
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc and len(wanted) <= 1_000 else "/"
