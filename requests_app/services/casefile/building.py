"""How is one case of a file written into the tables?

What the file leaves out is made from the case: the letter's content is composed, its PDF rendered, its dates
worked out.
Errors are InvalidInput with the path of the field within the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.conf import settings

from exemptions.services.decisions import save_decision
from requests_app.domain.caserecord import CaseRecord, EventFile
from requests_app.domain.clock import EventKind, Regime, review_deadline
from requests_app.domain.errors import InvalidInput
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.states import ANSWERED, CaseState
from requests_app.domain.text import long_date
from requests_app.models import (
    Applicant,
    Case,
    ClockEventRow,
    Delivery,
    Document,
    InternalReview,
    Letter,
    Message,
    Question,
    ReviewFinding,
)
from requests_app.release.inspect import inspect_upload
from requests_app.services import history
from requests_app.services.answer import QuestionRecord, check_answers, write_answer
from requests_app.services.casefile.arrival import Arrival, wrong
from requests_app.services.casefile.coherence import check_coherence, owes_after_notice
from requests_app.services.casefile.columns import check_columns
from requests_app.services.casefile.encoding import decoded
from requests_app.services.casefile.groups import as_answered
from requests_app.services.casefile.letters import build_letter
from requests_app.services.clock import recompute
from requests_app.services.decide import check_statute
from requests_app.services.outcomes import set_outcomes, set_transferred
from requests_app.services.receive import check_received_on, check_wording


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A case that is written but for its letters: those that one letter answers are all begun before it is made."""

    case: Case
    record: CaseRecord
    messages: list[Message]


def begin_case(record: CaseRecord, arrival: Arrival, *, leading: Begun | None = None) -> Begun:
    """Write the case and what its letters are made from. `leading` is the case whose letter answers it."""
    check_received_on(record.received_on, today=arrival.today)
    check_wording(record.wording)
    check_columns(record)
    answered = as_answered(record, leading.record if leading else None)
    check_coherence(answered)
    case = _case_row(record, arrival)
    case.answered_with = leading.case if leading else None
    _clock_events(case, answered, arrival)
    _documents(case, record, arrival)
    _questions(case, record)
    _decisions(case, record)
    _reviews(case, record, arrival)
    messages = _messages(case, record, arrival)
    _run_clock(case, record, arrival)
    case.save()
    return Begun(case=case, record=record, messages=messages)


def finish_case(begun: Begun, arrival: Arrival) -> Case:
    """Write its letters and its history; its clock is run again, its outcome computed."""
    case, record = begun.case, begun.record
    letters = {
        (file.kind, file.number): build_letter(case, file, arrival, path=f"letters.{position}")
        for position, file in enumerate(record.letters)
    }
    _join(begun.messages, record, letters)
    _outcome(case)
    _run_clock(case, record, arrival)  # again: a notice of more time among the letters moves what is due next
    case.save()
    _events(case, record, arrival)
    return case


def _join(messages: list[Message], record: CaseRecord, letters: dict[tuple[LetterKind, int], Letter]) -> None:
    """Tie each message to the letter that it was; coherence has asked that there is one."""
    for row, file in zip(messages, record.messages, strict=True):
        if file.letter:
            row.letter = letters[LetterKind(file.kind), file.letter]
            row.save(update_fields=["letter"])


def _outcome(case: Case) -> None:
    if case.state == CaseState.TRANSFERRED:
        set_transferred(case)
    elif case.state in ANSWERED:
        set_outcomes(case)


def _case_row(record: CaseRecord, arrival: Arrival) -> Case:
    reference = record.reference
    if not reference.strip() or "/" in reference or not reference.isprintable() or reference in {".", ".."}:
        raise wrong("reference", "a reference has 1 to 60 characters on one line, and no slash.")
    applicant = record.applicant
    return Case.objects.create(
        reference=record.reference,
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
        language=record.language.value,
        wording=record.wording,
        received_on=record.received_on,
        logged_at=record.logged_at,
        logged_by=arrival.required(record.logged_by, "logged_by"),
        officer=arrival.required(record.officer, "officer"),
        team=arrival.team(record.team),
        state=record.state.value,
        **({"tracking_token": record.tracking_token} if record.tracking_token else {}),
    )


def _clock_events(case: Case, record: CaseRecord, arrival: Arrival) -> None:
    """Receipt, response and corrections follow from the case and its issued letters, where the file lacks them."""
    rows = [
        ClockEventRow(case=case, kind=EventKind.RECEIVED, on=record.received_on, recorded_at=record.logged_at)
    ]
    rows += [
        ClockEventRow(
            case=case, kind=event.kind, on=event.on, until=event.until, why=event.why, recorded_at=arrival.at
        )
        for event in record.clock_events
        if event.kind is not EventKind.RECEIVED
    ]
    kinds = {row.kind for row in rows}
    rows += [
        ClockEventRow(case=case, kind=kind, on=on, recorded_at=arrival.at)
        for kind, on in _answered(record)
        if kind not in kinds
    ]
    ClockEventRow.objects.bulk_create(rows)


def _answered(record: CaseRecord) -> Iterator[tuple[EventKind, date]]:
    issued = [each for each in record.letters if each.kind == "response" and each.state == "issued"]
    first = sorted(each.issued_on for each in issued if each.issued_on)
    if first and not owes_after_notice(record):
        yield EventKind.RESPONDED, first[0]
    for letter in issued:
        if letter.corrects and letter.issued_on:
            yield EventKind.CORRECTED, letter.issued_on


def _run_clock(case: Case, record: CaseRecord, arrival: Arrival) -> None:
    try:
        recompute(case, today=arrival.today, terms=arrival.terms)
    except InvalidInput as error:
        named = (f"“{event.kind.label}” on {long_date(event.on)}" for event in record.clock_events)
        position = next((at for at, name in enumerate(named) if error.message.startswith(name)), None)
        path = "clock_events" if position is None else f"clock_events.{position}"
        raise wrong(path, error.message) from error


def _documents(case: Case, record: CaseRecord, arrival: Arrival) -> None:
    """What would be refused as an upload is refused here too: not what its name says, macros, too large."""
    for position, document in enumerate(record.documents):
        path = f"documents.{position}"
        data = decoded(
            document.content, document.sha256, content_path=f"{path}.content", hash_path=f"{path}.sha256"
        )
        try:
            found = inspect_upload(
                BytesIO(data), name=document.name, size=len(data), most_bytes=settings.DOCUMENT_MAX_BYTES
            )
        except InvalidInput as error:
            raise wrong(f"{path}.name", error.message) from error
        row = Document(
            case=case,
            purpose=document.purpose,
            name=document.name,
            title=document.title,
            media_type=found.media_type,
            size=found.size,
            sha256=found.sha256,
            uploaded_at=arrival.at,
        )
        arrival.store(row.file, document.name, data)
        row.save()


def _questions(case: Case, record: CaseRecord) -> None:
    for position, question in enumerate(record.questions):
        row = Question.objects.create(case=case, number=question.number, text=question.text)
        answer = QuestionRecord(
            holding=question.holding,
            is_advice=question.is_advice,
            note=question.note,
            searches=question.searches,
            answers=question.answers,
        )
        try:
            check_answers(question.answers)
            write_answer(case, row, answer)
        except InvalidInput as error:
            raise wrong(f"questions.{position}.answers", error.message) from error
        row.save()


def _decisions(case: Case, record: CaseRecord) -> None:
    ids = dict(case.questions.values_list("number", "pk"))
    for position, decision in enumerate(record.decisions):
        try:
            check_statute(decision)
        except InvalidInput as error:
            field = next(iter(error.fields), "provision")
            raise wrong(f"decisions.{position}.{field}", error.message) from error
        save_decision(case.pk, decision, question_ids=[ids[number] for number in decision.questions])


def _reviews(case: Case, record: CaseRecord, arrival: Arrival) -> None:
    questions = {row.number: row for row in case.questions.all()}
    for review in record.reviews:
        row = InternalReview.objects.create(
            case=case,
            requested_on=review.requested_on,
            grounds=review.grounds,
            is_complex=review.is_complex,
            deadline_on=review_deadline(
                review.requested_on,
                arrival.terms.calendar,
                is_complex=review.is_complex,
                regime=Regime(record.regime),
            ),
            recorded_by=arrival.user(review.recorded_by),
            recorded_at=arrival.at,
            result=review.result,
            conclusion=review.conclusion,
            concluded_on=review.concluded_on,
            concluded_by=arrival.user(review.concluded_by),
            concluded_at=arrival.at if review.result else None,
        )
        ReviewFinding.objects.bulk_create(
            ReviewFinding(
                review=row,
                question=questions[finding.question],
                result=finding.result,
                reasons=finding.reasons,
                recorded_by=arrival.user(finding.recorded_by),
                recorded_at=finding.recorded_at or arrival.at,
            )
            for finding in review.findings
        )


def _messages(case: Case, record: CaseRecord, arrival: Arrival) -> list[Message]:
    """Kept as sent: it went out where it came from."""
    return Message.objects.bulk_create(
        Message(
            case=case,
            direction=message.direction,
            kind=message.kind,
            subject=message.subject,
            body=message.body,
            on=message.on,
            recorded_at=arrival.at,
            recorded_by=arrival.user(message.recorded_by),
            state=Delivery.State.SENT,
        )
        for message in record.messages
    )


def _events(case: Case, record: CaseRecord, arrival: Arrival) -> None:
    """Chained anew. Somebody who is unknown here stays in the history by name."""
    logged = EventFile(kind="logged", at=record.logged_at, by=record.logged_by, summary="Request logged")
    for event in record.events or (logged,):
        user = arrival.user(event.by)
        history.record(
            event.kind,
            by=user,
            at=event.at,
            case=case,
            old=event.old,
            new=event.new,
            summary=event.summary,
            reason=event.reason,
            actor=event.actor or (event.by if user is None else ""),
        )
