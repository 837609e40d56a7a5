"""Do letters that decide nothing travel whole, and are they made from what a file says of their occasion?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import mail

from requests_app.letters.content import content_text, from_dict
from requests_app.models import Case, Letter, Message
from requests_app.services import deliver
from requests_app.services.acknowledge import acknowledge
from requests_app.services.casefile import ProblemsInFile, export_cases, import_cases
from tests.services.casefile.casefiles import AT, case, installation, text_of
from tests.services.casefile.test_casefile_roundtrip import exported_after, valid

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
OFFICER = "officer@northmoor.example"


def written(kind: str, on: str = "2026-11-16", number: int = 1, **occasion: Any) -> dict[str, Any]:
    return {
        "kind": kind, "number": number, "state": "issued", "issued_on": on, "issued_by": OFFICER, "occasion": occasion,
    }  # fmt: skip


def message(kind: str, on: str = "2026-11-16", letter: int = 1) -> dict[str, Any]:
    return {"direction": "out", "kind": kind, "subject": kind, "body": "Words.", "on": on, "letter": letter}


def waiting(**changes: Any) -> dict[str, Any]:
    """Acknowledged, asked and reminded, in Welsh."""
    kinds = [("acknowledgement", {}), ("clarification", {"text": "Which road?"}), ("reminder", {})]
    return case(
        language="cy",
        state="awaiting_clarification",
        clock_events=[{"kind": "clarification_asked", "on": "2026-11-16"}],
        letters=[written(kind, **occasion) for kind, occasion in kinds],
        messages=[message(kind) for kind, _ in kinds],
        **changes,
    )


def refused(data: dict[str, Any]) -> str:
    with pytest.raises(ProblemsInFile) as caught:
        import_cases(text_of(data), at=AT)
    (problem,) = caught.value.problems
    return problem.field


def test_they_are_made_from_their_occasion_with_their_pdf_and_nothing_is_sent():
    installation()
    import_cases(text_of(waiting()), at=AT)
    row = Case.objects.get()
    assert row.language == "cy"
    letters = {letter.kind: letter for letter in row.letters.all()}
    assert set(letters) == {"acknowledgement", "clarification", "reminder"}
    assert all(letter.pdf and letter.html and letter.text for letter in letters.values())
    assert "Which road?" in content_text(from_dict(letters["clarification"].content))
    assert "Words." in content_text(from_dict(letters["reminder"].content))
    assert list(Message.objects.values_list("state", "letter__kind").order_by("pk")) == [
        ("sent", "acknowledgement"), ("sent", "clarification"), ("sent", "reminder"),
    ]  # fmt: skip
    assert deliver.waiting(at=AT) == ([], [])
    assert mail.outbox == []


def test_they_go_out_and_come_in_the_same():
    installation()
    first = exported_after(text_of(waiting()))
    assert exported_after(first) == first
    record = json.loads(first)["cases"][0]
    assert record["language"] == "cy"
    assert [each["letter"] for each in record["messages"]] == [1, 1, 1]
    valid(json.loads(first))


def test_a_transferred_case_travels_with_its_outcome():
    installation()
    said = {"to": "Eastmere Borough Council", "contact": "1 Town Square", "consent_on": "2026-11-12"}
    data = case(
        state="transferred",
        clock_events=[{"kind": "transferred", "on": "2026-11-16"}],
        letters=[written("transfer", **said)],
        messages=[message("transfer")],
    )
    first = exported_after(text_of(data))
    assert exported_after(first) == first
    import_cases(first, at=AT)
    row = Case.objects.get()
    assert (row.state, row.outcome, str(row.responded_on)) == ("transferred", "transferred", "2026-11-16")


def test_one_that_still_waits_to_be_drawn_is_drawn_where_it_arrives():
    installation()
    import_cases(text_of(case()), at=AT)
    acknowledge(Case.objects.get().pk, by=None, at=AT)
    (record,) = json.loads(export_cases(Case.objects.all(), at=AT))["cases"]
    (letter,) = [each for each in record["letters"] if each.get("kind") == "acknowledgement"]
    assert (letter["state"], letter["issued_on"]) == ("issued", "2026-11-20")
    assert "pdf" not in letter
    assert Letter.objects.get(kind="acknowledgement").state == "queued"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"messages": []}, "cases.0.letters.0.number"),
        ({"messages": [message("acknowledgement")] * 2}, "cases.0.letters.0.number"),
        ({"letters": []}, "cases.0.messages.0.letter"),
        ({"letters": [written("acknowledgement") | {"state": "draft"}]}, "cases.0.letters.0.state"),
        ({"letters": [written("acknowledgement")] * 2}, "cases.0.letters.1.number"),
        ({"letters": [written("acknowledgement", on="2026-01-05")]}, "cases.0.letters.0.issued_on"),
    ],
)
def test_letters_and_messages_that_do_not_agree_are_refused(changes: dict, field: str):
    installation()
    data = {"letters": [written("acknowledgement")], "messages": [message("acknowledgement")]} | changes
    assert refused(case(**data)) == field


def test_the_content_of_another_kind_is_refused():
    installation()
    first = json.loads(exported_after(text_of(waiting())))
    record = first["cases"][0]
    record["letters"][0]["content"], record["letters"][0]["content_hash"] = (
        record["letters"][1]["content"],
        "",
    )
    assert refused(record) == "cases.0.letters.0.content"
