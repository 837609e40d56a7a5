"""Can the applicant's details be put right, with nothing lost when two people do it?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.services.manage import change_applicant
from tests.factories.cases import logged_case, submitted_case
from tests.factories.people import auditor, manager, officer, person_with, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


def url(case) -> str:
    return reverse("casework:applicant", args=[case.reference])


def fields(response) -> dict[str, str]:
    return {bound.html_name: bound.value() or "" for bound in response.context["form"]}


def test_details_are_saved_and_old_and_new_are_kept(me) -> None:
    case, client = logged_case(by=me), signed_in(me)
    response = client.post(
        url(case), fields(client.get(url(case))) | {"name": "Rowan A. Achterberg"}, follow=True
    )
    case.applicant.refresh_from_db()
    assert case.applicant.name == "Rowan A. Achterberg"
    assert "The applicant&#x27;s details are saved." in response.text
    event = case.events.get(kind="applicant")
    assert (event.old["name"], event.new["name"]) == ("Rowan Achterberg", "Rowan A. Achterberg")


def test_reading_the_details_is_written_down(me) -> None:
    case = logged_case(by=me)
    signed_in(me).get(url(case))
    assert case.events.get(kind="looked").new == {"what": "the applicant's details"}


def test_taking_the_last_address_away_says_what_is_then_missing(me) -> None:
    case, client = logged_case(by=me), signed_in(me)
    response = client.post(url(case), fields(client.get(url(case))) | {"email": ""}, follow=True)
    assert "Ask for an address for correspondence" in response.text


def test_a_wrong_address_is_said_and_everything_is_kept(me) -> None:
    case, client = logged_case(by=me), signed_in(me)
    typed = {"email": "nowhere", "organisation": "<b>Voss</b> 🚓"}
    response = client.post(url(case), fields(client.get(url(case))) | typed)
    assert response.status_code == 422
    assert "Enter a valid email address." in response.text
    assert "&lt;b&gt;Voss&lt;/b&gt; 🚓" in response.text


def test_a_stale_edit_shows_both_versions_and_saves_on_purpose_afterwards(me) -> None:
    case, client = logged_case(by=me), signed_in(me)
    mine = fields(client.get(url(case))) | {"name": "My spelling"}
    change_applicant(case.pk, ApplicantFile(name="Their spelling"), by=manager(), at=timezone.now())
    response = client.post(url(case), mine)
    assert response.status_code == 409
    assert "Their spelling" in response.text
    assert fields(response)["name"] == "My spelling"
    assert client.post(url(case), fields(response)).status_code == 302
    case.applicant.refresh_from_db()
    assert case.applicant.name == "My spelling"


def test_saving_twice_changes_nothing_more(me) -> None:
    case, client = logged_case(by=me), signed_in(me)
    data = fields(client.get(url(case))) | {"name": "Once"}
    client.post(url(case), data)
    assert client.post(url(case), data).status_code in (302, 409)
    assert case.events.filter(kind="applicant").count() == 1


def test_who_may_not_is_refused_and_strangers_find_nothing(me) -> None:
    case = logged_case(by=me)
    assert signed_in(auditor()).get(url(case)).status_code == 403
    assert signed_in(person_with()).get(url(case)).status_code == 404
    assert signed_in(me).get(url(submitted_case(by=me))).status_code == 409
