"""Does the main job hold together, from a request to an issued, delivered and frozen letter?"""

from __future__ import annotations

import hashlib

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from requests_app.domain.errors import NotPermitted, WrongState
from requests_app.models import Delivery, Letter
from requests_app.services import history
from requests_app.services.deliver import deliver
from requests_app.services.issue import issue, render_and_complete
from tests.factories.cases import approved_case, submitted_case
from tests.factories.people import officer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]


def test_a_signed_off_letter_is_issued_once_delivered_once_and_frozen():
    by = officer()
    case = approved_case(by=by)
    letter = issue(case.pk, by=by, at=timezone.now(), expected_version=case.version)

    assert render_and_complete(letter.pk, at=timezone.now()) is True
    assert render_and_complete(letter.pk, at=timezone.now()) is False

    letter.refresh_from_db()
    case.refresh_from_db()
    with letter.pdf.open("rb") as file:
        pdf = file.read()
    assert letter.state == Letter.State.ISSUED
    assert hashlib.sha256(pdf).hexdigest() == letter.pdf_sha256
    assert pdf.startswith(b"%PDF-")
    assert (case.state, case.outcome, case.responded_on) == ("issued", "granted", letter.issued_on)
    assert list(case.questions.values_list("outcome", flat=True)) == ["disclosed", "disclosed"]

    delivery = letter.deliveries.get()
    assert deliver(delivery.pk, at=timezone.now()) is True
    assert deliver(delivery.pk, at=timezone.now()) is False
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SENT
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert case.reference in message.subject
    assert message.attachments[0].content == pdf
    links = [line for line in str(message.body).splitlines() if line.startswith("http://testserver/")]
    assert links == [f"{settings.SITE_URL}/track/{case.tracking_token}/"]
    assert list(history.verify()) == []


def test_a_stale_tab_cannot_issue_a_second_time():
    by = officer()
    case = approved_case(by=by)
    issue(case.pk, by=by, at=timezone.now(), expected_version=case.version)
    with pytest.raises(WrongState, match="moved this case on"):
        issue(case.pk, by=by, at=timezone.now(), expected_version=case.version)
    assert Letter.objects.filter(case=case).count() == 1


def test_the_author_cannot_sign_off_her_own_letter():
    from requests_app.domain.roles import Role
    from requests_app.services.sign_off import approve
    from tests.factories.people import person_with

    author = person_with(Role.OFFICER, Role.APPROVER)
    case = submitted_case(by=author)
    letter = Letter.objects.get(case=case)
    with pytest.raises(NotPermitted, match="worked on this case yourself"):
        approve(case.pk, by=author, at=timezone.now(), content_hash=letter.content_hash)
