"""Does a requester see that the review they asked for is under way, how it ended, and which letter stands?"""

from __future__ import annotations

import hashlib
import re

import pytest
from django.test import Client
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, Holding
from requests_app.domain.text import long_date
from requests_app.models import Letter
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.correct import correct
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.review import conclude_review, record_finding
from requests_app.services.sign_off import approve, submit
from tests.factories.cases import case_under_review, issued_case
from tests.factories.people import approver, officer, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def get(case, rest: str = ""):
    return Client().get(f"/track/{case.tracking_token}/{rest}")


def words(case, rest: str = "") -> str:
    response = get(case, rest)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_review_is_shown_with_its_date_its_outcome_and_its_letter() -> None:
    case, by, now = case_under_review(), reviewer(), timezone.now()
    shown = words(case)
    assert "We are reviewing our response" in shown
    assert f"You should hear from us by {long_date(case.review_deadline_on)}" in shown
    record_finding(case.pk, 1, result="upheld", reasons="I found nothing more.", by=by, at=now)
    letter = conclude_review(case.pk, by=by, at=now)
    assert "We are reviewing our response" in words(case)
    assert get(case, "versions/review/1/").status_code == 404
    assert render_and_complete(letter.pk, at=now)
    shown = words(case)
    assert "We have reviewed our response" in shown
    assert "upheld in full" in shown
    assert "The outcome of our review" in shown
    assert "First, ask us for a review" not in shown
    assert "Complain to the regulator" in shown
    assert "I found nothing more." in words(case, "versions/review/1/")
    pdf = get(case, "versions/review/1.pdf").content
    assert hashlib.sha256(pdf).hexdigest() == Letter.objects.get(pk=letter.pk).pdf_sha256


def test_a_correction_is_shown_only_when_it_has_gone_out_and_then_replaces_the_first() -> None:
    by, now = officer(), timezone.now()
    case = issued_case(by=by)
    correct(case.pk, reason="A vehicle was left out of our figure.", by=by, at=now)
    shown = words(case)
    assert "We have answered your request" in shown
    assert "left out" not in shown + words(case, "letter/")
    four = Answer(kind=AnswerKind.WORDS, text="Northmoor Constabulary recovered four vehicles.")
    record_answer(case.pk, 1, QuestionRecord(holding=Holding.HELD, answers=(four,)), by=by, at=now)
    letter = submit(case.pk, by=by, at=now)
    approve(case.pk, by=approver(), at=now, content_hash=letter.content_hash)
    issue(case.pk, by=by, at=now)
    assert render_and_complete(letter.pk, at=now)
    shown = words(case)
    assert f"It replaces our letter of {long_date(timezone.localdate(now))}" in shown
    assert "Our first version" in shown
    assert "Answer corrected" in shown
    assert "left out of our figure" in words(case, "letter/")
    first = words(case, "versions/response/1/")
    assert "Superseded." in first
    assert "left out of our figure" not in first
    assert "Superseded." not in words(case, "versions/response/2/")


def test_no_other_letter_is_behind_the_link() -> None:
    case = issued_case()
    for rest in (
        "versions/response/2/",
        "versions/review/1/",
        "versions/clarification/1/",
        "versions/response/2.pdf",
    ):
        assert get(case, rest).status_code == 404
