"""Are the letters that decide nothing found on the page of their case, as a page and as the very file?"""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Letter
from requests_app.services.acknowledge import acknowledge
from requests_app.services.issue import render_and_complete
from tests.factories.cases import case_in_progress
from tests.factories.people import auditor, officer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def me():
    return officer()


@pytest.fixture
def case(me):
    found = case_in_progress(by=me)
    acknowledge(found.pk, by=me, at=timezone.now())
    return found


@pytest.fixture
def letter(case):
    found = Letter.objects.get(case=case)
    assert render_and_complete(found.pk, at=timezone.now())
    found.refresh_from_db()
    return found


def address(case, name: str, kind: str = "acknowledgement", number: int = 1) -> str:
    return reverse(f"casework:{name}", args=[case.reference, kind, number])


def case_page(client, case) -> str:
    return client.get(reverse("casework:case", args=[case.reference])).text


def test_the_case_says_that_a_letter_is_being_made_and_then_where_it_is(me, case) -> None:
    client = signed_in(me)
    assert "The letter is being made" in case_page(client, case)
    assert client.get(address(case, "sent")).status_code == 404
    letter = Letter.objects.get(case=case)
    render_and_complete(letter.pk, at=timezone.now())
    shown = case_page(client, case)
    assert address(case, "sent") in shown
    assert address(case, "sent_pdf") in shown
    assert "The letter</h2>" in shown
    assert "Response 1" not in shown


def test_it_is_read_as_a_page_and_kept_as_the_file_that_went_out(me, case, letter) -> None:
    client = signed_in(me)
    shown = client.get(address(case, "sent"))
    assert "We have received your request for information" in shown.text
    pdf = client.get(address(case, "sent_pdf"))
    assert hashlib.sha256(pdf.content).hexdigest() == letter.pdf_sha256
    assert pdf["Content-Disposition"].endswith('-acknowledgement-1.pdf"')
    assert "a letter to the applicant (PDF)" in case.events.filter(kind="looked").latest("id").summary


def test_a_file_that_was_changed_is_not_given_out(me, case, letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(pdf_sha256="0" * 64)
    answer = signed_in(me).get(address(case, "sent_pdf"))
    assert answer.status_code == 422
    assert "its fingerprint differs" in answer.text


@pytest.mark.parametrize(
    ("kind", "number"), [("response", 1), ("acknowledgement", 2), ("acknowledgement", 99_999), ("dance", 1)]
)
def test_what_was_not_sent_is_not_found(me, case, letter, kind: str, number: int) -> None:
    client = signed_in(me)
    for name in ("sent", "sent_pdf"):
        assert client.get(address(case, name, kind, number)).status_code == 404
    assert client.post(address(case, "sent_retry", kind, number)).status_code == 404


def test_a_letter_that_failed_says_so_and_is_drawn_again_by_whom_it_may(me, case) -> None:
    Letter.objects.filter(case=case).update(state="failed", render_error="RenderFailed: <b>no font</b>")
    shown = case_page(signed_in(me), case)
    assert "could not be made, and was not sent" in shown
    assert "&lt;b&gt;no font" in shown
    assert "Try again" in shown
    assert "Try again" not in case_page(signed_in(auditor()), case)
    assert signed_in(auditor()).post(address(case, "sent_retry")).status_code == 403
    assert signed_in(me).post(address(case, "sent_retry")).status_code == 302
    assert Letter.objects.get(case=case).state == "queued"
