"""How long does a letter with a table of so many rows take, and how much memory? Run as a module."""

from __future__ import annotations

import io
import json
import resource
import sys
import time


def main(rows: int) -> None:
    import django

    django.setup()
    import pikepdf

    from requests_app.letters.content import compose
    from requests_app.letters.render import pdf_problems, render_pdf
    from tests.benchmarks.notices import STAMP
    from tests.domain.letters.situations import table_case

    def letter(number: int) -> bytes:
        columns = ("Reference", "Ward", "Month", "Incidents", "Outcome")
        lines = (
            (f"INC-{each:05d}", f"Ward {each % 37} North", "2024-03", str(each % 301), "No further action")
            for each in range(number)
        )
        return render_pdf(compose(table_case(*lines, columns=columns)), STAMP)

    letter(2)
    began, used = time.perf_counter(), time.process_time()
    pdf = letter(rows)
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    began = time.process_time()
    assert pdf_problems(pdf) == ()
    validation = time.process_time() - began
    with pikepdf.open(io.BytesIO(pdf)) as drawn:
        pages = len(drawn.pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = (pages, seconds, processor, processor * 1000 / pages, validation, round(peak), len(pdf))
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
