"""Does a requester get the response that was issued, as page and as file, with what can be done about it?"""

from __future__ import annotations

import hashlib
import io
import re

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from requests_app.domain.text import long_date
from requests_app.letters.content import stamp_from_dict
from requests_app.models import Authority, Case, Letter
from requests_app.services.issue import issue, render_and_complete
from tests.factories.cases import approved_case
from tests.factories.people import manager
from tests.factories.settings import seed_installation

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def case() -> Case:
    made = approved_case()
    letter = issue(made.pk, by=manager(), at=timezone.now())
    assert render_and_complete(letter.pk, at=timezone.now())
    made.refresh_from_db()
    return made


def get(case: Case, rest: str = ""):
    return Client().get(f"/track/{case.tracking_token}/{rest}")


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_rights_stand_on_the_page_with_their_last_date(case: Case) -> None:
    stamp = stamp_from_dict(Letter.objects.get(case=case).stamp)
    shown = words(get(case))
    assert "We have answered your request" in shown
    assert f"Ask by {long_date(stamp.review_by)}" in shown
    assert "Internal Review Officer" in shown
    assert "Information Commissioner" in shown
    assert "https://ico.org.uk/make-a-complaint/" in get(case).content.decode()


def test_the_response_is_a_page_with_one_main_heading(case: Case) -> None:
    response = get(case, "letter/")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1
    assert "Northmoor Constabulary recovered three vehicles." in words(response)
    assert long_date(timezone.localdate()) in words(response)


def test_the_page_shows_what_was_issued_whatever_has_changed_since(case: Case) -> None:
    Authority.objects.update(name="Southmoor Council", review_contact="Elsewhere")
    case.questions.update(text="Something else?")
    assert "Northmoor Constabulary recovered three vehicles." in words(get(case, "letter/"))
    assert "Something else?" not in words(get(case, "letter/"))
    assert "Internal Review Officer" in words(get(case))


def test_the_file_is_the_very_one_that_was_issued(case: Case) -> None:
    response = get(case, "letter.pdf")
    letter = Letter.objects.get(case=case)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{case.reference}.pdf"'
    assert hashlib.sha256(response.content).hexdigest() == letter.pdf_sha256


def test_what_was_decided_can_be_had_as_data_and_is_the_file_in_the_pdf(case: Case) -> None:
    response = get(case, "letter.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == f'attachment; filename="{case.reference}.json"'
    with pikepdf.open(io.BytesIO(get(case, "letter.pdf").content)) as pdf:
        assert pdf.attachments["letter.json"].get_file().read_bytes() == response.content
    assert response.json()["is_draft"] is False
    link = f"/track/{case.tracking_token}/letter.json"
    assert f'<a class="govuk-link" href="{link}" type="application/json">' in get(case).content.decode()
    assert (
        f'<link rel="alternate" type="application/json" href="{link}"'
        in get(case, "letter/").content.decode()
    )


def test_a_file_that_was_exchanged_is_not_given_out(case: Case) -> None:
    letter = Letter.objects.get(case=case)
    name = letter.pdf.name
    letter.pdf.storage.delete(name)
    letter.pdf.storage.save(name, ContentFile(b"%PDF-1.7 another"))
    response = get(case, "letter.pdf")
    assert response.status_code == 503
    assert "The file is not available now" in words(response)


def test_a_lost_file_leaves_the_pages_standing(case: Case) -> None:
    letter = Letter.objects.get(case=case)
    letter.pdf.storage.delete(letter.pdf.name)
    assert get(case, "letter.pdf").status_code == 503
    assert get(case).status_code == 200
    assert get(case, "letter/").status_code == 200


def test_a_response_without_a_review_to_ask_for_leads_to_the_regulator_at_once() -> None:
    seed_installation(has_review=False)
    made = approved_case()
    letter = issue(made.pk, by=manager(), at=timezone.now())
    assert render_and_complete(letter.pk, at=timezone.now())
    shown = words(get(made))
    assert "you can complain to the regulator" in shown
    assert "We have no complaints procedure of our own for requests. You can at once ask" in shown
    assert "ask us for a review" not in shown
    assert "look at it again" not in shown
