"""How does a case of the tests get where it is? Each is made by living through the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, ApplicantFile, Holding, SearchMade
from requests_app.letters.content import content_hash
from requests_app.models import Case, Letter, User
from requests_app.selectors.facts import letter_view
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.questions import QuestionText, set_questions, start_work
from requests_app.services.receive import NewRequest, log_case
from requests_app.services.review import request_review
from requests_app.services.sign_off import approve, submit
from tests.factories.people import approver, officer
from tests.factories.settings import seed_installation

LONDON = ZoneInfo("Europe/London")
APPLICANT = ApplicantFile(name="Rowan Achterberg", email="rowan@achterberg.example", kind="public")
BY_POST = ApplicantFile(name="Rowan Achterberg", postal_address="3 Mill Lane\nNorthmoor")
WORDING = (
    "Please tell me:\n"
    "1. How many vehicles were recovered from Harbour Road in 2025?\n"
    "2. How much was paid to recovery contractors in the same year?"
)


def instant(day: date, hour: int = 10) -> datetime:
    """An instant on this day in London."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def logged_case(
    *,
    by: User | None = None,
    wording: str = WORDING,
    received_on: date | None = None,
    applicant: ApplicantFile = APPLICANT,
    at: datetime | None = None,
    **more: object,
) -> Case:
    """A request as it is right after logging: state new, questions proposed."""
    seed_installation()
    at = at or timezone.now()
    return log_case(
        NewRequest(
            wording=wording, received_on=received_on or timezone.localdate(at), applicant=applicant, **more
        ),
        by=by or officer(),
        at=at,
    )


def case_in_progress(
    *, by: User | None = None, questions: list[str] | None = None, at: datetime | None = None, **given: object
) -> Case:
    """Logged, split into these questions (or those proposed), and started."""
    by, at = by or officer(), at or timezone.now()
    case = logged_case(by=by, at=at, **given)
    if questions is not None:
        set_questions(case.pk, [QuestionText(text=text) for text in questions], by=by, at=at)
    start_work(case.pk, by=by, at=at)
    case.refresh_from_db()
    return case


def answered_case(*, by: User | None = None, at: datetime | None = None, **given: object) -> Case:
    """In progress, with a search and an answer in words for each question: ready to submit."""
    by, at = by or officer(), at or timezone.now()
    case = case_in_progress(by=by, at=at, **given)
    record = QuestionRecord(
        holding=Holding.HELD,
        searches=(
            SearchMade(where="Fleet register", by="Fleet desk", terms="Harbour Road", hits=3, minutes=20),
        ),
        answers=(Answer(kind=AnswerKind.WORDS, text="Northmoor Constabulary recovered three vehicles."),),
    )
    for number in case.questions.values_list("number", flat=True):
        record_answer(case.pk, number, record, by=by, at=at)
    case.refresh_from_db()
    return case


def submitted_case(*, by: User | None = None, at: datetime | None = None, **given: object) -> Case:
    """Answered and waiting for somebody else's sign-off."""
    by, at = by or officer(), at or timezone.now()
    case = answered_case(by=by, at=at, **given)
    submit(case.pk, by=by, at=at)
    case.refresh_from_db()
    return case


def approved_case(
    *, by: User | None = None, approved_by: User | None = None, at: datetime | None = None, **given: object
) -> Case:
    """Signed off by somebody else, ready to issue."""
    by, at = by or officer(), at or timezone.now()
    case = submitted_case(by=by, at=at, **given)
    letter = Letter.objects.get(case=case)
    approve(case.pk, by=approved_by or approver(), at=at, content_hash=letter.content_hash)
    case.refresh_from_db()
    return case


def issued_case(
    *, by: User | None = None, approved_by: User | None = None, at: datetime | None = None, **given: object
) -> Case:
    """Answered by a letter that the worker has made and that went out."""
    by, at = by or officer(), at or timezone.now()
    case = approved_case(by=by, approved_by=approved_by, at=at, **given)
    render_and_complete(issue(case.pk, by=by, at=at).pk, at=at)
    case.refresh_from_db()
    return case


def case_under_review(
    *,
    by: User | None = None,
    grounds: str = "You missed Quay Street.",
    at: datetime | None = None,
    **given: object,
) -> Case:
    """Answered, and the applicant has asked for a review."""
    by, at = by or officer(), at or timezone.now()
    case = issued_case(by=by, at=at, **given)
    request_review(case.pk, grounds=grounds, on=timezone.localdate(at), is_complex=False, by=by, at=at)
    case.refresh_from_db()
    return case


def composed_hash(case: Case, today: date) -> str:
    """The hash of the letter as the case stands now."""
    return content_hash(letter_view(case, today=today).content)


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)
