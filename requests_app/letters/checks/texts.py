"""Which words in a letter are the officers' own, and where does each stand?

What the software itself wrote from the statute is not searched: it may say "would, or would be likely to".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exemptions.domain.decision import Decision
from exemptions.statute import Record
from requests_app.domain.casefile import Answer, Holding
from requests_app.letters.model import LetterContent
from requests_app.letters.words import section_text

_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"\n]{0,500}\"")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
SET_APART = re.compile(
    r"\b(?:not|unlike|rather\sthan|instead|other\sthan|without|neither|nor|no|considered|whether|previously|earlier)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""What a sentence says that names a provision in order not to rely on it."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A text that somebody wrote, and the place to mend it."""

    where: str
    text: str
    decision: str = ""
    question: int | None = None
    is_cell: bool = False


def officers_texts(content: LetterContent) -> Iterator[Written]:
    """Edited sections, the reason of a correction, findings, the records of decisions, and answers.

    Never the applicant's own words.
    """
    for section in content.sections:
        if section.is_edited:
            yield Written(
                where=f"section:{section.key}",
                text=section_text(section),
                decision=_decision_of(section.key),
            )
    if content.correction is not None and not _is_edited(content, "correction"):
        yield Written(where="section:correction", text=content.correction.reason)
    for finding in content.review.findings if content.review else ():
        yield Written(where=f"finding:{finding.question}", text=finding.reasons, question=finding.question)
    for decision in content.decisions:
        yield from decision_texts(decision)
    yield from answer_texts(content)


def _is_edited(content: LetterContent, key: str) -> bool:
    section = content.section(key)
    return section is not None and section.is_edited


def _decision_of(key: str) -> str:
    kind, _, decision = key.partition(".")
    return decision if kind in {"explanation", "balance"} else ""


def decision_texts(decision: Decision) -> Iterator[Written]:
    """What the letter prints of a decision: not the reasons that it leaves out, nor why it does (s17(4))."""
    decision, where = dataclasses.replace(decision.as_told, omission=None), f"decision:{decision.key}"
    for name in ("covers", "explanation"):
        yield from _written(f"{where}:{name}", getattr(decision, name), decision.key)
    for record in Record:
        found = decision.record(record)
        if found is not None:
            yield from _fields(f"{where}:{record.value}", found, decision.key)


def _fields(where: str, record: Any, key: str) -> Iterator[Written]:
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, tuple):
            for each in value:
                if dataclasses.is_dataclass(each):
                    yield from (
                        dataclasses.replace(inner, where=f"{where}.{field.name}")
                        for inner in _fields(where, each, key)
                    )
        elif type(value) is str:
            yield from _written(f"{where}.{field.name}", value, key)


def _written(where: str, text: str, key: str) -> Iterator[Written]:
    if text.strip():
        yield Written(where=where, text=text, decision=key)


def answer_texts(content: LetterContent) -> Iterator[Written]:
    for question in content.questions:
        where = f"question:{question.number}:answer"
        cells = [cell for answer in question.answers for cell in _cells(answer)]
        texts = [text for answer in question.answers for text in _answer_words(answer)]
        if question.holding is Holding.NOT_HELD:
            texts += [search.where for search in question.searches]
        for text in texts:
            if text.strip():
                yield Written(where=where, text=text, question=question.number)
        for cell in cells:
            if cell.strip():
                yield Written(where=where, text=cell, question=question.number, is_cell=True)


def _answer_words(answer: Answer) -> Iterator[str]:
    yield answer.text
    yield answer.unit
    if answer.table is not None:
        yield answer.table.caption
        yield answer.table.notes


def _cells(answer: Answer) -> Iterator[str]:
    if answer.table is not None:
        for row in answer.table.rows:
            yield from row


def sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE_END.split(text) if each.strip()]


def without_quotations(text: str) -> str:
    """The same length, with blanks for what stands in quotation marks: it is not said, but told."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)
