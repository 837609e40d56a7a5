"""The page of a letter: what would go out, the findings beside it, and what can be done with it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.models import Letter
from requests_app.services.letter import edit_section
from tests.factories.cases import answered_case, approved_case, case_in_progress, instant, submitted_case
from tests.factories.decisions import decided, law_enforcement, ncnd_law_enforcement
from tests.factories.people import administrator, approver, auditor, officer, signed_in

pytestmark = pytest.mark.django_db


def letter_url(case, rest=""):
    return f"/cases/{case.reference}/letter/{rest}"


@pytest.fixture
def me():
    return officer()


def page_of(user, case, rest=""):
    response = signed_in(user).get(letter_url(case, rest))
    assert response.status_code == 200
    return response.content.decode()


def test_each_finding_says_how_grave_it_is_and_leads_to_its_field(me):
    case = answered_case(by=me)
    decided(case, law_enforcement(1, prejudice=None), by=me)
    html = page_of(me, case)
    assert "Must be mended" in html
    assert f"/cases/{case.reference}/decisions/d1/#id_prejudice" in html
    assert "is not possible now" in html
    assert f'href="/cases/{case.reference}/acts/submit/"' not in html


def test_a_letter_without_findings_can_be_submitted(me):
    html = page_of(me, answered_case(by=me))
    assert "Nothing stands in the way of this letter." in html
    assert "/acts/submit/" in html


def test_looking_at_a_letter_is_written_down(me):
    case = answered_case(by=me)
    page_of(me, case)
    assert case.events.filter(kind="looked", by=me).exists()


def test_words_from_outside_are_never_markup(me):
    case = answered_case(by=me, wording="<script>alert(1)</script> שלום 🚓 how many?")
    html = page_of(me, case)
    assert "<script>alert" not in html
    assert "🚓" in html


def test_a_letter_of_silence_says_that_nothing_can_be_inferred(me):
    case = case_in_progress(by=me)
    decided(case, ncnd_law_enforcement(1, 2), by=me)
    html = page_of(me, case, "preview/")
    assert "neither confirm nor deny" in html
    assert "No inference can be drawn either way." in html


def test_an_approver_sees_exactly_what_would_go_out_and_its_fingerprint(me):
    case = submitted_case(by=me)
    letter = Letter.objects.get(case=case)
    html = page_of(approver(), case)
    assert letter.content_hash in html
    assert str(me) in html
    assert f"/acts/approve/?letter={letter.content_hash}" in html
    assert "/acts/return/" in html
    assert "Edit wording" not in html


def test_the_author_may_recall_but_not_sign_off(me):
    html = page_of(me, submitted_case(by=me))
    assert "/acts/recall/" in html
    assert "/acts/approve/" not in html


def test_an_approver_who_worked_on_the_case_reads_why_not(me):
    case = submitted_case(by=me)
    me.roles = ["officer", "approver"]
    me.save()
    html = page_of(me, case)
    assert "You have worked on this case yourself. Somebody else must do this." in html
    assert "/acts/approve/" not in html


def test_a_frozen_letter_does_not_change_with_the_regulator_or_the_case(me):
    case = submitted_case(by=me)
    case.applicant.name = "Somebody Else"
    case.applicant.save()
    html = page_of(approver(), case)
    assert "Dear Rowan Achterberg" in html
    assert "The case has changed since the letter was submitted" in html


def test_a_returned_letter_shows_the_reason(me):
    from requests_app.services.sign_off import return_letter

    case, other = submitted_case(by=me), approver()
    return_letter(case.pk, reason="Say <b>where</b> you looked.", by=other, at=instant(case.received_on))
    html = page_of(me, case)
    assert f"Returned by {other}" in html
    assert "Say &lt;b&gt;where&lt;/b&gt; you looked." in html


def test_only_readers_of_cases_see_a_letter(me):
    case = answered_case(by=me)
    assert signed_in(administrator()).get(letter_url(case)).status_code == 404
    assert "Nothing stands in the way" in page_of(auditor(), case)


@pytest.mark.pdf
def test_a_draft_is_previewed_as_pdf_and_kept_by_no_cache(me):
    case = answered_case(by=me)
    answer = signed_in(me).get(letter_url(case, "preview.pdf"))
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert case.events.filter(kind="looked", summary__contains="preview as PDF").exists()


def test_a_preview_that_takes_too_long_says_so_and_leaves_the_page_working(me, monkeypatch):
    monkeypatch.setattr("requests_app.views.casework.letter_files.PREVIEW_SECONDS", 0)
    case = answered_case(by=me)
    answer = signed_in(me).get(letter_url(case, "preview.pdf"))
    assert answer.status_code == 422
    assert "Preview the letter as a page" in answer.content.decode()


def test_the_page_takes_as_many_queries_for_ten_questions_as_for_two(me, django_assert_num_queries):
    few = answered_case(by=me, questions=["One?", "Two?"])
    many = answered_case(by=me, questions=[f"Number {number}?" for number in range(10)])
    for _ in range(8):
        decided(many, law_enforcement(1), by=me)
    decided(few, law_enforcement(1), by=me)
    edit_section(few.pk, "advice", "Ask us.", by=me, at=instant(few.received_on))
    edit_section(many.pk, "advice", "Ask us.", by=me, at=instant(many.received_on))
    client = signed_in(me)
    client.get(letter_url(few))
    with CaptureQueriesContext(connection) as first:
        client.get(letter_url(few))
    with django_assert_num_queries(len(first)):
        client.get(letter_url(many))


def test_nothing_issued_is_nothing_to_download(me):
    case = approved_case(by=me)
    for rest in ("pdf/", "html/", "text/"):
        assert signed_in(me).get(letter_url(case, rest)).status_code == 404
