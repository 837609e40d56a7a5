"""How are letters that go by post printed together, and recorded as posted?

The row says that a file is wanted, the worker makes it, and a day later the sweep takes it away: it is personal data, and
can be made again as long as its letters are not posted.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.db import OperationalError, transaction

from requests_app.domain.errors import InvalidInput, NotReady, NotVisible
from requests_app.domain.together import TOGETHER
from requests_app.letters.merging import Merged, Part, merge
from requests_app.models import Batch, Case, Delivery, Letter, PrintFile, User
from requests_app.permissions import require_send_batches
from requests_app.selectors.batches import MOST
from requests_app.selectors.posting import in_order, letters_of, letters_to_post
from requests_app.selectors.together import answered_along
from requests_app.services import history, queue
from requests_app.services.acting import lock_case
from requests_app.services.along import lock_all

log = logging.getLogger(__name__)

KEPT: Final = timedelta(days=1)
STUCK_AFTER: Final = timedelta(minutes=2)
S = PrintFile.State


def order_print(
    letter_ids: Sequence[int], *, is_duplex: bool, batch: Batch | None = None, by: User, at: datetime
) -> PrintFile:
    """Ask for one file with these letters. One that was posted meanwhile is left out."""
    require_send_batches(by)
    letters = list(letters_to_post(by).filter(pk__in=set(letter_ids)).values_list("pk", flat=True).distinct())
    message = ""
    if not letters:
        message = "Tick at least one letter that is still to be posted."
    elif len(letters) > MOST:
        message = f"A file has at most {MOST} letters. Tick fewer; print the rest afterwards."
    if message:
        raise InvalidInput(message, fields={"letters": message})
    with transaction.atomic():
        row = PrintFile.objects.create(batch=batch, is_duplex=is_duplex, ordered_at=at, ordered_by=by)
        row.letters.set(letters)
        queue.make_print_file(row.pk)
    return row


def make(print_id: int, *, at: datetime) -> bool:
    """Make a file that waits. True when this call did it; two workers make one file."""
    try:
        with transaction.atomic():
            waiting = PrintFile.objects.select_for_update(skip_locked=True)
            row = waiting.filter(pk=print_id, state=S.WAITING).first()
            if row is None:
                return False
            merged = merge(_parts(row), is_duplex=row.is_duplex, title=f"Letters to post, file {row.pk}")
            _store(row, merged, at=at)
    except OperationalError:
        raise  # nothing has happened, and the sweep asks again
    except Exception as error:
        log.exception("Print file %s could not be made", print_id)
        PrintFile.objects.filter(pk=print_id, state=S.WAITING).update(state=S.FAILED, error=_in_words(error))
        return False
    return True


def stuck(*, at: datetime) -> list[int]:
    """Files that wait although the broker should have handed them out by now."""
    lost = PrintFile.objects.filter(state=S.WAITING, ordered_at__lt=at - STUCK_AFTER)
    return list(lost.order_by("pk").values_list("pk", flat=True))


def remove_old(*, at: datetime) -> int:
    """Take away what was made more than a day ago: first the file, so that no lost commit leaves one behind."""
    old = PrintFile.objects.filter(state=S.READY, made_at__lt=at - KEPT).order_by("pk")
    number = 0
    for pk in old.values_list("pk", flat=True):
        with transaction.atomic():
            row = PrintFile.objects.select_for_update(skip_locked=True).filter(pk=pk, state=S.READY).first()
            if row is None:
                continue
            row.file.delete(save=False)
            row.state = S.REMOVED
            row.save()
            number += 1
    return number


def record_download(print_id: int, *, by: User, at: datetime) -> PrintFile:
    """Write into the history of each case that its letter was read, before the file is given out."""
    require_send_batches(by)
    with transaction.atomic():
        row = _found(print_id)
        if row.state != S.READY:
            raise NotReady(
                f"This file is not there: it is “{row.get_state_display().lower()}”. Make it again."
            )
        what = f"a letter to the applicant (file {row.pk} for the printer)"
        along = answered_along(row.letters.values_list("pk", flat=True))
        for case in lock_all({each.case_id for each in letters_of(row)}, *along.values()):
            history.record_look(case=case, by=by, at=at, what=what)
    return row


def mark_posted(print_id: int, *, by: User, at: datetime) -> int:
    """Record that the letters of a file are in the post; how many were not before. Twice is once."""
    require_send_batches(by)
    with transaction.atomic():
        row = _found(print_id)
        if row.state not in (S.READY, S.REMOVED):
            raise NotReady("This file has not been made: there is nothing that could have been posted.")
        letters = Letter.objects.filter(print_files=row, posted_at=None).order_by("case_id", "pk")
        along = answered_along(letters.values_list("pk", flat=True))
        lock_all(set(letters.values_list("case_id", flat=True)), *along.values())
        return sum(
            _posted(letter, row, along[letter.pk], by=by, at=at)
            for letter in letters.defer("content", "html", "text")
        )


def _posted(letter: Letter, row: PrintFile, along: Iterable[Case], *, by: User, at: datetime) -> bool:
    case = lock_case(letter.case_id, by=by)
    if not Letter.objects.filter(pk=letter.pk, posted_at=None).update(posted_at=at, posted_by=by):
        return False
    by_post = Delivery.objects.filter(letter=letter, channel=Delivery.Channel.POST)
    by_post.filter(state=Delivery.State.PENDING).update(state=Delivery.State.POSTED, sent_at=at)
    for each in (case, *along):
        together = "" if each == case else f"{TOGETHER}{case.reference}"
        history.record(
            "letter_posted",
            by=by,
            at=at,
            case=each,
            new={"kind": letter.kind, "letter": letter.content_hash, "print_file": row.pk},
            summary=f"Letter posted: {letter.get_kind_display()}{together}",
        )
    return True


def _found(print_id: int) -> PrintFile:
    row = PrintFile.objects.select_for_update().filter(pk=print_id).first()
    if row is None:
        raise NotVisible("There is no such file.")
    return row


def _parts(row: PrintFile) -> Iterator[Part]:
    for letter in in_order(
        row.letters.select_related("case").only("kind", "pdf", "pdf_sha256", "case__reference")
    ):
        with letter.pdf.open("rb") as file:
            pdf = bytes(file.read())
        if hashlib.sha256(pdf).hexdigest() != letter.pdf_sha256:
            raise NotReady(
                f"The stored PDF of {letter.case.reference} is not the one that was made: its fingerprint differs. "
                "Leave that letter out, and tell your administrator."
            )
        yield Part(title=f"{letter.case.reference} – {letter.get_kind_display()}", pdf=pdf)


def _store(row: PrintFile, merged: Merged, *, at: datetime) -> None:
    # The name follows from the row: what a killed worker left is replaced.
    name = f"letters-to-post-{row.pk}.pdf"
    row.file.storage.delete(f"print/{name}")
    row.file.save(name, ContentFile(merged.pdf), save=False)
    row.state, row.pages, row.made_at, row.error = S.READY, merged.pages, at, ""
    row.save()


def _in_words(error: Exception) -> str:
    if isinstance(error, NotReady):
        return error.message
    return f"The file could not be made ({type(error).__name__}). Try again, or tell your administrator."
