"""What is the answer to each question, in the order in which they were asked?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
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
from requests_app.domain.text import LARGEST_IN_WORDS, figure_in_words
from requests_app.domain.tongue import is_welsh, join_to, join_words, later, plain_date, tr
from requests_app.letters.compose.families import Family
from requests_app.letters.compose.given import applying
from requests_app.letters.compose.say import say
from requests_app.letters.law import cited_inside, is_cost_of_confirming, is_ncnd
from requests_app.letters.model import Block, Grid, Paragraph, Quote, Section
from requests_app.letters.phrases import (
    bullets,
    inside,
    numbered_questions,
    para,
    sentence,
    text_to_blocks,
)

FILE_KINDS: Final[dict[str, str]] = {
    "docx": later("Word document"),
    "xlsx": later("Excel spreadsheet"),
    "pptx": later("PowerPoint presentation"),
    "odt": later("OpenDocument text"),
    "ods": later("OpenDocument spreadsheet"),
    "txt": later("plain text"),
    "jpg": later("JPEG image"),
    "png": later("PNG image"),
    "eml": later("e-mail"),
    "zip": later("ZIP archive"),
}


def answer_sections(case: CaseContent, family: Family) -> Iterator[Section]:
    is_one = len(case.questions) < 2
    heading = tr("Answer to your question") if is_one else tr("Answers to your questions")
    yield Section(key="answers", heading=heading)
    for question in case.questions:
        yield Section(
            key=f"answer.{question.number}",
            heading=_heading(question, case),
            level=3,
            blocks=(*_asked(question, case, family), *_answered(question, case, family)),
        )


def _heading(question: QuestionFile, case: CaseContent) -> str:
    """Its number, and the request to which it belongs where the letter answers several."""
    of = (each.reference for each in case.requests if question.number in each.questions)
    name = numbered_questions([question.number], capital=True) if len(case.questions) > 1 else ""
    return " – ".join((name, *of)) if name else name


def _asked(question: QuestionFile, case: CaseContent, family: Family) -> Iterator[Block]:
    """The question again, unless it is the whole of the request, which stands above word for word."""
    if len(case.questions) == 1 and question.text.split() == case.wording.split():
        return
    if family.asked:
        yield Paragraph(runs=(), lead=tr(family.asked))
    yield Quote(text=question.text)


def _answered(question: QuestionFile, case: CaseContent, family: Family) -> Iterator[Block]:
    if family.answered and any(True for _ in _asked(question, case, family)):
        yield Paragraph(runs=(), lead=tr(family.answered))
    yield from answer_to(question, case)


def answer_to(question: QuestionFile, case: CaseContent) -> Iterator[Block]:
    mine = applying(case.decisions, question.number)
    for answer in question.answers:
        yield from answer_blocks(answer)
    if question.holding is Holding.NOT_HELD:
        yield from _not_held(question, case)
    for decision in mine:
        if not _is_plainly_withheld(decision) and not is_ncnd(decision):
            yield para(
                _refused(decision, tr("this question") if len(case.questions) > 1 else tr("your request"))
            )
    plain = [decision for decision in mine if _is_plainly_withheld(decision)]
    yield from _withheld([decision for decision in plain if not decision.is_undecided])
    weighing = [decision for decision in plain if decision.is_undecided]
    yield from _not_yet_decided(weighing, is_rest=bool(question.answers))
    silent = [decision for decision in mine if is_ncnd(decision)]
    yield from _silent(silent, is_rest=bool(question.answers or plain))
    if not question.answers and not mine and question.holding is not Holding.NOT_HELD:
        yield para(tr("No answer to this question has been recorded."))


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
                yield para(tr("The figures are for {period}.", period=period))
        case AnswerKind.DOCUMENT:
            yield from text_to_blocks(answer.text)
            if answer.document is not None:
                yield para(_enclosed(answer.document))


def _enclosed(document: DocumentReference) -> str:
    """Title, kind and size, as accessible publishing asks; the file by name, so that it can be found."""
    title, name = inside(document.title), document.name.strip()
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = tr(FILE_KINDS[extension]) if extension in FILE_KINDS else extension.upper() or tr("file")
    said = {"title": title or name, "kind": kind, "size": _size(document.size)}
    if title and title != name:
        return tr("Enclosed: {title} ({kind}, {size}; the file is {name}).", name=name, **said)
    return tr("Enclosed: {title} ({kind}, {size}).", **said)


def figure_line(answer: Answer) -> str:
    """As "21 (twenty-one) officers, 1 October 2021 to 30 September 2022": in words as the police do."""
    if answer.figure is None:
        return ""
    words = _own_words(answer) or _in_words(answer.figure)
    parts = [f"{answer.figure:,f}", f"({words})" if words else "", inside(answer.unit)]
    text = " ".join(part for part in parts if part)
    period = period_words(answer.period_from, answer.period_to)
    return sentence(f"{text}, {period}" if period else text)


def _own_words(answer: Answer) -> str:
    """The officer's words for the figure; in a Welsh letter not those that the form proposed, which are English."""
    words = answer.figure_words.strip()
    is_proposed = (
        answer.figure is not None and is_small(answer.figure) and words == figure_in_words(int(answer.figure))
    )
    return "" if is_welsh() and is_proposed else words


def is_small(figure: Decimal) -> bool:
    """Whether a figure is written out in words."""
    return figure == figure.to_integral_value() and 0 <= figure <= LARGEST_IN_WORDS


def _in_words(figure: Decimal) -> str:
    """In English alone: Welsh counts in more than one way, and a figure is read rightly as it stands."""
    return figure_in_words(int(figure)) if is_small(figure) and not is_welsh() else ""


def period_words(start: date | None, end: date | None) -> str:
    """As recorded, even where it ends before it starts: that is for the checks to say."""
    if start and end:
        both = tr("{start} to {end}", start=plain_date(start), end=plain_date(end))
        return both if start != end else plain_date(start)
    if start:
        return tr("from {day}", day=plain_date(start))
    return tr("up to {day}", day=plain_date(end)) if end else ""


def _size(size: int) -> str:
    if size < 1_000:
        return tr("{size} bytes", size=str(size))
    if size < 1_000_000:
        return f"{size / 1_000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def _not_held(question: QuestionFile, case: CaseContent) -> Iterator[Block]:
    """What was searched for it, so that the requester can see why (ICO: cogent and thorough searches)."""
    yield para(tr("{authority} does not hold this information.", authority=case.authority.name))
    searches = [_searched(search) for search in question.searches if search.where.strip()]
    if searches:
        yield from say(case, "not_held.searches")
        yield bullets(searches)


def _searched(search: SearchMade) -> str:
    terms = f", {tr('for “{terms}”', terms=inside(search.terms))}" if search.terms.strip() else ""
    on = f", {tr('on {day}', day=plain_date(search.on))}" if search.on else ""
    return sentence(f"{inside(search.where)}{terms}{on}")


def _refused(decision: Decision, what: str) -> str:
    cite = cited_inside(decision)
    if is_cost_of_confirming(decision):
        return tr(
            "I have not answered {what}: the cost limit applies under {citation}.", what=what, citation=cite
        )
    match decision.provision:
        case "s12":
            return tr(
                "I have not answered {what}, because complying would exceed the cost limit: {citation}.",
                what=what,
                citation=cite,
            )
        case "s14":
            return tr("I have refused {what} under {citation}.", what=what, citation=cite)
    where = decision.where_available.where.strip() if decision.where_available else ""
    reach = tr("You can reasonably reach this information by other means: {citation}.", citation=cite)
    return f"{reach} {tr('It is available here: {where}', where=sentence(where))}" if where else reach


def _is_plainly_withheld(decision: Decision) -> bool:
    return decision.effect is Effect.WITHHOLD and decision.provision not in {"s12", "s14", "s21"}


def _withheld(decisions: Sequence[Decision]) -> Iterator[Block]:
    """What is withheld, each thing once, with every exemption that it falls under."""
    for covers, under in _by_what_they_cover(decisions, tr(" and under ")):
        if covers:
            yield para(
                tr("I have withheld the following under {under}: {covers}.", under=under, covers=covers)
            )
        else:
            yield para(tr("I have withheld this information under {under}.", under=under))


def _not_yet_decided(decisions: Sequence[Decision], *, is_rest: bool) -> Iterator[Block]:
    """The exemption is engaged; whether it is maintained is still to be decided (s17(2))."""
    for covers, cites in _by_what_they_cover(decisions, tr(", and of ")):
        what = covers or (tr("any other information") if is_rest else tr("this information"))
        yield para(
            tr(
                "I have not yet decided whether to disclose the following, because I am still weighing the public "
                "interest for the purposes of {citations}: {what}.",
                citations=cites,
                what=what,
            )
        )


def _by_what_they_cover(decisions: Sequence[Decision], between: str) -> Iterator[tuple[str, str]]:
    cites: dict[str, list[str]] = {}
    for decision in decisions:
        named = cites.setdefault(inside(decision.covers), [])
        named += [cite for cite in [cited_inside(decision)] if cite not in named]
    return ((covers, _joined(named, between)) for covers, named in cites.items())


def _joined(cites: Sequence[str], between: str) -> str:
    first, *others = cites
    return reduce(lambda said, cite: join_to(f"{said}{between}", cite), others, first)


def _silent(decisions: Sequence[Decision], *, is_rest: bool) -> Iterator[Block]:
    """Said once for all the exemptions, and of a part in words that do not tell whether it exists (s2(1))."""
    what = tr("any other information is held") if is_rest else tr("this information is held")
    decided = [decision for decision in decisions if not decision.is_undecided]
    cites = join_words(list(dict.fromkeys(cited_inside(decision) for decision in decided or decisions)))
    if decided:
        yield para(tr("I neither confirm nor deny whether {what}: {citations}.", what=what, citations=cites))
    elif decisions:
        yield para(
            tr(
                "I have not yet decided whether to confirm or deny that {what}: {citations}.",
                what=what,
                citations=cites,
            )
        )
