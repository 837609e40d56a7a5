"""How is a block of a letter made from words?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from requests_app.domain.tongue import join_words, language_of_the_law, tr
from requests_app.letters.model import Block, Bullets, Paragraph, Run, Token

_ENDINGS = (".", "!", "?", ":", ";", "…", ".”", ".’", '."', ".'", ".)")


def sentence(text: str) -> str:
    """The officer's words with a full stop, if they forgot it; nothing else of theirs is touched."""
    text = text.strip()
    return text if not text or text.endswith(_ENDINGS) else f"{text}."


def inside(text: str) -> str:
    """The officer's words to stand inside a sentence of ours: without the full stop at their end."""
    return text.strip().rstrip(".").rstrip()


def para(*parts: str | Token | Run, lead: str = "") -> Paragraph:
    return Paragraph(runs=line(*parts), lead=lead)


def line(*parts: str | Token | Run) -> tuple[Run, ...]:
    return tuple(_run(part) for part in parts if part != "")


def of_the_law(text: str) -> Run:
    """Words of the Act or the Regulations, which have no Welsh text."""
    return Run(text=text, language=language_of_the_law())


def bullets(items: Iterable[str | Run]) -> Bullets:
    return Bullets(items=tuple(line(item) for item in items))


def written(text: str, *, lead: str = "") -> tuple[Block, ...]:
    """An officer's text as paragraphs and bullets, the first under its lead; nothing for no text."""
    blocks = text_to_blocks(text)
    if not blocks or not lead:
        return blocks
    first, *rest = blocks
    if isinstance(first, Paragraph):
        return (Paragraph(runs=first.runs, lead=lead), *rest)
    return (Paragraph(runs=(), lead=lead), *blocks)


def text_to_blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs part on blank lines; lines that start with "- " are bullets. Nothing else means anything."""
    blocks: list[Block] = []
    for chunk in _chunks(text):
        is_list = chunk[0].startswith("- ")
        blocks.append(bullets(each[2:].strip() for each in chunk) if is_list else para(" ".join(chunk)))
    return tuple(blocks)


def _chunks(text: str) -> list[list[str]]:
    """Runs of lines of one kind: a list may follow its sentence without a blank line between."""
    chunks: list[list[str]] = [[]]
    for raw in text.splitlines():
        each = raw.strip()
        if not each:
            chunks.append([])
        elif chunks[-1] and chunks[-1][0].startswith("- ") != each.startswith("- "):
            chunks.append([each])
        else:
            chunks[-1].append(each)
    return [chunk for chunk in chunks if chunk]


def numbered_questions(numbers: Sequence[int], *, capital: bool = False) -> str:
    """As "question 2", "questions 1, 2 and 4"."""
    these = join_words([str(number) for number in numbers])
    if len(numbers) > 1:
        return (
            tr("Questions {numbers}", numbers=these) if capital else tr("questions {numbers}", numbers=these)
        )
    return tr("Question {number}", number=these) if capital else tr("question {number}", number=these)


def _run(part: str | Token | Run) -> Run:
    match part:
        case Token():
            return Run(token=part)
        case Run():
            return part
        case _:
            return Run(text=part)
