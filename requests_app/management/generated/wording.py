"""Which paragraphs of letters may an authority put in its own words, and what does the law need in each?"""

from __future__ import annotations

from collections.abc import Iterator

from requests_app.letters.wording.slots import COMMON, SLOTS, Slot, Variable


def text() -> str:
    lines = [
        "# The wording of letters",
        "",
        "Written by `make docs` from `requests_app/letters/wording/`; do not edit.",
        "",
        "Administrators replace a paragraph under *Administration, Letter wordings*. A text prints a value with "
        "`{{ name }}` and asks for one with `{% if name %} … {% else %} … {% endif %}`; it can do nothing else. A change "
        "is a new version from a day on. What cannot be used is never printed: the packaged wording stands, and the "
        "letter's checks say so (`wording-unusable`).",
        "",
        "Every paragraph has these values:",
        "",
        *_variables(COMMON),
        *(line for slot in SLOTS.values() for line in _slot(slot)),
    ]
    return "\n".join(lines)


def _slot(slot: Slot) -> Iterator[str]:
    kinds = ", ".join(kind.label for kind in slot.kinds)
    yield from (f"## `{slot.key}`", "", f"{slot.label}. In: {kinds}.", "")
    if slot.own:
        yield from _variables(slot.own)
    for keep in slot.keeps:
        yield f"- {keep.asks}"
    if slot.keeps:
        yield ""


def _variables(variables: tuple[Variable, ...]) -> Iterator[str]:
    yield from ("| Name | Meaning | Sort |", "|---|---|---|")
    yield from (f"| `{each.name}` | {each.means} | {_SORTS[each.sort]} |" for each in variables)
    yield ""


_SORTS = {"text": "words", "flag": "yes or no, only to ask for", "blocks": "paragraphs or a list"}
