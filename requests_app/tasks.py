"""Which work does the worker do? Thin tasks that call services; each may run twice without harm."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from requests_app.services import clock, deliver, issue, queue


@shared_task(name="requests_app.tasks.render_letter", queue="letters")
def render_letter(letter_id: int) -> bool:
    return issue.render_and_complete(letter_id, at=timezone.now())


@shared_task(name="requests_app.tasks.send_delivery", queue="mail")
def send_delivery(delivery_id: int) -> bool:
    return deliver.deliver(delivery_id, at=timezone.now())


@shared_task(name="requests_app.tasks.send_message", queue="mail")
def send_message(message_id: int) -> bool:
    return deliver.send_message(message_id, at=timezone.now())


@shared_task(name="requests_app.tasks.run_recalculations", queue="default")
def run_recalculations() -> int:
    return clock.run_recalculations(at=timezone.now())


@shared_task(name="requests_app.tasks.sweep_letters", queue="default")
def sweep_letters() -> int:
    """Hand out again what a lost broker dropped, and do recalculations that wait."""
    stuck = issue.stuck_letters(at=timezone.now())
    for letter_id in stuck:
        queue.render_letter(letter_id)
    clock.run_recalculations(at=timezone.now())
    return len(stuck)


@shared_task(name="requests_app.tasks.sweep_mail", queue="default")
def sweep_mail() -> int:
    deliveries, messages = deliver.waiting(at=timezone.now())
    for pk in deliveries:
        queue.send_delivery(pk)
    for pk in messages:
        queue.send_message(pk)
    return len(deliveries) + len(messages)
