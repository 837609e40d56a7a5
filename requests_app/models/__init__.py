"""The case and everything that hangs on it, as tables."""

from requests_app.models.authority import (
    Authority,
    BankHoliday,
    RecalculationRequest,
    Regulator,
    SchoolClosure,
)
from requests_app.models.batch import Batch, BatchItem, PrintFile
from requests_app.models.case import Applicant, Case, ClockEventRow, ReferenceCounter
from requests_app.models.document import Document
from requests_app.models.history import Event, EventChain
from requests_app.models.letter import Delivery, Letter, Message, SignOff, WarningOverride
from requests_app.models.people import Team, User
from requests_app.models.question import Disclosure, Question, Search
from requests_app.models.review import InternalReview, ReviewFinding
from requests_app.models.wording import LetterWording

__all__ = [
    "Applicant",
    "Authority",
    "BankHoliday",
    "Batch",
    "BatchItem",
    "Case",
    "ClockEventRow",
    "Delivery",
    "Disclosure",
    "Document",
    "Event",
    "EventChain",
    "InternalReview",
    "Letter",
    "LetterWording",
    "Message",
    "PrintFile",
    "Question",
    "RecalculationRequest",
    "ReferenceCounter",
    "Regulator",
    "ReviewFinding",
    "SchoolClosure",
    "Search",
    "SignOff",
    "Team",
    "User",
    "WarningOverride",
]
