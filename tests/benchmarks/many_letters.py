"""Does a process that draws letter after letter, each with other words, grow? Run as a module."""

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import replace

import psutil

from requests_app.domain.casefile import CaseContent

_LETTERS = "abcdefghijklmnopqrstuvwxyzéüñœ"


def varied(number: int) -> CaseContent:
    """The measured notice with a name, a reference and sixty words of its own; the same ones each time."""
    from tests.benchmarks.notices import notice

    chance, case = random.Random(number), notice()
    words = ["".join(chance.choices(_LETTERS, k=chance.randint(3, 11))) for _ in range(62)]
    return replace(
        case,
        reference=f"01.FOI.25.{number:06d}",
        applicant=replace(case.applicant, name=" ".join(words[:2]).title()),
        questions=tuple(replace(each, text=f"{each.text} {' '.join(words[2:])}") for each in case.questions),
    )


def main(letters: int, every: int) -> None:
    """Print the resident memory after each so many letters."""
    import django

    django.setup()
    from requests_app.letters.content import compose
    from requests_app.letters.render import render_pdf
    from tests.benchmarks.notices import STAMP

    process, began, kilobytes = psutil.Process(), time.perf_counter(), []
    for number in range(1, letters + 1):
        render_pdf(compose(varied(number)), STAMP)
        if number % every == 0:
            kilobytes.append(process.memory_info().rss // 1024)
    said = {"kilobytes": kilobytes, "seconds": time.perf_counter() - began}
    print(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
