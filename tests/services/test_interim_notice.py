"""What happens when a notice goes out while a public-interest balance is still to be struck (FOIA s10(3), s17(2))?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from exemptions.domain.records import Favours
from requests_app.domain.calendar import packaged_calendar
from requests_app.models import Case, Letter, User
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.sign_off import approve, submit
from requests_app.services.timing import extend
from tests.factories.cases import answered_case
from tests.factories.decisions import BALANCE, decided, law_enforcement
from tests.factories.people import approver, officer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def issued(case: Case, by: User) -> Letter:
    now = timezone.now()
    letter = submit(case.pk, by=by, at=now)
    approve(case.pk, by=approver(), at=now, content_hash=letter.content_hash)
    issue(case.pk, by=by, at=now)
    assert render_and_complete(letter.pk, at=now)
    letter.refresh_from_db()
    return letter


def undecided_case(by: User) -> Case:
    case = answered_case(by=by)
    until = packaged_calendar().add_working_days(case.statutory_deadline_on, 10)
    undecided = replace(BALANCE, favours=Favours.UNDECIDED, balance="", estimated_on=until)
    decided(case, law_enforcement(1, public_interest=undecided), by=by)
    extend(case.pk, until=until, why="We still weigh the public interest.", by=by, at=timezone.now())
    return case


def test_a_notice_with_an_undecided_balance_leaves_the_decision_owed_and_the_clock_running():
    by = officer()
    case = undecided_case(by)
    notice = issued(case, by)
    case.refresh_from_db()
    assert notice.state == Letter.State.ISSUED
    assert "I have not yet reached a decision" in notice.text
    assert (case.state, case.responded_on, case.outcome) == ("in_progress", None, "")
    assert case.is_extended
    assert case.due_on == case.deadline_on


def test_the_decision_follows_in_a_second_letter_and_both_are_kept():
    by = officer()
    case = undecided_case(by)
    notice = issued(case, by)
    decided(case, law_enforcement(1, key="d1"), by=by)
    final = issued(case, by)
    case.refresh_from_db()
    assert (notice.number, final.number) == (1, 2)
    assert case.state == "issued"
    assert case.responded_on == final.issued_on
    assert case.outcome == "partially_withheld"
    assert notice.pdf_sha256 != final.pdf_sha256
    assert [event.kind for event in case.events.filter(kind__in=["notice_issued", "issued"])] == [
        "notice_issued",
        "issued",
    ]
