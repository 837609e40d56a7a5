"""How is one case of a file written into the tables?

What the file leaves out is made from the case: the letter's content is composed, its PDF rendered, its dates worked out.
Errors are InvalidInput with the path of the field within the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from exemptions.services.decisions import save_decision
from requests_app.domain.caserecord import CaseRecord, DocumentFile, EventFile
from requests_app.domain.clock import Regime, review_deadline
from requests_app.domain.errors import InvalidInput
from requests_app.domain.states import ANSWERED
from requests_app.models import (
    Applicant,
    Case,
    ClockEventRow,
    Delivery,
    Document,
    InternalReview,
    Message,
    Question,
    Team,
    User,
)
from requests_app.selectors.settings import working_calendar
from requests_app.services import history
from requests_app.services.answer import QuestionRecord, check_answers, write_answer
from requests_app.services.casefile.encoding import decoded
from requests_app.services.casefile.letters import build_letter
from requests_app.services.clock import recompute
from requests_app.services.decide import check_statute
from requests_app.services.outcomes import set_outcomes
from requests_app.services.receive import check_received_on, check_wording


@dataclass(frozen=True, kw_only=True)
class People:
    """Who works here, by e-mail address in small letters; teams by name."""

    users: dict[str, User]
    teams: dict[str, Team]

    def user(self, email: str) -> User | None:
        """The person, or None for an address that nobody here has."""
        return self.users.get(email.strip().lower())

    def required(self, email: str, field: str) -> User:
        found = self.users.get(email.strip().lower())
        if found is None:
            message = f"nobody here has the e-mail address “{email}”. Create the account first, or correct it."
            raise InvalidInput(message, fields={field: message})
        return found


def build_case(record: CaseRecord, people: People, *, at: datetime) -> Case:
    """Write the case and all that hangs on it; its clock is run, its outcome computed."""
    today = timezone.localdate(at)
    check_received_on(record.received_on, today=today)
    check_wording(record.wording)
    case = _case_row(record, people)
    _clock_events(case, record, at=at)
    _documents(case, record, at=at)
    _questions(case, record)
    _decisions(case, record)
    _reviews(case, record, people, at=at)
    recompute(case, today=today)
    case.save()
    for position, letter in enumerate(record.letters):
        build_letter(case, letter, people, field=f"letters.{position}", at=at)
    if record.state in ANSWERED:
        set_outcomes(case)
        case.save()
    _messages(case, record, people, at=at)
    _events(case, record, people)
    return case


def _case_row(record: CaseRecord, people: People) -> Case:
    choices = {"regime": Case.Regime, "timetable": Case.Timetable, "channel": Case.Channel}
    for name, options in choices.items():
        require_choice(name, getattr(record, name), options.values)
    require_choice("applicant.kind", record.applicant.kind, Applicant.Kind.values)
    applicant = record.applicant
    return Case.objects.create(
        reference=_reference(record.reference),
        applicant=Applicant.objects.create(
            name=applicant.name,
            organisation=applicant.organisation,
            email=applicant.email,
            postal_address=applicant.postal_address,
            kind=applicant.kind,
        ),
        regime=record.regime,
        timetable=record.timetable,
        channel=record.channel,
        wording=record.wording,
        received_on=record.received_on,
        logged_at=record.logged_at,
        logged_by=people.required(record.logged_by, "logged_by") if record.logged_by else None,
        officer=people.required(record.officer, "officer") if record.officer else None,
        team=_team(record.team, people),
        state=record.state.value,
        **({"tracking_token": record.tracking_token} if record.tracking_token else {}),
    )


def require_choice(field: str, value: str, options: list[str]) -> None:
    if value not in options:
        message = f"“{value}” is not one of {', '.join(options)}."
        raise InvalidInput(message, fields={field: message})


def _reference(reference: str) -> str:
    if not reference.strip() or len(reference) > 60 or "/" in reference:
        message = "a reference has 1 to 60 characters and no slash."
        raise InvalidInput(message, fields={"reference": message})
    return reference


def _team(name: str, people: People) -> Team | None:
    if not name:
        return None
    if name not in people.teams:
        message = f"there is no team “{name}” here. Create it first, or leave it out."
        raise InvalidInput(message, fields={"team": message})
    return people.teams[name]


def _clock_events(case: Case, record: CaseRecord, *, at: datetime) -> None:
    events = [event for event in record.clock_events if event.kind != "received"]
    rows = [ClockEventRow(case=case, kind="received", on=record.received_on, recorded_at=record.logged_at)]
    rows += [
        ClockEventRow(case=case, kind=event.kind.value, on=event.on, until=event.until, why=event.why, recorded_at=at)
        for event in events
    ]
    ClockEventRow.objects.bulk_create(rows)


def _documents(case: Case, record: CaseRecord, *, at: datetime) -> None:
    for position, document in enumerate(record.documents):
        data = decoded(document.content, document.sha256, f"documents.{position}")
        _document_row(case, document, data, at=at)


def _document_row(case: Case, document: DocumentFile, data: bytes, *, at: datetime) -> None:
    row = Document(
        case=case,
        purpose=document.purpose,
        name=document.name,
        title=document.title,
        media_type=document.media_type,
        size=len(data),
        sha256=document.sha256.lower(),
        uploaded_at=at,
    )
    row.file.save(document.name, ContentFile(data), save=False)
    row.save()


def _questions(case: Case, record: CaseRecord) -> None:
    for position, question in enumerate(record.questions):
        if question.number != position + 1:
            message = "questions are numbered 1, 2, 3 … in their order."
            raise InvalidInput(message, fields={f"questions.{position}.number": message})
        try:
            check_answers(question.answers)
        except InvalidInput as error:
            raise InvalidInput(error.message, fields={f"questions.{position}.answers": error.message}) from error
        row = Question.objects.create(case=case, number=question.number, text=question.text)
        write_answer(
            case,
            row,
            QuestionRecord(
                holding=question.holding,
                is_advice=question.is_advice,
                note=question.note,
                searches=question.searches,
                answers=question.answers,
            ),
        )


def _decisions(case: Case, record: CaseRecord) -> None:
    ids = dict(case.questions.values_list("number", "pk"))
    for position, decision in enumerate(record.decisions):
        try:
            check_statute(decision)
        except InvalidInput as error:
            name = next(iter(error.fields), "provision")
            raise InvalidInput(error.message, fields={f"decisions.{position}.{name}": error.message}) from error
        missing = [number for number in decision.questions if number not in ids]
        if missing:
            message = f"there is no question {missing[0]} in this case."
            raise InvalidInput(message, fields={f"decisions.{position}.questions": message})
        save_decision(case.pk, decision, question_ids=[ids[number] for number in decision.questions])


def _reviews(case: Case, record: CaseRecord, people: People, *, at: datetime) -> None:
    for position, review in enumerate(record.reviews):
        regime = Regime(record.regime)
        if review.result:
            require_choice(f"reviews.{position}.result", review.result, InternalReview.Result.values)
        InternalReview.objects.create(
            case=case,
            requested_on=review.requested_on,
            grounds=review.grounds,
            is_complex=review.is_complex,
            deadline_on=review_deadline(review.requested_on, review.is_complex, working_calendar(), regime=regime),
            recorded_by=people.user(review.recorded_by),
            recorded_at=at,
            result=review.result,
            conclusion=review.conclusion,
            concluded_on=review.concluded_on,
            concluded_by=people.user(review.concluded_by),
            concluded_at=at if review.result else None,
        )


def _messages(case: Case, record: CaseRecord, people: People, *, at: datetime) -> None:
    Message.objects.bulk_create(
        Message(
            case=case,
            direction=message.direction,
            kind=message.kind,
            subject=message.subject,
            body=message.body,
            on=message.on,
            recorded_at=at,
            recorded_by=people.user(message.recorded_by),
            state=Delivery.State.SENT,
        )
        for message in record.messages
    )


def _events(case: Case, record: CaseRecord, people: People) -> None:
    events = record.events or (
        EventFile(kind="logged", at=record.logged_at, by=record.logged_by, summary="Request logged"),
    )
    for event in events:
        history.record(
            event.kind,
            by=people.user(event.by),
            at=event.at,
            case=case,
            old=event.old,
            new=event.new,
            summary=event.summary,
            reason=event.reason,
            actor=event.actor,
        )
