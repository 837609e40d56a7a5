"""Does a letter that decides nothing go out with its act, once, drawn before it is sent, whatever dies on the way?"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import NotReady
from requests_app.domain.tongue import long_date
from requests_app.letters.content import content_text, from_dict
from requests_app.letters.render import pdf_problems
from requests_app.models import Authority, Case, Letter, Message
from requests_app.selectors.places import ASK
from requests_app.services import deliver, history
from requests_app.services.acknowledge import acknowledge
from requests_app.services.correspond import ask_clarification, remind
from requests_app.services.issue import render_and_complete, retry, stuck_letters
from requests_app.services.rehearse import rehearsed
from tests.factories.cases import case_in_progress, instant, logged_case
from tests.factories.decisions import decided
from tests.factories.people import officer
from tests.factories.settings import unusable_wording

pytestmark = pytest.mark.django_db
NOW = timezone.now
BY_POST = ApplicantFile(name="Rowan Achterberg", postal_address="3 Mill Lane\nNorthmoor")


@pytest.fixture
def by():
    return officer()


@pytest.fixture
def case(by):
    return case_in_progress(by=by)


def letter_of(message: Message) -> Letter:
    return Letter.objects.get(message=message)


def test_the_act_freezes_the_letter_and_leaves_the_drawing_to_the_worker(
    case, by, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as handed_out:
        message = acknowledge(case.pk, by=by, at=NOW())
    letter = letter_of(message)
    assert (letter.kind, letter.number, letter.state, letter.queued_by) == (
        "acknowledgement",
        1,
        "queued",
        by,
    )
    assert (message.state, message.kind, message.direction) == ("pending", "acknowledgement", "out")
    assert [call.args for call in handed_out] == [("requests_app.tasks.render_letter", (letter.pk,), None)]
    event = case.events.latest("id")
    assert (event.kind, event.new["letter"]) == ("acknowledge", letter.content_hash)


def test_an_acknowledgement_after_the_due_day_says_beside_the_letter_too_that_the_answer_is_late(by):
    late = case_in_progress(by=by, received_on=timezone.localdate() - timedelta(days=60))
    body = acknowledge(late.pk, by=by, at=NOW()).body
    assert f"Our answer was due by {long_date(late.deadline_on)}, and is late. We are sorry;" in body
    assert "We will answer by" not in body
    in_time = case_in_progress(by=by)
    assert "We will answer by" in acknowledge(in_time.pk, by=by, at=NOW()).body


def test_the_last_day_itself_is_still_promised(by):
    case = case_in_progress(by=by, received_on=timezone.localdate() - timedelta(days=60))
    assert "We will answer by" in acknowledge(case.pk, by=by, at=instant(case.deadline_on)).body


@pytest.mark.pdf
def test_it_is_drawn_then_sent_and_the_case_stays_where_it_is(case, by):
    message = acknowledge(case.pk, by=by, at=NOW())
    letter, version = letter_of(message), Case.objects.get(pk=case.pk).version
    assert not deliver.send_message(message.pk, at=NOW())
    assert render_and_complete(letter.pk, at=NOW())
    assert not render_and_complete(letter.pk, at=NOW())
    assert deliver.send_message(message.pk, at=NOW())
    assert not deliver.send_message(message.pk, at=NOW())

    letter.refresh_from_db()
    case.refresh_from_db()
    assert (letter.state, letter.issued_by, case.state, case.version) == (
        "issued",
        by,
        "in_progress",
        version,
    )
    with letter.pdf.open("rb") as file:
        pdf = file.read()
    assert hashlib.sha256(pdf).hexdigest() == letter.pdf_sha256
    assert pdf_problems(pdf) == ()
    assert "We have received your request" in letter.html
    (sent,) = mail.outbox
    assert sent.subject == f"We have received your request for information ({case.reference})"
    assert letter.text in sent.body
    assert sent.attachments == [(f"{case.reference}.pdf", pdf, "application/pdf")]
    kinds = list(case.events.order_by("position").values_list("kind", flat=True))[-3:]
    assert kinds == ["acknowledge", "letter_drawn", "message_sent"]
    assert list(history.verify()) == []


@pytest.mark.pdf
def test_without_an_e_mail_address_it_is_to_be_posted(by):
    case = logged_case(by=by, applicant=BY_POST)
    message = acknowledge(case.pk, by=by, at=NOW())
    assert render_and_complete(letter_of(message).pk, at=NOW())
    message.refresh_from_db()
    assert message.state == "posted"
    assert not deliver.send_message(message.pk, at=NOW())
    assert mail.outbox == []


@pytest.mark.pdf
def test_a_sweep_finds_the_letter_and_then_the_message_that_a_broker_lost(case, by):
    message = acknowledge(case.pk, by=by, at=NOW())
    later = NOW() + timedelta(minutes=5)
    assert stuck_letters(at=later) == [letter_of(message).pk]
    assert deliver.waiting(at=later) == ([], [])
    render_and_complete(letter_of(message).pk, at=NOW())
    assert stuck_letters(at=later) == []
    assert deliver.waiting(at=later) == ([], [message.pk])


@pytest.mark.pdf
def test_a_letter_that_could_not_be_drawn_is_drawn_after_all(case, by):
    message = acknowledge(case.pk, by=by, at=NOW())
    letter = letter_of(message)
    whole = letter.content
    Letter.objects.filter(pk=letter.pk).update(content={**whole, "title": "Something else"})
    with pytest.raises(NotReady, match="not the one that was frozen"):
        render_and_complete(letter.pk, at=NOW())
    Letter.objects.filter(pk=letter.pk).update(content=whole, state="failed")
    assert not deliver.send_message(message.pk, at=NOW())
    retry(letter.pk, by=by, at=NOW())
    assert render_and_complete(letter.pk, at=NOW())
    assert deliver.send_message(message.pk, at=NOW())


def test_what_stops_a_letter_is_said_and_nothing_is_changed(case, by):
    Authority.objects.update(address="", email="")
    before = case.events.count()
    with pytest.raises(NotReady, match="Nothing was changed") as caught:
        ask_clarification(case.pk, text="Which road?", on=timezone.localdate(), by=by, at=NOW())
    (finding,) = caught.value.findings
    assert (finding.code, finding.url, finding.ask) == ("authority-details-missing", "", ASK)
    case.refresh_from_db()
    assert (case.state, case.events.count(), Letter.objects.count()) == ("in_progress", before, 0)


def test_no_letter_lets_slip_what_the_case_neither_confirms_nor_denies(case, by):
    decided(case, Decision(key="", provision="s31", limbs=("1a",), effect=Effect.NCND, questions=(1,)), by=by)
    with pytest.raises(NotReady) as caught:
        ask_clarification(case.pk, text="We hold two.", on=timezone.localdate(), by=by, at=NOW())
    assert [finding.code for finding in caught.value.findings] == ["says-held"]


def test_letters_of_one_kind_are_numbered_within_their_case(case, by):
    ask_clarification(case.pk, text="Which road?", on=timezone.localdate(), by=by, at=NOW())
    remind(case.pk, text="", by=by, at=NOW())
    remind(case.pk, text="", by=by, at=NOW())
    rows = Letter.objects.filter(case=case).order_by("pk").values_list("kind", "number")
    assert list(rows) == [("clarification", 1), ("reminder", 1), ("reminder", 2)]


def test_an_unusable_paragraph_of_the_authority_stops_no_letter_and_is_in_the_history(case, by):
    acknowledge(case.pk, by=by, at=NOW())
    assert "letter_warnings" not in case.events.last().new
    unusable_wording("clarification.reply_by")
    ask_clarification(case.pk, text="Which road?", on=timezone.localdate(), by=by, at=NOW())
    (warning,) = case.events.last().new["letter_warnings"]
    assert "is not used" in warning
    assert "Please reply by" in content_text(from_dict(Letter.objects.get(kind="clarification").content))


def test_a_rehearsal_shows_the_letter_and_leaves_nothing_behind(case, by, django_capture_on_commit_callbacks):
    counts = [model.objects.count() for model in (Letter, Message)]
    with django_capture_on_commit_callbacks() as handed_out:
        shown = rehearsed(case.pk, lambda: acknowledge(case.pk, by=by, at=NOW()))
    assert shown is not None
    assert shown.content.title == "We have received your request for information"
    assert shown.stamp.issued_on == timezone.localdate()
    assert [model.objects.count() for model in (Letter, Message)] == counts
    assert handed_out == []
    assert rehearsed(case.pk, lambda: None) is None
    acknowledge(case.pk, by=by, at=NOW())
