"""Has anybody tampered with the record of what happened?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from requests_app.models import Event
from requests_app.services.history import verify


class Command(BaseCommand):
    help = "Read every chain of the history from its beginning; exit 1 where it does not hold together."

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = list(verify())
        for found in breaks:
            self.stdout.write(f"{found.chain}, event {found.position}: {found.what}")
        count = Event.objects.count()
        if breaks:
            self.stdout.write(f"{len(breaks)} breaks in {count:,} events. The history is not whole.")
            sys.exit(1)
        self.stdout.write(f"{count:,} events, every one in its place. The history is whole.")
