"""Do cases come in whole or not at all, and never twice?"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from exemptions.services.decisions import load_decisions
from requests_app.domain.casefile import ApplicantFile
from requests_app.models import Case, Delivery, Event, Letter, Message
from requests_app.selectors.content import load_questions
from requests_app.selectors.facts import letter_view
from requests_app.services import history
from requests_app.services.casefile import ProblemsInFile, import_cases
from requests_app.services.receive import NewRequest, log_case
from tests.factories.people import officer
from tests.services.casefile.casefiles import (
    AT,
    NOTE,
    bring_in,
    case,
    document,
    installation,
    issued,
    put,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation() -> None:
    installation()


def stored_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_case_comes_in_whole():
    assert bring_in(text_of(case())).imported == ("01.FOI.26.000500",)
    row = Case.objects.get()
    questions, decisions = load_questions(row.pk), load_decisions(row.pk)
    assert (row.state, row.deadline_on, str(row.officer)) == (
        "in_progress",
        date(2026, 12, 1),
        "Asha Pemberton",
    )
    assert [question.holding.value for question in questions] == ["held", "held"]
    assert questions[0].searches[0].hits == 940
    assert questions[1].answers[0].table.rows == (("Car", "£192"), ("Van", ""))
    assert str(decisions[0].cost_estimate.hours) == "54.83"
    assert row.letters.get().edits == {"further": "Ask us if you need more."}
    with row.documents.get().file.open() as file:
        assert file.read() == NOTE


def test_the_same_file_twice_changes_nothing_and_says_so(tmp_path, capsys):
    path = tmp_path / "cases.json"
    path.write_text(text_of(case()), encoding="utf-8")
    call_command("import_cases", str(path))
    counted = Event.objects.count()
    call_command("import_cases", str(path))
    assert "0 imported, 1 here already and unchanged." in capsys.readouterr().out
    assert Event.objects.count() == counted


@pytest.mark.pdf
def test_the_examples_of_the_documentation_come_in(project_root: Path):
    blocks = re.findall(
        r"```json\n(.*?)```", (project_root / "docs" / "case-file.md").read_text(encoding="utf-8"), re.S
    )
    smallest, answered = (json.loads(block) for block in blocks)
    assert bring_in(json.dumps(smallest)).imported == ("FOI-2026-0417",)
    assert bring_in(text_of(answered)).imported == ("FOI-2026-0392",)
    assert letter_view(Case.objects.get(reference="FOI-2026-0392"), today=AT.date()).findings == ()


def test_the_order_of_fields_does_not_make_another_case():
    bring_in(text_of(case()))
    assert bring_in(text_of(dict(reversed(case().items())))).unchanged == ("01.FOI.26.000500",)


def test_a_reference_that_exists_with_other_content_is_refused():
    bring_in(text_of(case()))
    with pytest.raises(ProblemsInFile, match="exists here and differs from this file"):
        bring_in(text_of(case(reference="01.FOI.26.000499"), case(wording="Something else?")))
    assert not Case.objects.filter(reference="01.FOI.26.000499").exists()


def test_one_bad_case_keeps_the_good_ones_out_with_their_files(settings):
    bad = case(reference="01.FOI.26.000501", officer="nobody@northmoor.example")
    with pytest.raises(ProblemsInFile):
        bring_in(text_of(case(), bad))
    assert not Case.objects.exists()
    assert not Event.objects.exists()
    assert stored_files(settings) == []


def test_nothing_is_sent_and_nothing_waits_to_be_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        bring_in(text_of(issued()))
    assert callbacks == []
    assert mail.outbox == []
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert Message.objects.get().state == Delivery.State.SENT


@pytest.mark.pdf
def test_an_issued_letter_without_content_is_composed_and_rendered_with_its_dates():
    bring_in(text_of(issued()))
    letter, row = Letter.objects.get(), Case.objects.get()
    with letter.pdf.open("rb") as file:
        assert file.read(5) == b"%PDF-"
    assert letter.stamp["issued_on"] == "2026-11-13"
    assert "940 (nine hundred and forty) vehicles" in letter.text
    assert (row.responded_on, row.outcome) == (date(2026, 11, 13), "granted")
    assert letter.sign_offs.get().content_hash == letter.content_hash


@pytest.mark.pdf
def test_the_letter_of_a_case_by_post_is_kept_as_posted():
    applicant = {"name": "Rowan Achterberg", "postal_address": "3 Mill Lane\nNorthmoor"}
    bring_in(text_of(issued(applicant=applicant)))
    assert Delivery.objects.get().state == Delivery.State.POSTED


def test_the_next_reference_follows_the_highest_that_came_in():
    bring_in(text_of(case(), case(reference="01.FOI.26.000741"), case(reference="OLD-7")))
    new = NewRequest(wording="What is kept?", received_on=date(2026, 11, 20), applicant=ApplicantFile())
    assert log_case(new, by=officer(), at=AT).reference == "01.FOI.26.000742"


def test_the_year_of_the_reference_counts_not_that_of_receipt():
    late = case(received_on="2025-12-30", reference="01.FOI.26.000003", state="new", letters=[], messages=[])
    bring_in(text_of(late))
    new = NewRequest(wording="What is kept?", received_on=date(2026, 11, 20), applicant=ApplicantFile())
    assert log_case(new, by=officer(), at=AT).reference == "01.FOI.26.000004"


def test_the_history_is_chained_anew_and_strangers_stay_in_it_by_name():
    bring_in(text_of(case()))
    assert list(history.verify()) == []
    actors = Event.objects.order_by("position").values_list("kind", "actor")
    assert list(actors) == [
        ("logged", "Asha Pemberton"),
        ("answer", "gone@elsewhere.example"),
        ("imported", "System"),
    ]


def test_a_case_without_history_begins_with_its_logging():
    bring_in(text_of(case(events=[])))
    assert list(Event.objects.order_by("position").values_list("kind", flat=True)) == ["logged", "imported"]


def test_progress_is_told_after_each_case():
    seen: list[tuple[int, int]] = []
    import_cases(
        text_of(case(), case(reference="OLD-7")),
        at=AT,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]


def test_the_command_shows_progress_where_there_is_a_wait(tmp_path, capsys):
    path = tmp_path / "cases.json"
    many = [
        case(reference=f"OLD-{number}", documents=[], letters=[], questions=[], decisions=[])
        for number in range(26)
    ]
    path.write_text(text_of(*many), encoding="utf-8")
    call_command("import_cases", str(path))
    assert capsys.readouterr().err.splitlines() == ["25 of 26", "26 of 26"]


@pytest.mark.parametrize(
    "wording",
    [
        "?" * 200_000,
        "🚓 Where is 🐕‍🦺 number 7? 👩🏽‍✈️",
        "كم عدد المركبات؟ \u202eabc",
        "<script>alert(1)</script><b>How many?</b> & so on",
    ],
    ids=["200,000 characters", "emoji", "right to left", "HTML"],
)
def test_wording_comes_in_letter_for_letter(wording):
    bring_in(text_of(case(wording=wording)))
    assert Case.objects.get().wording == wording


def test_a_document_that_an_answer_gives_comes_with_it():
    answer = {
        "kind": "document",
        "document": {k: v for k, v in document().items() if k in {"name", "title", "sha256"}},
    }
    answer["document"]["size"] = len(NOTE)
    bring_in(text_of(put(case(), "questions.0.answers", [answer])))
    assert load_questions(Case.objects.get().pk)[0].answers[0].document.name == "note.txt"


def test_a_file_that_is_not_utf_8_is_refused_with_the_byte(tmp_path):
    path = tmp_path / "cases.json"
    path.write_bytes(text_of(case()).encode("utf-16"))
    with pytest.raises(CommandError, match="is not UTF-8 text: byte 0 cannot be read"):
        call_command("import_cases", str(path))


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.json cannot be read: No such file"):
        call_command("import_cases", "nowhere.json")


def test_the_command_says_line_and_field_and_that_nothing_was_imported(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(text_of(case() | {"colour": "blue"}), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("import_cases", str(path))
    first, last = str(refused.value).splitlines()
    line = path.read_text(encoding="utf-8").splitlines()[int(first.split()[1].strip(",")) - 1]
    assert "cases.0.colour: is not a field of CaseRecord" in first
    assert "colour" in line
    assert last == "Nothing was imported."


def test_a_link_that_another_case_has_is_refused_with_its_reference():
    bring_in(text_of(case(tracking_token="a" * 43)))
    with pytest.raises(ProblemsInFile, match="the database does not take the case OLD-7"):
        bring_in(text_of(case(reference="OLD-7", tracking_token="a" * 43)))


def test_export_and_import_back_where_it_was_logged_changes_nothing(tmp_path, capsys):
    by = officer(email="someone@northmoor.example")
    new = NewRequest(
        wording="What is kept, and for how long?",
        received_on=date(2026, 11, 3),
        applicant=ApplicantFile(name="Rhys"),
    )
    log_case(new, by=by, at=AT)
    path = tmp_path / "cases.json"
    call_command("export_cases", "--output", str(path))
    call_command("import_cases", str(path))
    assert "0 imported, 1 here already and unchanged." in capsys.readouterr().out
    assert json.loads(path.read_text(encoding="utf-8"))["cases"][0]["officer"] == "someone@northmoor.example"


def test_an_issued_notice_of_more_time_leaves_the_decision_owed():
    more_time = {"kind": "pit_extension", "on": "2026-11-11", "until": "2026-12-15"}
    notice = issued(state="in_progress", clock_events=[more_time])
    bring_in(text_of(notice))
    case = Case.objects.get(reference=notice["reference"])
    assert (case.state, case.responded_on) == ("in_progress", None)
    assert [letter.state for letter in case.letters.all()] == ["issued"]


def test_an_issued_response_of_an_open_case_without_more_time_is_refused():
    with pytest.raises(ProblemsInFile, match="the last letter of a case in this state is"):
        bring_in(text_of(issued(state="in_progress")))
