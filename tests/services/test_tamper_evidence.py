"""Can nobody, not even with the database in hand, change what happened without its showing?"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from requests_app.models import Event, EventChain
from requests_app.services import history
from tests.factories.cases import case_in_progress, logged_case
from tests.factories.people import officer

pytestmark = pytest.mark.django_db


@contextmanager
def trigger_off():
    """As the owner of the table could, with intent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # a table with deferred checks to make cannot be altered
        cursor.execute("ALTER TABLE requests_app_event DISABLE TRIGGER USER")
        yield
        cursor.execute("ALTER TABLE requests_app_event ENABLE TRIGGER USER")


def found() -> list[tuple[int, str]]:
    return [(each.position, each.what) for each in history.verify()]


@pytest.fixture
def case():
    case = case_in_progress()
    history.record_look(case=case, by=officer(), at=timezone.now(), what="the applicant's details")
    assert found() == []
    return case


@pytest.mark.parametrize(
    "change",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(summary="Nothing"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: event.delete(),
        lambda event: event.save(),
        lambda event: sql("UPDATE requests_app_event SET actor = 'X' WHERE id = %s", event.pk),
        lambda event: sql("DELETE FROM requests_app_event WHERE id = %s", event.pk),
    ],
)
def test_the_database_refuses_to_change_or_delete_an_event(case, change):
    event = case.events.latest("id")
    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        change(event)
    assert found() == []


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "column", ["kind", "actor", "summary", "reason", "old", "new", "at", "by_id", "case_id", "previous_hash"]
)
def test_a_changed_event_shows_whatever_was_changed(case, column):
    values = {
        "old": '{"a": 1}',
        "new": '{"a": 1}',
        "at": timezone.now(),
        "by_id": officer().pk,
        "case_id": logged_case().pk,
    }
    event = case.events.order_by("id")[1]
    with trigger_off():
        sql(
            f"UPDATE requests_app_event SET {column} = %s WHERE id = %s",
            values.get(column, "other"),
            event.pk,
        )
    assert (2, "was changed after it was written") in found()


def test_an_event_whose_hash_was_worked_out_anew_shows_at_the_next(case):
    event = case.events.order_by("id")[1]
    event.summary = "Nothing happened"
    with trigger_off():
        sql(
            "UPDATE requests_app_event SET summary = %s, hash = %s WHERE id = %s",
            event.summary,
            history.event_hash(event),
            event.pk,
        )
    assert found() == [(3, "does not continue the event before it")]


def test_a_removed_event_shows(case):
    event = case.events.order_by("id")[1]
    with trigger_off():
        sql("DELETE FROM requests_app_event WHERE id = %s", event.pk)
    assert (3, "an event before this one is missing") in found()


def test_a_chain_whose_end_was_cut_off_shows(case):
    length = case.events.count()
    with trigger_off():
        sql("DELETE FROM requests_app_event WHERE id = %s", case.events.latest("id").pk)
    assert found() == [(length, "the end of the chain was cut off or replaced")]


@pytest.mark.parametrize("change", [{"head": "0" * 64}, {"length": 9}])
def test_a_replaced_head_shows(case, change):
    EventChain.objects.filter(key=history.chain_key(case.pk)).update(**change)
    assert [what for _, what in found()] == ["the end of the chain was cut off or replaced"]


def test_a_missing_head_shows(case):
    EventChain.objects.filter(key=history.chain_key(case.pk)).delete()
    assert found() == [(0, "the head of the chain is missing")]


def test_a_case_whose_whole_history_was_removed_shows(case):
    with trigger_off():
        sql("DELETE FROM requests_app_event WHERE case_id = %s", case.pk)
    EventChain.objects.filter(key=history.chain_key(case.pk)).delete()
    assert found() == [(0, "the whole chain is missing")]


def test_a_look_at_personal_data_is_recorded_with_the_reader(case):
    look = case.events.get(kind="looked")
    assert look.new == {"what": "the applicant's details"}
    assert look.by is not None
    assert look.actor == str(look.by)


def test_what_belongs_to_no_case_has_a_chain_of_its_own():
    with transaction.atomic():
        event = history.record("signed_in", by=officer(), at=timezone.now(), summary="Signed in")
    assert (event.chain, event.case) == ("installation", None)
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_change_is_refused():
    with pytest.raises(RuntimeError, match="in the transaction"):
        history.record("looked", by=None, at=timezone.now())


def test_values_are_hashed_as_they_are_read_back():
    with transaction.atomic():
        event = history.record(
            "test",
            by=None,
            at=timezone.now(),
            new={"day": timezone.localdate(), "many": ({1, 2}, [3.5]), "deep": {"none": None}, 5: object},
        )
    assert history.event_hash(Event.objects.get(pk=event.pk)) == event.hash
    assert found() == []
