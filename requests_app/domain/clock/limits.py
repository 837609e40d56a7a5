"""How many working days does the law give, to whom, and when do notices and reviews run out?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from exemptions.statute import Regime
from requests_app.domain.calendar import WorkingCalendar
from requests_app.domain.clock.events import ClockError

EXTENDED_EIR_DAYS: Final = 40
FURTHER_PIT_DAYS: Final = 20
REVIEW_REQUEST_DAYS: Final = 40
CLARIFICATION_DAYS: Final = 40
_EIR_CHARGE_DAYS: Final = 60
_FEE_MONTHS: Final = 3
_LONGEST_FOIA_LIMIT: Final = 60


class Timetable(StrEnum):
    """The time limits that FOIA s10(1) and the regulations under s10(4) give to different bodies."""

    STANDARD = "standard"
    SCHOOL = "school"
    ARCHIVE = "archive"
    ARMED_FORCES = "armed_forces"


@dataclass(frozen=True, slots=True)
class Limit:
    """The number of counting days; `cap` ends the time at that many working days if it comes first."""

    days: int
    provision: str
    cap: int | None = None


_LIMITS: Final[Mapping[Timetable, Limit]] = {
    Timetable.STANDARD: Limit(20, "FOIA s10(1)"),
    Timetable.SCHOOL: Limit(20, "SI 2004/3364 reg 3", cap=60),
    Timetable.ARCHIVE: Limit(30, "SI 2004/3364 reg 4"),
    Timetable.ARMED_FORCES: Limit(60, "SI 2004/3364 reg 5"),
}


def time_limit(regime: Regime, timetable: Timetable = Timetable.STANDARD, days: int | None = None) -> Limit:
    """The limit for a case. `days` is what the Commissioner has allowed the armed forces, to 60.

    The variations are made under FOIA s10(4); the EIR give every body the same 20 days (EIR reg 5(2)).
    """
    if regime == Regime.EIR:
        return Limit(20, "EIR reg 5(2)")
    limit = _LIMITS[timetable]
    if days is None:
        return limit
    if timetable != Timetable.ARMED_FORCES or not 20 <= days <= _LONGEST_FOIA_LIMIT:
        raise ClockError(
            f"A time limit of {days} working days cannot be set for this case. Only a time of 20 to 60 "
            "working days that the Commissioner has allowed can be (SI 2004/3364 regs 5 and 6)."
        )
    return Limit(days, limit.provision)


def fees_lapse_on(notice_on: date, *, regime: Regime, calendar: WorkingCalendar) -> date:
    """The first day on which a payment comes too late.

    FOIA s9(2): three months beginning with the day of the notice. EIR reg 8(5): 60 working days after it.
    """
    if regime == Regime.EIR:
        return calendar.add_working_days(notice_on, _EIR_CHARGE_DAYS) + timedelta(days=1)
    years, month = divmod(notice_on.month - 1 + _FEE_MONTHS, 12)
    try:
        return date(notice_on.year + years, month + 1, notice_on.day)
    except ValueError:  # 30 November: February has no 30th, so the three months end with February
        return date(notice_on.year + years, month + 2, 1)


def review_deadline(
    requested_on: date,
    calendar: WorkingCalendar,
    *,
    is_complex: bool = False,
    regime: Regime = Regime.FOIA,
) -> date:
    """20 working days, 40 if complex (s45 Code, part 5); under the EIR always 40 (EIR reg 11(4))."""
    days = 40 if is_complex or regime == Regime.EIR else 20
    return calendar.add_working_days(requested_on, days)


def review_request_by(responded_on: date, calendar: WorkingCalendar, days: int = REVIEW_REQUEST_DAYS) -> date:
    """The last day to ask for a review, as the letter prints it (s45 Code, part 5; EIR reg 11(2))."""
    return calendar.add_working_days(responded_on, days)
