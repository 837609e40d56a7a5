"""Choosing the provision of a new decision, and recording it once."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest
from django.utils import timezone

from exemptions.models import ExemptionDecision
from requests_app.domain.casefile import Holding
from requests_app.services.answer import QuestionRecord, record_answer
from tests.factories.cases import case_in_progress, logged_case
from tests.factories.people import administrator, approver, officer, signed_in
from tests.views.casework.decision_posts import fields_of, opened

pytestmark = pytest.mark.django_db


def new_url(case, query=""):
    return f"/cases/{case.reference}/decisions/new/{query}"


def test_every_provision_of_the_regime_is_listed_with_its_test_and_one_sentence():
    me = officer()
    case = case_in_progress(by=me)
    page = signed_in(me).get(new_url(case)).content.decode()
    assert "Section 31 – Law enforcement" in page
    assert "Qualified, prejudice-based" in page
    assert "Name the law-enforcement interest" in page
    assert "Regulation 12" not in page


def test_an_environmental_case_is_offered_regulations_only():
    me = officer()
    case = case_in_progress(by=me, regime="eir")
    page = signed_in(me).get(new_url(case)).content.decode()
    assert "Regulation 12(5)" in page
    assert "Section 31" not in page


@pytest.mark.parametrize("words", ["31", "section 31", "law enforcement"])
def test_a_provision_is_found_by_number_or_words_without_javascript(words):
    me = officer()
    case = case_in_progress(by=me)
    page = signed_in(me).get(new_url(case), {"q": words, "question": "2"}).content.decode()
    assert "?provision=s31&amp;question=2" in page
    assert "Section 44" not in page


def test_words_that_fit_nothing_say_so_and_are_escaped():
    me = officer()
    case = case_in_progress(by=me)
    page = signed_in(me).get(new_url(case), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "No provision fits these words" in page
    assert "<script>alert" not in page


def test_the_question_that_one_comes_from_is_chosen_already():
    me = officer()
    case = case_in_progress(by=me)
    fields = opened(signed_in(me), new_url(case, "?provision=s31&question=2"))
    assert fields["questions"] == ["2"]


def test_a_mistyped_provision_is_a_page_that_does_not_exist():
    me = officer()
    case = case_in_progress(by=me)
    assert signed_in(me).get(new_url(case, "?provision=s99")).status_code == 404


def test_an_incomplete_decision_is_kept_and_says_what_is_missing_where():
    me = officer()
    case = case_in_progress(by=me)
    client = signed_in(me)
    fields = opened(client, new_url(case, "?provision=s31&question=1")) | {"limbs": ["1a"]}
    page = client.post(new_url(case), fields, follow=True)
    assert page.redirect_chain[-1][0].endswith("/decisions/d1/")
    html = page.content.decode()
    assert "still to record" in html
    assert 'href="#id_prejudice"' in html
    assert 'id="id_prejudice"' in html
    assert 'href="#id_covers"' in html


def test_a_certificate_is_folded_away_and_kept_as_typed():
    me = officer()
    case = case_in_progress(by=me)
    client = signed_in(me)
    fields = opened(client, new_url(case, "?provision=s23&question=1")) | {"limbs": ["1"]}
    drawn = client.post(new_url(case), fields | {"act": "update"}).content.decode()
    assert "Certificate (seldom needed)" in drawn
    signed = {"certificate-name": "Ada Penhallow", "certificate-office": "Home Secretary"}
    day = {
        "certificate-signed_on-day": "1",
        "certificate-signed_on-month": "3",
        "certificate-signed_on-year": "2024",
    }
    client.post(new_url(case), fields_of(drawn) | signed | day | {"act": "save"})
    kept = ExemptionDecision.objects.get(case=case).certificate
    assert (kept.name, kept.office, kept.signed_on) == ("Ada Penhallow", "Home Secretary", date(2024, 3, 1))


def test_a_double_click_records_one_decision():
    me = officer()
    case = case_in_progress(by=me)
    client = signed_in(me)
    fields = opened(client, new_url(case, "?provision=s31&question=1")) | {"limbs": ["1a"]}
    first = client.post(new_url(case), fields)
    second = client.post(new_url(case), fields)
    assert first.url == second.url
    assert ExemptionDecision.objects.filter(case=case).count() == 1


def test_two_officers_with_new_decisions_keep_both():
    me, other = officer(), officer()
    case = case_in_progress(by=me)
    mine = opened(signed_in(me), new_url(case, "?provision=s31")) | {"limbs": ["1a"]}
    theirs = opened(signed_in(other), new_url(case, "?provision=s31")) | {"limbs": ["1b"]}
    signed_in(me).post(new_url(case), mine)
    signed_in(other).post(new_url(case), theirs)
    limbs = ExemptionDecision.objects.filter(case=case).values_list("limbs", flat=True)
    assert sorted(map(tuple, limbs)) == [("1a",), ("1b",)]


def test_an_approver_reads_and_may_not_record():
    me, reader = officer(), approver()
    case = case_in_progress(by=me)
    url = new_url(case, "?provision=s31")
    html = signed_in(reader).get(url).content.decode()
    assert "needs the role of" in html
    assert "Save the decision" not in html
    assert signed_in(reader).post(url, {"provision": "s31", "effect": "withhold"}).status_code == 403
    assert not ExemptionDecision.objects.exists()


def test_strangers_get_the_page_of_a_case_that_does_not_exist():
    case = logged_case()
    assert signed_in(administrator()).get(new_url(case)).status_code == 404


def test_long_texts_emoji_and_right_to_left_words_are_kept_and_escaped():
    me = officer()
    case = case_in_progress(by=me)
    client = signed_in(me)
    text = "שלום 🚓 <b>bold</b> " + "x" * 199_000
    fields = opened(client, new_url(case, "?provision=s31&question=1")) | {"covers": text}
    page = client.post(new_url(case), fields, follow=True).content.decode()
    assert "<b>bold</b>" not in page
    assert ExemptionDecision.objects.get().covers == text


def test_a_text_that_is_too_long_is_refused_and_still_in_the_form():
    me = officer()
    case = case_in_progress(by=me)
    client = signed_in(me)
    text = "y" * 200_001
    fields = opened(client, new_url(case, "?provision=s31&question=1")) | {"covers": text}
    page = client.post(new_url(case), fields)
    assert page.status_code == 422
    html = page.content.decode()
    assert "Shorten this: it has 200001 characters" in html
    assert fields_of(html)["covers"] == [text]
    assert "<title>Error: " in html


def test_what_is_not_held_under_the_eir_leads_from_its_question_to_the_exception():
    """EIR reg 12(4)(a)."""
    me = officer()
    case = case_in_progress(by=me, regime="eir")
    client = signed_in(me)
    record_answer(case.pk, 1, QuestionRecord(holding=Holding.NOT_HELD), by=me, at=timezone.now())
    page = client.get(f"/cases/{case.reference}/questions/1/").text
    address = f"/cases/{case.reference}/decisions/new/?provision=reg12-4&limb=4a&question=1"
    assert page.count(escape(address)) == 2  # in the list of what is missing, and beside the decisions
    fields = opened(client, address)
    assert (fields["limbs"], fields["questions"]) == (["4a"], ["1"])
    assert not opened(client, address.replace("4a", "9z")).get("limbs")
