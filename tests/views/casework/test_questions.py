"""Can a request be split, its questions moved, merged and removed, and nothing typed be lost?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.casefile import Holding, SearchMade
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.questions import QuestionText, set_questions
from tests.factories.cases import case_in_progress, logged_case, submitted_case
from tests.factories.people import approver, auditor, manager, officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


@pytest.fixture
def case(me):
    return logged_case(by=me)


def url(case) -> str:
    return reverse("casework:questions", args=[case.reference])


def fields(response) -> dict[str, str]:
    """What a browser would send back from this page."""
    forms = response.context["formset"]
    data = {"seen": response.context["seen"], "rows": str(len(forms))}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, "", False):
                data[bound.html_name] = "on" if value is True else str(value)
    return data


def texts(response) -> list[str]:
    return [form["text"].value() for form in response.context["formset"]]


def stored(case) -> list[str]:
    return list(case.questions.order_by("number").values_list("text", flat=True))


def test_the_proposed_questions_stand_beside_the_wording(me, case) -> None:
    response = signed_in(me).get(url(case))
    assert texts(response) == stored(case)
    assert len(stored(case)) == 2
    assert "Please tell me:" in response.text


def test_saving_and_starting_goes_in_one(me, case) -> None:
    client = signed_in(me)
    data = fields(client.get(url(case))) | {"q-0-text": "How many vehicles?", "do": "start"}
    response = client.post(url(case), data, follow=True)
    case.refresh_from_db()
    assert case.state == "in_progress"
    assert stored(case)[0] == "How many vehicles?"
    assert "split into 2 questions. Work has started." in response.text


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("up:1", ["B", "A", "C"]),
        ("down:0", ["B", "A", "C"]),
        ("merge:1", ["A\nB", "C"]),
        ("remove:1", ["A", "C"]),
        ("add", ["A", "B", "C", ""]),
        ("up:0", ["A", "B", "C"]),
        ("remove:99", ["A", "B", "C"]),
        ("sing", ["A", "B", "C"]),
    ],
)
def test_a_button_moves_rows_and_keeps_what_was_typed(me, act: str, expected: list[str]) -> None:
    case = case_in_progress(by=me, questions=["1", "2", "3"])
    client = signed_in(me)
    data = fields(client.get(url(case))) | {"q-0-text": "A", "q-1-text": "B", "q-2-text": "C", "do": act}
    response = client.post(url(case), data)
    assert response.status_code == 200
    assert texts(response) == expected
    assert stored(case) == ["1", "2", "3"]


def test_positions_typed_as_numbers_order_the_questions(me) -> None:
    case = case_in_progress(by=me, questions=["first", "second", "third"])
    client = signed_in(me)
    client.post(url(case), fields(client.get(url(case))) | {"q-2-place": "1"})
    assert stored(case) == ["third", "first", "second"]


def test_merged_questions_keep_their_searches(me) -> None:
    case = case_in_progress(by=me, questions=["first", "second"])
    record = QuestionRecord(holding=Holding.HELD, searches=(SearchMade(where="Registry"),))
    record_answer(case.pk, 2, record, by=me, at=timezone.now())
    client = signed_in(me)
    moved = client.post(url(case), fields(client.get(url(case))) | {"do": "merge:1"})
    client.post(url(case), fields(moved) | {"do": "save"})
    assert stored(case) == ["first\nsecond"]
    assert case.questions.get().searches.get().where == "Registry"


def test_a_question_with_a_search_cannot_be_removed_and_stands_again(me) -> None:
    case = case_in_progress(by=me, questions=["first", "second"])
    record = QuestionRecord(holding=Holding.HELD, searches=(SearchMade(where="Registry"),))
    record_answer(case.pk, 2, record, by=me, at=timezone.now())
    client = signed_in(me)
    moved = client.post(url(case), fields(client.get(url(case))) | {"do": "remove:1"})
    response = client.post(url(case), fields(moved) | {"do": "save"})
    assert response.status_code == 422
    assert "Question 2 cannot be removed" in response.text
    assert texts(response) == ["first", "second"]


def test_an_empty_question_is_refused_beside_it(me, case) -> None:
    client = signed_in(me)
    response = client.post(url(case), fields(client.get(url(case))) | {"q-1-text": "  ", "do": "save"})
    assert response.status_code == 422
    assert "Write the question, or remove it." in response.text
    assert "<title>Error:" in response.text


def test_no_question_at_all_is_refused_with_what_to_do(me, case) -> None:
    client = signed_in(me)
    response = client.post(
        url(case), {"seen": client.get(url(case)).context["seen"], "rows": "0", "do": "save"}
    )
    assert response.status_code == 422
    assert "Keep at least one question (FOIA s1(1))." in response.text


def test_a_stale_edit_shows_both_texts_and_saves_on_purpose_afterwards(me, case) -> None:
    client = signed_in(me)
    mine = fields(client.get(url(case))) | {"q-0-text": "my words", "do": "save"}
    rows = list(case.questions.all())
    theirs = [QuestionText(text="their words", id=rows[0].pk), QuestionText(text=rows[1].text, id=rows[1].pk)]
    set_questions(case.pk, theirs, by=manager(), at=timezone.now())
    response = client.post(url(case), mine)
    assert response.status_code == 409
    assert "their words" in response.text
    assert texts(response)[0] == "my words"
    assert stored(case)[0] == "their words"
    again = client.post(url(case), fields(response) | {"do": "save"})
    assert again.status_code == 302
    assert stored(case)[0] == "my words"


def test_a_question_that_somebody_else_added_is_not_deleted_unseen(me, case) -> None:
    client = signed_in(me)
    mine = fields(client.get(url(case))) | {"do": "save"}
    rows = [QuestionText(text=row.text, id=row.pk) for row in case.questions.all()]
    set_questions(case.pk, [*rows, QuestionText(text="and a third")], by=manager(), at=timezone.now())
    response = client.post(url(case), mine)
    assert response.status_code == 409
    assert texts(response)[-1] == "and a third"
    client.post(url(case), fields(response) | {"do": "save"})
    assert stored(case)[-1] == "and a third"


def test_saving_twice_is_harmless(me, case) -> None:
    client = signed_in(me)
    data = fields(client.get(url(case))) | {"q-0-text": "once", "do": "save"}
    assert client.post(url(case), data).status_code == 302
    assert client.post(url(case), data).status_code in (302, 409)
    assert stored(case)[0] == "once"
    assert len(stored(case)) == 2


@pytest.mark.parametrize("text", ["<b onclick=x>bold</b>", "🚓", "كم عدد المركبات؟", "long " * 30_000])
def test_any_text_is_kept_and_never_as_markup(me, case, text: str) -> None:
    client = signed_in(me)
    data = fields(client.get(url(case))) | {"q-0-text": text, "do": "save"}
    assert client.post(url(case), data).status_code == 302
    assert stored(case)[0] == text.strip()
    assert "<b onclick" not in client.get(url(case)).text


def test_a_letter_in_sign_off_cannot_be_split_anew(me) -> None:
    response = signed_in(me).get(url(submitted_case(by=me)))
    assert response.status_code == 409
    assert "Waiting for sign-off" in response.text


def test_readers_may_not_split_and_strangers_find_nothing(case) -> None:
    assert signed_in(auditor()).get(url(case)).status_code == 403
    assert signed_in(approver()).post(url(case), {"rows": "0"}).status_code == 403
    assert signed_in(officer()).get("/cases/NO-SUCH/questions/").status_code == 404
