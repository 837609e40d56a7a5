"""How is a letter drawn: as a web page, as plain text, as an accessible PDF?

WeasyPrint is imported here and nowhere else, when the module is: a worker's children inherit it. It can fetch
nothing but the packaged files.
"""

from __future__ import annotations

import base64
import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import page as validation
import pikepdf
import weasyprint
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from requests_app.letters.drawable import drawable, missing_in
from requests_app.letters.model import IssueStamp, LetterContent
from requests_app.letters.plain import render_text
from requests_app.letters.summary import DESCRIPTION, FILE_NAME, MEDIA_TYPE, summary_text
from requests_app.letters.tagging import DataFile, declare_ua, finish
from requests_app.letters.view import accent, letter_view

__all__ = ["RenderFailed", "pdf_problems", "render_html", "render_pdf", "render_text"]

PACKAGED: Final = Path(settings.BASE_DIR) / "static" / "letters"
_IMAGE_KINDS: Final = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_SPACE_AT_END: Final = re.compile(r"\s+(?=</(?:p|li|td|th|dt|dd|h[1-6]|caption)>|<br>)")

_PASSES: Final = 4
"""One drawing finds the characters that no font has, the next does without; fallbacks may take one more."""


class RenderFailed(Exception):
    """The letter could not be drawn as it must be; the message says why."""


class PackagedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the packaged letter files and inline data, and refuses everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme != "data":
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or not path.is_relative_to(PACKAGED.resolve()):
                raise ValueError(f"A letter may not fetch {url[:200]}.")
        return super().fetch(url, headers)


def render_html(
    content: LetterContent,
    stamp: IssueStamp,
    *,
    standalone: bool = False,
    title_level: int = 1,
) -> str:
    """The letter as a fragment for a page of ours, or standalone as a whole page with its style.

    In a page that has a heading of its own, pass the level below it as `title_level`.
    """
    view = letter_view(content, stamp, title_level=title_level, has_own_style=standalone)
    return render_to_string(f"letters/{'document' if standalone else 'letter'}.html", {"letter": view})


def render_pdf(content: LetterContent, stamp: IssueStamp) -> bytes:
    """Tagged PDF/A-3a and PDF/UA-1 with its summary as data in it; equal letter and stamp give equal bytes.

    RenderFailed says why not.
    """
    view = letter_view(content, stamp, logo=_logo(content))
    html = _tight(drawable(render_to_string("letters/document.html", {"letter": view})))
    missing: set[str] = set()
    for _ in range(_PASSES):
        drawn, newly_missing = _draw(html, accent(content))
        if not newly_missing - missing:
            return finish(drawn, _summary_file(content, stamp))
        missing |= newly_missing
        html = drawable(html, missing)
    raise RenderFailed("The letter has characters that cannot be drawn: install a font that has them.")


def _summary_file(content: LetterContent, stamp: IssueStamp) -> DataFile:
    return DataFile(
        name=FILE_NAME,
        media_type=MEDIA_TYPE,
        description=DESCRIPTION,
        on=stamp.issued_on,
        data=summary_text(content, stamp).encode(),
    )


def _tight(html: str) -> str:
    """Without white space at the end of a block: WeasyPrint breaks the line that just fits but for it
    after its first word, since Pango lets the space hang and WeasyPrint measures it.
    """
    return _SPACE_AT_END.sub("", html)


def _draw(html: str, colour: str) -> tuple[bytes, set[str]]:
    """The PDF, and the characters for which no font had a glyph."""
    with _listening() as heard:
        document = weasyprint.HTML(
            string=html, url_fetcher=_fetcher(), base_url=PACKAGED.as_uri() + "/"
        ).render(
            font_config=_fonts(),
            stylesheets=[_style(), _accent_style(colour)],
            pdf_variant="pdf/a-3a",
            pdf_tags=True,
        )
        _declare_ua(document)
        drawn = document.write_pdf(finisher=_keep_metadata_readable, pdf_variant="pdf/a-3a", pdf_tags=True)
    if heard.errors:
        raise RenderFailed(f"The letter could not be drawn: {'; '.join(heard.errors)}.")
    return drawn, heard.missing


# The validator takes a last byte that happens to be a carriage return for the end of the line, and so finds fault with one
# good letter in twenty. What it means to find, a wrong /Length, is looked for by qpdf instead.
_FALSE_ALARMS = frozenset({"PDFA3A-STREAM-LENGTH-001"})


def pdf_problems(pdf: bytes) -> tuple[str, ...]:
    """What stands in the way of PDF/UA-1 and PDF/A-3a, in the validator's words; empty for a good file."""
    problems: list[str] = []
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        try:
            report = validation.validate_pdf_bytes(pdf, profile=profile)
        except validation.PageError as error:
            problems.append(f"{profile}: {error}")
            continue
        failures = [failure for failure in report.failures if failure.rule_id not in _FALSE_ALARMS]
        problems += [f"{profile}: {failure.rule_id} {failure.message}" for failure in failures]
    return (*problems, *_syntax_problems(pdf))


def _syntax_problems(pdf: bytes) -> list[str]:
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return [f"syntax: {problem}" for problem in document.check_pdf_syntax()]
    except pikepdf.PdfError as error:
        return [f"syntax: {error}"]


@lru_cache(maxsize=1)
def _fetcher() -> PackagedFetcher:
    return PackagedFetcher()


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=1)
def _style() -> weasyprint.CSS:
    """The packaged style and its typeface, parsed once in a process."""
    css = _font_faces() + render_to_string("letters/letter.css") + _long_tables()
    return weasyprint.CSS(string=css, font_config=_fonts(), url_fetcher=_fetcher())


def _font_faces() -> str:
    faces = [
        ("Regular", 400, "normal"),
        ("It", 400, "italic"),
        ("Bold", 700, "normal"),
        ("BoldIt", 700, "italic"),
    ]
    return "".join(
        f'@font-face {{ font-family: "Letter Sans"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{(PACKAGED / "fonts" / f"SourceSansPro-{name}.ttf").as_uri()}"); }}\n'
        for name, weight, style in faces
    )


def _long_tables() -> str:
    """A long table's columns have the widths that `view.column_shares` measured; browsers measure for themselves."""
    shares = "".join(f".letter-share-{share} {{ width: {share}%; }}\n" for share in range(1, 101))
    return f".letter-table-long {{ table-layout: fixed; }}\n{shares}"


@lru_cache(maxsize=32)
def _accent_style(colour: str) -> weasyprint.CSS:
    return weasyprint.CSS(string=f":root {{ --accent: {colour}; }}", url_fetcher=_fetcher())


def _logo(content: LetterContent) -> str:
    """The authority's logo as inline data, so that nothing has to be fetched; empty without one."""
    name = content.authority.logo_path
    if not name:
        return ""
    try:
        with default_storage.open(name) as file:
            data = file.read()
    except OSError as error:
        raise RenderFailed(f"The authority's logo {name} cannot be read: upload it again.") from error
    kind = next((kind for magic, kind in _IMAGE_KINDS.items() if data.startswith(magic)), None)
    if kind is None:
        raise RenderFailed(f"The authority's logo {name} is not a PNG, JPEG or GIF image: upload another.")
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _declare_ua(document: Any) -> None:
    metadata = document.metadata
    generate = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *args: declare_ua(generate(*args))


def _keep_metadata_readable(document: Any, pdf: Any) -> None:
    """Archives read the metadata without unpacking it (PDF/A), so it is not compressed."""
    for each in pdf.objects:
        if getattr(each, "extra", None) and each.extra.get("Type") == "/Metadata":
            each.compress = False


@contextmanager
def _listening() -> Iterator[_Listener]:
    """WeasyPrint only logs a missing text alternative or glyph, and still calls the file PDF/UA."""
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield listener
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    """Hears its own thread only: another letter may be drawn beside this one."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.errors: list[str] = []
        self.missing: set[str] = set()
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._thread:
            return
        message = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.errors.append(message)
        elif ".notdef" in message:
            self.missing |= missing_in(message)
