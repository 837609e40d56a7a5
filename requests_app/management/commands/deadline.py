"""By when must requests received on these dates be answered? Prints the deadline and the count, day by day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requests_app.domain.calendar import CalendarExhausted
from requests_app.domain.clock import ClockError, Deadline, Regime, Timetable, deadline_for
from requests_app.domain.text import long_date
from requests_app.selectors.settings import school_closed_days, working_calendar

REGIMES = {
    "foia": (Regime.FOIA, Timetable.STANDARD),
    "eir": (Regime.EIR, Timetable.STANDARD),
    "school": (Regime.FOIA, Timetable.SCHOOL),
}


class Command(BaseCommand):
    help = "Print the deadline, and why it is that day, for each date of receipt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dates", nargs="+", metavar="DATE", help="A date of receipt, such as 2026-05-18.")
        parser.add_argument(
            "--days", type=int, help="Working days to count, where it is not the regime's own number."
        )
        parser.add_argument("--regime", choices=REGIMES, default="foia")
        parser.add_argument("--json", action="store_true", help="A list of results, in the order given.")

    def handle(self, *args: Any, **options: Any) -> None:
        results = self._deadlines(options)
        if options["json"]:
            self.stdout.write(
                json.dumps([as_json(result) for result in results], indent=2, ensure_ascii=False)
            )
            return
        for result in results:
            self.stdout.write(
                f"{result.received_on}: {long_date(result.deadline_on)} ({result.days} working days)"
            )
            self.stdout.write(f"  {result.reason}")
            for day in result.ledger:
                number = f"day {day.number}" if day.number else "-"
                self.stdout.write(f"  {long_date(day.on):<28} {number:<8} {day.note}".rstrip())

    def _deadlines(self, options: dict[str, Any]) -> list[Deadline]:
        regime, timetable = REGIMES[options["regime"]]
        calendar, closed = working_calendar(), school_closed_days()
        results = []
        for text in options["dates"]:
            try:
                results.append(
                    deadline_for(
                        parse_date(text),
                        calendar=calendar,
                        days=options["days"],
                        regime=regime,
                        timetable=timetable,
                        school_closed=closed,
                    )
                )
            except (ClockError, CalendarExhausted) as error:
                raise CommandError(f"{text}: {error}") from error
        return results


def parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"“{text}” is not a date. Write it as year-month-day, such as 2026-05-18."
        ) from None


def as_json(result: Deadline) -> dict[str, Any]:
    return {
        "received_on": result.received_on.isoformat(),
        "days": result.days,
        "deadline_on": result.deadline_on.isoformat(),
        "ledger": [
            {"on": day.on.isoformat(), "counts": day.counts, "number": day.number, "note": day.note}
            for day in result.ledger
        ],
    }
