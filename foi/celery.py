"""How does background work reach a worker?"""

import os
import signal
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from foi.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")

app = Celery("foi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["foi"])


@worker_process_init.connect
def _leave_no_orphan(**_: Any) -> None:
    """A pool child outlives a killed worker until its task ends; make the kernel end it at once."""
    end_with_parent(signal.SIGKILL)
