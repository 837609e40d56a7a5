"""Does a real worker write each letter of a batch once, killed or paused as it may be, and go on where it stopped?"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from foi.celery import app
from requests_app.models import Batch, BatchItem, Event, Letter, Message, PrintFile
from requests_app.services import deliver, history, queue
from requests_app.services.batch_run import run_next, stuck_batches
from requests_app.services.batches import BatchAct, change_batch, draft_batch
from requests_app.services.issue import hand_out_stuck, issue, stuck_letters
from requests_app.services.printing import order_print, stuck
from tests.factories.cases import APPLICANT, BY_POST, approved_case, logged_case
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


def test_single_letters_are_drawn_before_those_of_a_batch_that_waited_first(worker, me):
    """Also when the sweep hands all of them out again."""
    batch = started(me, 6)
    while run_next(batch.pk, at=timezone.now()):
        pass
    cases = [approved_case(by=me) for _ in range(3)]
    singles = [issue(case.pk, by=me, at=timezone.now()).pk for case in cases]
    assert (waiting_in("letters"), waiting_in("batches")) == (
        3,
        7,
    )  # the task of the batch itself is the seventh
    hand_out_stuck(at=timezone.now() + timedelta(hours=1))
    assert (waiting_in("letters"), waiting_in("batches")) == (6, 13)
    worker.start()
    drawn = Letter.objects.filter(state="issued")
    wait_until(lambda: drawn.filter(pk__in=singles).count() == 3, what="the single letters are drawn")
    assert drawn.exclude(pk__in=singles).count() <= 1
    wait_until(lambda: drawn.count() == 9, what="those of the batch are drawn too")


def waiting_in(queue_name: str) -> int:
    with app.connection_for_write() as broker:
        return broker.default_channel.client.llen(queue_name)
