"""Is this a case file, and where exactly is it wrong? Nothing is written here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exemptions.domain.serial import RecordError, from_dict
from requests_app.domain.caserecord import FORMAT, CaseFile, CaseRecord

MOST_PROBLEMS: Final = 50
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class FileProblem:
    """One thing that is wrong: its line (from 1; 0 where it cannot be said), the field, a sentence."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}" if self.line else "The file"
        return f"{place}{f', {self.field}' if self.field else ''}: {self.message}"


class ProblemsInFile(Exception):
    """The file cannot be taken as it is; nothing of it was imported."""

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_case_file(text: str) -> CaseFile:
    """The file as plain data. Raises ProblemsInFile with the first problems found, one a case at the most."""
    data = _parse(text)
    faults, cases = [], []
    for index, raw in enumerate(data["cases"]):
        try:
            cases.append(_read_case(raw))
        except RecordError as error:
            faults.append(_fault(f"cases.{index}", str(error)))
    if faults := faults or list(_twice(cases)):
        raise ProblemsInFile(located(text, faults))
    return CaseFile(format=FORMAT, about=str(data.get("about", "")), cases=tuple(cases))


def _read_case(raw: object) -> CaseRecord:
    """RecordError begins with the path of the field; for the case itself with a dot."""
    if not isinstance(raw, Mapping):
        raise RecordError(". a case must be an object with named fields.")
    for path, value in _texts(raw, ""):
        if unfit := _UNFIT.search(value):
            raise RecordError(
                f"{path or '.'} holds the character U+{ord(unfit[0]):04X}, which cannot be stored. Remove it."
            )
    return from_dict(CaseRecord, raw)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text in the case with its path, names of fields included."""
    match value:
        case str():
            yield path, value
        case Mapping():
            for key, item in value.items():
                yield path, key
                yield from _texts(item, f"{path}.{key}" if path else key)
        case list():
            for index, item in enumerate(value):
                yield from _texts(item, f"{path}.{index}" if path else str(index))


def problem_at(text: str, field: str, message: str) -> FileProblem:
    """A problem that shows only on import, at the line of its field."""
    return FileProblem(line=line_of(text, field), field=field, message=message)


def located(text: str, faults: Iterable[tuple[str, str]]) -> list[FileProblem]:
    """The first faults, by path and sentence, with their lines; of the others only that they are there.

    The file is searched from its beginning for each line: for every case of a large file that would take hours.
    """
    problems: list[FileProblem] = []
    for path, message in faults:
        if len(problems) == MOST_PROBLEMS:
            more = (
                f"there are more problems than these {MOST_PROBLEMS}. Mend them, and import the file again."
            )
            return [*problems, FileProblem(line=0, field="", message=more)]
        problems.append(problem_at(text, path, message))
    return problems


def line_of(text: str, path: str) -> int:
    """The line on which the value at this dotted path begins; of its nearest parent if it does not exist."""
    position = _skip_space(text, 0)
    for step in path.split(".") if path else []:
        found = next((at for name, at in _children(text, position) if name == step), None)
        if found is None:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _parse(text: str) -> dict[str, Any]:
    data = _json(text)
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        message = 'a case file is an object with "format" and a list "cases" (see docs/case-file.md).'
        raise _refused(1, message)
    if data.get("format") != FORMAT:
        message = f"this is format {data.get('format')!r}; format {FORMAT} can be read here."
        raise ProblemsInFile([problem_at(text, "format", message)])
    unknown = sorted(data.keys() - {"format", "about", "cases", "$schema"})
    if unknown:
        message = "is not a field of a case file: it has about, cases, format."
        raise ProblemsInFile([problem_at(text, unknown[0], message)])
    return data


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_distinct)
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string")
        hint = " The end of the file seems to be missing: get it again." if is_cut else ""
        line = text.count("\n") + 1 if is_cut else error.lineno
        raise _refused(line, f"this is not JSON: {error.msg.lower()}.{hint}") from error
    except RecursionError:
        raise _refused(0, "objects are nested too deeply to be a case file.") from None
    except ValueError as error:
        raise _refused(0, f"this cannot be read: {error}") from error


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number.")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON would keep the last of two equal names and lose the other without a word."""
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ValueError(f"an object has the field “{name}” twice. Keep one of them.")
            seen.add(name)
    return found


def _refused(line: int, message: str) -> ProblemsInFile:
    return ProblemsInFile([FileProblem(line=line, field="", message=message)])


def _fault(base: str, message: str) -> tuple[str, str]:
    """RecordError begins its message with the field's path, from the record that was read."""
    field, _, rest = message.partition(" ")
    return base if field == "." else f"{base}.{field}", rest


def _twice(cases: list[CaseRecord]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, case in enumerate(cases):
        if case.reference in seen:
            yield f"cases.{index}.reference", f"the reference {case.reference} stands in this file twice."
        seen.add(case.reference)


def _children(text: str, position: int) -> Iterator[tuple[str, int]]:
    """Name (or index) and position of each value in the object or list that begins here."""
    opening = text[position]
    if opening not in "{[":
        return
    position, index = _skip_space(text, position + 1), 0
    while text[position] not in "}]":
        name = str(index)
        if opening == "{":
            name, position = _DECODER.raw_decode(text, position)
            position = _skip_space(text, _skip_space(text, position) + 1)
        yield name, position
        _, position = _DECODER.raw_decode(text, position)
        position = _skip_space(text, position)
        if text[position] == ",":
            position = _skip_space(text, position + 1)
        index += 1


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
