"""Does each act write the letter that belongs to it, with the right dates, and only when it may?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.compliance import Compliance, compliance
from requests_app.domain.errors import InvalidInput, NotReady, WrongState
from requests_app.domain.text import long_date
from requests_app.letters.content import content_text, from_dict
from requests_app.models import Message
from requests_app.selectors.clocks import Terms, running_clock
from requests_app.services.acknowledge import acknowledge
from requests_app.services.apologise import apologise
from requests_app.services.correspond import ask_clarification, remind, send_fees_notice
from requests_app.services.timing import extend, lapse, reopen
from requests_app.services.transfer import transfer
from tests.factories.cases import case_in_progress, instant, logged_case, submitted_case
from tests.factories.people import manager, officer

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 11, 3)
DAY_20 = date(2025, 12, 2)
START = instant(MONDAY)
TO = {"to": "Eastmere Borough Council", "contact": "1 Town Square\nEastmere"}


@pytest.fixture
def by():
    return officer()


@pytest.fixture
def case(by):
    return case_in_progress(by=by, at=START, received_on=MONDAY)


def day(number: int):
    return instant(MONDAY + timedelta(days=number))


def said(message: Message) -> str:
    assert message.letter is not None
    return content_text(from_dict(message.letter.content))


def test_a_request_is_acknowledged_once_with_its_due_date_and_the_reason(case, by):
    message = acknowledge(case.pk, by=by, at=START)
    assert "by Tuesday 2 December 2025 at the latest" in said(message)
    assert "1 December does not count" in said(message)
    assert f"/track/{case.tracking_token}/" in said(message)
    assert (
        message.body
        == "We received your request on Monday 3 November 2025. We will answer by Tuesday 2 December 2025."
    )
    with pytest.raises(NotReady, match="acknowledged already"):
        acknowledge(case.pk, by=by, at=START)


def test_a_request_that_waits_is_acknowledged_without_a_date(case, by):
    ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    message = acknowledge(case.pk, by=by, at=START)
    assert message.body == "We received your request on Monday 3 November 2025."
    assert "stands still" in said(message)


def test_nobody_is_acknowledged_who_cannot_be_reached(by):
    case = logged_case(by=by, applicant=ApplicantFile(name="Rowan Achterberg"))
    with pytest.raises(NotReady, match="nowhere to send"):
        acknowledge(case.pk, by=by, at=timezone.now())


def test_another_version_of_the_case_is_not_acknowledged(case, by):
    with pytest.raises(WrongState):
        acknowledge(case.pk, by=by, at=START, expected_version=case.version - 1)


def test_a_clarification_says_by_when_to_reply_before_it_lapses(case, by):
    message = ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    case.refresh_from_db()
    assert f"Please reply by {long_date(case.lapses_on)}" in said(message)
    assert message.body == "Which road?"


def test_a_reminder_repeats_the_question_until_the_case_can_lapse(case, by):
    ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    first = remind(case.pk, text="", by=by, at=day(14))
    second = remind(case.pk, text="You can also call.\x20", by=by, at=day(28))
    assert "Which road?" in said(first)
    assert "We wrote to you on Monday 3 November 2025" in said(first)
    assert first.body.startswith("Reminder: please reply by")
    assert second.body == "You can also call."
    case.refresh_from_db()
    assert case.state == "awaiting_clarification"
    over = instant(case.lapses_on + timedelta(days=1))
    with pytest.raises(NotReady, match="period for a reply is over"):
        remind(case.pk, text="", by=by, at=over)
    lapse(case.pk, by=by, at=over)


def test_a_reminder_holds_nothing_that_cannot_be_stored(case, by):
    ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    with pytest.raises(InvalidInput, match="NUL"):
        remind(case.pk, text="a\x00b", by=by, at=day(1))


def test_a_fees_notice_names_the_last_day_to_pay(case, by):
    message = send_fees_notice(case.pk, amount=Decimal("45"), text="Copies.", on=MONDAY, by=by, at=START)
    assert "£45.00" in said(message)
    assert "Please pay by Monday 2 February 2026" in said(message)


def test_an_environmental_extension_is_told_by_day_twenty_or_not_at_all(by):
    case = case_in_progress(by=by, at=START, received_on=MONDAY, regime="eir")
    with pytest.raises(NotReady) as caught:
        extend(
            case.pk, until=None, why="Ten years of readings.", by=by, at=instant(DAY_20 + timedelta(days=1))
        )
    assert [finding.code for finding in caught.value.findings] == ["extension-too-late"]
    extend(case.pk, until=None, why="Ten years of readings.", by=by, at=instant(DAY_20))
    assert "by Monday 5 January 2026 at the latest" in said(case.messages.get(kind="extension"))


@pytest.mark.parametrize("make", [case_in_progress, submitted_case])
def test_an_apology_moves_no_deadline_and_takes_nothing_back(by, make):
    case = make(by=by, at=START, received_on=MONDAY)
    state, due_on = case.state, case.deadline_on
    late = instant(DAY_20 + timedelta(days=2))
    message = apologise(case.pk, text="We were flooded.", expected_on=date(2025, 12, 12), by=by, at=late)
    assert "was due by Tuesday 2 December 2025" in said(message)
    assert message.body == "We were flooded.\n\nWe expect to answer by Friday 12 December 2025."
    case.refresh_from_db()
    assert (case.state, case.deadline_on) == (state, due_on)


@pytest.mark.parametrize(
    ("text", "expected_on", "field", "words"),
    [
        (" ", date(2025, 12, 12), "text", "why the answer is late"),
        ("Flooded.", MONDAY, "expected_on", "still to come"),
        ("Flooded.", DAY_20, "expected_on", "would not be late"),
    ],
)
def test_an_apology_says_why_and_names_a_day_that_is_late(case, by, text, expected_on, field, words):
    with pytest.raises(InvalidInput, match=words) as caught:
        apologise(case.pk, text=text, expected_on=expected_on, by=by, at=day(3))
    assert set(caught.value.fields) == {field}
    assert not case.messages.exists()


@pytest.mark.parametrize(
    ("on", "status", "words"),
    [
        (date(2025, 11, 10), Compliance.ANSWERED_IN_TIME, "transferred in 5 working days"),
        (date(2025, 12, 4), Compliance.ANSWERED_LATE, None),
    ],
)
def test_a_transfer_ends_the_case_as_an_answer_on_its_day(case, by, on, status, words):
    message = transfer(case.pk, **TO, consent_on=MONDAY, on=on, by=by, at=instant(on))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.responded_on, case.due_on) == (
        "transferred",
        "transferred",
        on,
        None,
    )
    clock = running_clock(case, Terms.load(today=on))
    assert compliance(clock) is status
    assert clock.is_transferred
    assert "Transferred on" in clock.reason
    assert "Eastmere Borough Council" in said(message)
    assert "as you agreed on Monday 3 November 2025" in message.body
    event = case.events.latest("id")
    assert (event.new["to"], event.new["consent_on"]) == ("Eastmere Borough Council", "2025-11-03")


def test_a_transfer_that_was_a_mistake_is_taken_back(case, by):
    due_on = case.deadline_on
    message = transfer(case.pk, **TO, text="They know.", consent_on=MONDAY, on=MONDAY, by=by, at=START)
    assert "They know." in message.body
    reopen(case.pk, why="They do not hold it.", by=manager(), at=day(2))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.due_on, case.responded_on) == ("in_progress", "", due_on, None)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"to": " "}, "to", "name of the authority"),
        ({"to": "x" * 201}, "to", "at most 200"),
        ({"to": "Eastmere\nCouncil"}, "to", "on one line"),
        ({"contact": ""}, "contact", "how the requester can reach"),
        ({"consent_on": MONDAY + timedelta(days=1)}, "consent_on", "after the transfer"),
    ],
)
def test_nothing_is_transferred_without_consent_or_whereabouts(case, by, given, field, words):
    values = {**TO, "consent_on": MONDAY, "on": MONDAY} | given
    with pytest.raises(InvalidInput, match=words) as caught:
        transfer(case.pk, **values, by=by, at=START)
    assert set(caught.value.fields) == {field}
    case.refresh_from_db()
    assert case.state == "in_progress"
