"""The headers of every answer, whatever the answer is."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message

from web.security.visit import Visit
from web.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
NOT_NEEDED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in NOT_NEEDED),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
A_YEAR = 31_536_000


def add_headers(message: Message, visit: Visit, settings: Settings) -> None:
    """Complete the first message of an answer. Nothing that reads people's words is ever stored."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    headers["content-security-policy"] = POLICY.format(nonce=visit.nonce)
    for name, value in FIXED.items():
        headers[name] = value
    if settings.https:
        headers["strict-transport-security"] = f"max-age={A_YEAR}"
    if "cache-control" not in headers:
        headers["cache-control"] = "no-store"
    if "immutable" not in headers["cache-control"]:
        headers.extend_header_value("vary", "Cookie, Accept-Language")
    headers["x-request-id"] = visit.id
