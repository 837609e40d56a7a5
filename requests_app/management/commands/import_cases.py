"""How are cases brought in from a case file? All of them or none; the same file twice changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from requests_app.services.casefile import ProblemsInFile, import_cases


class Command(BaseCommand):
    help = "Import the cases of a case file (docs/case-file.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 text: byte {error.start} cannot be read.") from error
        try:
            result = import_cases(text, at=timezone.now(), progress=self._progress)
        except ProblemsInFile as error:
            lines = [str(problem) for problem in error.problems]
            raise CommandError("\n".join([*lines, "Nothing was imported."])) from error
        new, known = len(result.imported), len(result.unchanged)
        self.stdout.write(f"{new} imported, {known} here already and unchanged.")

    def _progress(self, done: int, total: int) -> None:
        if done == total or done % 25 == 0:
            self.stderr.write(f"{done} of {total}")
