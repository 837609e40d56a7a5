"""Does the history show all that happened, in words, and looks only to those who may see them?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.services.manage import change_applicant
from tests.factories.cases import case_in_progress, logged_case
from tests.factories.people import auditor, manager, officer, person_with, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


def url(case) -> str:
    return reverse("casework:history", args=[case.reference])


def titles(response) -> list[str]:
    return [item.title for item in response.context["found"].items]


def test_old_and_new_values_read_as_words(me) -> None:
    case = case_in_progress(by=me)
    text = signed_in(me).get(url(case)).text
    assert "<dt>Stage</dt>" in text
    assert "Before: </span>New</del>" in text
    assert "Now: </span>In progress</ins>" in text


def test_looks_are_for_auditors_and_managers_who_can_leave_them_out(me) -> None:
    case = logged_case(by=me)
    signed_in(me).get(reverse("casework:case", args=[case.reference]))
    assert titles(signed_in(me).get(url(case))) == ["Request logged"]
    for reader in (auditor(), manager()):
        client = signed_in(reader)
        assert any(title.startswith("Looked at") for title in titles(client.get(url(case))))
        assert titles(client.get(url(case), {"looks": "no"})) == ["Request logged"]


def test_reading_the_history_is_itself_written_down(me) -> None:
    case = logged_case(by=me)
    signed_in(me).get(url(case))
    assert case.events.filter(kind="looked", by=me).count() == 1


def test_pages_hold_every_event_once_both_ways(me, monkeypatch) -> None:
    monkeypatch.setattr("requests_app.selectors.history.PAGE_SIZE", 3)
    case, client = logged_case(by=me), signed_in(me)
    for number in range(7):
        change_applicant(case.pk, ApplicantFile(name=f"Name {number}"), by=me, at=timezone.now())
    pages, response = [], client.get(url(case))
    while True:
        pages.append([item.id for item in response.context["found"].items])
        if not response.context["next_url"]:
            break
        response = client.get(url(case) + response.context["next_url"])
    flat = [each for one in pages for each in one]
    assert len(flat) == len(set(flat)) == 8
    back = client.get(url(case) + response.context["previous_url"])
    assert [item.id for item in back.context["found"].items] == pages[-2]


def test_what_people_wrote_is_never_markup(me) -> None:
    case = logged_case(by=me, applicant=ApplicantFile(name="Ro"))
    change_applicant(case.pk, ApplicantFile(name="<script>x</script> 🚓"), by=me, at=timezone.now())
    text = signed_in(me).get(url(case)).text
    assert "<script>x" not in text
    assert "&lt;script&gt;x&lt;/script&gt; 🚓" in text


def test_the_number_of_queries_does_not_grow(me) -> None:
    case, client = logged_case(by=me), signed_in(me)

    def queries() -> int:
        client.get(url(case))
        with CaptureQueriesContext(connection) as found:
            client.get(url(case))
        return len(found)

    few = queries()
    for number in range(20):
        change_applicant(case.pk, ApplicantFile(name=f"Name {number}"), by=me, at=timezone.now())
    assert queries() == few <= 16


def test_strangers_find_nothing(me) -> None:
    assert signed_in(person_with()).get(url(logged_case(by=me))).status_code == 404
