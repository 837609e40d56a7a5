"""Which work does the worker do? Thin tasks that call services; each may run twice without harm."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from requests_app.services import batch_run, clock, deliver, issue, printing, queue


# A table of a hundred pages takes half a minute of a free processor, minutes of a busy one. Less than the broker's
# visibility timeout, after which a second worker would be given the letter.
@shared_task(name="requests_app.tasks.render_letter", soft_time_limit=240, time_limit=270)
def render_letter(letter_id: int) -> bool:
    return issue.render_and_complete(letter_id, at=timezone.now())


@shared_task(name="requests_app.tasks.send_delivery")
def send_delivery(delivery_id: int) -> bool:
    return deliver.deliver(delivery_id, at=timezone.now())


@shared_task(name="requests_app.tasks.send_message")
def send_message(message_id: int) -> bool:
    return deliver.send_message(message_id, at=timezone.now())


@shared_task(name="requests_app.tasks.run_recalculations")
def run_recalculations() -> int:
    return clock.run_recalculations(at=timezone.now())


@shared_task(name="requests_app.tasks.sweep_letters")
def sweep_letters() -> int:
    """Hand out again what a lost broker dropped, and do recalculations that wait."""
    found = issue.hand_out_stuck(at=timezone.now())
    clock.run_recalculations(at=timezone.now())
    return found


@shared_task(name="requests_app.tasks.sweep_mail")
def sweep_mail() -> int:
    deliveries, messages = deliver.waiting(at=timezone.now())
    for pk in deliveries:
        queue.send_delivery(pk)
    for pk in messages:
        queue.send_message(pk)
    return len(deliveries) + len(messages)


@shared_task(name="requests_app.tasks.run_batch")
def run_batch(batch_id: int) -> int:
    return batch_run.run_some(batch_id, at=timezone.now())


@shared_task(name="requests_app.tasks.make_print_file")
def make_print_file(print_id: int) -> bool:
    return printing.make(print_id, at=timezone.now())


@shared_task(name="requests_app.tasks.sweep_batches")
def sweep_batches() -> int:
    """Go on with batches and print files that were lost, and remove print files that are a day old."""
    batches, prints = batch_run.stuck_batches(at=timezone.now()), printing.stuck(at=timezone.now())
    for pk in batches:
        queue.run_batch(pk)
    for pk in prints:
        queue.make_print_file(pk)
    printing.remove_old(at=timezone.now())
    return len(batches) + len(prints)
