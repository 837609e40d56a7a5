"""Which separate questions does the wording of a request ask?

A proposal for the officer, never the record: the wording itself is kept verbatim beside it. Nothing but list
markers, a greeting, a signature and the words that lead in to a list is left out, and the time taken grows with the
length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MOST_PROPOSED: Final = 200

_BLANK: Final = "[ \t\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
_MARKER: Final = re.compile(
    rf"(?P<indent>{_BLANK}*)(?:"
    r"(?P<bullet>[•●▪◦‣·∙*–—−-])"
    r"|(?P<question>q(?:uestion)?[ \t]?\d{1,3}[.:)]?)"
    r"|(?P<number>\(?\d{1,3}[.)])"
    r"|(?P<letter>\(?(?:[a-z]|[ivx]{1,5})[.)])"
    rf"){_BLANK}+(?=\S)",
    re.IGNORECASE,
)
_ASKING: Final = "?؟？"
_CLOSING: Final = "\"'”’)]»"
# A full stop ends a sentence after two letters, so that "1. How" and "A. Smith" stay whole.
_SENTENCE_END: Final = re.compile(
    rf"(?:(?<=[{_ASKING}])|(?<=[{_ASKING}][{re.escape(_CLOSING)}])|(?<=\w\w[.!]))\s+"
)
_LINE_END: Final = re.compile("\r\n|[\r\u2028\u2029]")
# "Kind regards, Rowan Achterberg": who signs is no part of a question, and questions are printed and published.
_SIGNING_OFF: Final = re.compile(
    r"\n[ \t]*(?:(?:(?:kind|best|warm|many) )?(?:regards|wishes|thanks)|yours (?:faithfully|sincerely|truly)"
    r"|thank you(?: very much)?(?: in advance)?|thanks in advance|sincerely)[ \t]*[,.!]?[ \t]*"
    r"(?:\n(?![^\n]{0,60}\b(?:please|send|provide|tell|also|would like)\b)[^\n?؟？]{0,60}){0,6}\Z",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"(?:dear|hi|hello|to whom|good (?:morning|afternoon|evening))\b[^?؟？]{0,80}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the wording; `kind` is empty where it does not begin with a list marker."""

    text: str
    kind: str = ""
    indent: int = 0
    item: str = ""


def propose_questions(wording: str) -> list[str]:
    """Split a list at its outermost markers, else sentences at question marks, else propose one question.

    More than MOST_PROPOSED parts are no list of questions: the officer gets the whole to split by hand.
    """
    text = _LINE_END.sub("\n", wording).strip()
    if not text:
        return []
    body = _SIGNING_OFF.sub("", text).strip() or text
    lines = [_read(line) for line in body.split("\n")]
    proposed = _from_list(lines) or _from_sentences(body)
    return proposed if 1 < len(proposed) <= MOST_PROPOSED else [body]


def _read(line: str) -> _Line:
    marker = _MARKER.match(line)
    if marker is None:
        return _Line(line)
    return _Line(line, marker.lastgroup or "", len(marker["indent"].expandtabs()), line[marker.end() :])


def _from_list(lines: Sequence[_Line]) -> list[str]:
    """The items of the outermost list that has at least two; lists within an item stay inside it."""
    starts = _outermost(lines)
    if len(starts) < 2:
        return []
    lead_in = "\n".join(line.text for line in lines[: starts[0]])
    items = (
        "\n".join([lines[start].item, *(line.text for line in lines[start + 1 : end])]).strip()
        for start, end in pairwise([*starts, len(lines)])
    )
    return [*_asked_in(lead_in), *filter(None, items)]


def _outermost(lines: Sequence[_Line]) -> list[int]:
    """Where the items begin of the first kind of marker that stands at least twice at its own outer margin."""
    by_kind: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        if line.kind:
            by_kind.setdefault(line.kind, []).append(position)
    for positions in by_kind.values():
        margin = min(lines[position].indent for position in positions)
        outer = [position for position in positions if lines[position].indent <= margin + 1]
        if len(outer) > 1:
            return outer
    return []


def _asked_in(lead_in: str) -> Iterator[str]:
    """Questions before a list are asked too: one that is left out would go unanswered (FOIA s1(1))."""
    return (part.strip() for part in _SENTENCE_END.split(lead_in) if _asks(part))


def _from_sentences(text: str) -> list[str]:
    """One question for each sentence that asks.

    A sentence that does not ask goes with the question before it in its paragraph, else with the next one.
    """
    questions: list[list[str]] = []
    waiting: list[str] = []
    for paragraph in filter(None, (each.strip() for each in text.split("\n"))):
        if not questions and _GREETING.fullmatch(paragraph):
            continue
        has_asked = False
        for sentence in _SENTENCE_END.split(paragraph):
            if _asks(sentence):
                questions.append([*waiting, sentence])
                waiting, has_asked = [], True
            else:
                (questions[-1] if has_asked else waiting).append(sentence)
    if questions:
        questions[-1] += waiting
    return [_without_marker(" ".join(parts)) for parts in questions]


def _asks(sentence: str) -> bool:
    return sentence.rstrip(_CLOSING + " \t\n").endswith(tuple(_ASKING))


def _without_marker(text: str) -> str:
    marker = _MARKER.match(text)
    return text[marker.end() :] if marker else text
