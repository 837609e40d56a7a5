"""Does a requester find every letter that was sent to them, and nothing that was not?"""

from __future__ import annotations

import hashlib

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from requests_app.models import Letter
from requests_app.services.acknowledge import acknowledge
from requests_app.services.issue import render_and_complete
from requests_app.services.transfer import transfer
from tests.factories.cases import case_in_progress
from tests.factories.people import officer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def drawn(case) -> Letter:
    letter = Letter.objects.get(case=case)
    render_and_complete(letter.pk, at=timezone.now())
    letter.refresh_from_db()
    return letter


def test_a_letter_is_shown_with_its_page_and_file_as_soon_as_it_is_drawn() -> None:
    by, client = officer(), Client()
    case = case_in_progress(by=by)
    acknowledge(case.pk, by=by, at=timezone.now())
    base = f"/track/{case.tracking_token}/"
    waiting = client.get(base).content.decode()
    assert "We have received your request for information" in waiting
    assert "letters/acknowledgement/1" not in waiting
    assert client.get(f"{base}letters/acknowledgement/1/").status_code == 404

    letter = drawn(case)
    assert f"{base}letters/acknowledgement/1/" in client.get(base).content.decode()
    page = client.get(f"{base}letters/acknowledgement/1/")
    assert "When we will answer" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    pdf = client.get(f"{base}letters/acknowledgement/1.pdf")
    assert hashlib.sha256(pdf.content).hexdigest() == letter.pdf_sha256
    assert pdf["Content-Disposition"].endswith('-acknowledgement-1.pdf"')
    # It is not the response, which is still owed.
    assert client.get(f"{base}letter/").status_code == 404


def test_a_file_that_is_lost_leads_to_the_page() -> None:
    by = officer()
    case = case_in_progress(by=by)
    acknowledge(case.pk, by=by, at=timezone.now())
    letter = drawn(case)
    Letter.objects.filter(pk=letter.pk).update(pdf="letters/gone.pdf")
    lost = Client().get(f"/track/{case.tracking_token}/letters/acknowledgement/1.pdf")
    assert lost.status_code == 503
    assert f"/track/{case.tracking_token}/letters/acknowledgement/1/" in lost.content.decode()


@pytest.mark.parametrize("rest", ["response/1/", "acknowledgement/2/", "acknowledgement/1.pdf"])
def test_what_was_not_sent_is_no_link(rest: str) -> None:
    case = case_in_progress(by=officer())
    assert Client().get(f"/track/{case.tracking_token}/letters/{rest}").status_code == 404


def test_a_request_that_was_passed_on_says_who_answers_now() -> None:
    by, today = officer(), timezone.localdate()
    case = case_in_progress(by=by)
    transfer(
        case.pk, to="Eastmere Borough Council", contact="1 Town Square", consent_on=today, on=today, by=by,
        at=timezone.now(),
    )  # fmt: skip
    shown = Client().get(f"/track/{case.tracking_token}/").content.decode()
    assert "We have passed on your request" in shown
    assert "Eastmere Borough Council" in shown
    assert "The questions that we answer" not in shown
