"""What is seen, and by whom, while only the notice of more time has gone out (FOIA s10(3), s17(2))?"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exemptions.domain.records import Favours
from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.errors import NotReady
from requests_app.domain.text import long_date
from requests_app.models import Case, Delivery, Letter, User
from requests_app.selectors.casepage import load_case_page
from requests_app.services import timing
from requests_app.services.deliver import deliver
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.sign_off import approve, submit
from tests.factories.cases import answered_case, case_in_progress
from tests.factories.decisions import BALANCE, decided, law_enforcement
from tests.factories.people import approver, officer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def me() -> User:
    return officer()


@pytest.fixture
def undecided(me) -> Case:
    case = answered_case(by=me)
    estimate = packaged_calendar().add_working_days(case.statutory_deadline_on, 10)
    test = replace(BALANCE, favours=Favours.UNDECIDED, balance="", estimated_on=estimate)
    decided(case, law_enforcement(1, public_interest=test), by=me)
    case.refresh_from_db()
    return case


@pytest.fixture
def extended(undecided, me) -> Case:
    until = undecided.statutory_deadline_on + timedelta(days=14)
    return timing.extend(undecided.pk, until=until, why="Still weighing.", by=me, at=timezone.now())


@pytest.fixture
def told(extended, me) -> Case:
    now = timezone.now()
    letter = submit(extended.pk, by=me, at=now)
    approve(extended.pk, by=approver(), at=now, content_hash=letter.content_hash)
    issue(extended.pk, by=me, at=now)
    assert render_and_complete(letter.pk, at=now)
    extended.refresh_from_db()
    return extended


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_estimate_of_the_decision_is_proposed_as_the_extended_date(undecided, me) -> None:
    response = signed_in(me).get(reverse("casework:act", args=[undecided.reference, "extend"]))
    estimate = packaged_calendar().add_working_days(undecided.statutory_deadline_on, 10)
    assert response.context["form"]["until"].value() == estimate
    assert "Nothing is sent yet" in response.text


def test_an_open_balance_leads_to_the_extension_first(undecided, me) -> None:
    to_do = load_case_page(undecided, user=me, today=timezone.localdate()).to_do
    assert to_do is not None
    assert (to_do.label, to_do.url) == ("Extend the time", f"/cases/{undecided.reference}/acts/extend/")


def test_until_the_notice_is_out_its_day_twenty_is_what_is_due_next(extended, me) -> None:
    assert extended.due_on == extended.statutory_deadline_on
    clock = load_case_page(extended, user=me, today=timezone.localdate()).clock
    assert clock.due_on == extended.statutory_deadline_on
    assert clock.standing.words.startswith("notice due in")


def test_a_notice_that_was_never_sent_is_late_after_day_twenty(extended, me) -> None:
    after = extended.statutory_deadline_on + timedelta(days=7)
    standing = load_case_page(extended, user=me, today=after).clock.standing
    assert (standing.label, standing.is_late) == ("Notice late", True)


def test_once_it_is_out_the_decision_is_due_next(told, me) -> None:
    assert told.due_on == told.deadline_on
    page = load_case_page(told, user=me, today=timezone.localdate())
    assert page.clock.standing.label == "Lawfully extended"
    assert [line.name for line in page.letters] == ["Response 2", "Notice of more time"]


def test_a_second_notice_is_not_submitted(told, me) -> None:
    with pytest.raises(NotReady, match="has gone out already"):
        submit(told.pk, by=me, at=timezone.now())


def test_its_mail_does_not_promise_a_response(told) -> None:
    assert deliver(Delivery.objects.get(letter__case=told).pk, at=timezone.now())
    (sent,) = mail.outbox
    assert sent.subject == f"Your request {told.reference}: we need more time"
    assert sent.body.startswith(f"We need more time to decide on your request {told.reference}.")


def test_the_requester_sees_the_notice_and_that_a_letter_follows(told) -> None:
    client = Client()
    shown = words(client.get(f"/track/{told.tracking_token}/"))
    assert "We are working on your request" in shown
    assert f"We wrote to you on {long_date(timezone.localdate())}" in shown
    assert f"A further letter with our decision follows by {long_date(told.deadline_on)}" in shown
    assert "Our response" not in shown
    assert client.get(f"/track/{told.tracking_token}/letter/").status_code == 200
    notice = Letter.objects.get(case=told, state="issued")
    pdf = client.get(f"/track/{told.tracking_token}/letter.pdf")
    assert hashlib.sha256(pdf.content).hexdigest() == notice.pdf_sha256


def test_issuing_a_notice_does_not_promise_that_the_clock_stops(extended, me) -> None:
    now = timezone.now()
    letter = submit(extended.pk, by=me, at=now)
    approve(extended.pk, by=approver(), at=now, content_hash=letter.content_hash)
    text = signed_in(me).get(reverse("casework:act", args=[extended.reference, "issue"])).text
    assert "the decision is still owed" in text
    assert "The clock stops" not in text


def test_an_environmental_extension_is_told_at_once_because_no_notice_follows(me) -> None:
    case = case_in_progress(by=me, regime="eir")
    timing.extend(case.pk, until=None, why="Ten years of readings.", by=me, at=timezone.now())
    case.refresh_from_db()
    message = case.messages.get(kind="extension")
    assert long_date(case.deadline_on) in message.body
    assert "regulation 7" in message.body
    assert case.due_on == case.deadline_on
    assert "Ten years of readings." in words(Client().get(f"/track/{case.tracking_token}/"))
