"""Can a request be split, reordered and merged without losing what was recorded?"""

from __future__ import annotations

import pytest
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, Holding, SearchMade
from requests_app.domain.errors import InvalidInput, NotPermitted, NotReady, NotVisible, StaleEdit, WrongState
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.questions import QuestionText, set_questions, start_work
from tests.factories.cases import case_in_progress, logged_case, submitted_case
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import administrator, approver, auditor, officer

pytestmark = pytest.mark.django_db
WORDS = (Answer(kind=AnswerKind.WORDS, text="Three vehicles."),)


def given(case, number: int, note: str, holding: Holding = Holding.HELD) -> None:
    record = QuestionRecord(
        holding=holding, note=note, searches=(SearchMade(where="Register", hits=1),), answers=WORDS
    )
    record_answer(case.pk, number, record, by=officer(), at=timezone.now())


def rows(case) -> list:
    return list(case.questions.order_by("number"))


def keep(row, **changes) -> QuestionText:
    return QuestionText(**{"id": row.pk, "text": row.text, "is_advice": row.is_advice, **changes})


def save(case, questions, *, by=None, seen=None) -> None:
    set_questions(case.pk, questions, by=by or officer(), at=timezone.now(), seen=seen)


def test_questions_are_reworded_reordered_and_added_in_one_event():
    case = logged_case()
    first, second = rows(case)
    given(case, 1, "stays with the first")
    case.refresh_from_db()
    version, events = case.version, case.events.count()

    save(case, [keep(second), QuestionText(text="A third?"), keep(first, text="How many cars?")])

    after = rows(case)
    assert [row.text for row in after] == [second.text, "A third?", "How many cars?"]
    assert [row.number for row in after] == [1, 2, 3]
    assert after[2].note == "stays with the first"
    assert after[2].version == first.version + 2
    case.refresh_from_db()
    assert (case.version, case.events.count()) == (version + 1, events + 1)
    event = case.events.latest("id")
    assert event.kind == "questions"
    assert event.old["1"] == first.text
    assert event.new == {"1": second.text, "2": "A third?", "3": "How many cars?"}


def test_saving_what_is_there_already_is_no_event():
    case = logged_case()
    events = case.events.count()
    save(case, [keep(row) for row in rows(case)])
    case.refresh_from_db()
    assert (case.events.count(), case.version) == (events, 1)


def test_marking_a_question_as_asking_for_advice_is_an_event():
    case = logged_case()
    first, second = rows(case)
    save(case, [keep(first, is_advice=True), keep(second)])
    assert case.events.latest("id").new == {"1": f"{first.text} (asks for advice)"}
    assert rows(case)[0].is_advice


@pytest.mark.parametrize("into_a_new_one", [False, True])
def test_merging_keeps_searches_answers_notes_and_decisions(into_a_new_one: bool):
    case = case_in_progress()
    first, second = rows(case)
    given(case, 1, "one")
    given(case, 2, "two")
    by = officer()
    decided(case, law_enforcement(2), by=by)

    target = (
        {"id": None, "merged_ids": (first.pk, second.pk)} if into_a_new_one else {"merged_ids": (second.pk,)}
    )
    save(case, [keep(first, text="Both?", **target)])

    (row,) = rows(case)
    assert (row.number, row.text, row.note) == (1, "Both?", "one\ntwo")
    assert (row.searches.count(), row.disclosures.count()) == (2, 2)
    assert [decision.provision for decision in row.decisions.all()] == ["s31"]


@pytest.mark.parametrize(
    ("target", "source", "merged"),
    [
        ("unknown", "not_held", "not_held"),
        ("not_held", "held", "held"),
        ("held", "not_held", "held"),
        ("not_held", "unknown", "not_held"),
    ],
)
def test_what_is_held_in_part_is_held_after_merging(target: str, source: str, merged: str):
    case = case_in_progress()
    first, second = rows(case)
    given(case, 1, "one", Holding(target))
    given(case, 2, "two", Holding(source))
    save(case, [keep(first, merged_ids=(second.pk,))])
    assert rows(case)[0].holding == merged


def test_a_question_that_a_decision_covers_is_not_removed():
    case = case_in_progress()
    first, second = rows(case)
    decided(case, law_enforcement(2), by=officer())
    with pytest.raises(NotReady, match=r"Question 2 cannot be removed: a decision .*s17\(1\)"):
        save(case, [keep(first)])
    assert case.questions.count() == 2
    assert second.decisions.count() == 1


def test_a_question_with_an_answer_or_a_search_is_not_removed():
    case = case_in_progress()
    given(case, 2, "two")
    with pytest.raises(NotReady, match="an answer or a search"):
        save(case, [keep(rows(case)[0])])
    assert case.questions.count() == 2


def test_a_bare_question_is_removed_and_the_rest_numbered_again():
    case = case_in_progress(questions=["One?", "Two?", "Three?"])
    _, second, third = rows(case)
    save(case, [keep(second), keep(third)])
    assert [(row.number, row.text) for row in rows(case)] == [(1, "Two?"), (2, "Three?")]


def test_what_another_has_changed_added_or_removed_is_shown_and_not_overwritten():
    case = case_in_progress(questions=["One?", "Two?", "Three?"])
    seen = {row.pk: row.version for row in rows(case)}
    first, second, third = rows(case)
    save(case, [keep(first, text="One, theirs?"), keep(second), QuestionText(text="Theirs, new?")])

    with pytest.raises(StaleEdit) as caught:
        save(
            case, [keep(first, text="One, mine?"), keep(second), keep(third, text="Three, mine?")], seen=seen
        )

    shown = {(one.theirs, one.yours) for one in caught.value.differences}
    assert shown == {
        ("One, theirs?", "One, mine?"),
        ("Theirs, new?", "(removed)"),
        ("(removed)", "Three, mine?"),
    }
    assert [row.text for row in rows(case)] == ["One, theirs?", "Two?", "Theirs, new?"]


def test_a_question_of_another_case_is_refused():
    case, other = case_in_progress(), case_in_progress()
    with pytest.raises(StaleEdit):
        save(case, [keep(rows(other)[0])])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one, two: [], "at least one"),
        (lambda one, two: [keep(one, text="  ")], "Question 1 has no text"),
        (lambda one, two: [keep(one, text="a\x00")], "Question 1 has no text"),
        (lambda one, two: [keep(one), keep(one)], "once"),
        (lambda one, two: [keep(one, merged_ids=(two.pk,)), keep(two)], "once"),
    ],
)
def test_an_impossible_list_is_refused(change, words: str):
    case = case_in_progress()
    with pytest.raises(InvalidInput, match=words):
        save(case, change(*rows(case)))
    assert case.questions.count() == 2


def test_questions_are_not_changed_after_submission():
    case = submitted_case()
    with pytest.raises(WrongState, match="Waiting for sign-off"):
        save(case, [keep(row) for row in rows(case)])


@pytest.mark.parametrize("who", [approver, auditor])
def test_readers_do_not_change_questions(who):
    case = logged_case()
    with pytest.raises(NotPermitted):
        save(case, [keep(row) for row in rows(case)], by=who())


def test_to_strangers_the_case_does_not_exist():
    case = logged_case()
    with pytest.raises(NotVisible):
        save(case, [keep(row) for row in rows(case)], by=administrator())
    with pytest.raises(NotVisible):
        start_work(0, by=officer(), at=timezone.now())


def test_starting_takes_an_unowned_case_and_happens_once():
    case = logged_case()
    case.officer = None
    case.save()
    by = officer()
    start_work(case.pk, by=by, at=timezone.now(), expected_version=1)
    case.refresh_from_db()
    assert (case.state, case.officer, case.version) == ("in_progress", by, 2)
    assert case.events.latest("id").new["state"] == "in_progress"
    with pytest.raises(WrongState, match="moved this case on"):
        start_work(case.pk, by=by, at=timezone.now(), expected_version=1)
