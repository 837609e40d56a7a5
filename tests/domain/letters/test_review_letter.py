"""Does the letter of a review say what was found, what is given now and where to complain; is a slip caught?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exemptions.domain.records import Favours
from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.casefile import Answer, AnswerKind
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.review import Correction, Finding, ReviewContent, ReviewResult, overall
from requests_app.letters.checks import check_letter
from requests_app.letters.content import compose, content_text, from_dict, stamp_for, to_dict
from requests_app.letters.model import IssueStamp
from requests_app.letters.view import letter_view
from tests.domain.letters.checking import found
from tests.domain.letters.situations import ON, asked, case_of, reference_case

R = ReviewResult
UPHELD = Finding(question=1, result=R.UPHELD, reasons="I have looked at each report again.")
PARTLY = Finding(question=2, result=R.PARTLY, reasons="The yearly figure harms nobody.")


def review(*findings: Finding, **more: object) -> ReviewContent:
    values: dict[str, object] = {
        "requested_on": date(2025, 12, 12),
        "grounds": "You have hidden behind section 31.",
        "first_answered_on": ON,
        "first_decision": "I have decided to disclose some of the information.",
        "findings": findings,
    }
    return ReviewContent(**{**values, **more})


def reviewed(*findings: Finding, regime: str = "foia", **more: object):
    case = case_of(
        asked(1, "How many?", Answer(kind=AnswerKind.WORDS, text="Twenty-one.")),
        asked(2, "How much?", Answer(kind=AnswerKind.WORDS, text="Nine thousand pounds.")),
        asked(3, "Where?", Answer(kind=AnswerKind.WORDS, text="At Quay Street.")),
        regime=regime,
    )
    return replace(case, review=review(*findings, **more))


def text(case) -> str:
    return content_text(compose(case))


@pytest.mark.parametrize(
    ("results", "whole"),
    [
        ([], None),
        ([R.UPHELD], R.UPHELD),
        ([R.UPHELD, R.UPHELD], R.UPHELD),
        ([R.OVERTURNED, R.OVERTURNED], R.OVERTURNED),
        ([R.UPHELD, R.OVERTURNED], R.PARTLY),
        ([R.PARTLY], R.PARTLY),
    ],
)
def test_the_whole_outcome_follows_from_the_findings(results, whole) -> None:
    assert overall(results) is whole


def test_every_result_has_words() -> None:
    assert len({each.label for each in R}) == len(R)


def test_the_letter_says_what_was_asked_what_was_decided_first_and_what_is_found() -> None:
    said = text(reviewed(UPHELD, PARTLY))
    assert "You have hidden behind section 31." in said
    assert "Our response of Friday 5 December 2025 said:" in said
    assert "I uphold the first decision in part." in said
    assert "Question 1: the first decision is upheld." in said
    assert "Question 2: the first decision is upheld in part." in said
    assert "Our answer to question 3, which you do not dispute, stands as it was." in said
    assert "The yearly figure harms nobody." in said
    assert "There is no further review" in said
    assert "section 50" in said
    assert "Wycliffe House" in said


def test_an_answer_is_given_only_where_the_first_is_not_upheld() -> None:
    said = text(reviewed(UPHELD, PARTLY))
    assert "Nine thousand pounds." in said
    assert "Twenty-one." not in said
    assert "Quay Street" not in said


def test_one_question_alone_is_not_told_apart_from_others() -> None:
    case = replace(case_of(asked(1, "How many?")), review=review(UPHELD))
    assert "stands as it was" not in text(case)
    assert "Question 1: the first" not in text(case)


def test_under_the_regulations_it_is_a_decision_on_representations() -> None:
    said = text(reviewed(PARTLY, regime="eir"))
    assert "made representations to us under regulation 11" in said
    assert "our decision under regulation 11(4)" in said
    assert "regulation 18" in said
    assert "this letter puts that right (regulation 11(5))" in said
    assert "regulation 11(5)" not in text(reviewed(UPHELD, regime="eir"))


def test_only_what_the_disputed_questions_rely_on_is_explained_with_its_balance() -> None:
    case = replace(reference_case(), decisions=reference_case().decisions[:1])
    numbers = case.decisions[0].questions
    disputed = Finding(question=numbers[0], result=R.UPHELD, reasons="The harm is real.")
    said = text(replace(case, review=review(disputed)))
    assert "After this review I rely on this provision:" in said
    assert "refusal notice" not in said
    assert "The balance" in said
    new = text(replace(case, review=review(disputed, new_decisions=(case.decisions[0].key,))))
    assert "This letter is a refusal notice under section 17" in new
    other = next(each.number for each in case.questions if each.number not in numbers)
    silent = text(replace(case, review=review(Finding(question=other, result=R.UPHELD, reasons="Right."))))
    assert "I rely on" not in silent


def test_a_complete_letter_has_no_finding_of_the_checks_and_is_read_back_as_it_was() -> None:
    case = reviewed(UPHELD, PARTLY, changed=(2,))
    content = compose(case)
    assert content.kind is LetterKind.REVIEW
    assert check_letter(content, on=ON) == ()
    assert from_dict(to_dict(content)) == content


@pytest.mark.parametrize(
    ("case", "code", "where"),
    [
        (reviewed(), "review-without-finding", "review"),
        (reviewed(UPHELD, changed=(2,)), "changed-without-finding", "finding:2"),
        (reviewed(UPHELD, changed=(1,)), "upheld-but-changed", "finding:1"),
        (reviewed(PARTLY), "not-upheld-but-unchanged", "finding:2"),
        (
            reviewed(replace(UPHELD, reasons="It would, or would be likely to, harm.")),
            "prejudice-hedged",
            "finding:1",
        ),
        (
            replace(reviewed(UPHELD), edits={"rights": "Goodbye."}),
            "section-50-right-missing",
            "section:rights",
        ),
    ],
)
def test_a_slip_is_found(case, code: str, where: str) -> None:
    assert (code, where) in found(case)


def test_a_review_decides_and_takes_no_more_time() -> None:
    case = reference_case()
    first = case.decisions[0]
    open_ = replace(first.public_interest, favours=Favours.UNDECIDED)
    case = replace(case, decisions=(replace(first, public_interest=open_), *case.decisions[1:]))
    disputed = Finding(question=first.questions[0], result=R.UPHELD, reasons="Right.")
    codes = {code for code, _ in found(replace(case, review=review(disputed)))}
    assert "review-undecided" in codes


def test_what_a_review_does_not_need_is_not_asked_of_it() -> None:
    case = replace(reviewed(UPHELD), is_extended=True)
    assert found(case) == set()


@pytest.mark.parametrize(("regime", "law"), [("foia", "section 45"), ("eir", "regulation 11(4)")])
def test_a_late_outcome_apologises_by_its_own_law(regime: str, law: str) -> None:
    view = letter_view(compose(reviewed(UPHELD, regime=regime)), IssueStamp(issued_on=ON, late_by_days=3))
    assert "3 working days later" in view.apology
    assert law in view.apology


def test_nobody_is_promised_a_second_review() -> None:
    assert stamp_for(compose(reviewed(UPHELD)), on=ON, calendar=packaged_calendar()).review_by is None


def test_a_correction_stands_at_the_top_and_no_editing_removes_it() -> None:
    correction = Correction(of_letter_dated=date(2025, 11, 28), reason="A figure was wrong.")
    case = replace(case_of(asked(1, "How many?")), correction=correction)
    content = compose(replace(case, edits={"correction": "We had miscounted."}))
    assert content.title == "Corrected response to your request for information"
    assert content.sections[0].heading == "Correction of our letter of Friday 28 November 2025"
    assert "We had miscounted." in content_text(content)
    assert "This letter replaces our letter of Friday 28 November 2025." in content_text(content)
    assert "A figure was wrong." in content_text(compose(case))


def test_the_reason_of_a_correction_is_read_by_the_checks() -> None:
    reason = "Disclosure would, or would be likely to, cause harm."
    correction = Correction(of_letter_dated=date(2025, 11, 28), reason=reason)
    case = replace(case_of(asked(1, "How many?")), correction=correction)
    assert ("prejudice-hedged", "section:correction") in found(case)
    edited = replace(case, edits={"correction": "We had miscounted."})
    assert ("prejudice-hedged", "section:correction") not in found(edited)
