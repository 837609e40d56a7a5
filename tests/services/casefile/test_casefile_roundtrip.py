"""Does a case that leaves arrive as it was, and does its file fit the schema?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from requests_app import demo
from requests_app.models import Case, Event, Letter, User
from requests_app.services import history
from requests_app.services.casefile import export_cases, import_cases
from requests_app.services.casefile.schema import schema, schema_text
from tests.factories.people import person_with, team
from tests.factories.settings import seed_installation
from tests.services.casefile.casefiles import AT, case, installation, issued, put, text_of


class Undone(Exception):
    """Takes back what a block has written: events cannot be deleted."""


def all_cases() -> list[Case]:
    return list(Case.objects.order_by("received_on", "reference"))


def exported_after(text: str) -> str:
    """What an installation that had nothing but this file would export."""
    exported = ""
    try:
        with transaction.atomic():
            import_cases(text, at=AT)
            exported = export_cases(all_cases(), at=AT)
            raise Undone
    except Undone:
        assert not Case.objects.exists()
    return exported


def valid(data: Any) -> None:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema(), format_checker=checker).validate(data)


@pytest.mark.django_db
@pytest.mark.pdf
def test_what_was_exported_comes_in_and_goes_out_the_same():
    installation()
    reviewed = issued(
        reference="01.FOI.26.000511",
        state="reviewed",
        clock_events=[
            {"kind": "review_requested", "on": "2026-11-16"},
            {"kind": "review_responded", "on": "2026-11-19"},
        ],
        reviews=[
            {
                "requested_on": "2026-11-16",
                "grounds": "Vans are missing.",
                "result": "upheld",
                "conclusion": "They are counted as vehicles.",
                "concluded_on": "2026-11-19",
            }
        ],
    )
    reviewed["letters"][0]["overrides"] = [
        {
            "code": "small-number-disclosed",
            "where": "question:1:answer",
            "reason": "Nobody can be told from a count of vehicles.",
            "given_by": "officer@northmoor.example",
            "given_at": "2026-11-10T09:00:00+00:00",
        }
    ]
    reviewed["letters"][0] |= {
        "posted_at": "2026-11-14T16:30:00+00:00",
        "posted_by": "officer@northmoor.example",
    }
    large = put(case(reference="01.FOI.26.000512"), "questions.0.answers.0.figure", "118450000")
    first = exported_after(text_of(case(), reviewed, large))
    assert exported_after(first) == first
    valid(json.loads(first))
    assert '"figure": "118450000"' in first
    assert '"posted_at": "2026-11-14T16:30:00+00:00"' in first
    assert first.count('"posted_by": "officer@northmoor.example"') == 1


@pytest.mark.django_db
@pytest.mark.pdf
@pytest.mark.slow
def test_every_kind_of_case_of_the_demonstration_goes_and_comes_whole():
    installation()
    for email, name, _, roles in demo.PEOPLE:
        if not User.objects.filter(email=email).exists():
            person_with(*roles, email=email, name=name)
    team("Information Rights")
    first = exported_after(demo.FILE.read_text(encoding="utf-8"))
    assert exported_after(first) == first
    valid(json.loads(first))


@pytest.mark.django_db
@pytest.mark.pdf
def test_a_review_with_its_letter_and_a_correction_go_and_come_whole():
    seed_installation()
    for email, name, _, roles in demo.PEOPLE:
        person_with(*roles, email=email, name=name)
    team("Information Rights")
    wanted = {"01.FOI.26.000251", "01.FOI.26.000362"}
    cases = json.loads(demo.FILE.read_text(encoding="utf-8"))["cases"]
    first = exported_after(text_of(*(each for each in cases if each["reference"] in wanted)))
    assert exported_after(first) == first
    reviewed, corrected = json.loads(first)["cases"]
    assert [each["result"] for each in reviewed["reviews"][0]["findings"]] == [
        "partly",
        "overturned",
        "upheld",
    ]
    assert reviewed["letters"][1]["kind"] == "review"
    assert "I uphold the first decision in part." in json.dumps(reviewed["letters"][1]["content"])
    assert "I uphold" not in json.dumps(reviewed["letters"][0]["content"])
    assert corrected["letters"][1]["corrects"] == 1
    assert "This letter replaces our letter" in json.dumps(corrected["letters"][1]["content"])


@pytest.mark.django_db
def test_a_case_on_its_way_out_is_exported_as_signed_off():
    installation()
    letter = {
        "state": "approved",
        "sign_offs": [
            {
                "verdict": "approved",
                "given_by": "approver@northmoor.example",
                "given_at": "2026-11-19T10:00:00+00:00",
            }
        ],
    }
    import_cases(text_of(case(state="approved", letters=[letter])), at=AT)
    Case.objects.update(state="issuing")
    Letter.objects.update(state=Letter.State.RENDERING)
    record = json.loads(export_cases(all_cases(), at=AT))["cases"][0]
    assert (record["state"], record["letters"][0]["state"]) == ("approved", "approved")


@pytest.mark.django_db
def test_the_command_writes_a_private_file_of_the_cases_named(tmp_path, capsys):
    installation()
    import_cases(text_of(case(), case(reference="OLD-7")), at=AT)
    path = tmp_path / "cases.json"
    call_command("export_cases", "old-7", "--output", str(path))
    assert [each["reference"] for each in json.loads(path.read_text(encoding="utf-8"))["cases"]] == ["OLD-7"]
    assert path.stat().st_mode & 0o077 == 0
    assert "It holds personal data" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_says_where_it_cannot_write(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_cases", "--output", str(tmp_path / "nowhere" / "cases.json"))


@pytest.mark.django_db
def test_that_it_was_imported_here_does_not_travel():
    installation()
    import_cases(text_of(case()), at=AT)
    kinds = [event["kind"] for event in json.loads(export_cases(all_cases(), at=AT))["cases"][0]["events"]]
    assert kinds == ["logged", "answer"]
    assert Event.objects.filter(kind="imported").exists()
    assert list(history.verify()) == []


def test_the_demonstration_fits_the_schema():
    valid(json.loads(demo.FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("colour", "blue"),
        ("questions.0.holding", "perhaps"),
        ("received_on", "02/11/2026"),
        ("applicant.kind", "hermit"),
        ("decisions.0.provision", "s99"),
        ("reference", 7),
    ],
)
def test_what_the_import_refuses_does_not_fit_the_schema(path, value):
    with pytest.raises(jsonschema.ValidationError):
        valid(json.loads(text_of(put(case(), path, value))))


def test_the_documented_schema_is_the_one_that_the_classes_make(project_root: Path):
    assert (project_root / "docs" / "case-file.schema.json").read_text(encoding="utf-8") == schema_text()


TABLE = {
    "kind": "table",
    "table": {
        "caption": "By month",
        "columns": ["Month", "Count"],
        "rows": [["May", "fewer than five"]],
        "notes": "x",
    },
    "small_numbers": {
        "method": "suppress",
        "threshold": 5,
        "note": "x",
        "original": {"caption": "By month", "columns": ["Month", "Count"], "rows": [["May", "3"]]},
    },
}


@pytest.mark.django_db
def test_the_original_figures_of_a_table_travel_with_the_case():
    installation()
    text = text_of(put(case(), "questions.0.answers.0", TABLE))
    first = exported_after(text)
    assert json.loads(first)["cases"][0]["questions"][0]["answers"][0] == TABLE
    valid(json.loads(first))
    assert json.loads(exported_after(first))["cases"] == json.loads(first)["cases"]
