"""Which dates does a letter without a decision name? Worked out by the clock, as of the day of the letter."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

from requests_app.domain.clock import Clock
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.occasion import Occasion, Particulars
from requests_app.models import Case, Message
from requests_app.selectors.clocks import Terms, clock_as_of
from requests_app.selectors.places import tracking_link

_ABOUT_REVIEW = LetterKind.REVIEW_ACKNOWLEDGEMENT
_ABOUT_QUESTION = frozenset({LetterKind.CLARIFICATION, LetterKind.REMINDER})


def occasion_of(
    case: Case, kind: LetterKind, particulars: Particulars, *, on: date, terms: Terms | None = None
) -> Occasion:
    """The occasion of a letter of this kind, dated `on`. Raises ClockError and CalendarExhausted."""
    terms = replace(terms or Terms.load(today=on), today=on)
    clock = clock_as_of(case, terms)
    asked = _question(case, on) if kind is LetterKind.REMINDER else None
    return Occasion(
        **asdict(particulars),
        kind=kind,
        on=on,
        due_on=_due_on(clock, kind),
        because=clock.reason,
        days=_days(case, clock, kind),
        is_extended=clock.is_extended,
        asked=asked.body if asked else "",
        asked_on=clock.waiting_since if kind in _ABOUT_QUESTION else None,
        reply_by=clock.clarification_lapses_on if kind in _ABOUT_QUESTION else None,
        pay_by=clock.fees_lapse_on - timedelta(days=1) if clock.fees_lapse_on else None,
        link=tracking_link(case),
    )


def _due_on(clock: Clock, kind: LetterKind) -> date | None:
    """An extension that came too late gave no time: there is no day that it could name."""
    match kind:
        case LetterKind.REVIEW_ACKNOWLEDGEMENT:
            return clock.review_due_on
        case LetterKind.EXTENSION:
            return clock.deadline_on if clock.is_extended else None
        case _:
            return clock.deadline_on


def _days(case: Case, clock: Clock, kind: LetterKind) -> int:
    if kind is _ABOUT_REVIEW:
        return 40 if clock.review_is_complex else 20
    return clock.terms.limit.days


def _question(case: Case, on: date) -> Message | None:
    """What was asked last: the words that a reminder repeats."""
    asked = Message.objects.filter(case=case, kind=LetterKind.CLARIFICATION, on__lte=on)
    return asked.order_by("-on", "-pk").first()
