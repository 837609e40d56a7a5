"""Is a good letter sent although the validator misreads the last byte of a stream, and a broken one not?"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import page as validation
import pikepdf
import pytest

from requests_app.letters.content import IssueStamp, compose
from requests_app.letters.render import pdf_problems, render_pdf
from tests.domain.letters.situations import disclosed_case

pytestmark = pytest.mark.pdf
STAMP = IssueStamp(issued_on=date(2026, 3, 2), review_by=date(2026, 4, 28))


def drawn(number: int) -> bytes:
    return render_pdf(compose(replace(disclosed_case(), reference=f"01.FOI.26.{number:06d}")), STAMP)


def raw_rules(pdf: bytes) -> set[str]:
    report = validation.validate_pdf_bytes(pdf, profile=validation.ValidationProfile.PDF_A_3A)
    return {failure.rule_id for failure in report.failures}


def with_stream(pdf: bytes, data: bytes) -> bytes:
    """The letter with one more stream, kept byte for byte, as compressed ones are that happen to end so."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.Root.PieceTest = document.make_stream(data)
        document.save(out, compress_streams=False)
    return out.getvalue()


def test_a_stream_that_ends_with_a_carriage_return_does_not_stop_a_letter():
    misread = with_stream(drawn(1), b"compressed\r")
    assert raw_rules(misread) == {"PDFA3A-STREAM-LENGTH-001"}
    assert pdf_problems(misread) == ()


def test_a_stream_whose_length_is_wrong_stops_a_letter():
    good = drawn(1)
    start = good.index(b"/Length ") + len(b"/Length ")
    digits = good[start : start + 8].split(b" ")[0].split(b"/")[0].split(b">")[0]
    broken = good[:start] + b"9" * len(digits) + good[start + len(digits) :]
    assert pdf_problems(broken) != ()
