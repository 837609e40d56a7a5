"""What do headers, caches and logs give away to somebody who should not read it?"""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from foi.logs import JsonFormatter
from tests.factories.cases import logged_case
from tests.factories.people import officer, signed_in

TOKEN = "tk" * 20


def line_of(message: str, *values: object, error: BaseException | None = None) -> str:
    info = (type(error), error, None) if error else None
    args = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
    record = logging.LogRecord("any", logging.ERROR, __file__, 1, message, (args,), info)
    record.args = args
    return str(json.loads(JsonFormatter().format(record))["message"])


@pytest.mark.parametrize(
    "address",
    [
        f"/track/{TOKEN}/",
        f"/track/{TOKEN}",
        f"/track/{TOKEN}/letter.pdf",
        f"/accounts/password/reset/key/{TOKEN}/",
    ],
)
def test_a_log_line_names_no_address_that_opens_something(address: str) -> None:
    said = line_of("Method Not Allowed (%s): %s", "POST", address)
    assert TOKEN not in said
    assert "Method Not Allowed (POST): /" in said


def test_a_log_line_names_other_addresses_whole() -> None:
    assert line_of("Not Found: %s", "/cases/01.FOI.26.000001/") == "Not Found: /cases/01.FOI.26.000001/"


def test_a_failed_task_is_logged_without_what_its_error_quotes() -> None:
    error = ValueError("Rowan Achterberg, 4 Quay Street")
    values = {"name": "render_letter", "id": "7", "description": "raised unexpected", "exc": repr(error)}
    said = line_of("Task %(name)s[%(id)s] %(description)s: %(exc)s", values, error=error)
    assert said == "Task render_letter[7] raised unexpected: ValueError"


@pytest.mark.django_db
def test_a_request_with_a_tracking_link_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    case = logged_case()
    with caplog.at_level(logging.INFO):
        assert Client().post(f"/track/{case.tracking_token}/").status_code == 405
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any("/track/…/" in line for line in lines)
    assert not any(case.tracking_token in line for line in lines)


@pytest.mark.django_db
def test_pages_for_staff_are_kept_by_nobody_on_the_way_and_by_no_browser_after_signing_out() -> None:
    by = officer()
    case, client = logged_case(by=by), signed_in(by)
    for address in ("/cases/", f"/cases/{case.reference}/", f"/cases/{case.reference}/letter/", "/cases/no/"):
        kept = client.get(address)["Cache-Control"]
        assert "private" in kept
        assert "no-" in kept
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
    assert not client.get("/").has_header("Clear-Site-Data")


@pytest.mark.django_db
def test_the_requesters_pages_are_sealed() -> None:
    case = logged_case()
    answer = Client().get(f"/track/{case.tracking_token}/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "sessionid" not in answer.cookies
    assert case.applicant.email not in answer.content.decode()
    assert case.applicant.name not in answer.content.decode()
