"""Does a letter that answers several requests stay with the one person who made them all?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import NotReady
from requests_app.models import Applicant, Case, Event
from requests_app.services.correct import correct
from requests_app.services.issue import issue
from requests_app.services.letter import edit_section
from requests_app.services.manage import change_applicant
from requests_app.services.sign_off import approve, submit
from requests_app.services.together import join, separate
from tests.factories.cases import APPLICANT, answered_case
from tests.factories.people import approver, officer, signed_in
from tests.services.test_together import fresh, gone_out, pair

pytestmark = pytest.mark.django_db
NOW = timezone.now
STRANGER = ApplicantFile(name="Ash Dunmore", email="ash@dunmore.example")
MOVED = replace(APPLICANT, email="rowan@elsewhere.example")


def change(case: Case, to: ApplicantFile) -> None:
    change_applicant(case.pk, to, by=officer(), at=NOW())


def refused(case: Case, to: ApplicantFile, words: str) -> None:
    before = Event.objects.count()
    with pytest.raises(NotReady, match=words):
        change(case, to)
    kept = fresh(case).applicant
    assert (kept.name, kept.email, Event.objects.count()) == (APPLICANT.name, APPLICANT.email, before)


@pytest.mark.parametrize("to", [STRANGER, MOVED])
def test_neither_case_of_a_joint_letter_becomes_somebody_elses(to: ApplicantFile):
    leading, other = pair()
    words = f"Have {other.reference} answered on its own first"
    for case, partner in ((leading, other), (other, leading)):
        refused(case, to, f"{case.reference} and {partner.reference} are answered in one letter.*{words}")


def test_a_name_is_put_right_while_the_address_for_mail_stays():
    leading, other = pair()
    for case in (leading, other):
        change(case, replace(APPLICANT, name="Rowan A. Achterberg"))
        assert fresh(case).applicant.name == "Rowan A. Achterberg"


def test_once_separated_each_has_its_own_applicant():
    _, other = pair()
    separate(other.pk, by=officer(), at=NOW())
    change(other, STRANGER)
    assert fresh(other).applicant.name == STRANGER.name


def test_one_who_was_joined_with_a_reason_keeps_the_name():
    by = officer()
    leading, other = answered_case(by=by), answered_case(by=by, applicant=STRANGER)
    join(other.pk, leading=leading.reference, reason="She wrote from work.", by=by, at=NOW())
    change(other, replace(STRANGER, email="ash@elsewhere.example"))
    with pytest.raises(NotReady, match="answered on its own first"):
        change(other, ApplicantFile(name="Mara Voss", email="ash@elsewhere.example"))
    submit(leading.pk, by=by, at=NOW())


def test_a_letter_that_went_out_opens_to_nobody_else_while_it_is_corrected():
    leading, other = pair()
    gone_out(leading)
    correct(leading.pk, reason="A figure was wrong.", by=officer(), at=NOW())
    for case in (leading, other):
        refused(case, STRANGER, "has gone out to one applicant")


def test_after_the_letter_an_address_is_put_right_in_one_case_after_the_other():
    leading, other = pair()
    gone_out(leading)
    correct(leading.pk, reason="A figure was wrong.", by=officer(), at=NOW())
    edit_section(leading.pk, "further", "Please call me.", by=officer(), at=NOW())
    change(leading, MOVED)
    with pytest.raises(NotReady, match=f"applicant of {other.reference} looks like somebody else"):
        submit(leading.pk, by=officer(), at=NOW())
    change(other, MOVED)
    assert submit(leading.pk, by=officer(), at=NOW()).content is not None


def test_the_guard_looks_at_the_applicants_whatever_has_changed_them():
    leading, other = pair()
    letter = submit(leading.pk, by=officer(), at=NOW())
    approve(leading.pk, by=approver(), at=NOW(), content_hash=letter.content_hash)
    Applicant.objects.filter(pk=other.applicant_id).update(name=STRANGER.name, email=STRANGER.email)
    with pytest.raises(NotReady, match="looks like somebody else"):
        issue(leading.pk, by=officer(), at=NOW())


def test_the_page_says_what_to_do_first_and_keeps_what_was_typed():
    me = officer()
    _, other = pair(by=me)
    url, client = reverse("casework:applicant", args=[other.reference]), signed_in(me)
    typed = {field.html_name: field.value() or "" for field in client.get(url).context["form"]}
    response = client.post(url, typed | {"email": STRANGER.email, "name": STRANGER.name})
    assert response.status_code == 422
    assert f"Have {other.reference} answered on its own first" in response.text
    assert STRANGER.email in response.text
