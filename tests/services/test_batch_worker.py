"""Does a real worker write each letter of a batch once, killed or paused as it may be, and go on where it stopped?"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.models import Batch, BatchItem, Event, Letter, Message, PrintFile
from requests_app.services import deliver, history, queue
from requests_app.services.batch_run import stuck_batches
from requests_app.services.batches import BatchAct, change_batch, draft_batch
from requests_app.services.issue import stuck_letters
from requests_app.services.printing import order_print, stuck
from tests.factories.cases import APPLICANT, BY_POST, logged_case
from tests.factories.people import officer
from tests.factories.worker import MailServer, Worker, broker_at, empty_broker, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.pdf]
LETTERS = 30


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


@pytest.fixture
def me():
    return officer()


def started(me, number: int = LETTERS, *, by_post: int = 0) -> Batch:
    cases = [logged_case(by=me, applicant=BY_POST if at < by_post else APPLICANT).pk for at in range(number)]
    batch = draft_batch("acknowledgement", cases, by=me, at=timezone.now())
    return change_batch(batch.pk, BatchAct.START, by=me, at=timezone.now())


def number(state: str) -> int:
    return BatchItem.objects.filter(state=state).count()


def sweep() -> None:
    """What beat asks for every minute, as if some time had passed."""
    later = timezone.now() + timedelta(hours=1)
    for pk in stuck_batches(at=later):
        queue.run_batch(pk)
    for pk in stuck_letters(at=later):
        queue.render_letter(pk)
    for pk in stuck(at=later):
        queue.make_print_file(pk)
    for pk in deliver.waiting(at=later)[1]:
        queue.send_message(pk)


def sent() -> int:
    return Message.objects.filter(state="sent").count()


def require_one_letter_each(total: int = LETTERS) -> None:
    assert (number("done"), Letter.objects.count(), Message.objects.count()) == (total, total, total)
    assert Event.objects.filter(kind="acknowledge").count() == total
    assert len(set(Letter.objects.values_list("case", flat=True))) == total
    assert list(history.verify()) == []


def test_thirty_letters_are_written_drawn_sent_and_those_by_post_printed(worker, mail_server, me):
    batch = started(me, by_post=3)
    worker.start()
    wait_until(lambda: Batch.objects.get().state == "done", what="the batch is finished")
    wait_until(lambda: sent() == LETTERS - 3, within=90, what="the letters are sent")
    wait_until(lambda: Letter.objects.filter(state="issued").count() == LETTERS, what="all are drawn")
    require_one_letter_each()
    assert len(mail_server.received) == LETTERS - 3

    by_post = Letter.objects.filter(message__state="posted").values_list("pk", flat=True)
    row = order_print(list(by_post), is_duplex=True, batch=batch, by=me, at=timezone.now())
    wait_until(lambda: PrintFile.objects.get(pk=row.pk).state == "ready", what="the file is made")
    assert row.letters.count() == 3


def test_a_worker_killed_in_the_middle_makes_no_letter_twice_and_the_sweep_goes_on(worker, mail_server, me):
    started(me)
    for stop_at in (3, 11, 19):
        worker.start()
        sweep()
        wait_until(lambda at=stop_at: number("done") >= at, what=f"{stop_at} letters are written")
        worker.kill()
        assert number("waiting") > 0
        assert Letter.objects.count() == number("done")
    worker.start()
    sweep()
    wait_until(lambda: Batch.objects.get().state == "done", within=90, what="the batch is finished")
    sweep()
    wait_until(lambda: sent() == LETTERS, within=120, what="the letters are sent")
    require_one_letter_each()
    assert set(mail_server.ids) == set(Message.objects.values_list("message_id", flat=True))


def test_a_pause_takes_effect_within_seconds_and_resuming_ends_it(worker, me):
    batch = started(me)
    worker.start()
    wait_until(lambda: number("done") >= 2, what="two letters are written")
    change_batch(batch.pk, BatchAct.PAUSE, by=me, at=timezone.now())
    time.sleep(1)
    written = number("done")
    time.sleep(2)
    assert (number("done"), Batch.objects.get().state) == (written, "paused")
    assert written < LETTERS
    change_batch(batch.pk, BatchAct.RESUME, by=me, at=timezone.now())
    wait_until(lambda: Batch.objects.get().state == "done", what="the batch is finished")
    require_one_letter_each()


def test_starting_succeeds_without_a_broker_and_the_sweep_hands_the_batch_out(worker, me, tmp_path):
    with broker_at(f"redis+socket://{tmp_path}/nobody.sock"):
        started(me, 2)
    worker.start()
    time.sleep(1)
    assert number("done") == 0
    sweep()
    wait_until(lambda: Batch.objects.get().state == "done", what="the batch is finished")
    require_one_letter_each(2)
