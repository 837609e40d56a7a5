"""Do the dates of a case follow from what happened, whatever is put right later?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from exemptions.domain.records import Favours, PublicInterest
from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, WrongState
from requests_app.models import BankHoliday, Case, ClockEventRow, RecalculationRequest
from requests_app.services import clock, history
from requests_app.services.correspond import (
    ask_clarification,
    receive_clarification,
    receive_fee,
    send_fees_notice,
)
from requests_app.services.timing import (
    close_without_notice,
    correct_receipt,
    extend,
    lapse,
    reopen,
    withdraw,
)
from tests.factories.cases import case_in_progress, instant, logged_case, submitted_case
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import manager, officer

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 11, 3)
DAY_20 = date(2025, 12, 2)  # 1 December is a holiday in Scotland: St Andrew's Day fell on the Sunday
START = instant(MONDAY)
UNDECIDED = PublicInterest(favours=Favours.UNDECIDED, estimated_on=date(2025, 12, 19))


@pytest.fixture
def by():
    return officer()


@pytest.fixture
def case(by):
    return case_in_progress(by=by, at=START, received_on=MONDAY)


def day(number: int):
    return instant(MONDAY + timedelta(days=number))


def dates(case) -> tuple:
    case.refresh_from_db()
    return case.statutory_deadline_on, case.deadline_on, case.is_extended


def test_time_is_extended_for_a_qualified_exemption_whose_balance_is_open(case, by):
    decided(case, law_enforcement(1, public_interest=UNDECIDED), by=by, at=START)
    extend(case.pk, until=date(2025, 12, 19), why="The balance is close.", by=by, at=day(10))
    assert dates(case) == (DAY_20, date(2025, 12, 19), True)
    event = case.events.latest("id")
    assert (event.kind, event.reason) == ("extend", "The balance is close.")
    assert (event.old["deadline_on"], event.new["deadline_on"]) == ("2025-12-02", "2025-12-19")
    with pytest.raises(NotReady, match="extended once"):
        extend(case.pk, until=date(2025, 12, 22), why="Again.", by=by, at=day(11))


@pytest.mark.parametrize(
    "decision", [None, law_enforcement(1), law_enforcement(1, provision="s21", limbs=("1",))]
)
def test_time_is_not_extended_without_one(case, by, decision):
    if decision:
        decided(case, decision, by=by, at=START)
    with pytest.raises(NotReady, match=r"s10\(3\)"):
        extend(case.pk, until=date(2025, 12, 19), why="Busy.", by=by, at=day(10))


@pytest.mark.parametrize("until", [None, DAY_20, date(2025, 11, 20)])
def test_an_extension_needs_a_later_date(case, by, until):
    decided(case, law_enforcement(1, public_interest=UNDECIDED), by=by, at=START)
    with pytest.raises(InvalidInput, match=r"s17\(2\)"):
        extend(case.pk, until=until, why="The balance is close.", by=by, at=day(10))
    assert dates(case)[2] is False


def test_an_environmental_request_is_extended_to_day_40(by):
    case = case_in_progress(by=by, at=START, received_on=MONDAY, regime="eir")
    extend(case.pk, until=None, why="Complex and voluminous.", by=by, at=day(10))
    # Neither do Christmas Day, Boxing Day, New Year's Day and 2 January (Scotland) count.
    assert dates(case) == (DAY_20, date(2026, 1, 5), True)


def test_a_receipt_put_right_after_an_extension_moves_everything(case, by):
    decided(case, law_enforcement(1, public_interest=UNDECIDED), by=by, at=START)
    extend(case.pk, until=date(2025, 12, 19), why="The balance is close.", by=by, at=day(10))
    correct_receipt(case.pk, received_on=date(2025, 10, 31), why="It came on Friday.", by=by, at=day(11))
    assert dates(case) == (date(2025, 11, 28), date(2025, 12, 19), True)
    assert case.received_on == date(2025, 10, 31)
    event = case.events.latest("id")
    assert (event.old["received_on"], event.new["received_on"]) == ("2025-11-03", "2025-10-31")
    assert event.new["statutory_deadline_on"] == "2025-11-28"
    assert event.reason == "It came on Friday."


@pytest.mark.parametrize(
    ("received_on", "words"),
    [(MONDAY + timedelta(days=30), "future"), (date(2004, 6, 1), "2005"), (MONDAY + timedelta(days=8), "before")],
)  # fmt: skip
def test_an_impossible_date_of_receipt_is_refused_and_nothing_moves(case, by, received_on, words):
    ask_clarification(case.pk, text="Which road?", on=MONDAY + timedelta(days=5), by=by, at=day(5))
    with pytest.raises(InvalidInput, match=words):
        correct_receipt(case.pk, received_on=received_on, why="A slip.", by=by, at=day(9))
    case.refresh_from_db()
    assert case.received_on == MONDAY
    assert ClockEventRow.objects.get(case=case, kind="received").on == MONDAY


def test_a_receipt_is_not_put_right_behind_a_submitted_letter(by):
    case = submitted_case(by=by)
    with pytest.raises(WrongState):
        correct_receipt(case.pk, received_on=MONDAY, why="A slip.", by=by, at=case.logged_at)


def test_the_answer_to_a_clarification_is_the_new_day_of_receipt(case, by):
    message = ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    case.refresh_from_db()
    assert (case.state, case.deadline_on, case.waiting_since_on) == ("awaiting_clarification", None, MONDAY)
    assert case.reference in message.subject
    assert message.state == "pending"
    receive_clarification(case.pk, text="Harbour Road", on=date(2025, 11, 10), by=by, at=day(7))
    case.refresh_from_db()
    assert (case.state, case.deadline_on) == ("in_progress", date(2025, 12, 9))
    assert case.messages.get(direction="in").body == "Harbour Road"
    assert (case.received_on, case.waiting_since_on) == (MONDAY, None)


def test_days_from_fees_notice_to_payment_do_not_count(case, by):
    notice = send_fees_notice(case.pk, amount=Decimal("45"), text="Copies.", on=MONDAY, by=by, at=START)
    assert "£45.00" in notice.body
    receive_fee(case.pk, on=date(2025, 11, 10), by=by, at=day(7))
    case.refresh_from_db()
    # 4 to 10 November are five working days that do not count.
    assert (case.state, case.deadline_on) == ("in_progress", date(2025, 12, 9))


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda pk, **who: ask_clarification(pk, text=" ", on=MONDAY, **who), "what you need to know"),
        (lambda pk, **who: send_fees_notice(pk, amount=Decimal(0), text="x", on=MONDAY, **who), "more than"),
        (lambda pk, **who: send_fees_notice(pk, amount=Decimal(9), text="", on=MONDAY, **who), "what the fee"),
        (lambda pk, **who: ask_clarification(pk, text="x", on=date(2030, 1, 1), **who), "future"),
        (lambda pk, **who: ask_clarification(pk, text="x", on=date(2025, 1, 1), **who), "before the request"),
        (lambda pk, **who: withdraw(pk, why="", on=MONDAY, **who), "withdrew"),
        (lambda pk, **who: withdraw(pk, why="By phone.", on=date(2030, 1, 1), **who), "future"),
        (lambda pk, **who: extend(pk, until=None, why=" ", **who), "why more time"),
    ],
)  # fmt: skip
def test_what_is_not_said_or_cannot_be_is_refused_and_nothing_changes(case, by, act, words):
    events = case.events.count()
    with pytest.raises(InvalidInput, match=words) as caught:
        act(case.pk, by=by, at=START)
    assert caught.value.fields
    case.refresh_from_db()
    assert (case.state, case.events.count(), case.messages.count()) == ("in_progress", events, 0)


def test_a_case_lapses_only_after_the_period(case, by):
    ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    case.refresh_from_db()
    last = case.lapses_on
    with pytest.raises(NotReady, match="still has time"):
        lapse(case.pk, by=by, at=instant(last))
    lapse(case.pk, by=by, at=instant(last + timedelta(days=1)))
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("lapsed", None)


def test_a_fee_that_never_came_lapses_after_three_months(case, by):
    send_fees_notice(case.pk, amount=Decimal("45"), text="Copies.", on=MONDAY, by=by, at=START)
    with pytest.raises(NotReady):
        lapse(case.pk, by=by, at=instant(date(2026, 2, 2)))
    lapse(case.pk, by=by, at=instant(date(2026, 2, 5)))
    case.refresh_from_db()
    assert case.state == "lapsed"


def test_a_withdrawal_ends_the_clock_and_reopening_takes_it_back(case, by):
    before = dates(case)
    withdraw(case.pk, why="By e-mail.", on=MONDAY, by=by, at=START)
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("withdrawn", None)
    with pytest.raises(NotPermitted):
        reopen(case.pk, why="A slip.", by=by, at=day(1))
    reopen(case.pk, why="It was another case.", by=manager(), at=day(1))
    assert dates(case) == before
    assert (case.state, case.due_on) == ("in_progress", case.deadline_on)


NOTICE = {"earlier": "01.FOI.25.000311", "earlier_on": date(2025, 9, 1), "why": "The same words once a week."}


def test_a_case_is_closed_without_a_further_notice_and_nothing_is_sent(case, by):
    """FOIA s17(6)."""
    before = dates(case)
    with pytest.raises(NotPermitted):
        close_without_notice(case.pk, **NOTICE, by=by, at=START)
    close_without_notice(case.pk, **NOTICE, by=manager(), at=START)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.messages.count()) == ("silent", None, 0)
    event = case.events.latest("id")
    assert (event.kind, event.reason) == ("close_without_notice", "The same words once a week.")
    assert event.new["earlier_notice"] == "01.FOI.25.000311"
    assert event.new["earlier_notice_on"] == "2025-09-01"
    reopen(case.pk, why="Another applicant of the same name.", by=manager(), at=day(1))
    assert dates(case) == before
    assert (case.state, case.due_on) == ("in_progress", case.deadline_on)


@pytest.mark.parametrize(
    ("field", "value"), [("earlier", " "), ("why", ""), ("earlier_on", date(2025, 11, 4))]
)
def test_silence_rests_on_an_earlier_notice_and_a_reason(case, field, value):
    with pytest.raises(InvalidInput) as caught:
        close_without_notice(case.pk, **NOTICE | {field: value}, by=manager(), at=START)
    assert set(caught.value.fields) == {field}


@pytest.mark.parametrize("waits_for", ["clarification", "fee"])
def test_a_lapsed_case_that_is_reopened_waits_for_the_same_thing_again(case, by, waits_for):
    if waits_for == "clarification":
        ask_clarification(case.pk, text="Which road?", on=MONDAY, by=by, at=START)
    else:
        send_fees_notice(case.pk, amount=Decimal("45"), text="Copies.", on=MONDAY, by=by, at=START)
    late = instant(date(2026, 4, 1))
    lapse(case.pk, by=by, at=late)
    reopen(case.pk, why="The answer had come.", by=manager(), at=late)
    case.refresh_from_db()
    assert case.state == f"awaiting_{waits_for}"
    if waits_for == "clarification":
        receive_clarification(case.pk, text="Harbour Road", on=date(2026, 1, 5), by=by, at=late)
    else:
        receive_fee(case.pk, on=date(2026, 1, 5), by=by, at=late)
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_a_new_holiday_moves_open_cases_and_writes_an_event_on_each_that_moved(case, by):
    later = logged_case(at=instant(date(2025, 12, 1)), received_on=date(2025, 12, 1))
    ended = logged_case(at=START, received_on=MONDAY)
    withdraw(ended.pk, why="By phone.", on=MONDAY, by=by, at=START)
    events = {pk: Case.objects.get(pk=pk).events.count() for pk in (case.pk, later.pk, ended.pk)}

    BankHoliday.objects.create(on=date(2025, 11, 12), title="A proclaimed day", divisions=["scotland"])
    now = instant(date(2025, 12, 1), 12)
    row = clock.request_recalculation(reason="A proclaimed day", by=by, at=now)
    assert clock.run_recalculations(at=now) == 1
    assert clock.run_recalculations(at=now) == 0

    assert dates(case)[:2] == (date(2025, 12, 3), date(2025, 12, 3))
    after = {pk: Case.objects.get(pk=pk).events.count() for pk in events}
    assert after == {case.pk: events[case.pk] + 1, later.pk: events[later.pk], ended.pk: events[ended.pk]}
    event = case.events.latest("id")
    assert (event.kind, event.reason, event.by) == ("clock_recomputed", "A proclaimed day", by)
    assert event.old["deadline_on"] == str(DAY_20)
    row.refresh_from_db()
    assert (row.done_at, row.moved_count) == (now, 1)
    assert not RecalculationRequest.objects.filter(done_at=None).exists()
    assert list(history.verify()) == []


def test_a_case_whose_clock_cannot_run_does_not_keep_the_others_from_being_worked_out(case, by, caplog):
    broken = logged_case(at=START, received_on=MONDAY)
    ClockEventRow.objects.filter(case=broken).update(on=date(2030, 1, 1))
    Case.objects.filter(pk=broken.pk).update(received_on=date(2030, 1, 1))
    BankHoliday.objects.create(on=date(2025, 11, 12), title="A proclaimed day", divisions=["scotland"])
    clock.request_recalculation(reason="A proclaimed day", by=by, at=START)
    assert clock.run_recalculations(at=START) == 1
    assert f"case {broken.pk} could not" in caplog.text
    assert dates(case)[0] == date(2025, 12, 3)
