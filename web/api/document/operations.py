"""The parts that every operation of the document is made of."""

from collections.abc import Iterable
from typing import Any

from web.api.problems import KINDS, MEDIA_TYPE

JSON = "application/json"
LARGEST = 999_999_999_999_999

PARTNERSHIP = {
    "name": "partnership",
    "in": "path",
    "required": True,
    "description": "The partnership that the token opens.",
    "schema": {"type": "string", "pattern": "^[0-9a-z-]{1,64}$"},
    "example": "0f4c2b7a9d8e4f31a5c6b7d8e9f0a1b2",
}
ITEM = {
    "name": "item",
    "in": "path",
    "required": True,
    "description": "The id of one thing in the view.",
    "schema": {"type": "string", "pattern": "^[0-9a-z-]{1,64}$"},
    "example": "3f2a9c0d1e5b4a7f",
}
WEBHOOK = {**ITEM, "name": "webhook", "description": "The id of a webhook."}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "Any text of your own, one for each thing you want to happen. Sent again with the same body, the "
        "first answer comes back and nothing happens twice; with another body it is refused (409)."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]*[!-~][ -~]*$"},
    "example": "import-2027-01-31-row-7",
}
LANGUAGE = {
    "name": "Content-Language",
    "in": "header",
    "required": False,
    "description": "The language that the texts in the body are written in; else that of the token's person.",
    "schema": {"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$"},
    "example": "es",
}
QUERY = {
    "at": "Show it as it was at this position. What you may see is also decided by what you may see now.",
    "page": "Which page of a long list; 50 to a page.",
    "before": "Only what came before this position.",
}


def query(name: str) -> dict[str, Any]:
    """A whole number in the address."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": QUERY[name],
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    }


def problems(*statuses: int) -> dict[str, Any]:
    """The problems an operation may answer with."""
    everywhere = (400, 401, 404, 405, 413, 421, 422, 429, 500, 503)
    wanted = sorted({*everywhere, *statuses})
    return {str(status): {"$ref": f"#/components/responses/{KINDS[status].name}"} for status in wanted}


def problem_responses() -> dict[str, Any]:
    """Each kind of problem, by its name."""
    return {kind.name: problem_response(status) for status, kind in KINDS.items()}


def problem_response(status: int) -> dict[str, Any]:
    """One kind of problem."""
    headers: dict[str, Any] = {}
    if status == 401:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    if status in (429, 503, 507):
        headers["Retry-After"] = {"schema": {"type": "string"}}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}
    response = {"description": KINDS[status].title, "content": content}
    return response | ({"headers": headers} if headers else {})


def answer(description: str, schema: dict[str, Any], example: Any = None) -> dict[str, Any]:
    """What an operation answers when all went well."""
    content: dict[str, Any] = {"schema": schema}
    if example is not None:
        content["example"] = example
    return {"description": description, "content": {JSON: content}}


def body(schema: dict[str, Any], example: Any, *, required: bool = True) -> dict[str, Any]:
    """What an operation is sent."""
    return {"required": required, "content": {JSON: {"schema": schema, "example": example}}}


def first_sentence(text: str) -> str:
    """A summary."""
    return text.split("\n")[0].split(". ")[0].rstrip(".")


def tagged(tag: str, operation: dict[str, Any], parameters: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """An operation under its heading, with its parameters."""
    return {"tags": [tag], "parameters": list(parameters), **operation}
