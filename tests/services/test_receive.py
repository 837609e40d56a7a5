"""Is a request logged as it came, with what is missing asked for?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import InvalidInput, NotPermitted
from requests_app.models import Case, ClockEventRow, Event
from requests_app.services.receive import LONGEST_WORDING, NewRequest, log_case, section_8_gaps
from tests.factories.cases import APPLICANT, WORDING, instant, logged_case
from tests.factories.people import administrator, approver, auditor, manager, officer, reviewer, team
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
RECEIVED = date(2024, 3, 1)


def new_request(**given: object) -> NewRequest:
    return NewRequest(**{"wording": WORDING, "received_on": RECEIVED, "applicant": APPLICANT, **given})


def test_a_request_is_logged_word_for_word_with_its_clock_and_questions():
    by = officer(team=team("Information rights"))
    seed_installation()
    case = log_case(new_request(channel="post"), by=by, at=instant(date(2024, 3, 4)))

    case.refresh_from_db()
    assert case.reference == "01.FOI.24.000001"
    assert (case.wording, case.state, case.channel, case.version) == (WORDING, "new", "post", 1)
    assert (case.received_on, case.logged_at) == (RECEIVED, instant(date(2024, 3, 4)))
    assert (case.officer, case.logged_by, case.team) == (by, by, by.team)
    # Day 20 after 1 March 2024: St Patrick's Day (18th), Good Friday and Easter Monday do not count.
    assert case.deadline_on == case.statutory_deadline_on == case.due_on == date(2024, 4, 3)
    assert [row.text[:16] for row in case.questions.all()] == ["How many vehicle", "How much was pai"]
    assert case.applicant.email == APPLICANT.email
    (event,) = case.events.all()
    assert (event.kind, event.actor, event.by) == ("logged", str(by), by)
    assert event.new["reference"] == case.reference
    assert event.new["deadline_on"] == "2024-04-03"
    (clock,) = ClockEventRow.objects.filter(case=case)
    assert (clock.kind, clock.on, clock.recorded_by) == ("received", RECEIVED, by)


@pytest.mark.parametrize("who", [approver, auditor, administrator, reviewer])
def test_only_officers_and_managers_log_requests(who):
    seed_installation()
    with pytest.raises(NotPermitted, match="officer or manager"):
        log_case(new_request(), by=who(), at=timezone.now())
    assert not Case.objects.exists()


def test_a_person_who_has_left_logs_nothing():
    by = manager()
    by.is_active = False
    with pytest.raises(NotPermitted):
        log_case(new_request(), by=by, at=timezone.now())


def test_the_system_logs_a_request_for_nobody_in_particular():
    seed_installation()
    case = log_case(new_request(), by=None, at=timezone.now())
    assert (case.officer, case.logged_by, case.events.get().actor) == (None, None, "System")


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "received_on", "future"),
        ({"received_on": date(2004, 12, 31)}, "received_on", "1 January 2005"),
        ({"wording": "  \n"}, "wording", "own words"),
        ({"wording": "a\x00b"}, "wording", "cannot be stored"),
        ({"wording": "x" * (LONGEST_WORDING + 1)}, "wording", "200,001 characters"),
    ],
)
def test_what_cannot_be_a_request_is_refused_at_its_field(given: dict, field: str, words: str):
    seed_installation()
    with pytest.raises(InvalidInput, match=words) as caught:
        log_case(new_request(**given), by=officer(), at=timezone.now())
    assert list(caught.value.fields) == [field]
    assert not Case.objects.exists()
    assert not Event.objects.filter(case__isnull=False).exists()


@pytest.mark.parametrize(
    "wording",
    [
        "🚓" * 5_000,
        "كم عدد المركبات؟",
        "<script>alert(1)</script>",
        "word " * 40_000,
        "Q" * LONGEST_WORDING,
        "a\r\nb",
    ],
)
def test_any_wording_is_kept_as_it_came(wording: str):
    case = logged_case(wording=wording)
    assert Case.objects.get(pk=case.pk).wording == wording
    assert case.questions.exists()


def test_the_first_day_of_the_right_and_today_are_days_of_receipt():
    assert logged_case(received_on=date(2005, 1, 1)).received_on == date(2005, 1, 1)
    assert logged_case(received_on=timezone.localdate()).received_on == timezone.localdate()


def test_what_section_8_asks_for_and_is_missing_is_named_and_the_request_logged():
    gaps = section_8_gaps(ApplicantFile())
    assert ["name" in gap for gap in gaps] == [True, False]
    assert all("FOIA s8(1)(b)" in gap for gap in gaps)
    assert section_8_gaps(ApplicantFile(name="R", postal_address="1 Quay Street")) == ()
    assert logged_case(applicant=ApplicantFile()).state == "new"


def test_each_year_and_regime_is_numbered_by_the_pattern():
    seed_installation(reference_pattern="{regime}-{yyyy}-{number:04d}")
    at = timezone.now()
    by = officer()
    days = [date(2025, 12, 31), date(2026, 1, 2), date(2025, 6, 2)]
    references = [log_case(new_request(received_on=day), by=by, at=at).reference for day in days]
    references.append(log_case(new_request(received_on=days[1], regime="eir"), by=by, at=at).reference)
    assert references[:3] == ["FOI-2025-0001", "FOI-2026-0001", "FOI-2025-0002"]
    assert references[3].startswith("EIR-2026-")


def test_a_number_that_an_imported_case_holds_is_passed_over():
    first = logged_case(received_on=RECEIVED)
    Case.objects.filter(pk=first.pk).update(reference="01.FOI.24.000002")
    assert logged_case(received_on=RECEIVED).reference == "01.FOI.24.000003"
