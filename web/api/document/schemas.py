"""The schemas of everything that is sent and answered, made from the structs themselves."""

from collections.abc import Iterable
from typing import Any

import msgspec

REF = "#/components/schemas/{name}"
PLACES = {"date": "2027-01-31", "date-time": "2027-01-31T17:00:00Z", "decimal": "2.5"}


def components(structs: Iterable[type[msgspec.Struct]]) -> tuple[dict[type, dict[str, Any]], dict[str, Any]]:
    """For each struct the reference to its schema, and all schemas by name."""
    wanted = list(structs)
    references, schemas = msgspec.json.schema_components(wanted, ref_template=REF)
    for schema in schemas.values():
        put_right(schema)
    return dict(zip(wanted, references, strict=True)), schemas


def put_right(schema: Any) -> None:
    """What our structs say in Python's way, as JSON Schema says it. Changes the schema in place."""
    match schema:
        case dict():
            if isinstance(schema.get("pattern"), str):
                schema["pattern"] = schema["pattern"].replace(r"\Z", "$")
            if isinstance(schema.get("description"), str):
                schema["description"] = unfolded(schema["description"])
            if schema.get("format") == "decimal" and "anyOf" in schema:
                del schema["type"], schema["format"]
            for value in schema.values():
                put_right(value)
        case list():
            for value in schema:
                put_right(value)


def unfolded(text: str) -> str:
    """A docstring in lines as long as they want to be; paragraphs stay."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def example(schema: dict[str, Any], schemas: dict[str, Any], *, full: bool = True) -> Any:
    """Something that fits a schema: every field for the outermost object, below only what must be there."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas, full=full)
    if "anyOf" in schema:
        return example(schema["anyOf"][0], schemas, full=full)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    return of_type(schema, schemas, full)


def of_type(schema: dict[str, Any], schemas: dict[str, Any], full: bool) -> Any:
    """The same for a schema that names a type."""
    kinds = schema.get("type", "object")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    match kind:
        case "object":
            wanted = schema.get("properties", {})
            if not full:
                wanted = {name: wanted[name] for name in schema.get("required", ()) if name in wanted}
            return {name: example(one, schemas, full=False) for name, one in wanted.items()}
        case "array":
            return [example(schema.get("items", {}), schemas, full=False)] if "items" in schema else []
        case "string":
            return text_example(schema)
        case "integer" | "number":
            return number_example(schema)
        case "boolean":
            return False
        case _:
            return None


def text_example(schema: dict[str, Any]) -> str:
    """A text that fits."""
    if "format" in schema:
        return PLACES.get(schema["format"], "…")
    pattern = schema.get("pattern", "")
    if pattern.startswith("^[a-z]{2,3}"):
        return "en"
    if pattern.startswith("^[A-Za-z0-9_+/-]"):
        return "Europe/Madrid"
    return "3f2a9c0d1e5b4a7f" if pattern else "In your own words"[: schema.get("maxLength", 40)]


def number_example(schema: dict[str, Any]) -> int | float:
    """A number that fits."""
    least, most = schema.get("minimum"), schema.get("maximum")
    if most is not None and most <= 1:
        return 0.5
    return 12 if least is None or least <= 12 else int(least)
