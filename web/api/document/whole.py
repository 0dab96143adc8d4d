"""The document as a whole."""

from functools import lru_cache
from typing import Any

import msgspec

from web.api.commanding import Kept
from web.api.commands import COMMANDS
from web.api.document.fields import body_of
from web.api.document.operations import (
    ITEM,
    KEY,
    LANGUAGE,
    PARTNERSHIP,
    WEBHOOK,
    answer,
    body,
    first_sentence,
    problem_responses,
    problems,
    query,
    tagged,
)
from web.api.document.schemas import components, example, unfolded
from web.api.hooks import HookMade, Hooks, HookShown, HookWanted
from web.api.overview import Partnership, Partnerships
from web.api.problems import ProblemDocument
from web.api.viewing import ITEMS, VIEWS
from web.webhooks.message import Message

ABOUT = """Everything that people can look at and do on the pages of a partnership, for programs.

Make a token on the page "My tokens" and send it as `Authorization: Bearer …`. It opens one partnership, sees
what its person sees there, and never does more than its person may. Errors are problem details (RFC 9457)."""
HERE = "/partnerships/{partnership}"


class Schemas:
    """References to the schemas of all structs, and the schemas."""

    def __init__(self) -> None:
        shapes: list[type[msgspec.Struct]] = [Kept, ProblemDocument, Partnership, Partnerships]
        shapes += [HookWanted, HookMade, HookShown, Hooks, Message]
        shapes += [view.shape for view in VIEWS.values()]
        shapes += [item.shape for item in ITEMS.values()]
        shapes += [body_of(command) for command in COMMANDS.values()]
        self.of, self.all = components(shapes)

    def example(self, struct: type[msgspec.Struct]) -> Any:
        """Something of this shape."""
        return example(self.of[struct], self.all)


@lru_cache
def document() -> dict[str, Any]:
    """The whole document."""
    schemas = Schemas()
    return {
        "openapi": "3.1.0",
        "info": {"title": "Everyseat", "version": "1", "description": unfolded(ABOUT)},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "tags": [
            {"name": "Partnership"},
            {"name": "Views", "description": "What pages show, for the token's person."},
            {"name": "Commands", "description": "What people can do, in the name of the token's person."},
            {"name": "Webhooks", "description": "Hear that something happened; for conveners."},
        ],
        "paths": overview_paths(schemas) | view_paths(schemas) | command_paths(schemas) | hook_paths(schemas),
        "webhooks": {"moments": message_path(schemas)},
        "components": {
            "schemas": schemas.all,
            "responses": problem_responses(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def overview_paths(schemas: Schemas) -> dict[str, Any]:
    """What a token opens."""
    many = {
        "operationId": "partnerships",
        "summary": "What this token opens",
        "responses": {"200": answer("One partnership.", schemas.of[Partnerships])} | problems(),
    }
    one = {
        "operationId": "partnership",
        "summary": "The partnership, and who you are in it",
        "responses": {"200": answer("The partnership.", schemas.of[Partnership])} | problems(),
    }
    return {
        "/partnerships": {"get": tagged("Partnership", many, ())},
        HERE: {"get": tagged("Partnership", one, (PARTNERSHIP,))},
    }


def view_paths(schemas: Schemas) -> dict[str, Any]:
    """Every view, and the things in them."""
    paths = {}
    for name, view in VIEWS.items():
        parameters = (PARTNERSHIP, query("at"), *map(query, view.asked))
        paths[f"{HERE}/views/{name}"] = {
            "get": viewing(schemas, name, view.shape, f"view_{name}", parameters)
        }
    for name, item in ITEMS.items():
        parameters = (PARTNERSHIP, ITEM, query("at"))
        operation = viewing(schemas, name, item.shape, f"view_one_of_{name}", parameters)
        paths[f"{HERE}/views/{name}/{{item}}"] = {"get": operation}
    return paths


def viewing(
    schemas: Schemas, name: str, shape: type[msgspec.Struct], operation_id: str, parameters: Any
) -> dict[str, Any]:
    """Looking at a view."""
    properties = {
        "partnership": {"type": "string"},
        "position": {"type": "integer", "description": "The last moment that is in it."},
        "at": {"type": "string", "format": "date-time", "description": "The moment for which it is told."},
        "live": {"type": "boolean", "description": "Whether it is as it is now."},
        name: schemas.of[shape],
    }
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    about = schemas.all[shape.__name__]["description"]
    operation = {
        "operationId": operation_id,
        "summary": first_sentence(about),
        "description": about,
        "responses": {"200": answer("The view.", schema)} | problems(403),
    }
    return tagged("Views", operation, parameters)


def command_paths(schemas: Schemas) -> dict[str, Any]:
    """Every command."""
    return {f"{HERE}/commands/{name}": {"post": asking(schemas, name)} for name in sorted(COMMANDS)}


def asking(schemas: Schemas, name: str) -> dict[str, Any]:
    """Asking for something to happen."""
    shape = body_of(COMMANDS[name])
    schema = schemas.all[name]
    operation = {
        "operationId": name,
        "summary": first_sentence(schema.get("description", name)),
        "description": schema.get("description", name),
        "requestBody": body(schemas.of[shape], schemas.example(shape), required=bool(schema.get("required"))),
        "responses": {"200": answer("It holds now.", schemas.of[Kept], schemas.example(Kept))}
        | problems(403, 409, 415, 507),
    }
    return tagged("Commands", operation, (PARTNERSHIP, KEY, LANGUAGE))


def hook_paths(schemas: Schemas) -> dict[str, Any]:
    """Webhooks."""
    listed = {
        "operationId": "webhooks",
        "summary": "All webhooks of the partnership",
        "responses": {"200": answer("The webhooks.", schemas.of[Hooks])} | problems(403),
    }
    made = {
        "operationId": "make_webhook",
        "summary": "Have an address told of what happens",
        "requestBody": body(schemas.of[HookWanted], {"url": "https://example.org/everyseat"}),
        "responses": {"201": answer("It is made; the secret is shown once.", schemas.of[HookMade])}
        | problems(403, 409, 415),
    }
    gone = {
        "operationId": "end_webhook",
        "summary": "Tell this address nothing more",
        "responses": {"204": {"description": "It is gone."}} | problems(403),
    }
    again = {
        "operationId": "resume_webhook",
        "summary": "Try again after a pause",
        "responses": {"200": answer("It is tried again.", schemas.of[HookShown])} | problems(403),
    }
    one = (PARTNERSHIP, WEBHOOK)
    return {
        f"{HERE}/webhooks": {
            "get": tagged("Webhooks", listed, (PARTNERSHIP,)),
            "post": tagged("Webhooks", made, (PARTNERSHIP,)),
        },
        f"{HERE}/webhooks/{{webhook}}": {"delete": tagged("Webhooks", gone, one)},
        f"{HERE}/webhooks/{{webhook}}/resumption": {"post": tagged("Webhooks", again, one)},
    }


def message_path(schemas: Schemas) -> dict[str, Any]:
    """What a webhook is sent: see Standard Webhooks for the three headers."""
    names = {
        "webhook-id": "The same when the same message comes again.",
        "webhook-timestamp": "Seconds since 1970 when this try was made.",
        "webhook-signature": "v1,<base64 of HMAC-SHA256 over id.timestamp.body under the secret>",
    }
    headers = [
        {"name": name, "in": "header", "required": True, "description": about, "schema": {"type": "string"}}
        for name, about in names.items()
    ]
    operation = {
        "operationId": "moments",
        "summary": "Something happened",
        "requestBody": body(schemas.of[Message], schemas.example(Message)),
        "responses": {"2XX": {"description": "Heard. Anything else is tried again later."}},
        "security": [],
    }
    return {"post": tagged("Webhooks", operation, headers)}
