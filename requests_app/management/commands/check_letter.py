"""What is wrong with the letter of a case, and where is it mended?"""

from __future__ import annotations

import dataclasses
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from requests_app.domain.text import plural
from requests_app.management.cases import case_by_reference
from requests_app.selectors.facts import letter_view


class Command(BaseCommand):
    help = "Check the letter of a case against section 17 and the rest; exit 1 when there is a defect."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        case = case_by_reference(options["reference"])
        view = letter_view(case, today=timezone.localdate())
        if options["json"]:
            rows = [dataclasses.asdict(finding) for finding in view.findings]
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
        else:
            for finding in view.findings:
                self.stdout.write(
                    f"{finding.severity.upper()} {finding.code} ({finding.provision}) at {finding.where}"
                )
                self.stdout.write(f"  {finding.message}")
            self.stdout.write(
                f"{plural(len(view.defects), 'defect')}, "
                f"{plural(len(view.findings) - len(view.defects), 'warning')}."
            )
        if view.defects:
            sys.exit(1)
