"""Is this a case file, and where exactly is it wrong? Nothing is written here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exemptions.domain.serial import RecordError, from_dict
from requests_app.domain.caserecord import FORMAT, CaseFile, CaseRecord

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, kw_only=True)
class FileProblem:
    """One thing that is wrong: the line it stands on (from 1; 0 where it cannot be said), the field, a sentence."""

    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"Line {self.line}" if self.line else "The file"
        return f"{place}{f', {self.field}' if self.field else ''}: {self.message}"


class ProblemsInFile(Exception):  # noqa: N818 - the house names errors by what happened
    """The file cannot be taken as it is; nothing of it was imported."""

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_case_file(text: str) -> CaseFile:
    """The file as plain data. Raises ProblemsInFile with every problem that was found, one a case at the most."""
    data = _parse(text)
    problems, cases = [], []
    for index, raw in enumerate(data["cases"]):
        try:
            if not isinstance(raw, Mapping):
                raise RecordError("a case must be an object with named fields.")
            cases.append(from_dict(CaseRecord, raw))
        except RecordError as error:
            problems.append(_locate(text, f"cases.{index}", str(error)))
    problems += _twice(text, cases) if not problems else []
    if problems:
        raise ProblemsInFile(problems)
    return CaseFile(format=FORMAT, about=str(data.get("about", "")), cases=tuple(cases))


def problem_at(text: str, field: str, message: str) -> FileProblem:
    """A problem that shows only on import, at the line of its field."""
    return FileProblem(line=line_of(text, field), field=field, message=message)


def line_of(text: str, path: str) -> int:
    """The line on which the value at this dotted path begins; of the nearest parent where the path does not exist."""
    position = _skip_space(text, 0)
    for step in path.split(".") if path else []:
        found = next((at for name, at in _children(text, position) if name == step), None)
        if found is None:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _parse(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip()) - 1
        hint = " The end of the file seems to be missing: get it again." if is_cut else ""
        message = f"this is not JSON: {error.msg.lower()}.{hint}"
        raise ProblemsInFile([FileProblem(line=error.lineno, field="", message=message)]) from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        message = 'a case file is an object with "format" and a list "cases" (see docs/case-file.md).'
        raise ProblemsInFile([FileProblem(line=1, field="", message=message)])
    if data.get("format") != FORMAT:
        message = f"this is format {data.get('format')!r}; format {FORMAT} can be read here."
        raise ProblemsInFile([problem_at(text, "format", message)])
    unknown = sorted(data.keys() - {"format", "about", "cases", "$schema"})
    if unknown:
        message = "is not a field of a case file: it has about, cases, format."
        raise ProblemsInFile([problem_at(text, unknown[0], message)])
    return data


def _locate(text: str, base: str, message: str) -> FileProblem:
    """RecordError begins its message with the field's path, from the record that was read."""
    field, _, rest = message.partition(" ")
    path = f"{base}.{field}" if re.fullmatch(r"[\w.]+", field) else base
    return FileProblem(line=line_of(text, path), field=path, message=rest if path != base else message)


def _twice(text: str, cases: list[CaseRecord]) -> list[FileProblem]:
    seen: set[str] = set()
    problems = []
    for index, case in enumerate(cases):
        if case.reference in seen:
            message = f"the reference {case.reference} stands in this file twice."
            problems.append(problem_at(text, f"cases.{index}.reference", message))
        seen.add(case.reference)
    return problems


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
