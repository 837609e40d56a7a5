"""Are the documents that are made from the code as the code now says? Writes them, or with --check only compares."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from requests_app.letters import summary
from requests_app.management.generated import (
    data_model,
    demo_letters,
    letter_checks,
    permissions,
    states,
    wording,
)
from requests_app.services.casefile.schema import schema_text

DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "permissions.md": permissions.text,
    "states.md": states.text,
    "data-model.md": data_model.text,
    "checks.md": letter_checks.text,
    "letters.md": demo_letters.text,
    "wording.md": wording.text,
    "case-file.schema.json": schema_text,
    "letter-summary.schema.json": summary.schema_text,
}


class Command(BaseCommand):
    help = "Write the documents that are made from the code into docs/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; exit 1 where a document has drifted."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        drifted = [name for name, make in DOCUMENTS.items() if _read(folder / name) != make()]
        if options["check"]:
            for name in drifted:
                self.stdout.write(f"docs/{name} is not what the code says. Run make docs.")
            sys.exit(1 if drifted else 0)
        for name in drifted:
            (folder / name).write_text(DOCUMENTS[name](), encoding="utf-8")
            self.stdout.write(f"docs/{name} written.")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
