"""Is every fault of a case file refused with its line, its field and a sentence?"""

from __future__ import annotations

import json
import time

import pytest

from requests_app.models import Case
from requests_app.services.casefile import ProblemsInFile, read_case_file
from requests_app.services.casefile.reading import line_of
from tests.services.casefile.casefiles import (
    APPROVER,
    OFFICER,
    bring_in,
    case,
    document,
    installation,
    issued,
    put,
    text_of,
)

FAULTS = {
    "unknown field": ("questions.0.colour", "blue", "questions.0.colour", "is not a field of QuestionFile"),
    "wrong date": ("received_on", "02/11/2026", "received_on", "write a date as 2025-12-05"),
    "time without zone": ("logged_at", "2026-11-02T11:00:00", "logged_at", "its distance from UTC"),
    "future receipt": ("received_on", "2027-11-02", "received_on", "cannot be in the future"),
    "before the Act": ("received_on", "2004-11-02", "received_on", "cannot be before 1 January 2005"),
    "unknown person": ("officer", "x@y.example", "officer", "nobody here has the e-mail address"),
    "unknown team": ("team", "Rangers", "team", "there is no team “Rangers” here"),
    "unknown provision": ("decisions.0.provision", "s99", "decisions.0.provision", "99"),
    "unknown limb": ("decisions.0.limbs", ["7"], "decisions.0.limbs", "has no limb “7”"),
    "no such question": ("decisions.0.questions", [9], "decisions.0.questions", "there is no question 9"),
    "wrong number": ("questions.1.number", 3, "questions.1.number", "numbered 1, 2, 3"),
    "not base64": ("documents.0.content", "?!", "documents.0.content", "is not base64"),
    "wrong hash": ("documents.0.sha256", "0" * 64, "documents.0.sha256", "does not have this SHA-256"),
    "not what it says": ("documents.0", document(name="note.pdf"), "documents.0.name", "note.pdf"),
    "empty wording": ("wording", " ", "wording", "Enter the request"),
    "wording too long": ("wording", "x" * 200_001, "wording", "at most 200,000"),
    "NUL": ("wording", "How\x00many?", "wording", "the character U+0000"),
    "half a character": ("applicant.name", "\ud83d", "applicant.name", "the character U+D83D"),
    "unknown state": ("state", "asleep", "state", "choose one of"),
    "unknown channel": ("channel", "pigeon", "channel", "“pigeon” is not one of email"),
    "unknown kind": ("applicant.kind", "hermit", "applicant.kind", "“hermit” is not one of"),
    "not an address": ("applicant.email", "rowan", "applicant.email", "valid email address"),
    "too long": ("applicant.name", "x" * 201, "applicant.name", "at most 200 characters"),
    "too many hits": ("questions.0.searches.0.hits", 10**12, "questions.0.searches.0.hits", "less than or equal"),
    "text as number": ("questions.0.searches.0.hits", "940", "questions.0.searches.0.hits", "a whole number"),
    "slash": ("reference", "FOI/26/1", "reference", "no slash"),
    "empty answer": ("questions.0.answers.0", {"kind": "words"}, "questions.0.answers", "Write the answer"),
    "uneven table": (
        "questions.1.answers.0.table.rows.0", ["Car"], "questions.1.answers", "has 1 cells; the headings are 2",
    ),
    "small numbers of words": (
        "questions.0.answers.0",
        {"kind": "words", "text": "None.", "small_numbers": {"method": "leave", "threshold": 5}},
        "questions.0.answers",
        "Only for the small numbers of a table",
    ),
    "original missing": (
        "questions.1.answers.0.small_numbers",
        {"method": "suppress", "threshold": 5},
        "questions.1.answers",
        "The original figures are missing",
    ),
    "original of another table": (
        "questions.1.answers.0.small_numbers",
        {"method": "suppress", "threshold": 5, "original": {"caption": "", "columns": ["a"], "rows": [["b"]]}},
        "questions.1.answers",
        "do not have the rows and columns",
    ),
    "document not here": (
        "questions.0.answers.0",
        {"kind": "document", "document": {"name": "a", "title": "", "size": 1, "sha256": "0"}},
        "questions.0.answers",
        "not among the documents",
    ),
    "unknown event": ("clock_events", [{"kind": "lunch", "on": "2026-11-03"}], "clock_events.0.kind", "choose one of"),
    "answer before question": (
        "clock_events",
        [{"kind": "clarification_answered", "on": "2026-11-05"}],
        "clock_events.0",
        "no clarification had been asked",
    ),
    "event before receipt": (
        "clock_events",
        [{"kind": "pit_extension", "on": "2026-10-30", "until": "2026-12-20"}],
        "clock_events.0",
        "before the request was received",
    ),
    "other receipt": ("clock_events", [{"kind": "received", "on": "2026-11-05"}], "clock_events.0.on", "received_on"),
    "state without clock": ("state", "withdrawn", "state", "has the clock event “withdrawn”"),
    "silence without clock": ("state", "silent", "state", "has the clock event “closed”"),
    "clock without state": ("clock_events", [{"kind": "withdrawn", "on": "2026-11-05"}], "state", "has ended"),
    "state without letter": ("state", "issued", "state", "last letter of a case in this state is “issued”"),
    "posted before it was issued": (
        "letters.0.posted_at",
        "2026-11-14T09:00:00+00:00",
        "letters.0.posted_at",
        "only an issued letter",
    ),
    "being issued": ("state", "issuing", "state", "write “approved”"),
    "unknown letter state": ("letters.0.state", "lost", "letters.0.state", "“lost” is not one of"),
    "edit is no text": ("letters.0.edits", {"further": 7}, "letters.0.edits", "as text"),
    "direction": ("messages.0.direction", "up", "messages.0.direction", "“up” is not one of in, out"),
    "review too early": (
        "reviews", [{"requested_on": "2026-11-19", "grounds": "No."}], "reviews", "a review follows a response",
    ),
    "zero rate": ("decisions.0.cost_estimate.rate_pounds", "0", "decisions.0.cost_estimate.rate_pounds", "must be above 0"),
}  # fmt: skip
LETTER_FAULTS = {
    "posted by somebody at no time": (
        "letters.0.posted_by",
        "officer@northmoor.example",
        "letters.0.posted_at",
        "at some time",
    ),
    "posted by nobody known": (
        "letters.0",
        {
            **issued()["letters"][0],
            "posted_at": "2026-11-14T09:00:00+00:00",
            "posted_by": "gone@northmoor.example",
        },
        "letters.0.posted_by",
        "nobody here has",
    ),
    "undated": ("letters.0.issued_on", None, "letters.0.issued_on", "the date on which it was issued"),
    "other day": (
        "clock_events",
        [{"kind": "responded", "on": "2026-11-12"}],
        "clock_events",
        "of another day",
    ),
    "future": ("letters.0.issued_on", "2026-11-30", "clock_events", "lies in the future"),
    "no letter": ("letters.0.content", {"format": 9}, "letters.0.content", "format 9"),
    "garbage": ("letters.0.content", {"format": 1, "sections": [7]}, "letters.0.content", "not the content"),
    "signed by nobody": (
        "letters.0.sign_offs.0.given_by",
        "",
        "letters.0.sign_offs.0.given_by",
        "nobody here",
    ),
    "verdict": (
        "letters.0.sign_offs.0.verdict",
        "meh",
        "letters.0.sign_offs.0.verdict",
        "“meh” is not one of",
    ),
    "no reason": (
        "letters.0.sign_offs.0.verdict",
        "returned",
        "letters.0.sign_offs.0.reason",
        "with a reason",
    ),
    "pdf hash": ("letters.0.pdf", "JVBERi0=", "letters.0.pdf_sha256", "does not have this SHA-256"),
    "stamp": ("letters.0.stamp", {"issued_on": "2026-11-12"}, "letters.0.stamp", "another date"),
    "stamp unread": ("letters.0.stamp", {"when": "now"}, "letters.0.stamp", "when is not a field"),
}


LETTER = {
    "format": 1,
    "kind": "response",
    "reference": "OTHER-1",
    "regime": "foia",
    "title": "Response",
    "received_on": "2026-11-02",
    "wording": "?",
    "applicant": {},
    "authority": {"name": "Northmoor"},
    "regulator": {"name": "Information Commissioner"},
    "sections": [],
}


def refusal(text: str) -> ProblemsInFile:
    with pytest.raises(ProblemsInFile) as refused:
        bring_in(text)
    return refused.value


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "value", "field", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_refused_at_its_field(path, value, field, says):
    installation()
    found = refusal(text_of(put(case(), path, value)))
    assert not Case.objects.exists()
    assert [problem.field for problem in found.problems] == [f"cases.0.{field}"]
    assert says in found.problems[0].message


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "value", "field", "says"), LETTER_FAULTS.values(), ids=LETTER_FAULTS.keys())
def test_a_fault_of_a_letter_is_refused_at_its_field(path, value, field, says):
    installation()
    found = refusal(text_of(put(issued(), path, value)))
    assert found.problems[0].field == f"cases.0.{field}"
    assert says in found.problems[0].message


@pytest.mark.django_db
def test_a_line_is_the_one_on_which_the_field_stands():
    installation()
    text = text_of(case(), put(case(reference="OLD-7"), "questions.1.holding", "perhaps"))
    lines = text.splitlines()
    assert '"perhaps"' in lines[refusal(text).problems[0].line - 1]


def test_the_line_of_what_is_not_there_is_that_of_its_nearest_parent():
    text = '{\n"a": {\n"b": 1}}'
    assert [line_of(text, path) for path in ("", "a", "a.b", "a.b.c", "a.d", "e")] == [1, 2, 3, 3, 2, 1]


def test_every_case_that_cannot_be_read_is_reported_at_once():
    text = text_of(case(colour="blue"), case(reference="OLD-7"), case(reference="OLD-8", received_on="soon"))
    with pytest.raises(ProblemsInFile) as refused:
        read_case_file(text)
    assert [problem.field for problem in refused.value.problems] == ["cases.0.colour", "cases.2.received_on"]


def test_a_missing_field_is_named():
    without = case()
    del without["wording"]
    with pytest.raises(ProblemsInFile, match=r"cases\.0\.wording: is missing from CaseRecord: add it"):
        read_case_file(text_of(without))


@pytest.mark.parametrize("keep", [30, 400, 1500])
def test_a_truncated_end_is_recognised(keep):
    with pytest.raises(ProblemsInFile, match="The end of the file seems to be missing") as refused:
        read_case_file(text_of(case())[:keep])
    assert refused.value.problems[0].line == text_of(case())[:keep].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON"),
        ("[]", "is an object with"),
        ('{"format": 1, "cases": {}}', "a list"),
        ('{"format": 2, "cases": []}', "this is format 2"),
        ('{"format": 1, "cases": [], "colour": 1}', "is not a field of a case file"),
        ('{"format": 1, "cases": [7]}', "a case must be an object"),
        ('{"format": 1, "cases": [{"old": NaN}]}', "NaN is not a number"),
        ('{"format": 1, "cases": [{"a": 1, "a": 2}]}', "has the field “a” twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": 1,\n "cases": [}', "Line 2: this is not JSON"),
    ],
)
def test_what_is_no_case_file_is_refused_with_a_sentence(text, says):
    with pytest.raises(ProblemsInFile, match=says):
        read_case_file(text)


def test_a_reference_that_stands_in_the_file_twice_is_refused():
    with pytest.raises(ProblemsInFile, match=r"01\.FOI\.26\.000500 stands in this file twice"):
        read_case_file(text_of(case(), case()))


def problems_of(text: str) -> list[str]:
    with pytest.raises(ProblemsInFile) as caught:
        read_case_file(text)
    return [str(each) for each in caught.value.problems]


def test_of_a_file_that_is_wrong_everywhere_the_first_problems_are_told_and_that_there_are_more():
    for faulty in ([7] * 51, [case()] * 52):
        told = problems_of(json.dumps({"format": 1, "cases": faulty}, indent=1))
        assert len(told) == 51
        assert told[0] != told[49]
        assert told[50] == (
            "The file: there are more problems than these 50. Mend them, and import the file again."
        )
    assert len(problems_of(json.dumps({"format": 1, "cases": [7] * 50}))) == 50


def test_a_name_that_stands_twice_after_very_many_is_found_at_once():
    many = ",".join(f'"f{number}": 1' for number in range(60_000))
    began = time.monotonic()
    (told,) = problems_of(f'{{"format": 1, "cases": [{{{many}, "f59999": 2}}]}}')
    assert "has the field “f59999” twice" in told
    assert time.monotonic() - began < 5


OPEN = {"requested_on": "2026-11-16", "grounds": "Vans are missing."}
ASKED = [{"kind": "review_requested", "on": "2026-11-16"}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"state": "under_review", "clock_events": ASKED, "reviews": [OPEN, OPEN]},
            "at most one review can be open",
        ),
        ({"reviews": [OPEN]}, "exactly while one of its reviews has no result"),
        ({"state": "under_review", "clock_events": ASKED}, "exactly while one of its reviews has no result"),
        ({"reviews": [OPEN | {"result": "upheld"}]}, "has the date of its end"),
        ({"reviews": [OPEN | {"result": "perhaps"}]}, "“perhaps” is not one of upheld, partly, overturned"),
        ({"reviews": [OPEN | {"grounds": ""}]}, "this is empty"),
        (
            {"letters": [{"state": "queued"}, issued()["letters"][0] | {"number": 2}]},
            "“queued” is not one of",
        ),
    ],
)
def test_reviews_and_letters_agree_with_the_state(changes, says):
    installation()
    assert says in refusal(text_of(issued(**changes))).problems[0].message


@pytest.mark.django_db
def test_a_pdf_that_is_none_and_a_changed_letter_are_refused():
    installation()
    pdf = {"pdf": document()["content"], "pdf_sha256": document()["sha256"]}
    letter = issued()["letters"][0]
    assert "this is not a PDF" in refusal(text_of(issued(letters=[letter | pdf]))).problems[0].message
    frozen = {"content": LETTER | {"reference": "01.FOI.26.000500"}, "content_hash": "0" * 64}
    found = refusal(text_of(issued(letters=[letter | frozen]))).problems[0]
    assert found.field == "cases.0.letters.0.content_hash"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "items", "says"),
    [
        ("decisions", [case()["decisions"][0]] * 2, "d1 stands here twice"),
        ("letters", [{"state": "draft"}] * 2, "1 stands here twice"),
    ],
)
def test_names_within_a_case_are_distinct(name, items, says):
    installation()
    assert says in refusal(text_of(case(**{name: items}))).problems[0].message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sign_offs", "says"),
    [
        ([], "ends with the sign-off “approved”"),
        (
            [{"verdict": "approved", "given_by": OFFICER.upper(), "given_at": "2026-11-12T16:00:00Z"}],
            "did not write it",
        ),
        (
            [
                {"verdict": "approved", "given_by": APPROVER, "given_at": "2026-11-12T16:00:00Z"},
                {
                    "verdict": "returned",
                    "given_by": APPROVER,
                    "given_at": "2026-11-12T17:00:00Z",
                    "reason": "Wrong.",
                },
            ],
            "ends with the sign-off “approved”",
        ),
    ],
)
def test_a_letter_cannot_arrive_signed_off_by_its_author_or_by_nobody(sign_offs, says):
    installation()
    letter = {"state": "approved", "submitted_by": OFFICER, "sign_offs": sign_offs}
    text = text_of(case(state="approved", letters=[letter]))
    assert says in refusal(text).problems[0].message


@pytest.mark.django_db
def test_the_letter_of_another_case_is_not_taken_for_this_one():
    installation()
    found = refusal(text_of(put(issued(), "letters.0.content", LETTER)))
    assert "the letter of another case, OTHER-1" in found.problems[0].message


def test_a_file_with_its_own_schema_named_is_read():
    text = json.dumps({"$schema": "case-file.schema.json", "format": 1, "cases": [case()]})
    assert read_case_file(text).cases[0].reference == "01.FOI.26.000500"
