"""What becomes of a notice that went out for two requests when one of them ends without an answer?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from exemptions.domain.records import Favours
from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import InvalidInput, NotReady
from requests_app.models import Case, Letter
from requests_app.selectors.letter_page import issued_letter
from requests_app.selectors.tracking import issued_version, tracked, tracked_case
from requests_app.services.letter import edit_section
from requests_app.services.manage import change_applicant
from requests_app.services.timing import extend, reopen, withdraw
from requests_app.services.together import join
from tests.factories.cases import answered_case
from tests.factories.decisions import BALANCE, decided, law_enforcement
from tests.factories.people import manager, officer
from tests.services.test_together import fresh, gone_out, pair

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
NOW = timezone.now


def noticed() -> tuple[Case, Case, Letter]:
    """Two requests for which a notice of more time has gone out."""
    leading, other = pair()
    by, until = officer(), timezone.localdate() + timedelta(days=42)
    for case in (leading, other):
        undecided = replace(BALANCE, favours=Favours.UNDECIDED, balance="", estimated_on=until)
        decided(case, law_enforcement(1, public_interest=undecided), by=by)
    extend(leading.pk, until=until, why="We still weigh it.", by=by, at=NOW())
    return leading, other, gone_out(leading)


def ended(case: Case) -> None:
    withdraw(case.pk, why="By e-mail.", on=timezone.localdate(), by=officer(), at=NOW())


@pytest.mark.parametrize("which", [0, 1])
def test_the_notice_stays_on_the_page_of_each(which: int):
    leading, other, notice = noticed()
    ended((leading, other)[which])
    assert fresh(other).answered_with is None
    for case in (leading, other):
        found = tracked_case(case.tracking_token)
        assert found is not None
        assert tracked(found, today=timezone.localdate()).notice_on == notice.issued_on
        assert issued_letter(fresh(case)) == notice


def test_the_letter_of_its_own_that_follows_has_the_next_number():
    leading, other, notice = noticed()
    ended(leading)
    edit_section(other.pk, "further", "There will be more.", by=officer(), at=NOW())
    assert other.letters.get().number == notice.number + 1
    found = tracked_case(other.tracking_token)
    assert found is not None
    assert issued_version(found, "response", notice.number).letter == notice


def test_who_read_the_notice_stays_the_applicant_and_it_joins_no_other():
    leading, other, _ = noticed()
    ended(other)
    reopen(other.pk, why="A mistake.", by=manager(), at=NOW())
    for case in (leading, other):
        with pytest.raises(NotReady, match="has gone out to one applicant"):
            change_applicant(case.pk, ApplicantFile(name="Ash Dunmore"), by=officer(), at=NOW())
    with pytest.raises(InvalidInput, match="has gone out in one of the two"):
        join(other.pk, leading=answered_case().reference, by=officer(), at=NOW())


def test_a_letter_that_never_went_out_is_nobodys_once_they_are_separated():
    leading, other = pair()
    ended(other)
    found = tracked_case(other.tracking_token)
    assert found is not None
    assert found.issued_letters == []
    assert fresh(leading).letters.count() == 0
