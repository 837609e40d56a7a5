"""How does a signed-off letter go out, once, and how is what went out kept?

Issuing fixes the dates and queues the letter: the row itself says that it waits to be rendered. The worker renders,
checks and completes it in one transaction that holds the letter's row, so that two workers, or a worker that was killed
and its successor, make one letter. A sweep queues again what a lost broker dropped.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from requests_app.domain.clock import EventKind
from requests_app.domain.errors import NotPermitted, NotReady
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.review import overall
from requests_app.domain.transitions import TRANSITIONS, Act
from requests_app.letters.content import (
    IssueStamp,
    LetterContent,
    content_hash,
    from_dict,
    stamp_for,
    stamp_from_dict,
    stamp_to_dict,
)
from requests_app.letters.render import pdf_problems, render_html, render_pdf, render_text
from requests_app.models import Applicant, BatchItem, Case, Delivery, Letter, Message, SignOff, User
from requests_app.permissions import SYSTEM, Actor
from requests_app.selectors.facts import current_letter, deadline_of, is_notice
from requests_app.selectors.settings import working_calendar
from requests_app.selectors.together import deadlines
from requests_app.services import history, queue
from requests_app.services.acting import Acting, acting, lock_case
from requests_app.services.clock import add_event, recompute
from requests_app.services.outcomes import set_outcomes

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
STUCK_AFTER = timedelta(minutes=2)
TOO_LONG = (
    "Drawing the letter took longer than the four minutes that it may. Try again when the machine is less busy; "
    "a long table is better given as a document, such as a spreadsheet."
)

KILLED = (
    "The worker ended while it drew the letter, each time it tried: it may have run out of memory. Shorten what is drawn, "
    "such as a long table, or ask your administrator to give the worker more memory."
)


def issue(case_id: int, *, by: User, at: datetime, expected_version: int | None = None) -> Letter:
    """Queue the signed-off letter for rendering, dated today. Guards look for the approval of this very version."""
    with acting(Act.ISSUE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        letter = current_letter(doing.case)
        assert letter is not None and letter.content is not None  # noqa: PT018 - the guard has seen its hash
        queue_letter(letter, from_dict(letter.content), doing)
    return letter


def queue_letter(letter: Letter, content: LetterContent, doing: Acting) -> None:
    """Fix the dates of a frozen letter, and let its row say that it waits for the worker."""
    stamp = stamp_for(
        content,
        on=timezone.localdate(doing.at),
        calendar=working_calendar(),
        deadline_on=deadline_of(doing.case, letter),
        others={} if letter.corrects_id else deadlines(doing.together),
    )
    letter.stamp = stamp_to_dict(stamp)
    letter.state, letter.queued_at, letter.queued_by = Letter.State.QUEUED, doing.at, doing.by
    letter.render_attempts, letter.render_error = 0, ""
    letter.save()
    doing.new["letter"] = letter.content_hash
    queue.render_letter(letter.pk)


def render_and_complete(letter_id: int, *, at: datetime) -> bool:
    """Render a queued letter and complete its issue. True when this call did it; False when there was nothing to do.

    The row stays locked from the first look to the commit. Killed in between, nothing of it has happened but that
    the attempt was counted; a second worker that finds the row locked leaves it alone.
    """
    try:
        if not _begin(letter_id):
            return False
        with transaction.atomic():
            letter = _take(letter_id)
            if letter is None:
                return False
            assert letter.content is not None and letter.stamp is not None  # noqa: PT018 - queued letters have both
            content, stamp = from_dict(letter.content), stamp_from_dict(letter.stamp)
            _require_signed_off(letter, content)
            _store(letter, content, stamp)
            _completing(letter)(letter, stamp, at=at)
        return True
    except Exception as error:
        # The failure is kept on the row, in a transaction of its own: the officer sees it, the sweep tries again.
        _note_failure(letter_id, error, at=at)
        raise


def stuck_letters(*, at: datetime) -> list[int]:
    """Letters that wait to be rendered although the broker should have handed them out by now."""
    waiting = Letter.objects.filter(state=Letter.State.QUEUED, queued_at__lt=at - STUCK_AFTER)
    return list(waiting.order_by("queued_at").values_list("pk", flat=True)[:500])


def hand_out_stuck(*, at: datetime) -> int:
    """Queue the letters again that a lost broker dropped, those of a batch behind the others; how many there were."""
    stuck = stuck_letters(at=at)
    of_batches = set(BatchItem.objects.filter(letter__in=stuck).values_list("letter", flat=True))
    for letter_id in stuck:
        with queue.behind_single_letters(letter_id in of_batches):
            queue.render_letter(letter_id)
    return len(stuck)


def retry(letter_id: int, *, by: Actor, at: datetime) -> None:
    """Queue a letter again that could not be rendered. Who may issue may try again; twice is once."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id, state=Letter.State.FAILED).first()
        if letter is None:
            return
        _require_issuer(letter, by)
        case, error = lock_case(letter.case_id, by=by), letter.render_error
        letter.state, letter.queued_at = Letter.State.QUEUED, at
        letter.render_attempts, letter.render_error = 0, ""
        letter.save()
        history.record(
            "letter_retried", by=by, at=at, case=case, old={"error": error}, summary="Rendering tried again"
        )
        queue.render_letter(letter_id)


def _require_issuer(letter: Letter, by: Actor) -> None:
    act = Act.CONCLUDE_REVIEW if letter.kind == LetterKind.REVIEW else Act.ISSUE
    if by is not None and not by.role_set & TRANSITIONS[act].roles:
        raise NotPermitted("Trying again needs the role of those who may issue this letter.")


def _take(letter_id: int) -> Letter | None:
    waiting = Letter.objects.select_for_update(skip_locked=True, of=("self",)).select_related("case")
    return waiting.filter(pk=letter_id, state=Letter.State.QUEUED).first()


def _begin(letter_id: int) -> bool:
    """Count the attempt before it is made: a letter that kills its worker each time is given up like one that fails.

    Killed is a worker that runs out of memory, too; neither leaves an error behind, so that only the count tells.
    """
    with transaction.atomic():
        letter = _take(letter_id)
        if letter is None:
            return False
        may_try = letter.render_attempts < MOST_ATTEMPTS
        if may_try:
            letter.render_attempts += 1
        else:
            letter.state, letter.render_error = Letter.State.FAILED, letter.render_error or KILLED
            log.error("Letter %s is given up after %s attempts", letter_id, letter.render_attempts)
        letter.save(update_fields=["state", "render_attempts", "render_error"])
    return may_try


def _require_signed_off(letter: Letter, content: LetterContent) -> None:
    """What is drawn is what was approved, byte for byte, whatever has happened to the row since."""
    if content_hash(content) != letter.content_hash:
        raise NotReady("The stored letter is not the one that was frozen to go out. Nothing was sent.")


def _store(letter: Letter, content: LetterContent, stamp: IssueStamp) -> None:
    pdf = render_pdf(content, stamp)
    problems = pdf_problems(pdf)
    if problems:
        raise NotReady("The PDF is not accessible and is not sent: " + "; ".join(problems[:3]))
    letter.pdf_sha256 = hashlib.sha256(pdf).hexdigest()
    letter.html = render_html(content, stamp, standalone=False)
    letter.text = render_text(content, stamp)
    # The name follows from the content: a render that was killed leaves a file that the next one replaces.
    name = f"{letter.case_id}-{letter.number}-{letter.pdf_sha256[:16]}.pdf"
    letter.pdf.storage.delete(f"letters/{name}")
    letter.pdf.save(name, ContentFile(pdf), save=False)


def _completing(letter: Letter) -> Callable[..., None]:
    """How a letter that has been drawn goes on: it answers, ends a review, takes more time, or only accompanies an act."""
    if LetterKind(letter.kind).is_correspondence:
        return _complete_correspondence
    if letter.kind == LetterKind.REVIEW:
        return _complete_review
    return _complete_notice if is_notice(letter) else _complete


def _complete(letter: Letter, stamp: IssueStamp, *, at: datetime) -> None:
    with acting(Act.COMPLETE_ISSUE, letter.case_id, by=SYSTEM, at=at) as doing:
        _freeze(letter, stamp, at=at)
        doing.kind, doing.summary = "issued", "Response issued"
        if letter.corrects_id:
            doing.summary, doing.reason = "Corrected response issued", letter.correction_reason
        for case in (doing.case, *doing.together):
            _answered(case, letter, stamp, at=at)
        _record(doing, letter)
        _deliver(letter, doing.case.applicant, at=at)


def _answered(case: Case, letter: Letter, stamp: IssueStamp, *, at: datetime) -> None:
    """The letter answers this case, or corrects its answer; a letter answers every case that is joined to its own."""
    if case.responded_on is None:
        add_event(case, EventKind.RESPONDED, on=stamp.issued_on, by=SYSTEM, at=at, why="Response issued")
    if letter.corrects_id:
        add_event(
            case, EventKind.CORRECTED, on=stamp.issued_on, by=SYSTEM, at=at, why=letter.correction_reason
        )
    set_outcomes(case)


def _complete_notice(letter: Letter, stamp: IssueStamp, *, at: datetime) -> None:
    """A balance is still to be struck (s10(3), s17(2)): the notice goes out, the clock runs on, the decision is owed."""
    with acting(Act.COMPLETE_NOTICE, letter.case_id, by=SYSTEM, at=at) as doing:
        _freeze(letter, stamp, at=at)
        doing.kind, doing.summary = "notice_issued", "Notice of more time issued"
        for case in (doing.case, *doing.together):
            recompute(case, today=timezone.localdate(at))
        _record(doing, letter)
        _deliver(letter, doing.case.applicant, at=at)
        Letter.objects.create(case=doing.case, number=letter.number + 1, edits=letter.edits)


def _complete_review(letter: Letter, stamp: IssueStamp, *, at: datetime) -> None:
    """The fresh decision is out: the review ends, and every outcome is worked out again."""
    with acting(Act.COMPLETE_REVIEW, letter.case_id, by=SYSTEM, at=at) as doing:
        _freeze(letter, stamp, at=at)
        case = doing.case
        doing.kind, doing.summary = "review_issued", "Outcome of the review issued"
        review = from_dict(letter.content or {}).review
        result = overall([finding.result for finding in review.findings]) if review else None
        assert result is not None  # the checks let no letter of a review out without a finding
        case.reviews.filter(result="").update(
            result=result, concluded_on=stamp.issued_on, concluded_at=at, concluded_by=letter.queued_by
        )
        doing.new["result"] = result.value
        add_event(
            case, EventKind.REVIEW_RESPONDED, on=stamp.issued_on, by=SYSTEM, at=at, why="Review answered"
        )
        set_outcomes(case)
        _record(doing, letter)
        _deliver(letter, case.applicant, at=at)


def _complete_correspondence(letter: Letter, stamp: IssueStamp, *, at: datetime) -> None:
    """Its act was done before it was drawn: the case stays where it is, and the message goes out now."""
    case = lock_case(letter.case_id, by=SYSTEM)
    _freeze(letter, stamp, at=at)
    by_email = bool(case.applicant.email)
    message = Message.objects.get(letter=letter)
    message.state = Delivery.State.PENDING if by_email else Delivery.State.POSTED
    message.save(update_fields=["state"])
    history.record(
        "letter_drawn",
        by=SYSTEM,
        at=at,
        case=case,
        new={"kind": letter.kind, "letter": letter.content_hash, "pdf_sha256": letter.pdf_sha256},
        summary=f"Letter ready to go out: {letter.get_kind_display()}",
    )
    if by_email:
        queue.send_message(message.pk)


def _freeze(letter: Letter, stamp: IssueStamp, *, at: datetime) -> None:
    letter.state = Letter.State.ISSUED
    letter.issued_on, letter.issued_at, letter.issued_by = stamp.issued_on, at, letter.queued_by
    letter.save()


def _record(doing: Acting, letter: Letter) -> None:
    sign_off = SignOff.objects.filter(letter=letter).select_related("given_by").order_by("-id").first()
    doing.new |= {
        "letter": letter.content_hash,
        "pdf_sha256": letter.pdf_sha256,
        "issued_on": letter.issued_on,
        "issued_by": str(letter.issued_by) if letter.issued_by else "System",
        "signed_off_by": str(sign_off.given_by) if sign_off else "",
        "outcome": doing.case.outcome,
    }


def _deliver(letter: Letter, applicant: Applicant, *, at: datetime) -> None:
    """An e-mail address given is answered by e-mail, and a postal address alone by post (FOIA s11)."""
    by_email = bool(applicant.email)
    channel = Delivery.Channel.EMAIL if by_email else Delivery.Channel.POST
    delivery = Delivery.objects.create(
        letter=letter,
        channel=channel,
        to=applicant.email if by_email else applicant.postal_address,
        message_id=f"<letter-{letter.pk}-{letter.pdf_sha256[:24]}@{queue.mail_domain()}>",
        created_at=at,
    )
    if by_email:
        queue.send_delivery(delivery.pk)


def _note_failure(letter_id: int, error: Exception, *, at: datetime) -> None:
    log.exception("Letter %s could not be rendered", letter_id)
    is_too_long = isinstance(error, SoftTimeLimitExceeded)
    Letter.objects.filter(pk=letter_id, state=Letter.State.QUEUED).update(
        # Another attempt would take as long: the officer is told at once.
        render_attempts=MOST_ATTEMPTS if is_too_long else F("render_attempts"),
        render_error=TOO_LONG if is_too_long else f"{type(error).__name__}: {error}"[:2000],
        queued_at=at,
    )
    Letter.objects.filter(
        Q(pk=letter_id, state=Letter.State.QUEUED, render_attempts__gte=MOST_ATTEMPTS)
    ).update(state=Letter.State.FAILED)
