"""How long does a new process take until its first letter, and how much memory do letters need? Run as a module."""

from __future__ import annotations

import json
import resource
import sys
import time

BEGAN = time.perf_counter()


def main(letters: int) -> None:
    import django

    django.setup()
    from requests_app.letters.content import compose
    from requests_app.letters.render import render_pdf
    from tests.benchmarks.notices import STAMP, notice

    ready = time.perf_counter()
    render_pdf(compose(notice()), STAMP)
    first, memory = time.perf_counter(), _peak()
    for _ in range(letters - 1):
        render_pdf(compose(notice()), STAMP)
    said = {
        "import_seconds": ready - BEGAN,
        "first_seconds": first - ready,
        "first_megabytes": memory,
        "last_megabytes": _peak(),
    }
    print(json.dumps(said))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
