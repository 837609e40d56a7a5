"""Which cases can have a letter in one go, how far is a batch, and what went wrong in it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from requests_app.domain.text import plural
from requests_app.domain.transitions import TRANSITIONS, Act
from requests_app.models import Batch, BatchItem, Case, Letter, Message, User
from requests_app.permissions import visible_batches, visible_cases

MOST: Final = 500
"""Letters of one batch, and of one file for the printer."""
NEAR: Final = timedelta(days=30)
"""How long before a case can lapse the applicant is reminded in a batch."""
ACTS: Final[Mapping[str, Act]] = MappingProxyType(
    {Batch.Kind.ACKNOWLEDGEMENT: Act.ACKNOWLEDGE, Batch.Kind.REMINDER: Act.REMIND}
)
PAGE_SIZE: Final = 50


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A case that could have its letter now. `is_late`: its answer is overdue, so an apology is due instead."""

    id: int
    reference: str
    requester: str
    received_on: date
    ends_on: date | None
    officer: str
    way: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The first cases that qualify, and how many do."""

    rows: tuple[Proposed, ...]
    total: int

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)

    @property
    def ticked(self) -> frozenset[int]:
        """The cases that are ticked before anybody has chosen: a late one should rather have an apology."""
        return frozenset(row.id for row in self.rows if not row.is_late)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many letters of a batch are where. `undrawn` failed at the drawing, and `drawing` is still under way."""

    total: int
    waiting: int
    done: int
    failed: int
    skipped: int
    drawing: int
    undrawn: int
    to_post: int

    @property
    def words(self) -> str:
        return f"{self.done} of {plural(self.total, 'letter')} written"

    @property
    def details(self) -> str:
        parts = [
            f"{self.waiting} waiting",
            f"{self.failed + self.undrawn} failed",
            f"{self.skipped} left out",
        ]
        if self.drawing:
            parts.append(f"{self.drawing} being drawn")
        return ", ".join(parts) + "."


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """A batch in the list, with its numbers."""

    batch: Batch
    total: int
    done: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One case of a batch. `why` is empty where all went well; `letter_number` is 0 until its letter is drawn."""

    reference: str
    requester: str
    state: str
    label: str
    why: str
    letter_kind: str
    letter_number: int


def qualifying(kind: str, *, today: date) -> QuerySet[Case]:
    """The cases that this kind of letter is due in: the guards of its act, as far as a query can say them.

    A reminder in a batch is sent once for each question; a further one is sent from the case.
    """
    cases = Case.objects.filter(state__in=[str(state) for state in TRANSITIONS[ACTS[kind]].sources])
    written = Message.objects.filter(case=OuterRef("pk"), kind=kind)
    if kind == Batch.Kind.ACKNOWLEDGEMENT:
        return cases.filter(~Exists(written))
    since_asked = written.filter(on__gte=OuterRef("waiting_since_on"))
    return cases.filter(lapses_on__gte=today, lapses_on__lte=today + NEAR).filter(~Exists(since_asked))


def propose(kind: str, *, user: User, today: date) -> Proposal:
    """What an officer is offered: most urgent first, no more than one batch takes."""
    cases = visible_cases(user).filter(pk__in=qualifying(kind, today=today).values("pk"))
    first = "received_on" if kind == Batch.Kind.ACKNOWLEDGEMENT else "lapses_on"
    rows = cases.select_related("applicant", "officer").order_by(first, "pk")[:MOST]
    return Proposal(rows=tuple(_proposed(case, kind, today=today) for case in rows), total=cases.count())


def _proposed(case: Case, kind: str, *, today: date) -> Proposed:
    is_late = case.deadline_on is not None and case.deadline_on < today
    return Proposed(
        id=case.pk,
        reference=case.reference,
        requester=str(case.applicant),
        received_on=case.received_on,
        ends_on=case.due_on if kind == Batch.Kind.ACKNOWLEDGEMENT else case.lapses_on,
        officer=str(case.officer) if case.officer else "",
        way=_way(case),
        is_late=is_late and kind == Batch.Kind.ACKNOWLEDGEMENT,
    )


def _way(case: Case) -> str:
    if case.applicant.email:
        return "E-mail"
    return "Post" if case.applicant.postal_address else ""


def batches_page(user: User, *, before: int | None) -> tuple[tuple[BatchLine, ...], int | None]:
    """Batches, newest first, with their numbers; and where the next page begins."""
    found = visible_batches(user)
    if before is not None:
        found = found.filter(pk__lt=before)
    counted = found.select_related("created_by").annotate(
        total=Count("items"),
        done=Count("items", filter=Q(items__state=BatchItem.State.DONE)),
        failed=Count("items", filter=Q(items__state=BatchItem.State.FAILED)),
    )
    rows = list(counted.order_by("-pk")[: PAGE_SIZE + 1])
    lines = tuple(
        BatchLine(batch=row, total=row.total, done=row.done, failed=row.failed) for row in rows[:PAGE_SIZE]
    )
    return lines, lines[-1].batch.pk if len(rows) > PAGE_SIZE else None


def progress_of(batch: Batch) -> Progress:
    """One query, so that it can be asked every two seconds."""
    state, letter = BatchItem.State, Letter.State
    found = BatchItem.objects.filter(batch=batch).aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state=state.WAITING)),
        done=Count("pk", filter=Q(state=state.DONE)),
        failed=Count("pk", filter=Q(state=state.FAILED)),
        skipped=Count("pk", filter=Q(state=state.SKIPPED)),
        drawing=Count("pk", filter=Q(letter__state=letter.QUEUED)),
        undrawn=Count("pk", filter=Q(letter__state=letter.FAILED)),
        to_post=Count(
            "pk",
            filter=Q(letter__state=letter.ISSUED, letter__message__state="posted", letter__posted_at=None),
        ),
    )
    return Progress(**found)


def items_of(batch: Batch) -> tuple[ItemLine, ...]:
    """Every case of the batch, those that need somebody first."""
    rows = BatchItem.objects.filter(batch=batch).select_related("case__applicant", "letter")
    rows = rows.defer("letter__content", "letter__html", "letter__text", "letter__edits", "letter__stamp")
    return tuple(_line(row) for row in rows.order_by("pk"))


def _line(row: BatchItem) -> ItemLine:
    letter = row.letter
    why, state = row.error, row.state
    if letter is not None and letter.state == Letter.State.FAILED:
        why, state = f"The letter could not be drawn: {letter.render_error}", BatchItem.State.FAILED.value
    is_drawn = letter is not None and letter.state == Letter.State.ISSUED
    return ItemLine(
        reference=row.case.reference,
        requester=str(row.case.applicant),
        state=state,
        label=BatchItem.State(state).label,
        why=why,
        letter_kind=letter.kind if letter and is_drawn else "",
        letter_number=letter.number if letter and is_drawn else 0,
    )
