"""Which case of the demonstration shows which kind of letter? Found in the packaged case file, so that it cannot drift."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from requests_app import demo
from requests_app.domain.letterkinds import Language, LetterKind

Found = dict[str, Any]
Shows = Callable[[Found], bool]


def _cites(provision: str, *limbs: str, effect: str = "") -> Shows:
    """A decision under this provision, with one of these limbs if any are named."""

    def shows(case: Found) -> bool:
        return any(
            each["provision"] == provision
            and (not limbs or bool(set(limbs) & set(each["limbs"])))
            and (not effect or each.get("effect") == effect)
            for each in case.get("decisions", [])
        )

    return shows


def _all_are(holding: str) -> Shows:
    return lambda case: all(each.get("holding") == holding for each in case["questions"])


def _in_full(regime: str) -> Shows:
    return lambda case: (
        case.get("regime", "foia") == regime
        and not case.get("decisions")
        and all(each.get("answers") for each in case["questions"])
    )


def _in_part(case: Found) -> bool:
    return bool(case.get("decisions")) and any(each.get("answers") for each in case["questions"])


def _weighs_on(case: Found) -> bool:
    tests = (each.get("public_interest") or {} for each in case.get("decisions", []))
    return any(test.get("favours") == "undecided" for test in tests)


def _leaves_reasons_out(case: Found) -> bool:
    return any(each.get("omission") for each in case.get("decisions", []))


def _answers(case: Found) -> list[Found]:
    return [answer for question in case["questions"] for answer in question.get("answers", [])]


def _has_small_numbers(case: Found) -> bool:
    return any(answer.get("small_numbers") for answer in _answers(case))


def _encloses(case: Found) -> bool:
    return any(answer["kind"] == "document" for answer in _answers(case))


def _is_corrected(case: Found) -> bool:
    return any(letter.get("corrects") for letter in case["letters"])


def _answers_several(case: Found) -> bool:
    return case["reference"] in _leading()


def _leading() -> set[str]:
    return {case["answered_with"] for case in _cases() if case.get("answered_with")}


def _cases() -> list[Found]:
    cases: list[Found] = json.loads(demo.FILE.read_text(encoding="utf-8"))["cases"]
    return cases


SHAPES: Final[tuple[tuple[str, Shows], ...]] = (
    ("Everything disclosed", _in_full("foia")),
    ("Everything disclosed (EIR)", _in_full("eir")),
    ("Disclosed in part", _in_part),
    ("Not held", _all_are("not_held")),
    ("Neither confirmed nor denied, the whole request", _all_are("ncnd")),
    ("Cost limit, s12(1)", _cites("s12", "1")),
    ("Cost of confirming, s12(2)", _cites("s12", "2")),
    ("Vexatious, s14(1)", _cites("s14", "1")),
    ("Repeated, s14(2)", _cites("s14", "2")),
    ("Found elsewhere, s21", _cites("s21")),
    ("To be published, s22", _cites("s22")),
    ("Silence on security, s23(5) and s24(2)", _cites("s23", effect="ncnd")),
    ("Law enforcement, s31", _cites("s31")),
    ("A qualified person's opinion, s36", _cites("s36")),
    ("Personal information, s40(2)", _cites("s40", "2")),
    ("Commercial interests, s43(2)", _cites("s43", "2")),
    ("Manifestly unreasonable, reg 12(4)(b)", _cites("reg12-4", "4b")),
    ("Unfinished, reg 12(4)(d)", _cites("reg12-4", "4d")),
    ("Adverse effect, reg 12(5)", _cites("reg12-5")),
    ("Personal data, reg 13", _cites("reg13")),
    ("Notice of more time, s17(2): the decision is owed", _weighs_on),
    ("Reasons left out, s17(4)", _leaves_reasons_out),
    ("A document enclosed", _encloses),
    ("Small numbers withheld", _has_small_numbers),
    ("Corrected response", _is_corrected),
    ("In Welsh", lambda case: case.get("language") == Language.WELSH),
    ("Several cases in one letter", _answers_several),
)
"""What a response can be, and how its case tells."""


def by_kind() -> dict[str, dict[str, list[str]]]:
    """For each kind of letter the references of the cases that show it, with how far the letter has come."""
    return {kind.label: _found(kind, lambda case: True) for kind in LetterKind}


def by_shape() -> dict[str, dict[str, list[str]]]:
    """The same for each shape of a response."""
    return {name: _found(LetterKind.RESPONSE, shows) for name, shows in SHAPES}


def _found(kind: LetterKind, shows: Shows) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for case in _cases():
        states = [each["state"] for each in case.get("letters", []) if each.get("kind", "response") == kind]
        if states and shows(case):
            state = "issued" if "issued" in states else states[-1]
            found.setdefault(state, []).append(case["reference"].rpartition(".")[2].lstrip("0"))
    return found


def text() -> str:
    lines = [
        "# Where the demonstration shows which letter",
        "",
        "Written by `make docs` from `requests_app/data/demo_cases.json`; do not edit. The numbers are the ends of the "
        "references: 251 is `01.FOI.26.000251`.",
    ]
    for heading, found in (("Kinds of letter", by_kind()), ("Shapes of response", by_shape())):
        lines += ["", f"## {heading}", "", "| | Issued | Not yet issued |", "|---|---|---|"]
        lines += [_row(name, cases) for name, cases in found.items()]
    return "\n".join([*lines, ""])


def _row(name: str, cases: dict[str, list[str]]) -> str:
    waiting = sorted(number for state, numbers in cases.items() if state != "issued" for number in numbers)
    return f"| {name} | {', '.join(cases.get('issued', []))} | {', '.join(waiting)} |"
