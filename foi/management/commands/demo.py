"""Run the whole application on this machine: database, broker, worker, beat and web."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foi.embedded import servers_wanted
from foi.supervisor import CannotRun, Supervisor, end_with_our_parent


class Command(BaseCommand):
    help = "Run the whole application on this machine until Ctrl-C; nothing is left behind, the data is kept."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="default: PORT, else 8000")
        parser.add_argument(
            "--end-with-parent", action="store_true", help="end when the program that started this ends"
        )

    def handle(self, *, port: int, end_with_parent: bool, **_: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "This would load invented cases into a database that is not for trying out. "
                "Unset DATABASE_URL, or set DEMO=on if that database may hold them."
            )
        try:
            if end_with_parent:
                end_with_our_parent()
            Supervisor(port=port, wanted=servers_wanted(), say=self._say).run()
        except CannotRun as problem:
            raise CommandError(str(problem)) from problem

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
