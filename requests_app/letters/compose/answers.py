"""What is the answer to each question, in the order in which they were asked?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import (
    Answer,
    AnswerKind,
    CaseContent,
    DocumentReference,
    Holding,
    QuestionFile,
    SearchMade,
)
from requests_app.domain.text import LARGEST_IN_WORDS, figure_in_words, join_words, plain_date
from requests_app.letters.compose.families import Family
from requests_app.letters.compose.given import applying
from requests_app.letters.compose.say import say
from requests_app.letters.law import cited, is_cost_of_confirming, is_ncnd
from requests_app.letters.model import Block, Grid, Paragraph, Quote, Section
from requests_app.letters.phrases import bullets, inside, para, sentence, text_to_blocks

FILE_KINDS: Final[dict[str, str]] = {
    "docx": "Word document",
    "xlsx": "Excel spreadsheet",
    "pptx": "PowerPoint presentation",
    "odt": "OpenDocument text",
    "ods": "OpenDocument spreadsheet",
    "txt": "plain text",
    "jpg": "JPEG image",
    "png": "PNG image",
    "eml": "e-mail",
    "zip": "ZIP archive",
}


def answer_sections(case: CaseContent, family: Family) -> Iterator[Section]:
    heading = "Answers to your questions" if len(case.questions) > 1 else "Answer to your question"
    yield Section(key="answers", heading=heading)
    for question in case.questions:
        yield Section(
            key=f"answer.{question.number}",
            heading=f"Question {question.number}" if len(case.questions) > 1 else "",
            level=3,
            blocks=(*_asked(question, case, family), *_answered(question, case, family)),
        )


def _asked(question: QuestionFile, case: CaseContent, family: Family) -> Iterator[Block]:
    """The question again, unless it is the whole of the request, which stands above word for word."""
    if len(case.questions) == 1 and question.text.split() == case.wording.split():
        return
    if family.asked:
        yield Paragraph(runs=(), lead=family.asked)
    yield Quote(text=question.text)


def _answered(question: QuestionFile, case: CaseContent, family: Family) -> Iterator[Block]:
    if family.answered and any(True for _ in _asked(question, case, family)):
        yield Paragraph(runs=(), lead=family.answered)
    yield from answer_to(question, case)


def answer_to(question: QuestionFile, case: CaseContent) -> Iterator[Block]:
    mine = applying(case.decisions, question.number)
    for answer in question.answers:
        yield from answer_blocks(answer)
    if question.holding is Holding.NOT_HELD:
        yield from _not_held(question, case)
    for decision in mine:
        if not _is_plainly_withheld(decision) and not is_ncnd(decision):
            yield para(_refused(decision, "this question" if len(case.questions) > 1 else "your request"))
    plain = [decision for decision in mine if _is_plainly_withheld(decision)]
    yield from _withheld([decision for decision in plain if not decision.is_undecided])
    weighing = [decision for decision in plain if decision.is_undecided]
    yield from _not_yet_decided(weighing, is_rest=bool(question.answers))
    silent = [decision for decision in mine if is_ncnd(decision)]
    yield from _silent(silent, is_rest=bool(question.answers or plain))
    if not question.answers and not mine and question.holding is not Holding.NOT_HELD:
        yield para("No answer to this question has been recorded.")


def answer_blocks(answer: Answer) -> Iterator[Block]:
    """One disclosure, as it is printed."""
    match answer.kind:
        case AnswerKind.WORDS:
            yield from text_to_blocks(answer.text)
        case AnswerKind.FIGURE:
            yield from text_to_blocks(answer.text)
            if answer.figure is not None:
                yield para(figure_line(answer))
        case AnswerKind.TABLE:
            yield from text_to_blocks(answer.text)
            if answer.table is not None:
                yield Grid(
                    caption=answer.table.caption,
                    columns=answer.table.columns,
                    rows=answer.table.rows,
                    notes=answer.table.notes,
                )
            if period := period_words(answer.period_from, answer.period_to):
                yield para(f"The figures are for {period}.")
        case AnswerKind.DOCUMENT:
            yield from text_to_blocks(answer.text)
            if answer.document is not None:
                yield para(_enclosed(answer.document))


def _enclosed(document: DocumentReference) -> str:
    """Title, kind and size, as accessible publishing asks; the file by name, so that it can be found."""
    title, name = inside(document.title), document.name.strip()
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = FILE_KINDS.get(extension, extension.upper()) or "file"
    named = f"; the file is {name}" if title and title != name else ""
    return f"Enclosed: {title or name} ({kind}, {_size(document.size)}{named})."


def figure_line(answer: Answer) -> str:
    """As "21 (twenty-one) officers, 1 October 2021 to 30 September 2022": in words as the police do."""
    if answer.figure is None:
        return ""
    words = answer.figure_words.strip() or _in_words(answer.figure)
    parts = [f"{answer.figure:,f}", f"({words})" if words else "", inside(answer.unit)]
    text = " ".join(part for part in parts if part)
    period = period_words(answer.period_from, answer.period_to)
    return sentence(f"{text}, {period}" if period else text)


def _in_words(figure: Decimal) -> str:
    is_small = figure == figure.to_integral_value() and 0 <= figure <= LARGEST_IN_WORDS
    return figure_in_words(int(figure)) if is_small else ""


def period_words(start: date | None, end: date | None) -> str:
    """As recorded, even where it ends before it starts: that is for the checks to say."""
    if start and end:
        return f"{plain_date(start)} to {plain_date(end)}" if start != end else plain_date(start)
    if start:
        return f"from {plain_date(start)}"
    return f"up to {plain_date(end)}" if end else ""


def _size(size: int) -> str:
    if size < 1_000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def _not_held(question: QuestionFile, case: CaseContent) -> Iterator[Block]:
    """What was searched for it, so that the requester can see why (ICO: cogent and thorough searches)."""
    yield para(f"{case.authority.name} does not hold this information.")
    searches = [_searched(search) for search in question.searches if search.where.strip()]
    if searches:
        yield from say(case, "not_held.searches")
        yield bullets(searches)


def _searched(search: SearchMade) -> str:
    terms = f", for “{inside(search.terms)}”" if search.terms.strip() else ""
    on = f", on {plain_date(search.on)}" if search.on else ""
    return sentence(f"{inside(search.where)}{terms}{on}")


def _refused(decision: Decision, what: str) -> str:
    cite = cited(decision)
    if is_cost_of_confirming(decision):
        return f"I have not answered {what}: the cost limit applies under {cite}."
    match decision.provision:
        case "s12":
            return f"I have not answered {what}, because complying would exceed the cost limit: {cite}."
        case "s14":
            return f"I have refused {what} under {cite}."
    where = decision.where_available.where.strip() if decision.where_available else ""
    return f"You can reasonably reach this information by other means: {cite}." + (
        f" It is available here: {sentence(where)}" if where else ""
    )


def _is_plainly_withheld(decision: Decision) -> bool:
    return decision.effect is Effect.WITHHOLD and decision.provision not in {"s12", "s14", "s21"}


def _withheld(decisions: Sequence[Decision]) -> Iterator[Block]:
    """What is withheld, each thing once, with every exemption that it falls under."""
    for covers, under in _by_what_they_cover(decisions, " and under "):
        if covers:
            yield para(f"I have withheld the following under {under}: {covers}.")
        else:
            yield para(f"I have withheld this information under {under}.")


def _not_yet_decided(decisions: Sequence[Decision], *, is_rest: bool) -> Iterator[Block]:
    """The exemption is engaged; whether it is maintained is still to be decided (s17(2))."""
    for covers, cites in _by_what_they_cover(decisions, ", and of "):
        what = covers or ("any other information" if is_rest else "this information")
        yield para(
            "I have not yet decided whether to disclose the following, because I am still weighing the public "
            f"interest for the purposes of {cites}: {what}."
        )


def _by_what_they_cover(decisions: Sequence[Decision], between: str) -> Iterator[tuple[str, str]]:
    cites: dict[str, list[str]] = {}
    for decision in decisions:
        named = cites.setdefault(inside(decision.covers), [])
        named += [cite for cite in [cited(decision)] if cite not in named]
    return ((covers, between.join(named)) for covers, named in cites.items())


def _silent(decisions: Sequence[Decision], *, is_rest: bool) -> Iterator[Block]:
    """Said once for all the exemptions, and of a part in words that do not tell whether it exists (s2(1))."""
    what = "any other information is held" if is_rest else "this information is held"
    decided = [decision for decision in decisions if not decision.is_undecided]
    cites = join_words(list(dict.fromkeys(cited(decision) for decision in decided or decisions)))
    if decided:
        yield para(f"I neither confirm nor deny whether {what}: {cites}.")
    elif decisions:
        yield para(f"I have not yet decided whether to confirm or deny that {what}: {cites}.")
