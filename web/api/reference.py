"""The document itself, and the same as a page for people, made here and loading nothing from elsewhere."""

from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from litestar import Request, Response, get

from web.api.document import document
from web.api.problems import KINDS, TYPE
from web.reader import Audience
from web.security.visit import visit_of

METHODS = ("get", "post", "delete")


class Field(NamedTuple):
    """A field of something that is sent or answered."""

    name: str
    kind: str
    required: bool


class Operation(NamedTuple):
    """One thing that can be asked for, as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    fields: list[Field]
    answered: list[Field]
    example: str
    statuses: list[str]


class Heading(NamedTuple):
    """The operations under one heading."""

    name: str
    description: str
    operations: list[Operation]


@get("/openapi.json", name="api-document")
async def openapi() -> Response[bytes]:
    """The OpenAPI document. It tells nothing of any partnership, so everybody may read it."""
    return Response(encoded(), media_type="application/json")


@lru_cache
def encoded() -> bytes:
    """The document's bytes."""
    return msgspec.json.encode(document())


@get("/", name="api-reference")
async def reference(request: Request[Any, Any, Any]) -> Response[str]:
    """The reference page."""
    visit = visit_of(request)
    shared = {
        "audience": Audience("observer", visit.language),
        "nonce": visit.nonce,
        "csrf": None,
        "theme": None,
        "headings": headings(),
        "problems": [(TYPE + kind.name, status, kind.title) for status, kind in sorted(KINDS.items())],
    }
    rendering = request.app.state.services.rendering
    html = rendering.page("api/reference.html", visit.language, shared)
    return Response(html, media_type="text/html")


@lru_cache
def headings() -> list[Heading]:
    """Everything in the document, in its order."""
    whole = document()
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in whole["tags"]}
    for path, item in whole["paths"].items():
        for method in METHODS:
            if method in item:
                found[item[method]["tags"][0]].append(operation(whole, method, path, item[method]))
    return [Heading(tag["name"], tag.get("description", ""), found[tag["name"]]) for tag in whole["tags"]]


def operation(whole: dict[str, Any], method: str, path: str, one: dict[str, Any]) -> Operation:
    """One operation."""
    schemas = whole["components"]["schemas"]
    sent = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    good: dict[str, Any] = one["responses"].get("200") or one["responses"].get("201") or {}
    answered = good.get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        id=one["operationId"],
        method=method.upper(),
        path=whole["servers"][0]["url"] + path,
        summary=one["summary"],
        description=one.get("description", ""),
        parameters=one["parameters"],
        fields=fields_of(sent.get("schema", {}), schemas),
        answered=fields_of(answered, schemas),
        example=pretty(sent["example"]) if "example" in sent else "",
        statuses=sorted(one["responses"]),
    )


def fields_of(schema: dict[str, Any], schemas: dict[str, Any]) -> list[Field]:
    """The fields of an object."""
    seen = resolved(schema, schemas)
    required = seen.get("required", ())
    return [
        Field(name, kind_of(one, schemas), name in required)
        for name, one in seen.get("properties", {}).items()
    ]


def resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to."""
    found: dict[str, Any] = schemas[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    return found


def kind_of(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """What a field holds, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return " | ".join(kind_of(one, schemas) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(msgspec.json.encode(one), "utf-8") for one in schema["enum"])
    if schema.get("type") == "array":
        return f"[{kind_of(schema.get('items', {}), schemas)}]"
    said = str(schema.get("format") or schema.get("type") or "")
    limits = [schema[name] for name in ("minimum", "maximum") if name in schema]
    if "maxLength" in schema:
        return f"{said} ≤ {schema['maxLength']}"
    return f"{said} {limits[0]:g} … {limits[1]:g}" if len(limits) == 2 else said


def pretty(value: Any) -> str:
    """JSON with room in it."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
