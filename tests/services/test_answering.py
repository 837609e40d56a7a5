"""Is what is held, searched and given kept exactly, and never overwritten unseen?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from requests_app.domain.casefile import (
    Answer,
    AnswerKind,
    DocumentReference,
    Holding,
    SearchMade,
    Table,
)
from requests_app.domain.errors import InvalidInput, NotPermitted, NotVisible, StaleEdit, WrongState
from requests_app.selectors.content import load_questions
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.documents import attach
from tests.factories import files
from tests.factories.cases import answered_case, case_in_progress, submitted_case
from tests.factories.people import approver, officer

pytestmark = pytest.mark.django_db
FIGURE = Answer(
    kind=AnswerKind.FIGURE,
    text="Vehicles recovered",
    figure=Decimal("21"),
    figure_words="twenty-one",
    unit="vehicles",
    period_from=date(2025, 1, 1),
    period_to=date(2025, 12, 31),
)
TABLE = Answer(
    kind=AnswerKind.TABLE, table=Table(caption="By month", columns=("Month", "Count"), rows=(("May", "3"),))
)


def save(case, record: QuestionRecord, *, number: int = 1, by=None, seen=None):
    return record_answer(case.pk, number, record, by=by or officer(), at=timezone.now(), seen_version=seen)


def test_everything_about_a_question_is_read_back_as_it_was_written():
    case = case_in_progress()
    by = officer()
    pdf = attach(
        case.pk, files.upload(files.pdf()), purpose="disclosure", title="Log", by=by, at=timezone.now()
    )
    row = pdf.document
    reference = DocumentReference(name=row.name, title=row.title, size=row.size, sha256=row.sha256)
    record = QuestionRecord(
        holding=Holding.HELD,
        is_advice=True,
        note="Ask the fleet desk.",
        searches=(
            SearchMade(where="Register", by="Desk", terms="Harbour", hits=0, minutes=15, on=date(2026, 1, 2)),
            SearchMade(where="Archive"),
        ),
        answers=(
            Answer(kind=AnswerKind.WORDS, text="None in June."),
            FIGURE,
            TABLE,
            Answer(kind=AnswerKind.DOCUMENT, document=reference),
        ),
    )
    save(case, record)

    read = load_questions(case.pk)[0]
    for name in ("holding", "is_advice", "note", "searches", "answers"):
        assert getattr(read, name) == getattr(record, name)


def test_an_answer_is_one_event_with_old_and_new_values():
    case = case_in_progress()
    events = case.events.count()
    row = save(case, QuestionRecord(holding=Holding.NOT_HELD))
    event = case.events.latest("id")
    assert case.events.count() == events + 1
    assert (event.kind, event.old, event.new) == (
        "answer",
        {"question 1: holding": "unknown"},
        {"question 1: holding": "not_held"},
    )
    assert row.version == 2
    save(case, QuestionRecord(holding=Holding.NOT_HELD), seen=2)
    assert case.events.count() == events + 1


def test_a_stale_answer_is_refused_with_both_versions_and_who_was_first():
    case = case_in_progress()
    theirs = officer()
    save(case, QuestionRecord(holding=Holding.HELD, note="Theirs", answers=(FIGURE,)), by=theirs, seen=1)
    with pytest.raises(StaleEdit) as caught:
        save(case, QuestionRecord(holding=Holding.HELD, note="Mine", answers=(TABLE,)), seen=1)
    error = caught.value
    by_name = {one.name: one for one in error.differences}
    assert set(by_name) == {"note", "answers"}
    assert (by_name["note"].theirs, by_name["note"].yours) == ("Theirs", "Mine")
    assert "21" in by_name["answers"].theirs
    assert "May" in by_name["answers"].yours
    assert (error.changed_by, error.current_version) == (str(theirs), 2)
    assert case.questions.get(number=1).note == "Theirs"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(kind=AnswerKind.WORDS, text=" "), "Write the answer"),
        (Answer(kind=AnswerKind.FIGURE), "Enter the figure"),
        (Answer(kind=AnswerKind.FIGURE, figure=Decimal("0.12345")), "14 digits before the point and 4 after"),
        (Answer(kind=AnswerKind.FIGURE, figure=Decimal("1E14")), "14 digits"),
        (Answer(kind=AnswerKind.FIGURE, figure=Decimal("NaN")), "as a number"),
        (Answer(kind=AnswerKind.DOCUMENT), "Choose the document"),
        (Answer(kind=AnswerKind.TABLE), "heading for each column"),
        (Answer(kind=AnswerKind.TABLE, table=Table(caption="", columns=("A",), rows=())), "at least one row"),
        (
            Answer(kind=AnswerKind.TABLE, table=Table(caption="", columns=("A",), rows=(("1", "2"),))),
            "Row 1 of the table has 2 cells",
        ),
        (
            Answer(kind=AnswerKind.DOCUMENT, document=DocumentReference(name="", title="", size=1, sha256="0")),
            "Attach it first",
        ),
    ],
)  # fmt: skip
def test_an_answer_without_its_content_is_refused_and_the_old_one_stays(answer: Answer, words: str):
    case = case_in_progress()
    save(case, QuestionRecord(holding=Holding.HELD, answers=(FIGURE,)))
    with pytest.raises(InvalidInput, match=words):
        save(case, QuestionRecord(holding=Holding.HELD, answers=(answer,)))
    assert load_questions(case.pk)[0].answers == (FIGURE,)


@pytest.mark.parametrize("figure", ["99999999999999.9999", "-0.5", "0", "100", "1E+2"])
def test_a_figure_is_kept_exactly(figure: str):
    case = case_in_progress()
    answer = Answer(kind=AnswerKind.FIGURE, figure=Decimal(figure))
    save(case, QuestionRecord(holding=Holding.HELD, answers=(answer,)))
    read = load_questions(case.pk)[0].answers[0].figure
    assert read == Decimal(figure)
    assert "E" not in str(read)


def test_a_document_of_another_case_cannot_be_given():
    case, other = case_in_progress(), case_in_progress()
    found = attach(other.pk, files.upload(files.pdf()), purpose="disclosure", by=officer(), at=timezone.now())
    row = found.document
    reference = DocumentReference(name=row.name, title="", size=row.size, sha256=row.sha256)
    answer = Answer(kind=AnswerKind.DOCUMENT, document=reference)
    with pytest.raises(InvalidInput, match="not among the documents of this case"):
        save(case, QuestionRecord(holding=Holding.HELD, answers=(answer,)))


def test_a_question_that_does_not_exist_is_not_found():
    with pytest.raises(NotVisible, match="no question 9"):
        save(case_in_progress(), QuestionRecord(holding=Holding.HELD), number=9)


def test_answers_stand_still_once_the_letter_is_submitted():
    case = submitted_case()
    with pytest.raises(WrongState):
        save(case, QuestionRecord(holding=Holding.NOT_HELD))
    assert case.questions.get(number=1).holding == "held"


def test_an_approver_does_not_write_answers():
    with pytest.raises(NotPermitted):
        save(answered_case(), QuestionRecord(holding=Holding.HELD), by=approver())
