"""Are posted letters printed from one file, whole and in order, and recorded when they are in the post?"""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import OperationalError
from django.utils import timezone

from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, NotVisible
from requests_app.models import Case, Delivery, Letter, PrintFile
from requests_app.selectors.posting import letters_to_post, recent_files, waiting_to_be_posted
from requests_app.services import printing
from requests_app.services.acknowledge import acknowledge
from requests_app.services.batch_run import run_next
from requests_app.services.batches import BatchAct, change_batch, draft_batch
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.printing import make, mark_posted, order_print, record_download, remove_old, stuck
from tests.factories.cases import BY_POST, approved_case, logged_case
from tests.factories.people import approver, officer

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
NOW = timezone.now


@pytest.fixture
def me():
    return officer()


def drawn(case: Case, me) -> Letter:
    acknowledge(case.pk, by=me, at=NOW())
    letter = Letter.objects.get(case=case, kind="acknowledgement")
    assert render_and_complete(letter.pk, at=NOW())
    letter.refresh_from_db()
    return letter


@pytest.fixture
def letters(me) -> list[Letter]:
    return [drawn(logged_case(by=me, applicant=BY_POST), me) for _ in range(3)]


def ordered(me, letters, **given) -> PrintFile:
    given = {"is_duplex": True, "by": me, "at": NOW()} | given
    return order_print([letter.pk for letter in letters], **given)


def made(me, letters, **given) -> PrintFile:
    row = ordered(me, letters, **given)
    assert make(row.pk, at=NOW())
    row.refresh_from_db()
    return row


def test_only_drawn_letters_that_go_by_post_wait_and_responses_are_among_them(me, letters):
    drawn(logged_case(by=me), me)
    acknowledge(logged_case(by=me, applicant=BY_POST).pk, by=me, at=NOW())
    case = approved_case(by=me, applicant=BY_POST)
    response = issue(case.pk, by=me, at=NOW())
    render_and_complete(response.pk, at=NOW())
    assert set(letters_to_post(me)) == {*letters, response}

    row = made(me, [response])
    assert mark_posted(row.pk, by=me, at=NOW()) == 1
    assert Delivery.objects.get(letter=response).state == "posted"
    assert set(letters_to_post(me)) == set(letters)


def test_the_file_holds_all_pages_in_the_order_of_the_references(me, letters):
    row = made(me, reversed(letters))
    counts = []
    for letter in letters:
        with letter.pdf.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
            counts.append(len(pdf.pages))
    with (
        row.file.open("rb") as file,
        pikepdf.open(io.BytesIO(file.read())) as pdf,
        pdf.open_outline() as outline,
    ):
        assert [each.title for each in outline.root] == [
            f"{letter.case.reference} – Acknowledgement" for letter in letters
        ]
        assert len(pdf.pages) == row.pages == sum(count + count % 2 for count in counts[:-1]) + counts[-1]


def test_two_workers_make_one_file_and_a_lost_one_is_asked_for_again(
    me, letters, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as handed_out:
        row = ordered(me, letters)
    assert [call.args for call in handed_out] == [("requests_app.tasks.make_print_file", (row.pk,), None)]
    assert stuck(at=NOW()) == []
    assert stuck(at=NOW() + timedelta(minutes=3)) == [row.pk]
    assert make(row.pk, at=NOW())
    assert not make(row.pk, at=NOW())
    assert stuck(at=NOW() + timedelta(minutes=3)) == []


def test_a_letter_of_another_content_stops_the_file_and_is_named(me, letters):
    Letter.objects.filter(pk=letters[1].pk).update(pdf_sha256="0" * 64)
    row = ordered(me, letters)
    assert not make(row.pk, at=NOW())
    row.refresh_from_db()
    assert (row.state, row.file.name) == ("failed", "")
    assert letters[1].case.reference in row.error
    with pytest.raises(NotReady, match="could not be made"):
        record_download(row.pk, by=me, at=NOW())
    with pytest.raises(NotReady, match="has not been made"):
        mark_posted(row.pk, by=me, at=NOW())


def test_a_file_that_is_gone_is_said_in_plain_words(me, letters):
    letters[0].pdf.storage.delete(letters[0].pdf.name)
    row = ordered(me, letters)
    make(row.pk, at=NOW())
    row.refresh_from_db()
    assert row.error.startswith("The file could not be made (FileNotFoundError).")


def test_a_database_that_goes_away_fails_no_file(me, letters, monkeypatch):
    def away(*_, **__):
        raise OperationalError("closed")

    monkeypatch.setattr(printing, "merge", away)
    row = ordered(me, letters)
    with pytest.raises(OperationalError):
        make(row.pk, at=NOW())
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_day_later_the_file_is_gone_and_its_letters_can_be_printed_again(me, letters):
    row = made(me, letters)
    path = row.file.name
    assert remove_old(at=NOW() + timedelta(hours=23)) == 0
    assert remove_old(at=NOW() + timedelta(hours=25)) == 1
    assert remove_old(at=NOW() + timedelta(hours=25)) == 0
    row.refresh_from_db()
    assert (row.state, row.file.name, row.file.storage.exists(path)) == ("removed", "", False)
    assert made(me, letters).state == "ready"
    assert mark_posted(row.pk, by=me, at=NOW()) == 3


def test_each_download_is_in_the_history_of_each_case(me, letters):
    row = made(me, letters)
    for _ in range(2):
        record_download(row.pk, by=me, at=NOW())
    for letter in letters:
        looks = letter.case.events.filter(kind="looked", by=me)
        assert [look.summary for look in looks] == [
            f"Looked at a letter to the applicant (file {row.pk} for the printer)"
        ] * 2


def test_marking_as_posted_is_done_once_and_written_down(me, letters):
    row, other = made(me, letters), officer()
    assert mark_posted(row.pk, by=other, at=NOW()) == 3
    assert mark_posted(row.pk, by=me, at=NOW()) == 0
    for letter in letters:
        letter.refresh_from_db()
        assert (letter.posted_by, letter.posted_at is not None) == (other, True)
        event = letter.case.events.get(kind="letter_posted")
        assert (event.summary, event.new["print_file"]) == ("Letter posted: Acknowledgement", row.pk)
    assert waiting_to_be_posted(me, batch_id=None).rows == ()
    assert [(each.total, each.unposted) for each in recent_files(me)] == [(3, 0)]


def test_what_lies_in_a_file_says_so_and_what_is_posted_is_not_printed_again(me, letters):
    row = made(me, letters[:1])
    assert [each.printed_in for each in waiting_to_be_posted(me, batch_id=None).rows] == [row.pk, None, None]
    mark_posted(row.pk, by=me, at=NOW())
    second = ordered(me, letters)
    assert set(second.letters.all()) == set(letters[1:])
    with pytest.raises(InvalidInput, match="Tick at least one letter"):
        ordered(me, letters[:1])


def test_a_file_has_an_end(me, letters, monkeypatch):
    monkeypatch.setattr(printing, "MOST", 2)
    with pytest.raises(InvalidInput, match="at most 2 letters"):
        ordered(me, letters)


def test_the_letters_of_one_batch_are_found_by_it(me, letters):
    case = logged_case(by=me, applicant=BY_POST)
    batch = draft_batch("acknowledgement", [case.pk], by=me, at=NOW())
    change_batch(batch.pk, BatchAct.START, by=me, at=NOW())
    run_next(batch.pk, at=NOW())
    render_and_complete(Letter.objects.get(case=case).pk, at=NOW())
    found = waiting_to_be_posted(me, batch_id=batch.pk)
    assert [row.reference for row in found.rows] == [case.reference]
    assert (found.total, found.is_cut) == (1, False)
    assert len(waiting_to_be_posted(me, batch_id=None).rows) == 4


def test_others_neither_print_nor_post(me, letters):
    row, other = made(me, letters), approver()
    for act in (record_download, mark_posted):
        with pytest.raises(NotPermitted):
            act(row.pk, by=other, at=NOW())
        with pytest.raises(NotVisible):
            act(999_999, by=me, at=NOW())
    with pytest.raises(NotPermitted):
        ordered(other, letters)
