"""By when must this case be answered, and why? Dated events in; deadline, ledger and reason out.

Nothing here is stored or typed: correct an event, run the clock again, and every date follows (FOIA s10,
EIR reg 5).
"""

from exemptions.statute import Regime
from requests_app.domain.clock.events import ClockError, ClockEvent, EventKind
from requests_app.domain.clock.ledger import LedgerDay
from requests_app.domain.clock.limits import (
    Timetable,
    fees_lapse_on,
    review_deadline,
    review_request_by,
    time_limit,
)
from requests_app.domain.clock.run import Clock, Deadline, deadline_for, run_clock

__all__ = [
    "Clock",
    "ClockError",
    "ClockEvent",
    "Deadline",
    "EventKind",
    "LedgerDay",
    "Regime",
    "Timetable",
    "deadline_for",
    "fees_lapse_on",
    "review_deadline",
    "review_request_by",
    "run_clock",
    "time_limit",
]
