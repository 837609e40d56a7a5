"""Does a batch write each letter once, leave out what has moved on, and try again only what failed?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from requests_app.domain.errors import InvalidInput, NotPermitted, NotVisible, WrongState
from requests_app.models import Applicant, Batch, BatchItem, Case, Event, Letter, Message
from requests_app.selectors import batches as selected
from requests_app.selectors.batches import items_of, progress_of, propose
from requests_app.services import batch_run, batches
from requests_app.services.acknowledge import acknowledge
from requests_app.services.batch_run import CHUNK, moved_on, run_next, run_some, stuck_batches
from requests_app.services.batches import BatchAct, change_batch, draft_batch
from requests_app.services.correspond import ask_clarification, receive_clarification, remind
from requests_app.services.timing import withdraw
from tests.factories.cases import APPLICANT, case_in_progress, logged_case
from tests.factories.people import administrator, approver, auditor, manager, officer

pytestmark = pytest.mark.django_db
NOW = timezone.now
START, PAUSE, RESUME, CANCEL, RETRY = BatchAct


@pytest.fixture
def me():
    return officer()


def acknowledgements(me, *cases: Case, start: bool = True) -> Batch:
    batch = draft_batch("acknowledgement", [case.pk for case in cases], by=me, at=NOW())
    return change_batch(batch.pk, START, by=me, at=NOW()) if start else batch


def run(batch: Batch) -> Batch:
    while run_next(batch.pk, at=NOW()):
        pass
    batch.refresh_from_db()
    return batch


def states(batch: Batch) -> list[str]:
    return [item.state for item in batch.items.order_by("pk")]


def asked(me, *, days: int) -> Case:
    """A case whose applicant was asked something so many days ago."""
    then = NOW() - timedelta(days=days)
    case = case_in_progress(by=me, at=then)
    ask_clarification(case.pk, text="Which road?", on=timezone.localdate(then), by=me, at=then)
    case.refresh_from_db()
    return case


def test_cases_not_acknowledged_yet_are_proposed_the_oldest_first(me):
    new = logged_case(by=me)
    older = case_in_progress(by=me, received_on=timezone.localdate() - timedelta(days=9))
    told = logged_case(by=me)
    acknowledge(told.pk, by=me, at=NOW())
    gone = logged_case(by=me)
    withdraw(gone.pk, why="By e-mail.", on=timezone.localdate(), by=me, at=NOW())
    found = propose("acknowledgement", user=me, today=timezone.localdate())
    assert [row.reference for row in found.rows] == [older.reference, new.reference]
    assert (found.total, found.is_cut) == (2, False)


def test_a_late_case_is_offered_an_acknowledgement_unticked(me):
    late = case_in_progress(by=me, received_on=timezone.localdate() - timedelta(days=60))
    new = logged_case(by=me)
    found = propose("acknowledgement", user=me, today=timezone.localdate())
    assert [(row.id, row.is_late) for row in found.rows] == [(late.pk, True), (new.pk, False)]
    assert found.ticked == {new.pk}
    on_its_last_day = propose("acknowledgement", user=me, today=late.deadline_on)
    assert on_its_last_day.ticked == {late.pk, new.pk}


def test_clarifications_near_to_lapsing_are_proposed_once_for_each_question(me):
    near, fresh, over = asked(me, days=35), asked(me, days=1), asked(me, days=150)
    assert [near.lapses_on > timezone.localdate(), over.lapses_on < timezone.localdate()] == [True, True]
    today = timezone.localdate()
    assert [row.id for row in propose("reminder", user=me, today=today).rows] == [near.pk]
    remind(near.pk, by=me, at=NOW())
    assert propose("reminder", user=me, today=today).rows == ()
    assert fresh.pk


def test_more_than_a_batch_takes_is_cut_and_said(me, monkeypatch):
    monkeypatch.setattr(selected, "MOST", 1)
    logged_case(by=me), logged_case(by=me)
    found = propose("acknowledgement", user=me, today=timezone.localdate())
    assert (len(found.rows), found.total, found.is_cut) == (1, 2, True)


@pytest.mark.parametrize(("ticked", "words"), [(0, "Tick at least one"), (2, "at most 1 letters")])
def test_a_batch_of_none_or_too_many_is_refused(me, monkeypatch, ticked, words):
    monkeypatch.setattr(batches, "MOST", 1)
    cases = [logged_case(by=me).pk for _ in range(ticked)]
    with pytest.raises(InvalidInput, match=words):
        draft_batch("acknowledgement", cases, by=me, at=NOW())


def test_a_kind_that_is_none_is_refused(me):
    with pytest.raises(InvalidInput, match="Choose which"):
        draft_batch("response", [logged_case(by=me).pk], by=me, at=NOW())


@pytest.mark.parametrize(
    ("somebody", "error"), [(approver, NotPermitted), (auditor, NotPermitted), (administrator, NotVisible)]
)
def test_only_officers_and_managers_send_batches(me, somebody, error):
    case = logged_case(by=me)
    batch = acknowledgements(manager(), case, start=False)
    other = somebody()
    with pytest.raises(error):
        draft_batch("acknowledgement", [case.pk], by=other, at=NOW())
    with pytest.raises(error):
        change_batch(batch.pk, START, by=other, at=NOW())


def test_a_batch_that_is_not_there_is_not_found(me):
    with pytest.raises(NotVisible):
        change_batch(999_999, START, by=me, at=NOW())


def test_nothing_is_sent_before_the_start_and_starting_twice_is_once(me, django_capture_on_commit_callbacks):
    batch = acknowledgements(me, logged_case(by=me), logged_case(by=me), start=False)
    assert not run_next(batch.pk, at=NOW())
    assert states(batch) == ["waiting", "waiting"]
    with django_capture_on_commit_callbacks() as handed_out:
        for _ in range(2):
            assert change_batch(batch.pk, START, by=me, at=NOW()).state == "running"
    assert [call.args for call in handed_out] == [("requests_app.tasks.run_batch", (batch.pk,), None)]
    event = Event.objects.get(kind="batch_start")
    assert (event.case, event.new["cases"]) == (None, [item.case.reference for item in batch.items.all()])
    assert event.summary == f"Batch started: Acknowledgements, batch {batch.pk}, 2 cases"


def test_each_case_has_its_letter_in_the_name_of_who_started_and_the_batch_ends(me):
    other, cases = officer(), [logged_case(by=me), case_in_progress(by=me)]
    batch = acknowledgements(me, *cases, start=False)
    change_batch(batch.pk, START, by=other, at=NOW())
    run(batch)
    assert (batch.state, batch.finished_by, states(batch)) == ("done", None, ["done", "done"])
    for case in cases:
        letter = Letter.objects.get(case=case, kind="acknowledgement")
        assert letter.batch_item.batch == batch
        assert (letter.queued_by, letter.message.recorded_by) == (other, other)
        assert case.events.filter(kind="acknowledge", by=other).count() == 1
    assert not run_next(batch.pk, at=NOW())


def test_reminders_carry_the_words_of_the_batch(me):
    case = asked(me, days=35)
    batch = draft_batch("reminder", [case.pk], text=" We can help.\r\n", by=me, at=NOW())
    change_batch(batch.pk, START, by=me, at=NOW())
    run(batch)
    assert states(batch) == ["done"]
    assert Message.objects.get(kind="reminder").body == "We can help."


def test_a_case_that_was_moved_on_meanwhile_is_left_out_with_the_reason(me):
    told, gone, good = logged_case(by=me), logged_case(by=me), logged_case(by=me)
    batch = acknowledgements(me, told, gone, good)
    acknowledge(told.pk, by=me, at=NOW())
    withdraw(gone.pk, why="By e-mail.", on=timezone.localdate(), by=me, at=NOW())
    run(batch)
    assert states(batch) == ["skipped", "skipped", "done"]
    assert [line.why for line in items_of(batch)] == [
        "The request has been acknowledged already.",
        "The case is now “Withdrawn”.",
        "",
    ]
    assert Message.objects.filter(kind="acknowledgement").count() == 2


def test_each_reason_for_leaving_out_a_reminder_has_its_words(me):
    near, today = asked(me, days=35), timezone.localdate()
    assert moved_on("reminder", near, today) == ""
    assert "period for a reply is over" in moved_on("reminder", near, near.lapses_on + timedelta(days=1))
    assert "has time until" in moved_on("reminder", near, near.lapses_on - timedelta(days=31))
    remind(near.pk, by=me, at=NOW())
    assert "A reminder has been sent already" in moved_on("reminder", near, today)
    receive_clarification(near.pk, text="Mill Lane.", on=today, by=me, at=NOW())
    assert "now “In progress”" in moved_on("reminder", Case.objects.get(pk=near.pk), today)


def test_two_batches_of_the_same_cases_remind_once(me):
    case = asked(me, days=35)
    both = [draft_batch("reminder", [case.pk], by=me, at=NOW()) for _ in range(2)]
    for batch in both:
        change_batch(batch.pk, START, by=me, at=NOW())
        run(batch)
    assert [states(batch) for batch in both] == [["done"], ["skipped"]]
    assert Letter.objects.filter(case=case, kind="reminder").count() == 1


def test_a_failure_says_why_is_mended_and_only_it_is_tried_again(me):
    good, lost = logged_case(by=me), logged_case(by=me, applicant=replace(APPLICANT, email=""))
    batch = run(acknowledgements(me, good, lost))
    assert (batch.state, states(batch)) == ("done", ["done", "failed"])
    why = items_of(batch)[1].why
    assert why.startswith("Record an address for correspondence first")

    change_batch(batch.pk, RETRY, by=me, at=NOW())
    assert states(run(batch)) == ["done", "failed"]
    Applicant.objects.filter(case=lost).update(postal_address="3 Mill Lane\nNorthmoor")
    change_batch(batch.pk, RETRY, by=me, at=NOW())
    assert states(run(batch)) == ["done", "done"]
    assert [item.attempts for item in batch.items.order_by("pk")] == [1, 3]
    assert Letter.objects.filter(kind="acknowledgement").count() == 2
    assert items_of(batch)[1].why == ""
    change_batch(batch.pk, RETRY, by=me, at=NOW())
    assert Event.objects.filter(kind="batch_retry").count() == 2
    assert Batch.objects.get().state == "done"


def test_a_letter_that_could_not_be_drawn_is_a_failure_and_is_drawn_again(me):
    batch = run(acknowledgements(me, logged_case(by=me)))
    Letter.objects.update(state="failed", render_error="RenderFailed: no font")
    assert (progress_of(batch).undrawn, items_of(batch)[0].state) == (1, "failed")
    assert items_of(batch)[0].why == "The letter could not be drawn: RenderFailed: no font"
    change_batch(batch.pk, RETRY, by=me, at=NOW())
    assert Letter.objects.get().state == "queued"
    assert progress_of(batch).details == "0 waiting, 0 failed, 0 left out, 1 being drawn."
    assert progress_of(batch).words == "1 of 1 letter written"


def test_a_paused_batch_writes_nothing_until_it_is_resumed(me):
    batch = acknowledgements(me, logged_case(by=me), logged_case(by=me))
    assert run_next(batch.pk, at=NOW())
    for _ in range(2):
        change_batch(batch.pk, PAUSE, by=me, at=NOW())
    assert not run_next(batch.pk, at=NOW())
    assert run_some(batch.pk, at=NOW()) == 0
    assert states(batch) == ["done", "waiting"]
    change_batch(batch.pk, RESUME, by=me, at=NOW())
    assert states(run(batch)) == ["done", "done"]
    kinds = Event.objects.filter(kind__startswith="batch").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["batch_start", "batch_pause", "batch_resume"]


def test_cancelling_keeps_what_is_sent_and_leaves_out_the_rest(me):
    batch, other = acknowledgements(me, logged_case(by=me), logged_case(by=me)), officer()
    run_next(batch.pk, at=NOW())
    change_batch(batch.pk, CANCEL, by=other, at=NOW())
    batch.refresh_from_db()
    assert (batch.state, batch.finished_by, states(batch)) == ("cancelled", other, ["done", "skipped"])
    assert not run_next(batch.pk, at=NOW())
    for act in (START, PAUSE, RESUME, RETRY):
        with pytest.raises(WrongState, match="this batch is “cancelled”"):
            change_batch(batch.pk, act, by=me, at=NOW())


def test_who_started_it_and_may_not_work_on_cases_any_more_sends_nothing(me):
    batch = acknowledgements(me, logged_case(by=me))
    me.roles = ["auditor"]
    me.save()
    run(batch)
    assert states(batch) == ["failed"]
    assert f"{me}, who started this batch" in items_of(batch)[0].why


def test_a_fault_of_ours_is_a_failure_of_one_letter_and_undoes_what_it_had_begun(me, monkeypatch):
    cases = [logged_case(by=me), logged_case(by=me)]
    batch = acknowledgements(me, *cases)

    def breaks(case_id, **given):
        message = acknowledge(case_id, **given)
        if case_id == cases[0].pk:
            raise KeyError("nobody foresaw this")
        return message

    monkeypatch.setattr(batch_run, "acknowledge", breaks)
    run(batch)
    assert states(batch) == ["failed", "done"]
    assert "fault in the system" in items_of(batch)[0].why
    assert [letter.case_id for letter in Letter.objects.all()] == [cases[1].pk]


def test_a_database_that_goes_away_fails_no_letter(me, monkeypatch):
    batch = acknowledgements(me, logged_case(by=me))

    def away(case_id, **given):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(batch_run, "acknowledge", away)
    with pytest.raises(OperationalError):
        run_next(batch.pk, at=NOW())
    monkeypatch.undo()
    assert states(batch) == ["waiting"]
    assert states(run(batch)) == ["done"]


def test_a_task_takes_a_few_and_hands_out_the_rest(me, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(batch_run, "CHUNK", 2)
    batch = acknowledgements(me, *(logged_case(by=me) for _ in range(3)))
    with django_capture_on_commit_callbacks() as handed_out:
        assert run_some(batch.pk, at=NOW()) == 2
    assert ("requests_app.tasks.run_batch", (batch.pk,), None) in [call.args for call in handed_out]
    assert run_some(batch.pk, at=NOW()) == 1
    assert Batch.objects.get().state == "done"
    assert CHUNK >= 2


def test_the_sweep_takes_up_a_batch_that_no_worker_has_touched_lately(me):
    batch = acknowledgements(me, logged_case(by=me), logged_case(by=me))
    assert stuck_batches(at=NOW() + timedelta(seconds=90)) == []
    assert stuck_batches(at=NOW() + timedelta(minutes=3)) == [batch.pk]
    run(batch)
    assert stuck_batches(at=NOW() + timedelta(minutes=3)) == []
    assert BatchItem.objects.filter(state="waiting").count() == 0
