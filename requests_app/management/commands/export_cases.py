"""How do cases leave as a case file that another installation can read whole?"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from requests_app.domain.errors import NotReady
from requests_app.domain.text import plural
from requests_app.management.cases import case_by_reference
from requests_app.models import Case
from requests_app.services.casefile import export_cases


class Command(BaseCommand):
    help = "Export cases, all or those named, to a case file (docs/case-file.md). It holds personal data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("references", nargs="*", metavar="REFERENCE", help="None: every case.")
        parser.add_argument("--output", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        references = options["references"]
        if references:
            cases = [case_by_reference(reference) for reference in references]
        else:
            related = ("applicant", "officer", "logged_by", "team")
            cases = list(Case.objects.select_related(*related).order_by("received_on", "reference"))
        output = Path(options["output"])
        try:
            output.write_text(export_cases(cases, at=timezone.now()), encoding="utf-8")
            output.chmod(0o600)
        except NotReady as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(
            f"{plural(len(cases), 'case')} written to {output}. It holds personal data: keep it safe."
        )
