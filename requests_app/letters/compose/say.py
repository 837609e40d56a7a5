"""How does a paragraph get its words: the authority's own where it has some, or the packaged ones?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from requests_app.domain.casefile import CaseContent, RegulatorDetails
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.text import join_words
from requests_app.domain.tongue import is_welsh, join_to, long_date, term
from requests_app.letters.law import words_of
from requests_app.letters.model import Block, Bullets, Line, Paragraph, Run, Token, WordingFault
from requests_app.letters.phrases import text_to_blocks
from requests_app.letters.wording.language import BadWording, Template, fill
from requests_app.letters.wording.slots import SLOTS, Slot, Variable, slot

Value: TypeAlias = str | bool | Token | Run | tuple[Block, ...]

_FIRST: Final = 0xE000
"""Values stand in the text as characters for private use, which no text may hold, until it is cut into blocks."""

_PHRASE: Final = re.compile(r"[^\W\d_A-Z]+ ")
"""Words such as "section 31" and "the Information Commissioner", but not an address."""

_MARK: Final = re.compile(r"([\ue000-\uf8ff])")


def say(case: CaseContent, key: str, **values: Value) -> tuple[Block, ...]:
    """The paragraphs of a slot for this case; none where its text is empty.

    `values` are the slot's own variables, all of them; KeyError for a slot or a variable that there is not. A stored
    text that cannot be used never stops a letter: the packaged one takes its place, and a check says so.
    """
    one = slot(key)
    return blocks_of(in_force(one, case), one.variables, {**_common(case), **values})


def in_force(one: Slot, case: CaseContent) -> Template:
    """The authority's own text if it can be used, otherwise the packaged one."""
    own = case.wordings.get(one.key, "")
    if own.strip() and fault_in(one, own, case) is None:
        return one.read(own)
    return one.read(one.packaged(case.language))


def wording_faults(case: CaseContent, kind: LetterKind) -> tuple[WordingFault, ...]:
    """What of the authority's own wording this letter had to do without: stored before the law, or the slot, changed."""
    relied_on = {"", *(decision.provision for decision in case.decisions)}
    found = (
        fault_in(one, case.wordings[one.key], case)
        for one in SLOTS.values()
        if one.key in case.wordings
        and kind in one.kinds
        and one.regime in {"", case.regime}
        and one.provision in relied_on
    )
    return tuple(fault for fault in found if fault is not None)


def fault_in(one: Slot, text: str, case: CaseContent) -> WordingFault | None:
    """Why a text cannot be used: it cannot be read, or lacks what the law needs. An empty one is the packaged one."""
    if not text.strip():
        return None
    try:
        missing = one.missing(one.read(text), case.language)
    except BadWording as bad:
        return WordingFault(slot=one.key, label=one.label, message=f"it cannot be read: {bad}")
    if not missing:
        return None
    return WordingFault(
        slot=one.key,
        label=one.label,
        message=f"it does not say {join_words([keep.why for keep in missing])}",
        provision=join_words(list(dict.fromkeys(keep.provision for keep in missing))),
    )


def blocks_of(
    template: Template, variables: Iterable[Variable], values: Mapping[str, Value]
) -> tuple[Block, ...]:
    """A text as blocks, each value in its place; a value is never cut, and never read as a list or a tag."""
    known = {each.name: each for each in variables}
    if values.keys() != known.keys():
        raise KeyError(f"These variables are missing or too many: {sorted(values.keys() ^ known.keys())}.")
    texts: dict[str, str] = {}
    marked: dict[str, Value] = {}
    for at, (name, value) in enumerate(values.items()):
        mark = chr(_FIRST + at)
        is_there = bool(value.strip()) if isinstance(value, str) else bool(value)
        marked[mark] = value
        texts[name] = "" if not is_there else f"\n\n{mark}\n\n" if known[name].sort == "blocks" else mark
    return tuple(_put_in(text_to_blocks(fill(template, texts)), marked))


def the_regulator(regulator: RegulatorDetails) -> str:
    """The name inside a sentence: with its article, whether or not it was entered with one."""
    name = regulator.name.strip()
    if is_welsh():
        known = f"the {name.removeprefix('the ').removeprefix('The ')}"
        return term(known) if term(known) != known else name
    return name if not name or name.lower().startswith("the ") else f"the {name}"


def _common(case: CaseContent) -> dict[str, Value]:
    return {
        "authority": case.authority.name,
        "reference": case.reference,
        "received_on": long_date(case.received_on),
        "act": words_of(case.regime).act,
        "regulator": the_regulator(case.regulator),
    }


def _put_in(blocks: Iterable[Block], marked: Mapping[str, Value]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Paragraph(runs=(Run(text=text),)) if isinstance(whole := marked.get(text), tuple):
                yield from whole
            case Paragraph():
                yield replace(block, runs=_line(block.runs, marked))
            case Bullets():
                yield replace(block, items=tuple(_line(item, marked) for item in block.items))
            case _:
                yield block


def _line(line: Line, marked: Mapping[str, Value]) -> Line:
    """The line with its values; words that follow each other are one run, as if they had been written so."""
    runs: list[Run] = []
    for part in (part for run in line for part in _MARK.split(run.text) if part):
        value = marked.get(part, part)
        if isinstance(value, Run):
            runs.append(value)
        elif isinstance(value, Token):
            runs.append(Run(token=value))
        elif isinstance(value, str):
            text = value if part not in marked else _placed(" ".join(value.split()), runs)
            if runs and runs[-1].token is None and not runs[-1].url:
                before = runs.pop().text
                text = join_to(before, text) if part in marked else f"{before}{text}"
            runs.append(Run(text=text))
    return tuple(runs)


def _placed(value: str, runs: Sequence[Run]) -> str:
    """With a capital where a sentence begins with it; an address or a name keeps its own letters."""
    begins = not runs or runs[-1].text.endswith((". ", "? ", "! "))
    return f"{value[0].upper()}{value[1:]}" if begins and _PHRASE.match(value) else value
