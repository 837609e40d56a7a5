"""Can a batch of letters be put together, watched, steered and mended on the screen?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Batch, BatchItem, Letter
from requests_app.services.acknowledge import acknowledge
from requests_app.services.batch_run import run_next
from requests_app.services.batches import BatchAct, change_batch, draft_batch
from tests.factories.cases import APPLICANT, logged_case
from tests.factories.people import approver, officer, signed_in

pytestmark = pytest.mark.django_db
NEW = "/cases/batches/new/?kind=acknowledgement"


@pytest.fixture
def me():
    return officer(name="Imogen Okafor")


@pytest.fixture
def client(me):
    return signed_in(me)


def drafted(me, *cases) -> Batch:
    return draft_batch("acknowledgement", [case.pk for case in cases], by=me, at=timezone.now())


def run(batch: Batch) -> None:
    while run_next(batch.pk, at=timezone.now()):
        pass


def page_of(batch: Batch) -> str:
    return reverse("casework:batch", args=[batch.pk])


def press(client, batch: Batch, act: str):
    return client.post(reverse("casework:batch_act", args=[batch.pk, act]), follow=True)


def test_the_way_from_the_navigation_to_letters_that_are_written(me, client):
    cases = [logged_case(by=me), logged_case(by=me)]
    assert 'href="/cases/batches/"' in client.get("/cases/").text
    assert NEW not in client.get("/cases/batches/").text
    assert "nobody has acknowledged yet" in client.get("/cases/batches/new/").text
    offered = client.get(NEW).text
    assert offered.count("checked") == 2

    once = re.search(r'name="once" value="(\w+)"', offered)[1]
    typed = {"cases": [case.pk for case in cases], "once": once}
    shown = client.post(NEW, typed, follow=True)
    batch = Batch.objects.get()
    assert shown.redirect_chain[-1][0] == page_of(batch)
    assert "2 letters are written in your name" in shown.text
    assert "We have received your request" in shown.text
    assert not Letter.objects.exists()
    client.post(NEW, typed)
    assert Batch.objects.count() == 1

    assert "Batch started." in press(client, batch, "start").text
    assert press(client, batch, "start").status_code == 200
    run(batch)
    shown = client.get(page_of(batch)).text
    assert "2 of 2 letters written" in shown
    assert "Finished" in client.get("/cases/batches/").text
    assert Letter.objects.count() == 2


def test_a_late_case_is_tagged_and_ticked_only_by_hand(me, client):
    late = logged_case(by=me, received_on=timezone.localdate() - timedelta(days=60))
    new = logged_case(by=me)
    offered = client.get(NEW).text
    assert f'value="{late.pk}">' in offered
    assert f'value="{new.pk}" checked' in offered
    assert offered.count("Late: send an apology instead") == 1
    assert client.get(f"{NEW}&tick=all").text.count("checked") == 2


def test_ticking_nothing_is_said_and_what_was_typed_is_kept(me, client):
    case = logged_case(by=me)
    answer = client.post(NEW, {"once": "x"})
    assert answer.status_code == 422
    assert "Tick at least one case." in answer.text
    assert f'value="{case.pk}" checked' not in answer.text
    assert "checked" not in client.get(f"{NEW}&tick=none").text
    odd = {"cases": ["-1", "x", "9" * 30, "²"]}
    assert client.post(NEW, odd).status_code == 422


def test_where_nothing_qualifies_the_page_says_so(client):
    assert "No case needs this letter now" in client.get(NEW).text
    assert "No case needs this letter now" in client.get("/cases/batches/new/?kind=reminder").text
    assert "Which letters" in client.get("/cases/batches/new/?kind=response").text
    assert "No batch has been sent yet" in client.get("/cases/batches/").text


def test_failures_and_what_was_left_out_say_why_and_lead_to_the_case(me, client):
    lost, told = logged_case(by=me, applicant=replace(APPLICANT, email="")), logged_case(by=me)
    batch = drafted(me, lost, told)
    preview = client.get(page_of(batch)).text
    assert "We have received your request" in preview
    press(client, batch, "start")
    acknowledge(told.pk, by=me, at=timezone.now())
    run(batch)
    shown = client.get(page_of(batch)).text
    assert "Record an address for correspondence first" in shown
    assert "acknowledged already" in shown
    assert f'href="/cases/{lost.reference}/"' in shown
    assert "Try the failures again" in shown
    assert "No address yet" in client.get(NEW).text
    press(client, batch, "retry")
    assert BatchItem.objects.get(case=lost).state == "waiting"


def test_a_batch_without_one_letter_that_could_be_written_says_why(me, client):
    batch = drafted(me, logged_case(by=me, applicant=replace(APPLICANT, email="")))
    shown = client.get(page_of(batch)).text
    assert "Record an address for correspondence first" in shown


def test_the_part_that_is_asked_for_again_ends_when_the_letters_are_drawn(me, client):
    batch = drafted(me, logged_case(by=me))
    address = reverse("casework:batch_progress", args=[batch.pk])
    press(client, batch, "start")
    assert f'data-poll-url="{address}"' in client.get(page_of(batch)).text
    assert "data-poll-done" not in client.get(address).text
    run(batch)
    waits = client.get(address).text
    assert "1 being drawn" in waits
    assert "data-poll-done" not in waits
    Letter.objects.update(state="failed", render_error="no font")
    assert "data-poll-done" in client.get(address).text


def test_pausing_and_what_is_not_possible_any_more(me, client):
    batch = drafted(me, logged_case(by=me))
    press(client, batch, "start")
    shown = press(client, batch, "pause").text
    assert "Batch paused." in shown
    assert "data-poll-url" not in shown
    assert "Resume" in shown
    assert press(client, batch, "cancel").status_code == 200
    refused = press(client, batch, "resume")
    assert refused.status_code == 409
    assert page_of(batch) in refused.text
    assert press(client, batch, "dance").status_code == 404


def test_others_do_not_see_the_way_there(me):
    logged_case(by=me)
    assert "/cases/batches/" not in signed_in(approver()).get("/cases/").text


def test_what_does_not_exist_is_not_found(client):
    for address in (
        "/cases/batches/999999/",
        "/cases/batches/999999/progress/",
        "/cases/batches/" + "9" * 30 + "/",
    ):
        assert client.get(address).status_code == 404


def test_pages_of_batches_are_turned(me, client, monkeypatch):
    monkeypatch.setattr("requests_app.selectors.batches.PAGE_SIZE", 1)
    case = logged_case(by=me)
    first, second = drafted(me, case), drafted(me, case)
    shown = client.get("/cases/batches/").text
    assert page_of(second) in shown
    assert page_of(first) not in shown
    assert f"?before={second.pk}" in shown
    assert page_of(first) in client.get(f"/cases/batches/?before={second.pk}").text


def test_every_page_takes_as_many_queries_of_many_cases_as_of_few(me, client):
    def numbers(cases: int) -> list[int]:
        found = [logged_case(by=me) for _ in range(cases)]
        draft, under_way = drafted(me, *found), drafted(me, *found)
        change_batch(under_way.pk, BatchAct.START, by=me, at=timezone.now())
        run_next(under_way.pk, at=timezone.now())
        counted = []
        for address in ("/cases/batches/", NEW, page_of(draft), page_of(under_way)):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted.append(len(queries))
        return counted

    numbers(2)
    few = numbers(3)
    assert numbers(9) == few
    assert max(few) <= 65  # the page before the start rehearses one letter
