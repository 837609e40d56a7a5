"""Does a real worker, with a real broker, database and mail server, make each letter once and send it once?"""

from __future__ import annotations

import contextlib
import hashlib
import random
import time
from collections import Counter
from datetime import timedelta

import psutil
import pytest
from django.db import connection
from django.utils import timezone

from requests_app.models import ClockEventRow, Delivery, Event, Letter
from requests_app.services import deliver, history, queue
from requests_app.services.issue import KILLED, MOST_ATTEMPTS, issue, retry, stuck_letters
from tests.factories.cases import approved_case
from tests.factories.people import officer
from tests.factories.worker import MailServer, Worker, broker_at, empty_broker, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.pdf]


SWEEP_SECONDS = 3
"""Mail is looked for when no letters wait: hundreds of letters handed out again for nothing would hold it up."""


@pytest.fixture
def mail_server():
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def worker(tmp_path, mail_server):
    empty_broker()
    worker = Worker(tmp_path, mail_server.port)
    yield worker
    worker.stop()


def issued_letter(by=None) -> Letter:
    by = by or officer()
    case = approved_case(by=by)
    return issue(case.pk, by=by, at=timezone.now(), expected_version=case.version)


def sweep() -> None:
    """What beat asks for every minute, as if some time had passed."""
    later = timezone.now() + timedelta(hours=5)
    for pk in stuck_letters(at=later):
        queue.render_letter(pk)
    deliveries, _ = deliver.waiting(at=later)
    for pk in deliveries:
        queue.send_delivery(pk)


def is_sent(letter: Letter) -> bool:
    return Delivery.objects.filter(letter=letter, state=Delivery.State.SENT).exists()


def state(letter: Letter) -> str:
    return Letter.objects.values_list("state", flat=True).get(pk=letter.pk)


def test_the_worker_renders_a_letter_and_mails_it_once(worker, mail_server):
    letter = issued_letter()
    worker.start()
    wait_until(lambda: is_sent(letter), what="the letter is sent")

    letter.refresh_from_db()
    with letter.pdf.open("rb") as file:
        stored = file.read()
    (message,) = mail_server.received
    (attached,) = message.iter_attachments()
    assert letter.case.reference in message["Subject"]
    assert message["To"] == "rowan@achterberg.example"
    assert message["Message-ID"] == letter.deliveries.get().message_id
    assert (attached.get_content_type(), attached.get_filename()) == (
        "application/pdf",
        f"{letter.case.reference}.pdf",
    )
    assert attached.get_content() == stored
    assert hashlib.sha256(stored).hexdigest() == letter.pdf_sha256
    assert "rowan@" not in message.get_body().get_content().split("/track/")[1]


def test_workers_killed_at_random_moments_make_50_letters_and_send_each_once(worker, mail_server, capsys):
    by = officer()
    letters = [issued_letter(by) for _ in range(50)]
    chance = random.Random(26)
    worker.concurrency = 2
    worker.start()
    kills, whole, swept, began = 0, 0, 0.0, time.monotonic()

    while Delivery.objects.filter(state="sent").count() < 50:
        assert time.monotonic() - began < 300, list(
            Letter.objects.exclude(render_error="").values_list("state", "render_error")
        )
        time.sleep(chance.uniform(0.05, 0.5))
        children = worker.children()
        if kills < 50 and children:
            _kill(chance.choice(children))
            kills += 1
            if kills in {15, 35}:
                worker.kill()
        if worker.process.poll() is not None:  # as whatever keeps services running would
            worker.start()
            whole += 1
        if time.monotonic() > swept + SWEEP_SECONDS:
            swept = _swept(by)

    seconds = time.monotonic() - began
    sent = Counter(mail_server.ids)
    repeated = sum(sent.values()) - len(sent)
    with capsys.disabled():
        print(f"\n{kills} children and {whole} workers killed, {seconds:.0f} s, {repeated} mails repeated")
    ids = [letter.pk for letter in letters]
    assert Letter.objects.filter(pk__in=ids, state="issued").count() == 50
    assert Event.objects.filter(kind="issued").count() == 50
    assert ClockEventRow.objects.filter(kind="responded").count() == 50
    assert len(set(Letter.objects.filter(pk__in=ids).values_list("pdf_sha256", flat=True))) == 50
    assert set(sent) == set(Delivery.objects.values_list("message_id", flat=True))
    assert len(sent) == 50
    # A worker that dies between the server's "250" and its own commit sends again, under the same Message-ID.
    assert repeated <= kills
    assert list(history.verify()) == []


def _swept(by) -> float:
    """When it was. A person tries again what failed: chance may hit one letter as often as a fault of its own would."""
    for pk in list(Letter.objects.filter(state="failed").values_list("pk", flat=True)):
        retry(pk, by=by, at=timezone.now())
    sweep()
    return time.monotonic()


def _kill(process: psutil.Process) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()


def test_issuing_succeeds_at_once_without_a_broker_and_the_sweep_hands_the_letter_out(
    worker, mail_server, tmp_path
):
    by = officer()
    case = approved_case(by=by)
    with broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        began = time.monotonic()
        letter = issue(case.pk, by=by, at=timezone.now())
        seconds = time.monotonic() - began
    assert seconds < 5
    assert state(letter) == "queued"

    worker.start()
    time.sleep(1)
    assert state(letter) == "queued"
    sweep()
    wait_until(lambda: is_sent(letter), what="the letter is sent")
    assert len(mail_server.received) == 1


def test_a_connection_that_the_database_closes_in_the_midst_of_a_letter_costs_a_retry(worker, mail_server):
    letter = issued_letter()
    worker.start()
    wait_until(_end_what_renders, what="a worker holds the letter's row")
    wait_until(lambda: Letter.objects.get(pk=letter.pk).render_error != "", what="the failure is noted")
    row = Letter.objects.get(pk=letter.pk)
    assert (row.state, row.pdf.name) == ("queued", "")
    assert "OperationalError" in row.render_error

    sweep()
    wait_until(lambda: is_sent(letter), what="the letter is sent")
    assert Event.objects.filter(kind="issued").count() == 1
    assert len(mail_server.received) == 1


def _end_what_renders() -> bool:
    """End the worker's connection while it holds a letter that it is rendering."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND state = 'idle in transaction' AND query LIKE '%requests_app_letter%'"
        )
        return bool(cursor.fetchall())


def test_mail_that_the_server_did_not_take_is_sent_once_when_it_is_back(worker, mail_server):
    mail_server.stop()
    letter = issued_letter()
    worker.start()
    wait_until(lambda: Delivery.objects.filter(letter=letter, attempts=1).exists(), what="a failed attempt")
    delivery = letter.deliveries.get()
    assert (delivery.state, state(letter)) == ("pending", "issued")
    assert "refused" in delivery.error
    assert delivery.next_attempt_at > timezone.now()

    mail_server.start()
    sweep()
    wait_until(lambda: is_sent(letter), what="the letter is sent")
    sweep()
    time.sleep(1)
    assert mail_server.ids == [delivery.message_id]


def test_a_letter_that_cannot_be_rendered_fails_after_five_attempts_and_can_be_tried_again(
    worker, mail_server
):
    by = officer()
    letter = issued_letter(by)
    whole = letter.content
    Letter.objects.filter(pk=letter.pk).update(content={"broken": True})
    worker.start()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        wait_until(lambda n=attempt: _is_noted(letter, attempt=n), what="the failure of an attempt")
        sweep()
    wait_until(lambda: state(letter) == "failed", what="the letter has failed")
    assert stuck_letters(at=timezone.now() + timedelta(hours=1)) == []

    Letter.objects.filter(pk=letter.pk).update(content=whole)
    retry(letter.pk, by=by, at=timezone.now())
    wait_until(lambda: is_sent(letter), what="the letter is sent")
    assert len(mail_server.received) == 1


def _is_noted(letter: Letter, *, attempt: int) -> bool:
    """Whether this attempt has ended in an error; the next one is begun by a sweep alone."""
    row = Letter.objects.get(pk=letter.pk)
    is_new = row.queued_at > letter.queued_at
    letter.queued_at = row.queued_at
    return is_new and row.render_attempts == attempt and "UnreadableLetter" in row.render_error


def test_a_letter_that_ends_its_worker_each_time_is_given_up_and_others_are_drawn(worker):
    """Out of memory, say: the kernel ends the process, nothing can be caught, and the broker hands the letter out again."""
    by = officer()
    letter = issued_letter(by)
    worker.start()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        wait_until(lambda n=attempt: Letter.objects.get(pk=letter.pk).render_attempts == n, what="an attempt")
        for child in worker.children():
            _kill(child)
        sweep()
    wait_until(lambda: state(letter) == "failed", what="the letter is given up")
    row = Letter.objects.get(pk=letter.pk)
    assert (row.render_attempts, row.render_error, row.pdf.name) == (MOST_ATTEMPTS, KILLED, "")
    other = issued_letter(by)
    wait_until(lambda: is_sent(other), what="another letter is sent")
    retry(letter.pk, by=by, at=timezone.now())
    wait_until(lambda: is_sent(letter), what="tried again by a person, it is sent")
