"""Does a reviewer find the way through a review on the pages, and is nothing typed lost?"""

from __future__ import annotations

import pytest

from requests_app.models import Letter
from requests_app.services.review import record_finding
from tests.factories.cases import case_under_review, issued_case
from tests.factories.people import officer, reviewer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def case():
    return case_under_review()


def url(case, rest: str = "") -> str:
    return f"/cases/{case.reference}/review/{rest}"


def finding(client, case, number: int = 1, **typed):
    data = {"act": "save", "version": "0", "result": "partly", "reasons": "Quay Street was left out."} | typed
    return client.post(url(case, f"questions/{number}/"), data)


def test_the_case_leads_the_reviewer_to_the_review_and_on_to_the_letter(case) -> None:
    client = signed_in(reviewer())
    page = client.get(f"/cases/{case.reference}/").text
    assert "Decide afresh" in page
    assert url(case) in page
    page = client.get(url(case)).text
    assert "You missed Quay Street." in page
    assert "Record a finding on each question that the applicant disputes" in page
    assert "Record a finding" in page
    assert finding(client, case, result="upheld").headers["Location"] == url(case)
    page = client.get(url(case)).text
    assert "Upheld in full" in page
    assert "Nothing stands in the way of the letter." in page
    letter = client.get(f"/cases/{case.reference}/letter/").text
    assert "The outcome of our review of your request" in letter
    assert "Issue the outcome of the review" in letter
    assert client.get(f"/cases/{case.reference}/letter/preview.pdf").content.startswith(b"%PDF-")


def test_the_finding_stands_beside_what_was_said_first(case) -> None:
    page = signed_in(reviewer()).get(url(case, "questions/1/")).text
    assert "What our response said" in page
    assert "Northmoor Constabulary recovered three vehicles." in page


def test_what_is_missing_is_said_and_what_was_typed_stays(case) -> None:
    client = signed_in(reviewer())
    response = finding(client, case, result="", reasons="My long reasons.")
    assert response.status_code == 422
    assert "Choose what becomes of the first decision on this question" in response.text
    assert "My long reasons." in response.text


def test_two_tabs_do_not_overwrite_each_other(case) -> None:
    client = signed_in(reviewer())
    finding(client, case)
    response = finding(client, case, reasons="Written in another tab.")
    assert response.status_code == 409
    assert "Written in another tab." in response.text
    assert "Quay Street was left out." in response.text
    assert case.reviews.get().findings.get().reasons == "Quay Street was left out."


def test_a_finding_is_taken_back(case) -> None:
    client = signed_in(reviewer())
    finding(client, case)
    response = finding(client, case, act="remove", version="1")
    assert response.status_code == 302
    assert not case.reviews.get().findings.exists()
    assert finding(client, case, act="remove", version="1").status_code == 302


def test_an_officer_reads_the_review_and_changes_nothing(case) -> None:
    client = signed_in(officer())
    page = client.get(url(case)).text
    assert "needs the role of reviewer" in page
    assert "Record a finding" not in page
    assert "disabled" in client.get(url(case, "questions/1/")).text
    assert finding(client, case).status_code == 403


def test_the_reviewer_reaches_the_answers_the_decisions_and_the_documents(case) -> None:
    client = signed_in(reviewer())
    for rest in ("questions/1/", "decisions/new/", "documents/"):
        page = client.get(f"/cases/{case.reference}/{rest}")
        assert page.status_code == 200
        assert "needs the role" not in page.text


def test_the_first_letter_is_read_as_it_went_out(case) -> None:
    record_finding(case.pk, 1, result="upheld", reasons="Right.", by=reviewer(), at=case.logged_at)
    letter = Letter.objects.get(case=case, kind="response")
    page = signed_in(reviewer()).get(f"/cases/{case.reference}/letter/preview/?kind=response&version=1").text
    assert "The letter as it went out" in page
    assert "Response to your request for information" in page
    assert letter.state == "issued"


def test_a_case_without_a_review_has_no_such_page() -> None:
    case = issued_case()
    client = signed_in(reviewer())
    assert client.get(url(case)).status_code == 404
    assert client.get(url(case, "questions/1/")).status_code == 404
    assert signed_in(reviewer()).get(url(case_under_review(), "questions/9/")).status_code == 404
