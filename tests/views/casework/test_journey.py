"""The main job whole, through the pages: from a request to an issued refusal notice and its PDF."""

from __future__ import annotations

import pytest
from django.utils import timezone

from exemptions.models import ExemptionDecision
from requests_app.domain.casefile import Answer, AnswerKind, Holding, SearchMade
from requests_app.models import Case, Letter
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.issue import render_and_complete
from tests.factories.people import approver, officer, signed_in
from tests.factories.settings import seed_installation
from tests.views.casework.decision_posts import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]

WORDING = (
    "Please tell me:\n1. How many vehicles were recovered in 2025?\n2. On which dates was each recovered?"
)
RECORDS = {
    "covers": "the dates of the recoveries",
    "explanation": "The recoveries follow patrols whose pattern is not known outside the force.",
    "prejudice-interest": "The detection of vehicle theft around Harbour Road.",
    "prejudice-harm": "Thieves would move their work to other nights.",
    "prejudice-causal_link": "The dates give the nights without a patrol.",
    "prejudice-likelihood": "would_be_likely",
    "public_interest-balance": "The yearly figure serves openness; the dates would mainly serve thieves.",
    "public_interest-favours": "maintain",
}


def sent(client, url, changes=None, act=None):
    """Open a page, change fields, press a button; follow where it leads."""
    page = client.get(url)
    assert page.status_code == 200, page.content.decode()[:300]
    fields = fields_of(page.content.decode()) | (changes or {})
    if act:
        fields["act"] = act
    answer = client.post(url, fields, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def logged(client):
    today = timezone.localdate()
    day = {"day": today.day, "month": today.month, "year": today.year}
    received = {f"received_on-{part}": str(value) for part, value in day.items()}
    who = {"name": "Rowan Achterberg", "email": "rowan@achterberg.example", "channel": "email"}
    sent(client, "/cases/log/", who | received | {"wording": WORDING})
    return Case.objects.get()


def answered(case, by):
    """What is held, where it was looked for, and the figure that is given."""
    search = SearchMade(where="Fleet register", by="Fleet desk", terms="recovered", hits=3, minutes=20)
    given = (Answer(kind=AnswerKind.WORDS, text="Northmoor Constabulary recovered three vehicles."),)
    for number, answers in ((1, given), (2, ())):
        record = QuestionRecord(holding=Holding.HELD, searches=(search,), answers=answers)
        record_answer(case.pk, number, record, by=by, at=timezone.now())


def decided(client, base):
    """Section 31(1)(a), chosen by words, with factors on both sides."""
    assert (
        "?provision=s31&amp;question=2"
        in client.get(f"{base}decisions/new/?q=law+enforcement&question=2").content.decode()
    )
    url = f"{base}decisions/new/?provision=s31&question=2"
    page = client.post(url, fields_of(client.get(url).content.decode()) | {"limbs": ["1a"], "act": "update"})
    fields = fields_of(page.content.decode()) | RECORDS
    for side, words in (("for", "The public sees how vehicle crime is policed."), ("against", "More theft.")):
        page = client.post(url, fields | {"act": f"add_{side}"})
        fields = fields_of(page.content.decode())
        last = int(fields["public_interest-factors-TOTAL_FORMS"][0]) - 1
        fields[f"public_interest-factors-{last}-text"] = words
    page = client.post(url, fields | {"act": "save"}, follow=True).content.decode()
    assert "Nothing is missing from it" in page


def test_from_a_request_to_an_issued_refusal_notice_and_its_pdf():
    seed_installation()
    me, other = officer(), approver()
    client, second = signed_in(me), signed_in(other)
    case = logged(client)
    base = f"/cases/{case.reference}/"
    assert case.questions.count() == 2
    sent(client, f"{base}acts/start/")
    answered(case, me)
    decided(client, base)
    assert ExemptionDecision.objects.get().limbs == ["1a"]
    assert "Nothing stands in the way of this letter." in client.get(f"{base}letter/").content.decode()
    sent(client, f"{base}acts/submit/")
    letter = Letter.objects.get(kind="response")
    assert letter.content_hash in second.get(f"{base}letter/").content.decode()
    sent(second, f"{base}acts/approve/?letter={letter.content_hash}")
    sent(client, f"{base}acts/issue/")
    assert render_and_complete(letter.pk, at=timezone.now())
    pdf = client.get(f"{base}letter/pdf/")
    assert pdf.content.startswith(b"%PDF")
    text = client.get(f"{base}letter/text/").content.decode()
    assert "Section 31(1)(a) – Law enforcement" in text
    assert "Northmoor Constabulary recovered three vehicles." in text
    data = client.get(f"{base}letter/data/")
    assert data["Content-Type"] == "application/json"
    assert data.json()["content_sha256"] == letter.content_hash
    case.refresh_from_db()
    assert (case.state, case.responded_on) == ("issued", timezone.localdate())
    assert case.outcome
