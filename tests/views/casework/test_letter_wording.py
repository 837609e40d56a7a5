"""The officer's own words in a section, and the reason for letting a warning stand."""

from __future__ import annotations

import pytest
from django.utils import timezone

from requests_app.domain.roles import Role
from requests_app.models import Letter, WarningOverride
from requests_app.selectors.facts import letter_view
from requests_app.selectors.places import ASK, link_to
from requests_app.services.letter import edit_section
from tests.factories.cases import answered_case, instant, submitted_case
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import approver, officer, person_with, signed_in
from tests.factories.settings import unusable_wording
from tests.views.casework.decision_posts import fields_of, opened

pytestmark = pytest.mark.django_db
SECTION = "explanation.d1"


@pytest.fixture
def me():
    return officer()


@pytest.fixture
def case(me):
    case = answered_case(by=me)
    decided(case, law_enforcement(1), by=me)
    return case


def section_url(case, key=SECTION):
    return f"/cases/{case.reference}/letter/sections/{key}/"


def edits(case):
    letter = Letter.objects.filter(case=case).first()
    return letter.edits if letter else {}


def test_the_form_begins_with_the_composed_text_and_shows_it_beside(me, case):
    fields = opened(signed_in(me), section_url(case))
    assert "The detection of vehicle theft" in fields["text"][0]


def test_own_wording_stands_in_the_letter_and_can_be_reset(me, case):
    client = signed_in(me)
    fields = opened(client, section_url(case)) | {"text": "In our own <b>words</b>.\r\n\r\n- 🚓 one"}
    page = client.post(section_url(case), fields, follow=True).content.decode()
    assert "In our own &lt;b&gt;words&lt;/b&gt;." in page
    assert "Own wording" in page
    assert edits(case) == {SECTION: "In our own <b>words</b>.\n\n- 🚓 one"}
    fields = opened(client, section_url(case)) | {"act": "reset"}
    client.post(section_url(case), fields)
    assert edits(case) == {}


def test_saving_the_composed_text_unchanged_makes_no_wording_of_its_own(me, case):
    client = signed_in(me)
    client.post(section_url(case), opened(client, section_url(case)))
    assert edits(case) == {}


def test_a_stale_edit_shows_both_and_keeps_what_was_typed(me, case):
    client = signed_in(me)
    mine = opened(client, section_url(case)) | {"text": "Mine."}
    edit_section(case.pk, SECTION, "Theirs.", by=officer(), at=instant(case.received_on))
    page = client.post(section_url(case), mine)
    html = page.content.decode()
    assert page.status_code == 409
    assert "Theirs." in html
    again = fields_of(html)
    assert again["text"] == ["Mine."]
    assert edits(case) == {SECTION: "Theirs."}
    client.post(section_url(case), again)
    assert edits(case) == {SECTION: "Mine."}


def test_a_text_that_is_too_long_stays_in_the_form(me, case):
    client = signed_in(me)
    text = "z" * 50_001
    page = client.post(section_url(case), opened(client, section_url(case)) | {"text": text})
    assert page.status_code == 422
    assert fields_of(page.content.decode())["text"] == [text]


def test_a_section_that_is_written_from_the_case_leads_to_its_place_in_the_letter(me, case):
    answer = signed_in(me).get(section_url(case, "request"))
    assert answer.url == f"/cases/{case.reference}/letter/#section-request"


def test_a_submitted_letter_is_not_reworded(me):
    case = submitted_case(by=me)
    client = signed_in(me)
    html = client.get(section_url(case, "advice")).content.decode()
    assert "cannot be changed now" in html
    assert client.post(section_url(case, "advice"), {"text": "x", "version": "1"}).status_code == 409


def test_an_approver_may_not_reword(me, case):
    assert signed_in(approver()).post(section_url(case), {"text": "x"}).status_code == 403
    assert edits(case) == {}


def a_warning(case):
    warnings = letter_view(case, today=case.received_on).open_warnings
    assert warnings, "this situation has a warning"
    return warnings[0]


@pytest.fixture
def doubtful(me):
    """A case whose letter has a warning: both 23 and 24 withhold the same information."""
    case = answered_case(by=me)
    decided(
        case,
        law_enforcement(1, limbs=("1a",), covers="the first principle of the Data Protection Act"),
        by=me,
    )
    decided(case, law_enforcement(1, provision="s24", limbs=("1",), prejudice=None), by=me)
    decided(
        case, law_enforcement(1, provision="s23", limbs=("1",), prejudice=None, public_interest=None), by=me
    )
    return case


def warning_url(case, finding):
    return f"/cases/{case.reference}/letter/warnings/{finding.code}/"


def test_a_warning_is_explained_and_no_longer_stands_in_the_way(me, doubtful):
    finding = a_warning(doubtful)
    client = signed_in(me)
    url = warning_url(doubtful, finding)
    assert finding.message[:30] in client.get(url, {"where": finding.where}).content.decode().replace(
        "&#x27;", "'"
    )
    page = client.post(url, {"where": finding.where, "reason": "Pleaded in the alternative."}, follow=True)
    assert "Explained" in page.content.decode()
    assert "Pleaded in the alternative." in page.content.decode()
    override = WarningOverride.objects.get()
    assert (override.code, override.where, override.given_by) == (finding.code, finding.where, me)


def test_a_warning_without_a_reason_stands(me, doubtful):
    finding = a_warning(doubtful)
    page = signed_in(me).post(warning_url(doubtful, finding), {"where": finding.where, "reason": " "})
    assert page.status_code == 422
    assert "Write why the warning can stand" in page.content.decode()
    assert not WarningOverride.objects.exists()


def test_a_defect_cannot_be_explained_away(me, case):
    decided(case, law_enforcement(1, prejudice=None), by=me)
    url = f"/cases/{case.reference}/letter/warnings/prejudice-missing/"
    where = "decision:d2:prejudice"
    assert signed_in(me).get(url, {"where": where}).status_code == 404
    page = signed_in(me).post(url, {"where": where, "reason": "Never mind."})
    assert page.status_code == 422
    assert not WarningOverride.objects.exists()


@pytest.mark.parametrize("is_administrator", [True, False])
def test_the_page_of_an_administrator_is_linked_for_administrators_alone(case, is_administrator):
    """Others read whom to ask, on the letter and where the warning is explained."""
    reader = person_with(*([Role.OFFICER, Role.ADMINISTRATOR] if is_administrator else [Role.OFFICER]))
    unusable_wording("valediction")
    (warning,) = [
        each
        for each in letter_view(case, today=timezone.localdate()).open_warnings
        if each.code == "wording-unusable"
    ]
    link = link_to(case.reference, "wording:valediction")
    for address in (f"/cases/{case.reference}/letter/", warning_url(case, warning)):
        shown = signed_in(reader).get(address, {"where": warning.where}).text
        assert (link in shown, ASK in shown) == (is_administrator, not is_administrator)
