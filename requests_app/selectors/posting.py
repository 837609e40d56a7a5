"""Which letters wait to be printed and posted, and which files for the printer are there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Max, Q, QuerySet

from requests_app.models import Delivery, Letter, PrintFile, User
from requests_app.permissions import visible_cases, visible_print_files
from requests_app.selectors.batches import MOST

SHOWN_FILES: Final = 20
_HEAVY = ("content", "html", "text", "edits", "stamp")


@dataclass(frozen=True, kw_only=True)
class ToPost:
    """A drawn letter that nobody has recorded as posted. `printed_in` is the file that holds it already."""

    id: int
    reference: str
    requester: str
    kind: str
    issued_on: date | None
    printed_in: int | None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The first letters that wait, and how many do."""

    rows: tuple[ToPost, ...]
    total: int

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)


def letters_to_post(user: User) -> QuerySet[Letter]:
    """Drawn letters that go by post: those of an act whose message does, and responses that are delivered so."""
    by_post = Q(message__state=Delivery.State.POSTED) | Q(
        deliveries__channel=Delivery.Channel.POST, deliveries__state=Delivery.State.PENDING
    )
    drawn = Letter.objects.filter(by_post, state=Letter.State.ISSUED, posted_at=None)
    return drawn.filter(case__in=visible_cases(user))


def waiting_to_be_posted(user: User, *, batch_id: int | None) -> Waiting:
    """In the order in which they are printed; of one batch, or all."""
    letters = letters_to_post(user)
    if batch_id is not None:
        letters = letters.filter(batch_item__batch=batch_id)
    held = Q(print_files__state__in=[PrintFile.State.WAITING, PrintFile.State.READY])
    shown = letters.annotate(printed_in=Max("print_files", filter=held))
    rows = in_order(shown).select_related("case__applicant").defer(*_HEAVY)[:MOST]
    return Waiting(rows=tuple(_row(letter) for letter in rows), total=letters.count())


def in_order(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """By reference, so that whoever folds the letters finds each one."""
    return letters.order_by("case__reference", "pk")


def recent_files(user: User) -> list[PrintFile]:
    """The files made last, with how many letters each holds and how many are not posted yet."""
    found = (
        visible_print_files(user)
        .select_related("ordered_by")
        .annotate(total=Count("letters"), unposted=Count("letters", filter=Q(letters__posted_at=None)))
    )
    return list(found.order_by("-pk")[:SHOWN_FILES])


def letters_of(row: PrintFile) -> QuerySet[Letter]:
    """As they lie in the file, without what a list does not show."""
    return in_order(Letter.objects.filter(print_files=row)).select_related("case__applicant").defer(*_HEAVY)


def _row(letter: Letter) -> ToPost:
    return ToPost(
        id=letter.pk,
        reference=letter.case.reference,
        requester=str(letter.case.applicant),
        kind=letter.get_kind_display(),
        issued_on=letter.issued_on,
        printed_in=letter.printed_in,  # type: ignore[attr-defined]
    )
