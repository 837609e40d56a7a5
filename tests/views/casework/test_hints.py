"""Do the hints of a form speak of the law under which the case is answered?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories.cases import case_in_progress
from tests.factories.people import officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


def decision_form(me, case, provision: str) -> str:
    url = reverse("casework:decision_new", args=[case.reference])
    limb = {"reg12-4": "4b", "s31": "1a", "s12": "1"}[provision]
    response = signed_in(me).get(f"{url}?provision={provision}&question=1&limbs={limb}")
    assert response.status_code == 200
    return response.text


def test_an_environmental_case_is_not_told_of_the_act(me) -> None:
    case = case_in_progress(by=me, regime="eir")
    pages = [
        signed_in(me).get(reverse("casework:question", args=[case.reference, 1])).text,
        signed_in(me).get(reverse("casework:questions", args=[case.reference])).text,
        decision_form(me, case, "reg12-4"),
    ]
    for page in pages:
        assert "(FOIA s" not in page.replace("answer it as advice (FOIA s16)", "")
    assert "EIR reg 3(2)" in pages[0]
    assert "EIR reg 12(1)" in pages[2]


def test_a_case_under_the_act_still_cites_it(me) -> None:
    case = case_in_progress(by=me)
    assert "FOIA s3(2)" in signed_in(me).get(reverse("casework:question", args=[case.reference, 1])).text
    page = decision_form(me, case, "s31")
    assert "FOIA s1(1)(b)" in page
    assert "EIR" not in page


def test_a_refusal_on_cost_does_not_say_that_the_information_is_held(me) -> None:
    page = decision_form(me, case_in_progress(by=me), "s12")
    assert "Refuse the request" in page
    assert "You say that the information is held" not in page
    assert "would itself reveal something" not in page
