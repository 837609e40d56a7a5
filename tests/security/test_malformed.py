"""Does what no browser sends get an answer that blames the sender (4xx), and never an error of ours (500)?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.roles import Role
from requests_app.services.casefile import ProblemsInFile
from tests.factories.cases import case_in_progress, logged_case
from tests.factories.people import administrator, officer, person_with, signed_in
from tests.factories.settings import seed_installation
from tests.services.casefile import casefiles

pytestmark = pytest.mark.django_db
LONG_NUMBER = "9" * 5_000  # Python refuses to read it


@pytest.mark.parametrize(
    "address", ["/cases/%00/", "/cases/x%00/letter/", "/track/a%00/", "/admin/%00/", "/%00", "/accounts/%00"]
)
def test_an_address_with_nul_is_a_page_that_does_not_exist(address: str) -> None:
    seed_installation()
    assert signed_in(person_with(Role.OFFICER, Role.ADMINISTRATOR)).get(address).status_code == 404


def test_a_filter_of_the_administration_with_nul_is_refused() -> None:
    client = signed_in(person_with(Role.ADMINISTRATOR, Role.MANAGER))
    for address in ("requests_app/case/?state__exact=%00", "exemptions/libraryfactor/?side__exact=a%00b"):
        assert client.get(f"/admin/{address}").status_code == 400


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "utf-16", "zlib", "utf-7", "idna", "no-such", "'utf-16'"]
)
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=a", "application/x-www-form-urlencoded"])
def test_a_form_in_another_encoding_is_refused(charset: str, kind: str) -> None:
    seed_installation()
    part = b'--a\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--a--\r\n'
    for client in (Client(enforce_csrf_checks=True), signed_in(officer(), enforce_csrf_checks=True)):
        for address in ("/accounts/login/", "/cases/log/"):
            answer = client.generic("POST", address, part, content_type=f"{kind}; charset={charset}")
            assert answer.status_code == 400


def test_a_form_that_says_utf_8_is_read(client: Client) -> None:
    seed_installation()
    answer = client.post(
        "/accounts/login/",
        "login=x%40northmoor.example&password=wrong",
        content_type='application/x-www-form-urlencoded; charset="UTF-8"',
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("do", [f"remove:{rows}:{LONG_NUMBER}" for rows in ("searches", "answers")])
def test_a_row_of_an_impossible_number_is_not_removed(do: str) -> None:
    by = officer()
    case = case_in_progress(by=by)
    address = reverse("casework:question", args=[case.reference, 1])
    assert signed_in(by).post(address, {"do": do}).status_code in {200, 422}


@pytest.mark.parametrize(
    ("name", "value"),
    [("seen", f"{LONG_NUMBER}:{LONG_NUMBER}"), ("q-0-merged", LONG_NUMBER), ("q-0-id", LONG_NUMBER)],
)
def test_questions_of_impossible_numbers_are_not_known(name: str, value: str) -> None:
    by = officer()
    case = logged_case(by=by)
    sent = {"rows": "1", "q-0-text": "How many?", "do": "save", "seen": "", name: value}
    answer = signed_in(by).post(reverse("casework:questions", args=[case.reference]), sent)
    assert answer.status_code < 500


@pytest.mark.parametrize(
    "sent", [{"act": f"remove_factor:{LONG_NUMBER}"}, {"act": "save", "questions": LONG_NUMBER}]
)
def test_a_decision_with_impossible_numbers_is_not_kept(sent: dict[str, str]) -> None:
    by = officer()
    case = case_in_progress(by=by)
    address = reverse("casework:decision_new", args=[case.reference])
    answer = signed_in(by).post(address, {"provision": "s31", **sent})
    assert answer.status_code in {200, 404, 422}
    assert not case.decisions.exists()


def test_nobody_of_an_impossible_number_gets_a_password() -> None:
    answer = signed_in(administrator()).get(f"/admin/requests_app/user/{LONG_NUMBER}/password/")
    assert answer.status_code in {302, 404}


@pytest.mark.parametrize("reference", [".", "..", "FOI 1\nBcc: x@elsewhere.example", "FOI\u202e1"])
def test_a_reference_that_breaks_an_address_or_a_mail_is_not_imported(reference: str) -> None:
    casefiles.installation()
    with pytest.raises(ProblemsInFile, match="on one line"):
        casefiles.bring_in(casefiles.text_of(casefiles.case(reference=reference)))
