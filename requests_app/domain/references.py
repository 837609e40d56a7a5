"""What does a case reference of this authority look like, and which counter numbers it?"""

import re
from dataclasses import dataclass
from typing import Final

FIELDS: Final = frozenset({"yy", "yyyy", "number", "regime"})
LONGEST_REFERENCE: Final = 40
_FIELD = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<spec>[^{}]*))?\}")
_NUMBER_SPEC = re.compile(r"0[1-9]")
_LITERAL = re.compile(r"[A-Za-z0-9 ._-]*")


class BadPattern(ValueError):
    """The pattern cannot make references; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class ReferencePattern:
    """Such as "01.FOI.{yy}.{number:06d}", which gives 01.FOI.26.000123.

    `{number}` is required; `{yy}` or `{yyyy}` is the year of receipt, `{regime}` FOI or EIR. A pattern with a
    year starts again at 1 every year (`counts_by_year`); one without counts on for ever.
    """

    pattern: str

    def __post_init__(self) -> None:
        fields = list(_FIELD.finditer(self.pattern))
        names = [each["name"] for each in fields]
        unknown = sorted(set(names) - FIELDS)
        if unknown:
            raise BadPattern(
                f"{{{unknown[0]}}} is not a field. Use {{number}}, {{yy}}, {{yyyy}} or {{regime}}."
            )
        if names.count("number") != 1:
            raise BadPattern("A reference needs one running number. Write {number:06d} once in the pattern.")
        if len(names) != len(set(names)):
            raise BadPattern("A field may stand in the pattern once. Remove the second one.")
        for field in fields:
            self._require_spec(field)
        if not _LITERAL.fullmatch(_FIELD.sub("", self.pattern)):
            raise BadPattern(
                "Between the fields only letters, digits, spaces and . _ - can stand. Remove the others."
            )
        if len(self.format(9999, 999_999_999, "FOI")) > LONGEST_REFERENCE:
            raise BadPattern(f"References would be longer than {LONGEST_REFERENCE} characters. Shorten them.")
        self._require_separated_number()

    @property
    def counts_by_year(self) -> bool:
        """Whether numbers start again at 1 with each year of receipt."""
        return "{yy}" in self.pattern or "{yyyy}" in self.pattern

    def counter_key(self, year: int, regime: str) -> str:
        """Which counter the next number comes from: its year and regime, where the pattern prints them."""
        parts = [str(year)] if self.counts_by_year else []
        return "/".join([*parts, *([regime.upper()] if "{regime}" in self.pattern else [])]) or "all"

    def format(self, year: int, number: int, regime: str = "FOI") -> str:
        """The reference of the `number`-th case of `year`."""
        if number < 1:
            raise ValueError(f"Case numbers start at 1, not {number}.")
        values = {"yy": f"{year % 100:02d}", "yyyy": f"{year:04d}", "regime": regime.upper()}

        def value(field: re.Match[str]) -> str:
            return values.get(field["name"]) or format(number, field["spec"] or "d")

        return _FIELD.sub(value, self.pattern)

    def matches(self, text: str) -> bool:
        """Whether `text`, spaces around it and case apart, could be a reference of this pattern."""
        return self._regex().fullmatch(text.strip()) is not None

    def number_in(self, text: str) -> int | None:
        """The running number in a reference; None if `text` is not one."""
        found = self._regex().fullmatch(text.strip())
        return int(found["number"]) if found else None

    def _regex(self) -> re.Pattern[str]:
        parts: list[str] = []
        end = 0
        for field in _FIELD.finditer(self.pattern):
            parts += [re.escape(self.pattern[end : field.start()]), self._field_regex(field)]
            end = field.end()
        return re.compile("".join([*parts, re.escape(self.pattern[end:])]), re.IGNORECASE | re.ASCII)

    @staticmethod
    def _field_regex(field: re.Match[str]) -> str:
        match field["name"]:
            case "yy":
                return r"\d{2}"
            case "yyyy":
                return r"\d{4}"
            case "regime":
                return "(?:FOI|FOIA|EIR)"
            case _:
                width = re.sub(r"\D", "", field["spec"] or "").lstrip("0")
                return rf"(?P<number>\d{{{width or 1},}})"

    @staticmethod
    def _require_spec(field: re.Match[str]) -> None:
        spec = field["spec"]
        if spec is None:
            return
        if field["name"] != "number" or not _NUMBER_SPEC.fullmatch(spec.removesuffix("d")):
            raise BadPattern(
                f"{field[0]} cannot be written. Give a width to the number only, as {{number:06d}}."
            )

    def _require_separated_number(self) -> None:
        """A digit next to the number would let two cases share a reference: 1 + 23 and 12 + 3."""
        if re.search(r"(?:\d|\{yy(?:yy)?\})\{number|\{number[^}]*\}(?:\d|\{yy)", self.pattern):
            raise BadPattern("A digit or the year stands next to the number. Put a separator between them.")
