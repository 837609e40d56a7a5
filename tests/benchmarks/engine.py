"""One way of making a letter, in a process of its own: a PDF for every line read. Run as a module.

`ours` is what a worker does, from the letter's content on. `bare` and `chromium` are given the whole page as a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

Drawing = Callable[[], bytes]


def ours(page: Path) -> Drawing:
    import django

    django.setup()
    from requests_app.letters.content import compose
    from requests_app.letters.render import render_pdf
    from tests.benchmarks.notices import STAMP, notice

    return lambda: render_pdf(compose(notice()), STAMP)


def bare(page: Path) -> Drawing:
    import weasyprint

    return lambda: weasyprint.HTML(filename=page).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)


def chromium(page: Path) -> Drawing:
    from playwright.sync_api import sync_playwright

    from tests.conftest import chromium as where

    arguments = ["--no-sandbox", "--disable-gpu"]
    browser = sync_playwright().start().chromium.launch(executable_path=where(), args=arguments)
    window = browser.new_page()

    def draw() -> bytes:
        window.goto(page.as_uri())
        return window.pdf(prefer_css_page_size=True, tagged=True, outline=True)

    return draw


def main(name: str, page: Path, out: Path) -> None:
    draw = {"ours": ours, "bare": bare, "chromium": chromium}[name](page)
    for _ in sys.stdin:
        out.write_bytes(draw())
        print("drawn", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
