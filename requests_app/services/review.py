"""How does an internal review begin and end?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from requests_app.domain.clock import EventKind, Regime, review_deadline
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Particulars
from requests_app.domain.text import long_date
from requests_app.domain.transitions import Act
from requests_app.models import InternalReview
from requests_app.permissions import Actor
from requests_app.selectors.settings import regulator_on, working_calendar
from requests_app.services.acting import acting
from requests_app.services.clock import add_event, recompute
from requests_app.services.correspond import require_text, write_to_applicant
from requests_app.services.correspondence import write_letter


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
                body=f"We will write to you with the outcome of the review by {long_date(review.deadline_on)}.",
            )
    return review


def conclude_review(
    case_id: int,
    *,
    result: str,
    conclusion: str,
    answer: str = "",
    on: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> InternalReview:
    """Record the fresh decision of somebody who took no part in the first, and tell the applicant (s45 Code, part 5).

    `conclusion` stays inside; `answer` is what the applicant reads, empty where they have been written to already.
    """
    conclusion = require_text(
        conclusion, "Write what was decided on each disputed question, and why.", "conclusion"
    )
    if result not in InternalReview.Result.values:
        message = "Choose whether the first decision is upheld."
        raise InvalidInput(message, fields={"result": message})
    with acting(Act.CONCLUDE_REVIEW, case_id, by=by, at=at, expected_version=expected_version) as doing:
        case = doing.case
        review = case.reviews.get(result="")
        review.result, review.conclusion, review.concluded_on = result, conclusion, on
        review.concluded_by, review.concluded_at = by, at
        review.save()
        add_event(case, EventKind.REVIEW_RESPONDED, on=on, by=by, at=at)
        recompute(case, today=timezone.localdate(at))
        doing.new |= {"result": result}
        if answer.strip():
            body = (
                f"{require_text(answer, 'Write the answer.', 'answer')}\n\n{_regulator_in_words(on)}".strip()
            )
            write_to_applicant(doing, "review_answer", "The result of our internal review", body, on=on)
    return review


def _regulator_in_words(on: date) -> str:
    """Where to complain after the review (s50), as the regulator stands on that day."""
    regulator = regulator_on(on)
    if not regulator.name:
        return ""
    contact = "\n".join(
        line
        for line in (
            regulator.name,
            *regulator.address_lines,
            regulator.telephone and f"Telephone {regulator.telephone}",
            regulator.complaint_url or regulator.website,
        )
        if line
    )
    return (
        "If you are still not content, you have the right under section 50 of the Freedom of Information Act 2000 to ask "
        f"the {regulator.name} to decide whether we dealt with your request as the law requires:\n\n{contact}"
    )
