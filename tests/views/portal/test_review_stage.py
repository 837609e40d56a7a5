"""Does a requester see that the review they asked for is under way, and how it ended?"""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from requests_app.domain.text import long_date
from requests_app.models import InternalReview, Message
from requests_app.services import review
from requests_app.services.deliver import send_message
from requests_app.services.issue import issue, render_and_complete
from tests.factories.cases import approved_case
from tests.factories.people import manager, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


def words(case) -> str:
    response = Client().get(f"/track/{case.tracking_token}/")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_review_is_shown_with_its_date_and_its_result_and_nothing_internal() -> None:
    case, now, today = approved_case(), timezone.now(), timezone.localdate()
    assert render_and_complete(issue(case.pk, by=manager(), at=now).pk, at=now)
    asked = review.request_review(
        case.pk, grounds="You missed a road.", on=today, is_complex=False, by=manager(), at=now
    )
    shown = words(case)
    assert "We are reviewing our response" in shown
    assert f"You should hear from us by {long_date(asked.deadline_on)}" in shown
    review.conclude_review(
        case.pk,
        result=InternalReview.Result.PARTLY,
        conclusion="Between us: the first officer was hasty.",
        on=today,
        by=reviewer(),
        at=now,
    )
    shown = words(case)
    assert "We have reviewed our response" in shown
    assert "upheld in part" in shown
    assert "hasty" not in shown


def test_the_answer_to_a_review_is_sent_and_shown_with_where_to_complain_next() -> None:
    case, now, today = approved_case(), timezone.now(), timezone.localdate()
    assert render_and_complete(issue(case.pk, by=manager(), at=now).pk, at=now)
    review.request_review(case.pk, grounds="Too little.", on=today, is_complex=False, by=manager(), at=now)
    review.conclude_review(
        case.pk,
        result=InternalReview.Result.UPHELD,
        conclusion="Nothing new.",
        answer="I have looked afresh at each question, and the decision stands.",
        on=today,
        by=reviewer(),
        at=now,
    )
    message = Message.objects.get(case=case, kind="review_answer")
    assert send_message(message.pk, at=now)
    (sent,) = mail.outbox
    assert sent.subject == f"The result of our internal review ({case.reference})"
    assert "the decision stands" in sent.body
    assert "section 50 of the Freedom of Information Act 2000" in sent.body
    assert "Information Commissioner" in sent.body
    shown = words(case)
    assert "the decision stands" in shown
    assert "First, ask us for a review" not in shown
    assert "Complain to the regulator" in shown
    assert "Nothing new." not in shown
