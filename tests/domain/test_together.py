"""Do several requests become one letter in which each part leads back to its own case?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import ApplicantFile, CaseContent, QuestionFile
from requests_app.domain.together import (
    is_same_applicant,
    may_become,
    merged,
    own_decisions,
    own_questions,
    place_of,
)
from tests.domain.letters.situations import APPLICANT, AUTHORITY, REGULATOR

DAY = date(2026, 3, 2)


def request(
    reference: str, *, questions: int = 2, days: int = 0, decides: tuple[tuple[int, ...], ...] = ()
) -> CaseContent:
    """A request with so many questions, received so many days later, with a decision for each group of questions."""
    return CaseContent(
        reference=reference,
        regime="foia",
        received_on=DAY + timedelta(days=days),
        wording=f"What I want to know ({reference})",
        applicant=APPLICANT,
        questions=tuple(
            QuestionFile(number=number, text=f"{reference}, question {number}")
            for number in range(1, questions + 1)
        ),
        decisions=tuple(
            Decision(key=f"d{at}", provision="s43", limbs=("2",), effect=Effect.WITHHOLD, questions=numbers)
            for at, numbers in enumerate(decides, start=1)
        ),
        authority=AUTHORITY,
        regulator=REGULATOR,
    )


def test_a_case_alone_stays_as_it_is():
    alone = request("F1")
    assert merged(alone, []) is alone


def test_questions_are_numbered_onwards_in_the_order_in_which_the_requests_arrived():
    whole = merged(request("F1"), [request("F3", days=5, questions=1), request("F2", days=3)])
    assert [(question.number, question.text) for question in whole.questions] == [
        (1, "F1, question 1"),
        (2, "F1, question 2"),
        (3, "F2, question 1"),
        (4, "F2, question 2"),
        (5, "F3, question 1"),
    ]
    assert [(each.reference, each.questions) for each in whole.requests] == [
        ("F1", (1, 2)),
        ("F2", (3, 4)),
        ("F3", (5,)),
    ]
    assert (whole.reference, whole.wording) == ("F1", "What I want to know (F1)")


def test_the_request_whose_letter_it_is_comes_first_even_if_it_arrived_last():
    whole = merged(request("F9", days=9), [request("F1")])
    assert [each.reference for each in whole.requests] == ["F9", "F1"]


def test_decisions_keep_their_questions_and_get_names_of_their_own():
    whole = merged(request("F/1", decides=((1,),)), [request("F/2", decides=((1, 2), (2,)))])
    assert [(decision.key, decision.questions) for decision in whole.decisions] == [
        ("d1", (1,)),
        ("f-2-d1", (3, 4)),
        ("f-2-d2", (4,)),
    ]


def test_a_name_stays_when_another_request_comes_in_between():
    """The officer's own wording of a section is kept under its name."""
    two, three = request("F2", decides=((1,),)), request("F3", days=4, decides=((1,),))
    before = merged(request("F1"), [three]).decisions[-1].key
    assert merged(request("F1"), [two, three]).decisions[-1].key == before == "f3-d1"


def test_references_that_differ_in_signs_alone_do_not_share_names():
    others = [request("F-2", decides=((1,),)), request("F.2", decides=((1,),)), request("—", decides=((1,),))]
    keys = [decision.key for decision in merged(request("F1"), others).decisions]
    assert keys == ["f-2-d1", "f-2-2-d1", "other-d1"]


def test_the_letter_takes_more_time_if_one_of_its_requests_does():
    assert merged(request("F1"), [replace(request("F2"), is_extended=True)]).is_extended
    assert not merged(request("F1"), [request("F2")]).is_extended


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("question:2:answer", ("", "question:2:answer")),
        ("question:3:answer", ("F2", "question:1:answer")),
        ("question:4", ("F2", "question:2")),
        ("question:9:text", ("", "question:9:text")),
        ("decision:d1:public_interest.balance", ("", "decision:d1:public_interest.balance")),
        ("decision:f2-d1:harm", ("F2", "decision:d1:harm")),
        ("section:explanation.f2-d1", ("", "section:explanation.f2-d1")),
        ("letter", ("", "letter")),
    ],
)
def test_a_place_in_the_letter_leads_to_the_case_to_which_it_belongs(where: str, place: tuple[str, str]):
    whole = merged(request("F1", decides=((1,),)), [request("F2", decides=((1,),))])
    assert place_of(whole.requests, where) == place


def test_a_place_of_a_letter_that_answers_one_request_is_its_own():
    assert place_of((), "question:1:answer") == ("", "question:1:answer")


_CASES = st.lists(
    st.tuples(
        st.text("aB1./-", min_size=1, max_size=6),
        st.integers(0, 4),
        st.integers(0, 3),
        st.lists(st.sets(st.integers(1, 4), max_size=3), max_size=3),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda given: given[0],
)


@given(_CASES)
def test_whatever_is_merged_is_found_again_whole(drawn):
    cases = [
        request(
            reference,
            questions=count,
            days=days,
            decides=tuple(tuple(sorted(each for each in group if each <= count)) for group in groups),
        )
        for reference, count, days, groups in drawn
    ]
    whole = merged(cases[0], cases[1:])
    assert [question.number for question in whole.questions] == list(range(1, len(whole.questions) + 1))
    assert len({decision.key for decision in whole.decisions}) == len(whole.decisions)
    for made in whole.requests:
        case = next(each for each in cases if each.reference == made.reference)
        assert own_questions(whole.questions, made) == case.questions
        assert own_decisions(whole.decisions, made, whole.requests) == case.decisions


MAIL = ApplicantFile(name="Rowan Achterberg", email="rowan@achterberg.example")
POST = ApplicantFile(name="Rowan Achterberg", postal_address="4 Quay Street\nNorthmoor")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (replace(MAIL, email="Rowan@Achterberg.example "), True),
        (replace(MAIL, name="R. Achterberg"), True),
        (replace(MAIL, email="someone@achterberg.example"), False),
        (replace(MAIL, email=""), False),
        (POST, False),
    ],
)
def test_one_address_for_mail_is_one_applicant(other: ApplicantFile, is_same: bool):
    assert is_same_applicant(MAIL, other) is is_same


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (replace(POST, postal_address="4 Quay Street, Northmoor"), True),
        (replace(POST, name="Ash Achterberg"), False),
        (replace(POST, postal_address=""), False),
        (replace(POST, name=""), False),
    ],
)
def test_one_name_at_one_address_is_one_applicant(other: ApplicantFile, is_same: bool):
    assert is_same_applicant(POST, other) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("info@straße.example", "info@strasse.example", False),
        ("\u212aim@quay.example", "kim@quay.example", False),  # the sign of kelvin, in small a plain k
        ("Zoë@quay.example", "zoë@quay.example", False),
        ("zoë@quay.example", " zoë@quay.example", True),
        ("a,b@quay.example", "a b@quay.example", False),
        ("a  b@quay.example", "a b@quay.example", False),
        ("A.B@Quay.example", "a.b@quay.example", True),
    ],
)
def test_two_addresses_for_mail_that_only_look_alike_are_two(one: str, other: str, is_same: bool):
    assert is_same_applicant(ApplicantFile(email=one), ApplicantFile(email=other)) is is_same


MOVED = replace(MAIL, email="rowan@elsewhere.example")
STRANGER = ApplicantFile(name="Ash Dunmore", email="ash@dunmore.example")


@pytest.mark.parametrize(
    ("before", "after", "is_out", "may"),
    [
        (MAIL, replace(MAIL, name="R. Achterberg"), False, True),
        (MAIL, MOVED, False, False),
        (MAIL, MOVED, True, True),
        (MAIL, STRANGER, False, False),
        (MAIL, STRANGER, True, False),
        (MAIL, replace(MOVED, name=""), True, False),
        (MOVED, MAIL, False, True),
        (STRANGER, replace(STRANGER, email="ash@elsewhere.example"), False, True),
        (STRANGER, replace(STRANGER, name="Mara Voss"), False, False),
        (STRANGER, replace(STRANGER, name="Mara Voss"), True, False),
    ],
)
def test_the_applicants_of_one_letter_stay_one_person(
    before: ApplicantFile, after: ApplicantFile, is_out: bool, may: bool
):
    assert may_become(before, after, MAIL, is_out=is_out) is may


def test_two_who_gave_nothing_are_not_one():
    assert not is_same_applicant(ApplicantFile(), ApplicantFile())
