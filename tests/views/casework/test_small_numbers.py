"""Can an officer see which numbers are small, what would be printed instead, and change her mind?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import Answer, AnswerKind, Holding, Table
from requests_app.models import Authority, Disclosure, Question
from requests_app.services.answer import QuestionRecord, record_answer
from tests.factories.cases import case_in_progress
from tests.factories.decisions import decided
from tests.factories.people import auditor, officer, signed_in

pytestmark = pytest.mark.django_db
TABLE = Table(
    caption="Complaints by district",
    columns=("District", "2024", "2025", "Total"),
    rows=(
        ("East", "14", "3", "17"), ("West", "20", "30", "50"), ("North", "9", "8", "17"),
        ("Total", "43", "41", "84"),
    ),
)  # fmt: skip


@pytest.fixture
def case():
    found = case_in_progress()
    save(found, TABLE)
    return found


def save(case, table: Table) -> None:
    answers = (Answer(kind=AnswerKind.TABLE, table=table),)
    record = QuestionRecord(holding=Holding.HELD, answers=answers)
    record_answer(case.pk, 1, record, by=officer(), at=timezone.now())


def address(case, position: int = 1) -> str:
    return reverse("casework:small_numbers", args=[case.reference, 1, position])


def post(case, *, client=None, version: int | None = None, **data):
    version = version or Question.objects.get(case=case, number=1).version
    client = client or signed_in(officer())
    return client.post(address(case), {"method": "suppress", "reason": "", "version": version, **data})


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_it_marks_the_small_numbers_and_proposes_what_goes_with_them(case):
    page = text_of(signed_in(officer()).get(address(case)))
    assert "1 small number, marked below" in page
    assert page.count('">small</strong>') == 1
    assert "the small number could be any number from 1 to 4" in page
    assert "Or “East, 2025” could be worked out from the totals." in page
    assert "Noughts are printed as they are." in page


def test_the_question_leads_to_it_and_says_what_stands(case):
    question = reverse("casework:question", args=[case.reference, 1])
    page = text_of(signed_in(officer()).get(question))
    assert address(case) in page
    assert "1 small number: choose how it is given." in page
    assert post(case, do="apply").status_code == 302
    assert "Small numbers are withheld. The original figures are kept." in text_of(
        signed_in(officer()).get(question)
    )


def test_a_preview_changes_nothing(case):
    answer = post(case, do="preview", method="round_to_5")
    assert answer.status_code == 200
    assert "rounded to the nearest 5" in text_of(answer)
    assert Disclosure.objects.get().small_numbers is None


def test_what_is_used_is_printed_and_can_be_taken_back(case):
    assert post(case, do="apply").status_code == 302
    assert Disclosure.objects.get().table["rows"][0] == ["East", "withheld", "fewer than five", "17"]
    page = text_of(signed_in(officer()).get(address(case)))
    assert "Take back the original figures" in page
    assert post(case, do="undo").status_code == 302
    assert Disclosure.objects.get().table["rows"][0] == ["East", "14", "3", "17"]


def test_it_asks_for_a_decision_until_one_covers_it(case):
    assert "record a decision under section 40(2)" in text_of(signed_in(officer()).get(address(case)))
    personal = Decision(key="", provision="s40", limbs=("2", "3Aa"), covers="small numbers", questions=(1,))
    decided(case, personal, by=officer())
    assert "record a decision under" not in text_of(signed_in(officer()).get(address(case)))


def test_a_missing_reason_is_asked_for_and_nothing_typed_is_lost(case):
    answer = post(case, do="apply", method="leave", has_nought="on")
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Write why nobody can be identified" in page
    assert 'value="leave" checked' in page or 'checked value="leave"' in page or "checked" in page
    answer = post(case, do="apply", method="", reason="As published.")
    assert answer.status_code == 422
    assert "As published." in text_of(answer)


def test_a_reason_stands_on_the_page(case):
    assert post(case, do="apply", method="leave", reason="As published.").status_code == 302
    page = text_of(signed_in(officer()).get(address(case)))
    assert "Small numbers are given as they are, for a recorded reason." in page
    assert "As published." in page


def test_a_stale_page_overwrites_nothing_and_can_be_sent_again(case):
    version = Question.objects.get(case=case, number=1).version
    save(case, TABLE)
    Question.objects.filter(case=case, number=1).update(version=version + 1)
    for act in ("apply", "undo"):
        answer = post(case, do=act, version=version)
        assert answer.status_code == 409
        assert f'name="version" value="{version + 1}"' in answer.content.decode()
    assert Disclosure.objects.get().small_numbers is None


def test_taking_back_what_was_not_chosen_is_said(case):
    answer = post(case, do="undo")
    assert answer.status_code == 422
    assert "Nothing was chosen" in text_of(answer)


def test_what_rounding_gives_away_is_said(case):
    save(case, Table(caption="", columns=("", *"abcd", "Total"), rows=(("East", "2", "2", "2", "2", "8"),)))
    page = text_of(post(case, do="preview", method="round_to_5"))
    assert "A reader can still tell: East, a: exactly 2;" in page


def test_totals_that_are_wrong_are_said(case):
    save(
        case,
        Table(
            caption="",
            columns=("", "a", "b"),
            rows=(("East", "3", "9"), ("West", "8", "9"), ("Total", "11", "19")),
        ),
    )
    assert "Some totals are the sums of their parts and others are not." in text_of(
        signed_in(officer()).get(address(case))
    )


def test_it_is_quiet_where_nothing_is_small_or_no_threshold_is_set(case):
    save(case, Table(caption="", columns=("", "a"), rows=(("East", "9"),)))
    page = text_of(signed_in(officer()).get(address(case)))
    assert "No number in this table is small." in page
    assert "Use this table" not in page
    save(case, TABLE)
    Authority.objects.update(small_number_threshold=0)
    assert "has set no threshold" in text_of(signed_in(officer()).get(address(case)))


def test_others_read_it_without_buttons(case):
    page = text_of(signed_in(auditor()).get(address(case)))
    assert "needs the role of officer or manager" in page
    assert "Use this table" not in page
    assert post(case, client=signed_in(auditor()), do="apply").status_code == 403


def test_only_a_table_has_it(case):
    assert signed_in(officer()).get(address(case, 2)).status_code == 404
