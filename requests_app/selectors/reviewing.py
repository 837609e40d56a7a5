"""What is under review, what was decided first, and what has the reviewer found and changed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import CaseContent, QuestionFile
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.review import Finding, ReviewContent, ReviewResult
from requests_app.letters.compose.given import applying
from requests_app.letters.content import LetterContent, from_dict, section_text
from requests_app.letters.law import cited
from requests_app.letters.together import part_for
from requests_app.models import Case, InternalReview, Letter, ReviewFinding
from requests_app.selectors.together import letters_of


def review_of(case: Case) -> InternalReview | None:
    """The review of a case: there is at most one, whose findings are the fresh decision."""
    return case.reviews.order_by("-id").first()


def first_letter(case: Case) -> Letter | None:
    """The response that is under review: the version that was issued last."""
    issued = letters_of(case).filter(kind=LetterKind.RESPONSE, state=Letter.State.ISSUED)
    return issued.order_by("-number").first()


def first_said(case: Case, letter: Letter | None) -> LetterContent | None:
    """What that response said to this case: its own part where the letter answered several."""
    return part_for(from_dict(letter.content), case.reference) if letter and letter.content else None


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """The review as its letter needs it, and who signs: whoever recorded the last finding."""

    content: ReviewContent
    name: str
    title: str


def reviewed(case: Case, source: CaseContent) -> Reviewed | None:
    """The review of a case whose content is `source`. None where no review was asked for."""
    review = review_of(case)
    if review is None:
        return None
    rows = list(review.findings.select_related("question", "recorded_by"))
    letter = first_letter(case)
    first = first_said(case, letter)
    content = ReviewContent(
        requested_on=review.requested_on,
        grounds=review.grounds,
        first_answered_on=letter.issued_on if letter else None,
        first_decision=_decision_said(first),
        findings=tuple(_finding(row) for row in rows),
        changed=tuple(changed_questions(first, source)) if first else (),
        new_decisions=tuple(new_decisions(first, source.decisions)) if first else (),
    )
    last = max(rows, key=lambda row: (row.recorded_at, row.pk), default=None)
    person = last.recorded_by if last else None
    return Reviewed(
        content=content, name=str(person) if person else "", title=person.job_title if person else ""
    )


def changed_questions(first: LetterContent, now: CaseContent) -> list[int]:
    """The questions for which something else is given, or relied on, than the response said."""
    before = {question.number: question for question in first.questions}
    return [
        question.number
        for question in now.questions
        if _given(before.get(question.number), first.decisions) != _given(question, now.decisions)
    ]


def new_decisions(first: LetterContent, decisions: Sequence[Decision]) -> list[str]:
    """The keys of decisions that cite what the response did not."""
    before = {cited(decision) for decision in first.decisions}
    return [decision.key for decision in decisions if cited(decision) not in before]


def _given(question: QuestionFile | None, decisions: Sequence[Decision]) -> object:
    """What is given and what is relied on, without the reasons: better reasons change no decision."""
    if question is None:
        return None
    relied_on = {
        (cited(each), each.effect, each.covers.strip()) for each in applying(decisions, question.number)
    }
    return question.holding, question.is_advice, question.answers, relied_on


def _decision_said(first: LetterContent | None) -> str:
    """Empty where the letter answered several requests: its decision speaks of the others too."""
    section = first.section("decision") if first else None
    return section_text(section) if section else ""


def _finding(row: ReviewFinding) -> Finding:
    return Finding(question=row.question.number, result=ReviewResult(row.result), reasons=row.reasons)


def under_review(case: Case, source: CaseContent) -> CaseContent:
    """The case as the letter of its review is composed from it; as it is where no review was asked for."""
    found = reviewed(case, source)
    if found is None:
        return source
    return replace(
        source, review=found.content, is_extended=False, officer_name=found.name, officer_title=found.title
    )
