"""How does the letter of a case look as PDF, page, plain text or data?

An issued letter is written as it was issued, byte for byte; another one as it stands now, with today's dates.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from requests_app.letters.content import (
    IssueStamp,
    LetterContent,
    from_dict,
    provisional_stamp,
    stamp_from_dict,
)
from requests_app.letters.render import render_html, render_pdf, render_text
from requests_app.letters.summary import summary_text
from requests_app.management.cases import case_by_reference
from requests_app.models import Case, Letter
from requests_app.selectors.facts import letter_view
from requests_app.selectors.settings import working_calendar


class Command(BaseCommand):
    help = "Write the letter of a case to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference")
        parser.add_argument("--format", choices=["pdf", "html", "text", "json"], default="pdf")
        parser.add_argument("--output", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        case = case_by_reference(options["reference"])
        output = Path(options["output"])
        data = rendered(case, options["format"])
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{output}: {len(data):,} bytes")


def rendered(case: Case, form: str) -> bytes:
    """The letter in one form. Issued letters come from what was kept."""
    issued = (
        Letter.objects.filter(case=case, kind="response", state=Letter.State.ISSUED)
        .order_by("-number")
        .first()
    )
    if issued is not None and form == "pdf":
        with issued.pdf.open("rb") as file:
            return bytes(file.read())
    if issued is not None and form == "text":
        return issued.text.encode()
    content, stamp = _current(case, issued)
    match form:
        case "html":
            return render_html(content, stamp, standalone=True).encode()
        case "text":
            return render_text(content, stamp).encode()
        case "json":
            return summary_text(content, stamp).encode()
        case _:
            return render_pdf(content, stamp)


def _current(case: Case, issued: Letter | None) -> tuple[LetterContent, IssueStamp]:
    if issued is not None and issued.content is not None and issued.stamp is not None:
        return from_dict(issued.content), stamp_from_dict(issued.stamp)
    today = timezone.localdate()
    content = letter_view(case, today=today).content
    stamp = provisional_stamp(content, on=today, calendar=working_calendar(), deadline_on=case.deadline_on)
    return content, stamp
