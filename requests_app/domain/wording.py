"""Which separate questions does the wording of a request ask?

A proposal for the officer, never the record: the wording itself is kept verbatim beside it.
"""

from __future__ import annotations

import re
from typing import Final

_MARKER: Final = re.compile(
    r"^[ \t]*(?:[•●▪◦‣\-*–]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]{1,4}\)|q(?:uestion)?[ \t]*\d{1,3}[.:)]?)[ \t]+(?=\S)", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"(?<=\?)\s+")


def propose_questions(wording: str) -> list[str]:
    """Split at bullets, numbers or letters at the beginning of lines; else at question marks; else one question.

    Words before the first marker lead in and are left out of the proposal when the marked parts stand by themselves.
    """
    text = wording.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return []
    marked = _split_marked(text)
    if len(marked) > 1:
        return marked
    asked = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    questions = [part for part in asked if part.endswith("?")]
    return asked if len(questions) > 1 else [text]


def _split_marked(text: str) -> list[str]:
    parts: list[list[str]] = []
    for line in text.split("\n"):
        match = _MARKER.match(line)
        if match:
            parts.append([line[match.end() :].strip()])
        elif parts:
            parts[-1].append(line.strip())
    return [joined for part in parts if (joined := "\n".join(part).strip())]
