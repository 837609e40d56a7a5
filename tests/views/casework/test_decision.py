"""The form of a decision: it asks for what the limbs need, keeps what was typed, and shows both versions."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exemptions.domain.records import RECORD_TYPES
from exemptions.models import ExemptionDecision, LibraryFactor
from exemptions.services.decisions import load_decisions
from exemptions.statute import Effect
from requests_app.forms.decision_cost import CostEstimateForm
from requests_app.forms.decision_records import SIMPLE_FORMS
from requests_app.forms.decision_weighing import PublicInterestForm
from requests_app.services.decide import record_decision, remove_decision
from requests_app.services.sign_off import submit
from tests.factories.cases import answered_case, case_in_progress, instant
from tests.factories.decisions import decided, law_enforcement, ncnd_law_enforcement
from tests.factories.people import officer, signed_in
from tests.views.casework.decision_posts import fields_of, opened

pytestmark = pytest.mark.django_db


def url_of(case, key="d1"):
    return f"/cases/{case.reference}/decisions/{key}/"


@pytest.fixture
def me():
    return officer()


@pytest.fixture
def case(me):
    return case_in_progress(by=me)


def redrawn(client, url, fields, act, **changes):
    """The page after a button within the form; nothing is saved by it."""
    response = client.post(url, {**fields, **changes, "act": act})
    assert response.status_code == 200
    return response.content.decode()


def test_every_record_has_a_form_with_exactly_its_fields():
    forms = {form.record: form for form in (*SIMPLE_FORMS, CostEstimateForm, PublicInterestForm)}
    nested = {"factors", "activities"}
    for record, kind in RECORD_TYPES.items():
        wanted = {field.name for field in dataclasses.fields(kind)} - nested
        assert set(forms[record].base_fields) == wanted, record


def test_a_complete_decision_opens_and_saves_back_unchanged(me, case):
    decided(case, law_enforcement(1), by=me)
    before = load_decisions(case.pk)
    client = signed_in(me)
    page = client.post(url_of(case), opened(client, url_of(case)), follow=True)
    assert "Nothing is missing from it" in page.content.decode()
    assert load_decisions(case.pk) == before
    assert ExemptionDecision.objects.get().version >= 1


def test_the_form_asks_for_exactly_what_the_limbs_need(me, case):
    decided(case, law_enforcement(1), by=me)
    html = signed_in(me).get(url_of(case)).content.decode()
    assert 'id="id_prejudice-causal_link"' in html
    assert 'id="id_public_interest-balance"' in html
    assert "the prevention or detection of crime" in html
    for other in ("data_protection", "qualified_person", "cost_estimate", "enactment", "vexatious"):
        assert f'id="id_{other}' not in html


@pytest.mark.parametrize(
    ("provision", "limbs", "ids"),
    [
        ("s40", ["2", "3Aa"], ["id_data_protection-whose", "id_data_protection-expectations"]),
        ("s36", ["2bi"], ["id_qualified_person-given_on", "id_public_interest-balance"]),
        ("s12", ["1"], ["id_cost_estimate-limit_pounds", "id_cost_estimate-advice"]),
        ("s21", ["1"], ["id_where_available-where"]),
        ("s22", ["1a", "1b", "1c"], ["id_publication_plan-plan"]),
        ("s14", ["1"], ["id_vexatious-burden"]),
        ("s14", ["2"], ["id_earlier_request-reference"]),
        ("s41", ["1a", "1b"], ["id_confidence-source"]),
        ("s44", ["1a"], ["id_enactment-name"]),
    ],
)
def test_update_the_form_brings_the_fieldsets_of_the_limbs(me, case, provision, limbs, ids):
    client = signed_in(me)
    url = f"/cases/{case.reference}/decisions/new/"
    fields = opened(client, f"{url}?provision={provision}&question=1")
    html = redrawn(client, url, fields, "update", limbs=limbs, covers="what is typed")
    for identity in ids:
        assert f'id="{identity}"' in html
    kept = fields_of(html)
    assert kept["covers"] == ["what is typed"]
    assert kept["limbs"] == limbs
    assert not ExemptionDecision.objects.exists()


def test_reasons_can_be_left_out_under_the_act_and_not_under_the_regulations(me, case):
    """FOIA s17(4): the fieldset is folded until somebody has written in it."""
    decided(case, law_enforcement(1), by=me)
    client = signed_in(me)
    fields = opened(client, url_of(case))
    typed = fields | {"omission-reasons": "on", "omission-why": ["They name the operation."]}
    page = client.post(url_of(case), typed, follow=True).content.decode()
    assert "Nothing is missing from it" in page
    (decision,) = load_decisions(case.pk)
    assert (decision.omission.reasons, decision.omission.public_interest) == (True, False)
    assert decision.omission.why == "They name the operation."
    assert '<details class="govuk-details app-record" id="id_omission" open>' in page
    law = client.get(f"/cases/{case.reference}/decisions/new/?provision=reg12-5").content.decode()
    assert "omission" not in law


def test_purposes_stand_apart_and_say_with_which_limbs_they_go(me, case):
    html = signed_in(me).get(f"/cases/{case.reference}/decisions/new/?provision=s31").content.decode()
    assert "Needed with (1)(g), (1)(h) or (1)(i), and only with these." in html
    assert 'name="purposes"' in html


def test_a_purpose_without_its_limb_is_shown_with_the_reason(me, case):
    client = signed_in(me)
    url = f"/cases/{case.reference}/decisions/new/"
    fields = opened(client, f"{url}?provision=s31&question=1")
    html = redrawn(client, url, fields, "update", limbs=["1a"], purposes=["2b"])
    assert "The purpose (2)(b) is cited without the limb that brings it in" in html


def test_sections_30_and_31_for_one_question_are_shown_with_the_reason(me, case):
    decided(case, law_enforcement(1), by=me)
    client = signed_in(me)
    url = f"/cases/{case.reference}/decisions/new/"
    fields = opened(client, f"{url}?provision=s30&question=1")
    assert "cannot both withhold" in redrawn(client, url, fields, "update", limbs=["1b"])
    assert "cannot both withhold" not in redrawn(client, url, fields, "update", limbs=["1b"], questions=["2"])


def test_what_other_limbs_asked_for_is_kept_and_can_be_left_out(me, case):
    decided(case, law_enforcement(1), by=me)
    client = signed_in(me)
    fields = opened(client, url_of(case))
    html = redrawn(client, url_of(case), {k: v for k, v in fields.items() if k != "limbs"}, "update")
    assert "No longer needed by these limbs" in html
    surplus = fields_of(html)
    assert surplus["prejudice-harm"] == fields["prejudice-harm"]
    client.post(url_of(case), surplus)
    assert load_decisions(case.pk)[0].prejudice is not None
    client.post(url_of(case), opened(client, url_of(case)) | {"leave_out": ["prejudice"]})
    saved = load_decisions(case.pk)[0]
    assert saved.prejudice is None
    assert saved.public_interest is not None


def test_factors_are_added_taken_from_the_library_and_removed_without_javascript(me, case):
    ready = LibraryFactor.objects.create(
        provision="s31", side="against", text="Officers could be recognised."
    )
    LibraryFactor.objects.create(provision="s43", side="for", text="Bidders would learn.")
    decided(case, law_enforcement(1), by=me)
    client = signed_in(me)
    html = redrawn(client, url_of(case), opened(client, url_of(case)), "add_for")
    fields = fields_of(html)
    assert fields["public_interest-factors-TOTAL_FORMS"] == ["3"]
    assert "Bidders would learn." not in html
    fields["public_interest-factors-2-text"] = ["Trust in the force."]
    html = redrawn(client, url_of(case), fields, "add_library", library=[ready.pk])
    fields = fields_of(html)
    assert fields["public_interest-factors-3-text"] == ["Officers could be recognised."]
    html = redrawn(client, url_of(case), fields, "remove_factor:0")
    client.post(url_of(case), fields_of(html))
    factors = load_decisions(case.pk)[0].public_interest.factors
    assert [factor.text for factor in factors] == [
        "More vehicles would be stolen on the other nights.",
        "Trust in the force.",
        "Officers could be recognised.",
    ]


def test_the_sum_of_an_estimate_is_shown_against_the_limit(me, case):
    client = signed_in(me)
    url = f"/cases/{case.reference}/decisions/new/"
    fields = opened(client, f"{url}?provision=s12&question=1") | {"limbs": ["1"]}
    fields = fields_of(redrawn(client, url, fields, "update"))
    fields = fields_of(redrawn(client, url, fields, "add_activity"))
    fields |= {"cost_estimate-activities-0-items": "600", "cost_estimate-activities-0-minutes_each": "2.5"}
    html = redrawn(client, url, fields, "update")
    assert "25 hours, £625.00: above the limit of £450 (18 hours)." in html
    client.post(url, fields_of(html))
    estimate = load_decisions(case.pk)[0].cost_estimate
    assert estimate is not None
    assert estimate.exceeds


@pytest.mark.parametrize("typed", ["many", "-3", "1e999"])
def test_a_number_that_cannot_be_read_stays_in_the_field_with_its_error(me, case, typed):
    client = signed_in(me)
    url = f"/cases/{case.reference}/decisions/new/"
    fields = opened(client, f"{url}?provision=s12&question=1") | {"limbs": ["1"]}
    fields = fields_of(redrawn(client, url, fields, "update"))
    fields = fields_of(redrawn(client, url, fields, "add_activity"))
    fields |= {"cost_estimate-activities-0-minutes_each": typed, "cost_estimate-limit_pounds": typed}
    page = client.post(url, fields)
    html = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_cost_estimate-limit_pounds"' in html
    assert fields_of(html)["cost_estimate-activities-0-minutes_each"] == [typed]
    assert redrawn(client, url, fields, "update")


def test_a_balance_not_yet_struck_takes_the_estimated_date(me, case):
    decided(case, law_enforcement(1), by=me)
    client = signed_in(me)
    fields = opened(client, url_of(case)) | {"public_interest-favours": "undecided"}
    day = {"day": "32", "month": "1", "year": "2027"}
    page = client.post(
        url_of(case), fields | {f"public_interest-estimated_on-{k}": v for k, v in day.items()}
    )
    assert page.status_code == 422
    assert "must be a real date" in page.content.decode()
    day["day"] = "12"
    client.post(url_of(case), fields | {f"public_interest-estimated_on-{k}": v for k, v in day.items()})
    test = load_decisions(case.pk)[0].public_interest
    assert test.estimated_on.isoformat() == "2027-01-12"


def test_other_qualified_exemptions_are_offered_for_weighing_together(me, case):
    decided(case, law_enforcement(1), by=me)
    decided(case, law_enforcement(1, provision="s38", limbs=("1a",)), by=me)
    client = signed_in(me)
    fields = opened(client, url_of(case)) | {"public_interest-aggregated_with": ["s38"]}
    client.post(url_of(case), fields)
    assert load_decisions(case.pk)[0].public_interest.aggregated_with == ("s38",)


def test_neither_confirming_nor_denying_weighs_confirming(me, case):
    decided(case, ncnd_law_enforcement(1), by=me)
    html = signed_in(me).get(url_of(case)).content.decode()
    assert "For confirming or denying" in html
    assert load_decisions(case.pk)[0].effect is Effect.NCND


def test_a_stale_save_shows_both_versions_and_saving_again_works_on_purpose(me, case):
    key = decided(case, law_enforcement(1), by=me).key
    client = signed_in(me)
    mine = opened(client, url_of(case)) | {"covers": "the nights <i>and</i> places"}
    record_decision(
        case.pk,
        law_enforcement(1, key=key, covers="the dates alone"),
        by=officer(),
        at=instant(case.received_on),
    )
    page = client.post(url_of(case), mine)
    html = page.content.decode()
    assert page.status_code == 409
    assert "the dates alone" in html
    assert "the nights &lt;i&gt;and&lt;/i&gt; places" in html
    again = fields_of(html)
    assert again["covers"] == ["the nights <i>and</i> places"]
    assert load_decisions(case.pk)[0].covers == "the dates alone"
    client.post(url_of(case), again)
    assert load_decisions(case.pk)[0].covers == "the nights <i>and</i> places"


def test_what_was_typed_survives_the_removal_of_the_decision(me, case):
    key = decided(case, law_enforcement(1), by=me).key
    client = signed_in(me)
    mine = opened(client, url_of(case)) | {"covers": "typed meanwhile"}
    remove_decision(case.pk, key, by=officer(), at=instant(case.received_on))
    page = client.post(url_of(case), mine)
    assert page.status_code == 409
    again = fields_of(page.content.decode())
    assert again["covers"] == ["typed meanwhile"]
    client.post(url_of(case), again)
    assert load_decisions(case.pk)[0].covers == "typed meanwhile"


def test_what_was_typed_survives_a_case_that_was_moved_on(me):
    case = answered_case(by=me)
    url = f"/cases/{case.reference}/decisions/new/"
    client = signed_in(me)
    fields = opened(client, f"{url}?provision=s31&question=1") | {"covers": "typed meanwhile"}
    submit(case.pk, by=me, at=instant(case.received_on))
    page = client.post(url, fields)
    assert page.status_code == 409
    assert "typed meanwhile" in page.content.decode()
    assert not ExemptionDecision.objects.exists()


def test_a_decision_is_removed_after_asking_and_stays_in_the_history(me, case):
    decided(case, law_enforcement(1), by=me)
    client = signed_in(me)
    url = f"{url_of(case)}remove/"
    html = client.get(url).content.decode()
    assert "Remove the decision under Section 31(1)(a)?" in html
    assert ExemptionDecision.objects.count() == 1
    assert client.post(url, {"version": "1"}).status_code == 302
    assert not ExemptionDecision.objects.exists()
    assert case.events.filter(kind="decision", summary="Decision d1 removed").exists()
    assert client.post(url, {"version": "1"}).status_code == 404


def test_the_page_takes_as_many_queries_for_twenty_decisions_as_for_one(me, case, django_assert_num_queries):
    client = signed_in(me)
    decided(case, law_enforcement(1), by=me)
    client.get(url_of(case))
    with CaptureQueriesContext(connection) as few:
        client.get(url_of(case))
    for _ in range(19):
        decided(case, law_enforcement(1, 2), by=me)
    with django_assert_num_queries(len(few)):
        client.get(url_of(case))
