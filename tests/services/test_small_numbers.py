"""Are small numbers given as the officer chose, are the figures kept for another choice, and do they stay within?"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, Holding, SmallNumberMethod, SmallNumbers, Table
from requests_app.domain.errors import InvalidInput, NotPermitted, NotVisible, StaleEdit, WrongState
from requests_app.domain.letterkinds import Language
from requests_app.domain.suppression.cells import hidden_limits, is_hidden_mark, is_small_mark
from requests_app.letters.content import content_text, to_dict
from requests_app.models import Authority, Case, Disclosure, Event, Question
from requests_app.selectors.content import load_questions
from requests_app.selectors.facts import letter_view
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.manage import change_language
from requests_app.services.small_numbers import Choice, choose_small_numbers, take_back_small_numbers
from tests.factories.cases import case_in_progress, submitted_case
from tests.factories.people import approver, officer

pytestmark = pytest.mark.django_db
FIGURES = Table(
    caption="Complaints by district",
    columns=("District", "2024", "2025", "Total"),
    rows=(
        ("East", "7301", "3", "7304"), ("West", "20", "30", "50"), ("North", "8", "7207", "7215"),
        ("Total", "7329", "7240", "14569"),
    ),
    notes="Recorded complaints.",
)  # fmt: skip
WITHHOLD = Choice(method=SmallNumberMethod.SUPPRESS)
LEAVE = Choice(method=SmallNumberMethod.LEAVE, reason=" The report of 2025 says the same. ")


def table_case(table: Table = FIGURES) -> Case:
    case = case_in_progress()
    save(case, Answer(kind=AnswerKind.WORDS, text="As follows."), Answer(kind=AnswerKind.TABLE, table=table))
    return case


def save(case: Case, *answers: Answer) -> None:
    record = QuestionRecord(holding=Holding.HELD, answers=answers)
    record_answer(case.pk, 1, record, by=officer(), at=timezone.now())


def choose(case: Case, choice: Choice = WITHHOLD, *, by=None, position: int = 2, seen: int | None = None):
    return choose_small_numbers(
        case.pk, 1, position, choice, by=by or officer(), at=timezone.now(), seen_version=seen
    )


def take_back(case: Case, *, seen: int | None = None) -> None:
    take_back_small_numbers(case.pk, 1, 2, by=officer(), at=timezone.now(), seen_version=seen)


def given(case: Case) -> Answer:
    return next(each for each in load_questions(case.pk)[0].answers if each.kind is AnswerKind.TABLE)


def test_small_numbers_are_withheld_and_the_figures_kept():
    case = table_case()
    choose(case)
    found = given(case)
    assert found.table is not None
    assert found.table.rows[0] == ("East", "withheld", "fewer than five", "7304")
    assert found.table.notes.startswith("Recorded complaints.\nNumbers from 1 to 4")
    assert found.small_numbers == SmallNumbers(
        method=SmallNumberMethod.SUPPRESS,
        threshold=5,
        note=found.table.notes.partition("\n")[2],
        original=FIGURES,
    )


def test_a_welsh_letter_has_its_marks_and_its_note_in_welsh_and_reads_them():
    figures = Table(
        caption="Cwynion",
        columns=("Ardal", "Dynion", "Menywod", "Cyfanswm"),
        rows=(("Dwyrain", "3", "14", "17"), ("Gorllewin", "21", "32", "53"), ("Cyfanswm", "24", "46", "70")),
        notes="Cwynion a gofnodwyd.",
    )
    case = table_case(figures)
    change_language(case.pk, language=Language.WELSH, by=officer(), at=timezone.now())
    choose(case)
    table = given(case).table
    assert table is not None
    assert table.rows[0] == ("Dwyrain", "llai na 5", "wedi'i ddal yn ôl", "17")
    assert table.rows[1] == ("Gorllewin", "wedi'i ddal yn ôl", "wedi'i ddal yn ôl", "53")
    assert table.notes.startswith("Cwynion a gofnodwyd.\nRhoddir rhifau o 1 i 4 fel “llai na 5”")
    assert all(is_hidden_mark(cell) for cell in table.rows[0][1:3])
    assert is_small_mark("llai na 5")
    assert not is_small_mark("wedi'i ddal yn ôl")
    assert hidden_limits("llai na 5", 5) == hidden_limits("fewer than five", 5)
    take_back(case)
    assert given(case).table == figures


def test_taking_back_gives_the_very_figures():
    case = table_case()
    choose(case)
    take_back(case)
    assert given(case) == Answer(kind=AnswerKind.TABLE, table=FIGURES)


def test_another_choice_begins_with_the_original_figures():
    case = table_case()
    choose(case)
    choose(case, Choice(method=SmallNumberMethod.ROUND_TO_10))
    assert given(case).table.rows[0] == ("East", "7,300", "0", "7,300")
    choose(case, LEAVE)
    left = given(case)
    assert left.table == FIGURES
    assert left.small_numbers.reason == "The report of 2025 says the same."
    assert left.small_numbers.original is None


def test_the_title_and_notes_of_today_stay_when_figures_are_taken_back():
    case = table_case()
    choose(case)
    table = replace(
        given(case).table, caption="Complaints", notes="By hand.\n" + given(case).small_numbers.note
    )
    save(case, Answer(kind=AnswerKind.TABLE, table=table))
    take_back_small_numbers(case.pk, 1, 1, by=officer(), at=timezone.now())
    assert given(case).table == replace(FIGURES, caption="Complaints", notes="By hand.")


def test_no_letter_and_no_history_of_it_holds_the_figures():
    case = table_case()
    before = set(Event.objects.values_list("pk", flat=True))
    choose(case)
    content = letter_view(case, today=timezone.localdate()).content
    for text in (content_text(content), json.dumps(to_dict(content))):
        assert "fewer than five" in text
        assert "7301" not in text
    event = Event.objects.exclude(pk__in=before).get()
    assert event.kind == "small_numbers"
    assert (
        event.summary
        == "Small numbers of question 1, answer 2: 1 small number withheld, and 3 others to protect them"
    )
    assert "7301" not in json.dumps([event.old, event.new])


def test_editing_the_answer_keeps_the_figures():
    case = table_case()
    choose(case)
    printed = given(case).table
    save(
        case,
        Answer(kind=AnswerKind.TABLE, table=printed, text="By district."),
        Answer(kind=AnswerKind.WORDS, text="x"),
    )
    assert given(case).small_numbers.original == FIGURES
    assert given(case).text == "By district."


def test_a_table_whose_figures_are_kept_cannot_be_changed_unawares():
    case = table_case()
    choose(case)
    changed = replace(given(case).table, rows=(("East", "1", "2", "3"),))
    with pytest.raises(InvalidInput, match="Take them back first") as refused:
        save(case, Answer(kind=AnswerKind.WORDS, text="x"), Answer(kind=AnswerKind.TABLE, table=changed))
    assert "answers-1" in refused.value.fields
    save(case, Answer(kind=AnswerKind.WORDS, text="Nothing is given."))
    assert not Disclosure.objects.exclude(small_numbers=None).exists()


def test_a_reason_goes_with_the_figures_for_which_it_was_given():
    case = table_case()
    choose(case, LEAVE)
    save(case, Answer(kind=AnswerKind.TABLE, table=replace(FIGURES, rows=(("East", "1", "2", "3"),))))
    assert given(case).small_numbers is None


def test_leaving_them_needs_a_reason_and_so_does_what_does_not_protect():
    case = table_case()
    with pytest.raises(InvalidInput) as refused:
        choose(case, Choice(method=SmallNumberMethod.LEAVE, reason="  "))
    assert "reason" in refused.value.fields
    exposed = Table(caption="", columns=("", *"abcd", "Total"), rows=(("East", "2", "2", "2", "2", "8"),))
    case = table_case(exposed)
    rounding = Choice(method=SmallNumberMethod.ROUND_TO_5)
    with pytest.raises(InvalidInput, match="can still be worked out"):
        choose(case, rounding)
    choose(case, replace(rounding, reason="Nobody knows these people."))
    assert given(case).table.rows[0][1] == "0"


def test_a_figure_given_in_another_answer_is_known():
    case = case_in_progress()
    table = Table(caption="", columns=("", "2025"), rows=(("East", "1"), ("West", "9"), ("North", "12")))
    record = QuestionRecord(
        holding=Holding.HELD, answers=(Answer(kind=AnswerKind.FIGURE, figure=Decimal(22)),)
    )
    record_answer(case.pk, 2, record, by=officer(), at=timezone.now())
    save(case, Answer(kind=AnswerKind.TABLE, table=table))
    choose(case, position=1)
    assert [row[1] for row in given(case).table.rows] == ["fewer than five", "withheld", "12"]


def test_nothing_is_chosen_where_nothing_is_small_or_the_authority_asks_for_nothing():
    with pytest.raises(InvalidInput, match="there is nothing to choose"):
        choose(table_case(Table(caption="", columns=("", "a"), rows=(("East", "9"),))))
    case = table_case()
    Authority.objects.update(small_number_threshold=0)
    with pytest.raises(InvalidInput, match="there is nothing to choose"):
        choose(case)
    with pytest.raises(InvalidInput, match="Nothing was chosen"):
        take_back(case)


def test_a_reason_has_its_limit():
    case = table_case()
    for reason in ("x" * 5_001, "a\x00b"):
        with pytest.raises(InvalidInput, match="at most 5,000 characters"):
            choose(case, replace(LEAVE, reason=reason))


def test_nothing_is_overwritten_unseen():
    case = table_case()
    seen = Question.objects.get(case=case, number=1).version
    choose(case, seen=seen)
    for act in (lambda: choose(case, LEAVE, seen=seen), lambda: take_back(case, seen=seen)):
        with pytest.raises(StaleEdit) as stale:
            act()
        assert stale.value.current_version == seen + 1
    assert given(case).small_numbers.method is SmallNumberMethod.SUPPRESS


def test_it_follows_the_rules_of_every_edit():
    case = table_case()
    with pytest.raises(NotPermitted):
        choose(case, by=approver())
    with pytest.raises(NotVisible):
        choose(case, position=1)
    with pytest.raises(NotVisible):
        choose_small_numbers(case.pk, 9, 1, WITHHOLD, by=officer(), at=timezone.now())
    with pytest.raises(WrongState):
        choose(submitted_case())
