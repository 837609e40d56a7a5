"""Which JSON is a case file? A JSON Schema made from the very classes that read it: the two cannot part."""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from django.db import models

from exemptions.domain.decision import Decision
from exemptions.statute import PROVISIONS
from requests_app.domain.caserecord import FORMAT, CaseFile, LetterFile
from requests_app.services.casefile.columns import column_of
from requests_app.services.casefile.letters import STATES

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Final[dict[type, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Decimal: {"type": ["string", "integer"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
}


def schema_text() -> str:
    """What docs/case-file.schema.json holds."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The schema of a whole file. An editor that reads `$schema` may stand in the file itself."""
    root = _object(CaseFile)
    root["properties"] = {"$schema": {"type": "string"}} | root["properties"]
    root["properties"]["format"] = {"const": FORMAT}
    kinds = sorted(set(_kinds(CaseFile)) - {CaseFile}, key=lambda kind: kind.__name__)
    return (
        {"$schema": DIALECT, "title": "Case file"} | root | {"$defs": {k.__name__: _object(k) for k in kinds}}
    )


def _kinds(kind: type) -> Iterator[type]:
    """Every record that a record holds, itself first."""
    yield kind
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint)):
            if isinstance(inner, type) and dataclasses.is_dataclass(inner):
                yield from _kinds(inner)


def _object(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    described = _description(kind)
    return {
        **({"description": described} if described else {}),
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.default is dataclasses.MISSING],
        "properties": {field.name: _property(kind, field, hints[field.name]) for field in fields},
    }


def _description(kind: type) -> str:
    """The docstring as one line; dataclasses without one are given a signature, which says nothing here."""
    text = inspect.cleandoc(kind.__doc__ or "")
    return "" if text.startswith(f"{kind.__name__}(") else " ".join(text.split())


def _property(kind: type, field: dataclasses.Field[Any], hint: Any) -> dict[str, Any]:
    found = _type(hint)
    if hint is str:
        found |= _limits(kind, field.name)
    default = field.default
    if isinstance(default, Decimal):
        found["default"] = str(default)
    elif isinstance(default, str | int) and default != "":
        found["default"] = default
    return found


def _type(hint: Any) -> dict[str, Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type(inner[0]), {"type": "null"}]}
    if dict in (hint, origin):
        return {"type": "object"}
    if origin is tuple:
        return {"type": "array", "items": _type(inner[0])}
    if dataclasses.is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]
    if issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    return dict(_SCALARS[hint])


def _limits(kind: type, name: str) -> dict[str, Any]:
    """What the tables ask of a text: one of these, or at most so long."""
    if (kind, name) == (Decision, "provision"):
        return {"enum": list(PROVISIONS)}
    if (kind, name) == (LetterFile, "state"):
        return {"enum": [state.value for state in STATES]}
    column = column_of(kind, name)
    if not isinstance(column, models.CharField):
        return {}
    if column.choices:
        keys = [str(key) for key, _ in column.flatchoices]
        return {"enum": [*([""] if column.blank else []), *keys]}
    return {"maxLength": column.max_length}
