"""Can letters be ticked, printed from one file and marked as posted on the screen?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Letter, PrintFile
from requests_app.services.acknowledge import acknowledge
from requests_app.services.issue import render_and_complete
from requests_app.services.printing import make, remove_old
from tests.factories.cases import BY_POST, logged_case
from tests.factories.people import officer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
LIST = "/cases/posting/"


@pytest.fixture
def me():
    return officer()


@pytest.fixture
def client(me):
    return signed_in(me)


def drawn(me) -> Letter:
    case = logged_case(by=me, applicant=BY_POST)
    acknowledge(case.pk, by=me, at=timezone.now())
    letter = Letter.objects.get(case=case)
    assert render_and_complete(letter.pk, at=timezone.now())
    return letter


def address(name: str, row: PrintFile) -> str:
    return reverse(f"casework:{name}", args=[row.pk])


def test_the_way_from_the_list_to_letters_in_the_post(me, client):
    letters = [drawn(me), drawn(me)]
    case = letters[0].case
    assert "to be printed and posted" in client.get(f"/cases/{case.reference}/").text
    shown = client.get(LIST).text
    assert len(re.findall(r'name="letters"[^>]* checked', shown)) == 2
    once = re.search(r'name="once" value="(\w+)"', shown)[1]
    typed = {"letters": [letter.pk for letter in letters], "sides": "two", "once": once}
    waiting = client.post(LIST, typed, follow=True).text
    row = PrintFile.objects.get()
    client.post(LIST, typed)
    assert PrintFile.objects.count() == 1
    assert "The file is being made" in waiting
    assert f'data-poll-url="{address("print_progress", row)}"' in waiting
    assert "data-poll-done" not in client.get(address("print_progress", row)).text

    make(row.pk, at=timezone.now())
    assert "data-poll-done" in client.get(address("print_progress", row)).text
    ready = client.get(address("print_file", row)).text
    assert "for printing only: it is not an accessible PDF" in ready
    assert "Mark 2 letters as posted" in ready
    pdf = client.get(address("print_pdf", row))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert (pdf["Cache-Control"], pdf["Content-Type"]) == ("private, no-store", "application/pdf")
    assert case.events.filter(kind="looked", summary__contains="for the printer").count() == 1
    assert not re.findall(r'name="letters"[^>]* checked', client.get(LIST).text)

    done = client.post(address("print_posted", row), follow=True).text
    assert "2 letters marked as posted." in done
    assert "All letters of this file are posted." in done
    assert "Posted already." in client.post(address("print_posted", row), follow=True).text
    assert "No letter waits to be posted" in client.get(LIST).text
    assert "to be printed and posted" not in client.get(f"/cases/{case.reference}/").text


def test_ticking_nothing_or_no_sides_is_said(me, client):
    letter = drawn(me)
    answer = client.post(LIST, {"sides": "one"})
    assert answer.status_code == 422
    assert "Tick at least one letter" in answer.text
    answer = client.post(LIST, {"letters": [letter.pk]})
    assert answer.status_code == 422
    assert f'value="{letter.pk}" checked' in answer.text


def test_a_file_that_is_gone_or_failed_says_what_to_do(me, client):
    letter = drawn(me)
    client.post(LIST, {"letters": [letter.pk], "sides": "one"})
    row = PrintFile.objects.get()
    assert client.post(address("print_posted", row)).status_code == 422
    make(row.pk, at=timezone.now())
    remove_old(at=timezone.now() + timedelta(days=2))
    assert "make another file" in client.get(address("print_file", row)).text
    refused = client.get(address("print_pdf", row))
    assert refused.status_code == 422
    assert address("print_file", row) in refused.text
    PrintFile.objects.update(state="failed", error="The file could not be made.")
    assert "Tick the letters again" in client.get(address("print_file", row)).text


def test_what_does_not_exist_is_not_found(client):
    for each in (f"{LIST}999999/", f"{LIST}999999/pdf/", f"{LIST}?batch=999999", f"{LIST}?batch=x"):
        assert client.get(each).status_code == 404


def test_pages_take_as_many_queries_of_many_letters_as_of_few(me, client):
    def numbers() -> list[int]:
        client.post(LIST, {"letters": Letter.objects.values_list("pk", flat=True), "sides": "one"})
        pages = (LIST, address("print_file", PrintFile.objects.latest("pk")))
        counted = []
        for each in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(each).status_code == 200
            counted.append(len(queries))
        return counted

    drawn(me)
    few = numbers()
    for _ in range(3):
        drawn(me)
    assert numbers() == few
