"""How does an internal review begin, what is found on each disputed question, and how does its outcome go out?

The reviewer changes the case's own answers and decisions: they are the fresh decision. What was issued first is frozen in
its letter. The worker ends the review when the reviewer's letter is made (services.issue).
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from requests_app.domain.clock import EventKind, Regime, review_deadline
from requests_app.domain.errors import Difference, InvalidInput, NotVisible, StaleEdit
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.review import ReviewResult
from requests_app.domain.tongue import long_date, speaking, tr
from requests_app.domain.transitions import Act
from requests_app.letters.content import content_hash, to_dict
from requests_app.models import Case, InternalReview, Letter, Question, ReviewFinding, User
from requests_app.permissions import Actor
from requests_app.selectors.facts import letter_view
from requests_app.selectors.settings import working_calendar
from requests_app.services.acting import Acting, acting
from requests_app.services.clock import add_event
from requests_app.services.correspond import require_text
from requests_app.services.correspondence import write_letter
from requests_app.services.issue import queue_letter
from requests_app.services.letter import draft_letter

LONGEST_REASONS = 50_000


def request_review(
    case_id: int,
    *,
    grounds: str,
    on: date,
    is_complex: bool,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> InternalReview:
    """Record that the applicant asks for a review; it is due in 20 working days, 40 if complex (s45 Code).

    The acknowledgement goes out with it, and says by when we answer.
    """
    grounds = require_text(grounds, "Enter what the applicant disagrees with, word for word.", "grounds")
    with acting(Act.REQUEST_REVIEW, case_id, by=by, at=at, expected_version=expected_version) as doing:
        case = doing.case
        review = InternalReview.objects.create(
            case=case,
            requested_on=on,
            grounds=grounds,
            is_complex=is_complex,
            deadline_on=review_deadline(
                on, working_calendar(), is_complex=is_complex, regime=Regime(case.regime)
            ),
            recorded_by=by,
            recorded_at=at,
        )
        add_event(case, EventKind.REVIEW_REQUESTED, on=on, by=by, at=at)
        doing.new |= {"review_deadline_on": review.deadline_on}
        if case.applicant.has_correspondence_address:
            write_letter(
                doing,
                LetterKind.REVIEW_ACKNOWLEDGEMENT,
                Particulars(),
                on=timezone.localdate(at),
                body=_promised(case, review.deadline_on, on=timezone.localdate(at)),
            )
    return review


def _promised(case: Case, due: date, *, on: date) -> str:
    """By when the outcome will come; a day that is past is not promised."""
    with speaking(Language(case.language)):
        if due < on:
            return tr(
                "The outcome of the review was due by {day}, and is late. We are sorry; we will write to you with it as "
                "soon as we can.",
                day=long_date(due),
            )
        return tr("We will write to you with the outcome of the review by {day}.", day=long_date(due))


def record_finding(
    case_id: int,
    number: int,
    *,
    result: str,
    reasons: str,
    by: User,
    at: datetime,
    seen_version: int | None = None,
) -> ReviewFinding:
    """Record what the reviewer finds on a disputed question, with the reasons that the applicant reads.

    `seen_version` is the version of the finding that was shown, 0 where there was none.
    """
    if result not in set(ReviewResult):
        message = "Choose what becomes of the first decision on this question."
        raise InvalidInput(message, fields={"result": message})
    reasons = require_text(reasons, "Write your reasons. The applicant reads them in the letter.", "reasons")
    if len(reasons) > LONGEST_REASONS:
        message = f"Reasons can have at most {LONGEST_REASONS:,} characters."
        raise InvalidInput(message, fields={"reasons": message})
    with acting(Act.DECIDE_AFRESH, case_id, by=by, at=at) as doing:
        review, question, row = _found(doing, number)
        _refuse_stale(row, result, reasons, seen_version)
        old = {"result": row.result, "reasons": row.reasons} if row else {}
        new = {"result": result, "reasons": reasons}
        if row is None:
            row = ReviewFinding(review=review, question=question, version=0)
        doing.kind, doing.is_silent = "finding", True
        doing.summary = f"Finding on question {number} recorded"
        doing.note({f"question {number}": old or None}, {f"question {number}": new})
        if doing.new:
            row.result, row.reasons, row.version = result, reasons, row.version + 1
            row.recorded_by, row.recorded_at = by, at
            row.save()
    return row


def remove_finding(
    case_id: int, number: int, *, by: User, at: datetime, seen_version: int | None = None
) -> None:
    """The question is not disputed after all. What the finding said stays in the history; twice is once."""
    with acting(Act.DECIDE_AFRESH, case_id, by=by, at=at) as doing:
        _, _, row = _found(doing, number)
        doing.kind, doing.summary, doing.is_silent = "finding", f"Finding on question {number} removed", True
        if row is None:
            return
        _refuse_stale(row, "", "", seen_version)
        doing.note({f"question {number}": {"result": row.result, "reasons": row.reasons}}, {})
        row.delete()


def conclude_review(case_id: int, *, by: User, at: datetime, expected_version: int | None = None) -> Letter:
    """Freeze the reviewer's letter as it stands and queue it, dated today. Nobody signs off a fresh decision but its taker.

    Raises NotReady with every defect and open warning.
    """
    with acting(Act.CONCLUDE_REVIEW, case_id, by=by, at=at, expected_version=expected_version) as doing:
        letter = draft_letter(doing.case)
        content = letter_view(doing.case, today=timezone.localdate(at), letter=letter).content
        letter.content, letter.content_hash = to_dict(content), content_hash(content)
        letter.submitted_at, letter.submitted_by = at, by
        queue_letter(letter, content, doing)
    return letter


def _found(doing: Acting, number: int) -> tuple[InternalReview, Question, ReviewFinding | None]:
    review = doing.case.reviews.get(result="")
    question = doing.case.questions.filter(number=number).first()
    if question is None:
        raise NotVisible(f"There is no question {number} in this case.")
    return review, question, review.findings.filter(question=question).first()


def _refuse_stale(row: ReviewFinding | None, result: str, reasons: str, seen_version: int | None) -> None:
    current = row.version if row else 0
    if seen_version is None or seen_version == current:
        return
    theirs = (row.get_result_display(), row.reasons) if row else ("(none)", "(none)")
    yours = ReviewResult(result).label if result else "(none)"
    raise StaleEdit(
        "Somebody else saved this finding while you were writing. Nothing was overwritten: compare, and save again.",
        differences=(
            Difference(label="Finding", theirs=theirs[0], yours=yours, name="result"),
            Difference(label="Reasons", theirs=theirs[1], yours=reasons or "(none)", name="reasons"),
        ),
        current_version=current,
    )
