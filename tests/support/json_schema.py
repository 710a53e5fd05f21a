"""A validator of the part of JSON Schema that the 360Giving schemas use. It refuses a schema that uses more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_RULES: Final = frozenset(
    {
        *("type", "required", "properties", "items", "minItems", "uniqueItems", "enum", "pattern", "format", "oneOf"),
        *("minimum", "$ref"),
    }
)
_WORDS: Final = frozenset(
    {
        *("$defs", "$id", "$schema", "title", "description", "version", "weight", "deprecated", "rollUp"),
        *("codelist", "openCodelist"),
    }
)
"""What says nothing of whether a value fits."""
_KNOWN: Final = _RULES | _WORDS


def errors_in(value: Any, schema: Mapping[str, Any], others: Mapping[str, Any]) -> list[str]:
    """What does not fit, as `path: why`. `others` are whole schemas by the address that `$ref` names."""
    return list(_errors(value, schema, schema, others, ""))


def _errors(value: Any, schema: Any, root: Any, others: Mapping[str, Any], path: str) -> Iterator[str]:
    unknown = {key for key in schema if key not in _KNOWN and not key[0].isupper()}
    if unknown:
        raise ValueError(f"the schema uses {sorted(unknown)}, which this validator does not know")
    if "$ref" in schema:
        address, _, inside = schema["$ref"].partition("#")
        found = others[address] if address else root
        base = found
        for part in filter(None, inside.split("/")):
            found = found[part]
        yield from _errors(value, found, base, others, path)
        return
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{path}: {value!r} is not {kinds}"
        return
    yield from _own(value, schema, path)
    yield from _parts(value, schema, root, others, path)


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and not (isinstance(value, bool) and kind in ("number", "integer"))


def _own(value: Any, schema: Any, path: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum'][:5]}"
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{path}: {value!r} does not match {schema['pattern']}"
        if not _is_in_format(value, schema.get("format", "")):
            yield f"{path}: {value!r} is no {schema['format']}"
    if "minimum" in schema and _is(value, "number") and value < schema["minimum"]:
        yield f"{path}: {value} is too small"


def _is_in_format(text: str, wanted: str) -> bool:
    """Whether a date is only a day, a moment has an hour and a time zone, and an address has a scheme."""
    try:
        if wanted == "date":
            return date.fromisoformat(text).isoformat() == text
        if wanted == "date-time":
            return "T" in text and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
    return wanted != "uri" or re.match(r"[a-z][a-z0-9+.-]*:", text) is not None


def _parts(value: Any, schema: Any, root: Any, others: Mapping[str, Any], path: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{path}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from _errors(value[name], inner, root, others, f"{path}/{name}")
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{path}: too few"
        if schema.get("uniqueItems") and len({repr(each) for each in value}) < len(value):
            yield f"{path}: one is there twice"
        for place, each in enumerate(value):
            yield from _errors(each, schema.get("items", {}), root, others, f"{path}/{place}")
    if "oneOf" in schema:
        fits = [one for one in schema["oneOf"] if not list(_errors(value, one, root, others, path))]
        if len(fits) != 1:
            yield f"{path}: {len(fits)} of the alternatives fit, and it must be one"
