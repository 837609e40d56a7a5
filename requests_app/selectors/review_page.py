"""What does a reviewer see: what is disputed, what was said first, what the case says now, and what is found?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from requests_app.domain.casefile import QuestionFile
from requests_app.domain.errors import Missing, NotVisible
from requests_app.domain.transitions import Act, Step, next_steps
from requests_app.letters.compose.given import applying
from requests_app.letters.content import LetterContent, section_text
from requests_app.letters.law import cited
from requests_app.models import Case, InternalReview, Letter, ReviewFinding, User
from requests_app.selectors.casepage import answer_in_words
from requests_app.selectors.editing import why_not_afresh
from requests_app.selectors.facts import LetterView, facts_of, letter_view, missing
from requests_app.selectors.places import link_to
from requests_app.selectors.reviewing import first_letter, first_said, review_of

REVIEW_ACTS = frozenset({Act.CONCLUDE_REVIEW, Act.RECALL_REVIEW})


@dataclass(frozen=True, kw_only=True)
class Now:
    """What the case says of a question now: what is given, and on what the rest is refused."""

    given: tuple[str, ...]
    relied_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class DisputedQuestion:
    """A question of a case under review. Without a finding it is not disputed."""

    number: int
    text: str
    result: str
    label: str
    is_changed: bool
    now: Now


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """A review, question by question. `why_not` says why this person does not decide it."""

    review: InternalReview
    first: Letter | None
    questions: tuple[DisputedQuestion, ...]
    lacking: tuple[Missing, ...]
    steps: tuple[Step, ...]
    why_not: str


@dataclass(frozen=True, kw_only=True)
class FindingPage:
    """One disputed question: the first answer in the words of its letter, the case as it is now, and the finding."""

    review: InternalReview
    number: int
    text: str
    first_said: str
    now: Now
    finding: ReviewFinding | None
    why_not: str


def load_review_page(case: Case, *, user: User, today: date) -> ReviewPage:
    """NotVisible where no review was asked for."""
    review = _review(case)
    view = letter_view(case, today=today)
    facts = facts_of(case, actor=user, today=today, view=view)
    why_not = why_not_afresh(case, user)
    lacking = [missing(case.reference, each, by=user) for each in (*view.defects, *view.open_warnings)]
    return ReviewPage(
        review=review,
        first=first_letter(case),
        questions=_questions(review, view),
        lacking=tuple(lacking) if not why_not else (),
        steps=tuple(step for step in next_steps(facts, user.role_set) if step.transition.act in REVIEW_ACTS),
        why_not=why_not,
    )


def load_finding_page(case: Case, number: int, *, user: User, today: date) -> FindingPage:
    """NotVisible where no review was asked for, or the case has no such question."""
    review = _review(case)
    view = letter_view(case, today=today)
    question = next((each for each in view.source.questions if each.number == number), None)
    if question is None:
        raise NotVisible(f"There is no question {number} in this case.")
    letter = first_letter(case)
    first = first_said(case, letter)
    return FindingPage(
        review=review,
        number=number,
        text=question.text,
        first_said=_first_said(first, number),
        now=_now(question, view, case),
        finding=review.findings.filter(question__number=number).first(),
        why_not=why_not_afresh(case, user),
    )


def _review(case: Case) -> InternalReview:
    review = review_of(case)
    if review is None:
        raise NotVisible("No review of this case was asked for.")
    return review


def _questions(review: InternalReview, view: LetterView) -> tuple[DisputedQuestion, ...]:
    content = view.source.review
    found = {row.question.number: row for row in review.findings.select_related("question")}
    changed = content.changed if content else ()
    return tuple(
        DisputedQuestion(
            number=question.number,
            text=question.text,
            result=found[question.number].result if question.number in found else "",
            label=found[question.number].get_result_display() if question.number in found else "",
            is_changed=question.number in changed,
            now=_now(question, view, review.case),
        )
        for question in view.source.questions
    )


def _now(question: QuestionFile, view: LetterView, case: Case) -> Now:
    return Now(
        given=tuple(answer_in_words(answer) for answer in question.answers),
        relied_on=tuple(
            (cited(decision), link_to(case.reference, f"decision:{decision.key}"))
            for decision in applying(view.source.decisions, question.number)
        ),
    )


def _first_said(first: LetterContent | None, number: int) -> str:
    """The answer to this question as the first letter printed it, without the question above it."""
    section = first.section(f"answer.{number}") if first else None
    if section is None:
        return ""
    question = next((each.text for each in first.questions if each.number == number), "") if first else ""
    said = section_text(section)
    _, found, rest = said.partition(question) if question else ("", "", "")
    return rest.strip() if found else said
