"""What is one finding of a letter check: how bad, which provision, what to do, and where to mend it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from exemptions.statute import Severity
from requests_app.domain.calendar import WorkingCalendar
from requests_app.letters.model import LetterContent

ACCURACY = "accuracy"
"""What is cited where a finding rests on no provision but on the plain duty to say what is so."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A defect stops the letter; a warning may stand with a recorded reason. `where` is a place key:

    "question:2", "question:2:answer", "decision:d1", "decision:d1:public_interest.balance", "section:rights",
    "applicant" or "case". The pages turn it into a link.
    """

    code: str
    severity: Severity
    provision: str
    message: str
    where: str

    @property
    def is_defect(self) -> bool:
        return self.severity is Severity.DEFECT

    @property
    def cited(self) -> str:
        """The provision as people are shown it; empty where the finding rests on none."""
        return "" if self.provision == ACCURACY else self.provision


Check: TypeAlias = Callable[[LetterContent, date], Iterable[Finding]]
CalendarCheck: TypeAlias = Callable[[LetterContent, date, WorkingCalendar], Iterable[Finding]]


def defect(code: str, provision: str, message: str, where: str) -> Finding:
    return _finding(Severity.DEFECT, code, provision, message, where)


def warning(code: str, provision: str, message: str, where: str) -> Finding:
    return _finding(Severity.WARNING, code, provision, message, where)


def _finding(severity: Severity, code: str, provision: str, message: str, where: str) -> Finding:
    """The message ends with its provision, as every error to people does."""
    full = f"{message} ({provision})." if provision != ACCURACY else f"{message}."
    return Finding(code=code, severity=severity, provision=provision, message=full, where=where)
