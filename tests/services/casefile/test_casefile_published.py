"""Can a letter like the published one still go out, and does ours have all that it has?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from requests_app.domain.errors import NotReady
from requests_app.letters.content import content_text
from requests_app.models import Case, Letter, User
from requests_app.selectors.facts import LetterView, letter_view
from requests_app.services.casefile import import_cases
from requests_app.services.issue import issue
from requests_app.services.sign_off import submit
from tests.services.casefile.casefiles import APPROVER, AT, OFFICER, installation

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
REFERENCE = "01.FOI.22.026596"
ITS_ERRORS = {
    "purpose-without-limb",
    "period-reversed",
    "prejudice-hedged",
    "first-data-protection-principle",
    "review-right-missing",
    "section-50-right-missing",
}


@pytest.fixture(autouse=True)
def _installation() -> None:
    installation()


def entered(name: str, **changes: object) -> Case:
    file = json.loads((HERE / name).read_text(encoding="utf-8"))
    file["cases"][0] |= changes
    import_cases(json.dumps(file), at=AT)
    return Case.objects.get()


def view_of(case: Case) -> LetterView:
    return letter_view(case, today=AT.date())


def person(email: str) -> User:
    return User.objects.get(email=email)


def test_as_published_the_command_reports_its_errors_and_exits_1(capsys):
    entered("published_response.json")
    with pytest.raises(SystemExit) as ended:
        call_command("check_letter", REFERENCE, "--json")
    found = {row["code"] for row in json.loads(capsys.readouterr().out) if row["severity"] == "defect"}
    assert ended.value.code == 1
    assert found >= ITS_ERRORS


def test_as_published_it_cannot_be_submitted():
    case = entered("published_response.json")
    with pytest.raises(NotReady) as refused:
        submit(case.pk, by=person(OFFICER), at=AT)
    assert {finding.code for finding in refused.value.findings} >= ITS_ERRORS
    assert Letter.objects.get().state == Letter.State.DRAFT


def test_as_published_it_cannot_be_issued_though_somebody_signed_it_off():
    sign_off = {"verdict": "approved", "given_by": APPROVER, "given_at": "2026-11-19T10:00:00+00:00"}
    letter = {
        "state": "approved",
        "submitted_by": OFFICER,
        "sign_offs": [sign_off],
        "edits": {"rights": "We take the conduct of our staff seriously."},
    }
    case = entered("published_response.json", state="approved", letters=[letter])
    with pytest.raises(NotReady) as refused:
        issue(case.pk, by=person(OFFICER), at=AT)
    assert {finding.code for finding in refused.value.findings} >= ITS_ERRORS
    case.refresh_from_db()
    assert (case.state, Letter.objects.get().state) == ("approved", "approved")


def test_put_right_it_has_no_defect_and_can_be_submitted():
    case = entered("published_corrected.json")
    assert view_of(case).findings == ()
    assert submit(case.pk, by=person(OFFICER), at=AT).state == Letter.State.SUBMITTED


@pytest.mark.parametrize(
    "part",
    [
        "I have decided to disclose some of the information that you asked for, and to withhold the rest.",
        "This letter is a refusal notice under section 17 of the Freedom of Information Act 2000.",
        "Section 31(1)(a), (b) and (g), and (2)(b) – Law enforcement",
        "Section 40(2) and (3A)(a) – Personal information",
        "Fair investigations of misconduct",
        "I am satisfied that disclosure would be likely to cause this prejudice",
        "Factors favouring disclosure",
        "Factors against disclosure",
        "the public interest in maintaining the exemption outweighs the public interest in disclosure",
        "Whose personal data it is",
        "Purpose",
        "Necessity",
        "Balance with the rights of those concerned",
        "Article 5(1)(a) of the UK GDPR",
        "This exemption is absolute",
        "21 (twenty-one) officers, 1 October 2021 to 30 September 2022.",
        "Dates and outcomes of misconduct hearings are published on our website.",
        "You have the right to ask us for an internal review",
        "section 50 of the Freedom of Information Act 2000",
        "The last day on which you can ask us for a review",
    ],
)
def test_put_right_it_has_every_part_of_the_published_letter_and_the_rights(part):
    assert part in content_text(view_of(entered("published_corrected.json")).content)
