"""How does a record become JSON and come back, naming whatever does not fit?

A small reader of type hints rather than a library: it knows exactly the types that records use, so a field of
another type fails its first test.
"""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

Json = dict[str, Any]


class RecordError(ValueError):
    """Something in a record cannot be read; the message names the key."""


def to_dict(record: Any, *, sparse: bool = False) -> Json:
    """The record as JSON-friendly values: dates ISO, decimals as text, enums by value.

    `sparse` leaves out what a reader fills in again, being as in an empty record: people read files too.
    """
    return {
        field.name: _plain(value, sparse=sparse)
        for field in dataclasses.fields(record)
        if (value := getattr(record, field.name)) != field.default or not sparse
    }


def from_dict(kind: type[T], data: Mapping[str, Any], *, where: str = "") -> T:
    """The record from what to_dict wrote; RecordError names an unknown, missing or unreadable key."""
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for key in data:
        if key not in fields:
            known = ", ".join(sorted(fields))
            raise RecordError(f"{where}{key} is not a field of {kind.__name__}: it has {known}.")
    for name, field in fields.items():
        if name not in data and _is_required(field):
            raise RecordError(f"{where}{name} is missing from {kind.__name__}: add it.")
    hints = get_type_hints(kind)
    values = {name: _read(hints[name], value, f"{where}{name}") for name, value in data.items()}
    try:
        return kind(**values)
    except RecordError as error:  # a rule of the record itself, which does not know where it stands
        raise RecordError(f"{where}{error}") from None


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _plain(value: Any, *, sparse: bool) -> Any:
    match value:
        case StrEnum():
            return value.value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item, sparse=sparse) for item in value]
        case _ if dataclasses.is_dataclass(value):
            return to_dict(value, sparse=sparse)
        case _:
            return value


def _read(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(get_args(hint)[0], value, where)
    if dict in (hint, origin):
        if not isinstance(value, Mapping):
            raise RecordError(f"{where} must be an object with named fields.")
        return dict(value)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise RecordError(f"{where} must be a list.")
        return tuple(_read(get_args(hint)[0], item, f"{where}.{at}") for at, item in enumerate(value))
    if dataclasses.is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise RecordError(f"{where} must be an object with named fields.")
        return from_dict(hint, value, where=f"{where}.")  # type: ignore[arg-type]
    return _scalar(hint, value, where)


def _scalar(hint: Any, value: Any, where: str) -> Any:
    try:
        if hint is datetime:
            return value if isinstance(value, datetime) else datetime.fromisoformat(value)
        if hint is date:
            return value if isinstance(value, date) else date.fromisoformat(value)
        if hint is Decimal:
            return _decimal(value)
        if issubclass(hint, StrEnum):
            return hint(value)
    except (ValueError, TypeError, InvalidOperation):
        raise RecordError(f"{where} cannot be {value!r}: {_expected(hint)}.") from None
    # bool is an int in Python: compare types exactly, or "items: true" would pass
    if type(value) is not hint:
        raise RecordError(f"{where} cannot be {value!r}: {_expected(hint)}.")
    return value


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool | float):
        raise ValueError(value)
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return number


def _expected(hint: Any) -> str:
    if hint is datetime:
        return "write a time as 2025-12-05T09:30:00+00:00"
    if hint is date:
        return "write a date as 2025-12-05"
    if hint is Decimal:
        return 'write a number as text, such as "12.5"'
    if issubclass(hint, StrEnum):
        return f"choose one of {', '.join(hint)}"
    return f"it must be {_WORDS[hint]}"


_WORDS = {str: "text", int: "a whole number", bool: "true or false"}
