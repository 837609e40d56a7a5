"""Each check finds what it is for, where it can be mended, and is silent on a letter that is right."""

from dataclasses import replace
from decimal import Decimal

import pytest

from exemptions.domain.decision import Decision
from exemptions.domain.records import Favours, PublicInterest, Side
from exemptions.statute import Effect, Severity
from requests_app.domain.casefile import (
    Answer,
    AnswerKind,
    ApplicantFile,
    AuthorityDetails,
    CaseContent,
    Holding,
    RegulatorDetails,
    SearchMade,
    Table,
)
from requests_app.letters.checks import check_letter, has_defects
from requests_app.letters.checks.answers import MOST_CELLS
from requests_app.letters.content import compose
from tests.domain.letters.checking import answered, found, with_decision, with_edit, with_question
from tests.domain.letters.situations import (
    ALL_CLEAN,
    AUTHORITY,
    MISCONDUCT_BALANCE,
    ON,
    REGULATOR,
    SECTION_31,
    SECTION_40,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    cost_case,
    disclosed_case,
    eir_case,
    ncnd_case,
    not_held_case,
    reference_case,
    reference_case_as_published,
    undecided_case,
    words,
)

NO_REVIEW = replace(AUTHORITY, has_review=False)


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_a_right_letter_raises_no_alarm(build):
    assert check_letter(compose(build()), on=ON) == ()


def test_the_letter_as_published_shows_at_least_its_five_errors_and_may_not_go_out():
    letter = compose(reference_case_as_published())
    assert {
        ("purpose-without-limb", "decision:d1:limbs"),
        ("prejudice-hedged", "decision:d1:prejudice.harm"),
        ("first-data-protection-principle", "decision:d2:data_protection.balance"),
        ("period-reversed", "question:1:answer"),
        ("review-right-missing", "section:rights"),
        ("section-50-right-missing", "section:rights"),
    } <= {(each.code, each.where) for each in check_letter(letter, on=ON) if each.is_defect}
    assert has_defects(letter, on=ON)
    assert not has_defects(compose(reference_case()), on=ON)


NO_WORDS = words("  ")
WITHOUT_DECISION = asked(1, "How many?", holding=Holding.HELD)
SECTION_30 = Decision(
    key="d3", provision="s30", limbs=("1b",), questions=(2,), public_interest=MISCONDUCT_BALANCE
)
ABSOLUTE_WEIGHED = replace(SECTION_40, public_interest=MISCONDUCT_BALANCE)
OLD_40 = replace(SECTION_40, limbs=("2", "3ai"))
HELD_TEXT = "The information is held by the surveillance unit."
EIR_TEXT = "We think that it is manifestly unreasonable."

DEFECTS = {
    "no-questions": (case_of(), "case"),
    "question-unanswered": (case_of(WITHOUT_DECISION), "question:1:answer"),
    "holding-unknown": (
        with_question(disclosed_case(), holding=Holding.UNKNOWN),
        "question:1",
    ),
    "ncnd-without-exemption": (case_of(asked(1, "Who?", holding=Holding.NCND)), "question:1"),
    "not-held-but-withheld": (with_question(reference_case(), 1, holding=Holding.NOT_HELD), "question:2"),
    "answer-empty": (answered(NO_WORDS), "question:1:answer"),
    "table-uneven": (
        answered(Answer(kind=AnswerKind.TABLE, table=Table(caption="x", columns=("a", "b"), rows=(("1",),)))),
        "question:1:answer",
    ),
    "decision-question-unknown": (with_decision(reference_case(), questions=(9,)), "decision:d1:questions"),
    "citation-unknown": (with_decision(reference_case(), limbs=("9z",)), "decision:d1:limbs"),
    "wrong-regime": (replace(reference_case(), regime="eir"), "decision:d1"),
    "limb-missing": (with_decision(reference_case(), limbs=()), "decision:d1:limbs"),
    "purpose-without-limb": (with_decision(reference_case(), limbs=("1a", "2b")), "decision:d1:limbs"),
    "limb-without-purpose": (with_decision(reference_case(), limbs=("1a", "1g")), "decision:d1:limbs"),
    "s30-with-s31": (
        replace(reference_case(), decisions=(*reference_case().decisions, SECTION_30)),
        "decision:d3:limbs",
    ),
    "repealed-limb": (replace(reference_case(), decisions=(SECTION_31, OLD_40)), "decision:d2:limbs"),
    "balance-for-absolute": (
        replace(reference_case(), decisions=(SECTION_31, ABSOLUTE_WEIGHED)),
        "decision:d2:public_interest",
    ),
    "extension-without-qualified-exemption": (
        replace(disclosed_case(), is_extended=True),
        "case",
    ),
    "estimate-without-extension": (
        replace(undecided_case(), is_extended=False),
        "decision:d1:public_interest.favours",
    ),
    "advice-missing": (
        with_decision(cost_case(), cost_estimate=replace(cost_case().decisions[0].cost_estimate, advice="")),
        "decision:d1:cost_estimate.advice",
    ),
    "prejudice-hedged": (
        with_edit(reference_case(), "balance.d1", "It would or would be likely to prejudice our work."),
        "section:balance.d1",
    ),
    "first-data-protection-principle": (
        with_edit(reference_case(), "explanation.d2", "It breaches the first Data Protection Act principle."),
        "section:explanation.d2",
    ),
    "obsolete-section-40": (
        with_decision(reference_case(), 1, explanation="Exempt under section 40(2) by virtue of (3)(a)(i)."),
        "decision:d2:explanation",
    ),
    "ncnd-says-held": (with_decision(ncnd_case(), explanation=HELD_TEXT), "decision:d1:explanation"),
    "period-reversed": (
        answered(words("21, 01/10/2022 to 30/09/2022")),
        "question:1:answer",
    ),
    "figure-words-differ": (
        answered(replace(SOCIAL_MEDIA_FIGURE, figure_words="twenty")),
        "question:1:answer",
    ),
    "review-right-missing": (with_edit(reference_case(), "rights", "See section 50."), "section:rights"),
    "section-50-right-missing": (
        with_edit(reference_case(), "rights", "Ask us for an internal review."),
        "section:rights",
    ),
    "regulation-11-missing": (with_edit(eir_case(), "rights", "A review; regulation 18."), "section:rights"),
    "regulation-18-missing": (
        with_edit(eir_case(), "rights", "Ask us for a review under regulation 11."),
        "section:rights",
    ),
    "review-date-missing": (
        replace(reference_case(), authority=replace(AUTHORITY, review_request_days=0)),
        "section:rights",
    ),
    "not-held-without-exception": (
        with_question(replace(eir_case(), decisions=()), holding=Holding.NOT_HELD),
        "question:1:not-held",
    ),
    "no-procedure-unsaid": (
        with_edit(replace(reference_case(), authority=NO_REVIEW), "rights", "Complain under section 50."),
        "section:rights",
    ),
    "authority-details-missing": (
        replace(reference_case(), authority=AuthorityDetails(name="Northmoor Constabulary")),
        "section:rights",
    ),
    "regulator-details-missing": (
        replace(reference_case(), regulator=RegulatorDetails(name="the Information Commissioner")),
        "section:rights",
    ),
    "applicant-address-missing": (
        replace(reference_case(), applicant=ApplicantFile(name="Rowan Achterberg")),
        "applicant",
    ),
}


@pytest.mark.parametrize("code", DEFECTS)
def test_a_defect_is_found_where_it_is(code):
    case, where = DEFECTS[code]
    finding = next(
        each for each in check_letter(compose(case), on=ON) if (each.code, each.where) == (code, where)
    )
    assert finding.severity is Severity.DEFECT
    assert finding.message.endswith(".")


HALF = Answer(
    kind=AnswerKind.TABLE,
    table=Table(
        caption="Wards", columns=("Ward", "Number"), rows=(("Ward of Ashgrove", "9"),) * (MOST_CELLS // 4)
    ),
)
ONE_MORE = replace(HALF, table=replace(HALF.table, rows=(*HALF.table.rows, ("Total", "9"))))


def with_tables(*answers: Answer) -> CaseContent:
    return case_of(asked(1, "How many?", answers[0]), asked(2, "And where?", *answers[1:]))


def test_tables_of_more_cells_than_can_be_drawn_are_a_defect_named_once_at_the_longest():
    def found_at(case):
        findings = check_letter(compose(case), on=ON)
        return [each.where for each in findings if each.code == "table-too-long"]

    assert found_at(with_tables(HALF, HALF)) == []
    assert found_at(with_tables(HALF, ONE_MORE)) == ["question:2:answer"]


WARNINGS = {
    "table-without-title": (
        answered(Answer(kind=AnswerKind.TABLE, table=Table(caption=" ", columns=("a",), rows=(("9",),)))),
        "question:1:answer",
    ),
    "not-held-without-searches": (with_question(not_held_case(), searches=()), "question:1"),
    "ncnd-but-disclosed": (with_question(ncnd_case(), answers=(words("It is a shop."),)), "question:1"),
    "citation-without-subsection": (
        with_edit(reference_case(), "further", "Section 43 applies as well."),
        "section:further",
    ),
    "words-of-other-regime": (with_edit(reference_case(), "further", EIR_TEXT), "section:further"),
    "applicant-name-missing": (
        replace(reference_case(), applicant=replace(reference_case().applicant, name="")),
        "applicant",
    ),
    "requester-named": (
        with_edit(reference_case(), "further", "As rowan achterberg knows, we publish this."),
        "section:further",
    ),
    "small-number-disclosed": (
        answered(replace(SOCIAL_MEDIA_FIGURE, figure=Decimal(3), figure_words="")),
        "question:1:answer",
    ),
}


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_is_given_where_it_is(code):
    case, where = WARNINGS[code]
    finding = next(
        each for each in check_letter(compose(case), on=ON) if (each.code, each.where) == (code, where)
    )
    assert finding.severity is Severity.WARNING


def undecided_without_date():
    undecided = replace(undecided_case().decisions[0].public_interest, estimated_on=None)
    return with_decision(undecided_case(), public_interest=undecided)


def test_an_extended_letter_that_is_undecided_needs_a_date():
    assert ("estimate-missing", "decision:d1:public_interest.estimated_on") in found(undecided_without_date())


def test_a_question_recorded_as_held_or_not_contradicts_a_refusal_to_say():
    for holding in (Holding.HELD, Holding.NOT_HELD):
        assert ("ncnd-says-held", "question:1") in found(with_question(ncnd_case(), holding=holding))


def test_saying_held_about_one_question_is_right_while_another_is_not_confirmed():
    silent = replace(ncnd_case().decisions[0], questions=(2,))
    case = case_of(
        asked(1, "How many?", words("The register is held by the clerk: 12.")),
        asked(2, "Who is watched?", holding=Holding.NCND),
        decisions=(silent,),
    )
    assert found(case) == set()


def test_a_question_may_be_answered_in_part_and_not_confirmed_for_the_rest():
    case = case_of(
        asked(1, "What is known?", words("The published report says so.")),
        decisions=(replace(ncnd_case().decisions[0], questions=(1,)),),
    )
    assert found(case) == set()


@pytest.mark.parametrize(
    "text", ["This is exempt.", "Section 31 applies.", "It exceeds the appropriate limit."]
)
def test_the_words_of_the_act_are_out_of_place_in_an_environmental_letter(text):
    assert ("words-of-other-regime", "section:further") in found(with_edit(eir_case(), "further", text))


def test_section_39_lets_a_letter_under_the_act_speak_of_the_regulations():
    environmental = Decision(
        key="d1",
        provision="s39",
        limbs=("1a",),
        questions=(1,),
        explanation="The Environmental Information Regulations apply.",
        public_interest=MISCONDUCT_BALANCE,
    )
    case = case_of(asked(1, "The river?"), decisions=(environmental,))
    assert not any(code == "words-of-other-regime" for code, _ in found(case))


def test_cost_vexation_and_silence_excuse_from_saying_whether_it_is_held():
    assert found(
        with_question(with_question(cost_case(), 0, holding=Holding.UNKNOWN), 1, holding=Holding.UNKNOWN)
    ) == (set())


def test_a_question_that_asks_for_advice_needs_no_holding_but_an_answer():
    advice = asked(1, "Why?", words("Because."), holding=Holding.UNKNOWN, is_advice=True)
    assert found(case_of(advice)) == set()
    assert ("question-unanswered", "question:1:answer") in found(case_of(replace(advice, answers=())))


def test_environmental_information_that_is_not_held_is_itself_an_exception():
    not_held = Decision(
        key="d1",
        provision="reg12-4",
        limbs=("4a",),
        questions=(1,),
        covers="readings of 1950",
        explanation="The gauge was built in 1961.",
    )
    question = asked(1, "The river?", holding=Holding.NOT_HELD, searches=(SearchMade(where="The archive"),))
    case = replace(eir_case(), questions=(question,), decisions=(not_held,), edits={})
    assert found(case) == set()
    place = ("not-held-without-exception", "question:1:not-held")
    assert found(replace(case, decisions=())) == {place}
    other = replace(not_held, limbs=("4e",))
    assert place not in found(replace(case, decisions=(other,)))


def test_a_section_that_names_the_regulator_and_complaining_gives_the_right():
    text = "Ask us for a review. You may then complain to the Information Commissioner."
    assert found(with_edit(reference_case(), "rights", text)) == set()


def test_rights_missing_from_a_full_disclosure_are_only_a_warning():
    findings = check_letter(compose(with_edit(disclosed_case(), "rights", "Bye.")), on=ON)
    assert {finding.code for finding in findings} == {"review-right-missing", "section-50-right-missing"}
    assert not any(finding.is_defect for finding in findings)


def test_findings_come_once_defects_first_and_in_the_same_order():
    letter = compose(with_edit(reference_case_as_published(), "further", "Section 43. Rowan Achterberg."))
    findings = check_letter(letter, on=ON)
    assert findings == check_letter(letter, on=ON)
    assert len({(each.code, each.where) for each in findings}) == len(findings)
    severities = [finding.is_defect for finding in findings]
    assert severities == sorted(severities, reverse=True)


def test_the_checks_hold_on_a_decision_that_the_statute_does_not_have():
    odd = Decision(
        key="d1", provision="s99", questions=(1,), public_interest=PublicInterest(), effect=Effect.NCND
    )
    assert ("citation-unknown", "decision:d1:limbs") in found(
        case_of(asked(1, "What?"), decisions=(odd,), is_extended=True)
    )


def test_a_balance_that_favours_disclosure_cannot_withhold():
    case = with_decision(
        reference_case(), public_interest=replace(MISCONDUCT_BALANCE, favours=Favours.DISCLOSE)
    )
    assert has_defects(compose(case), on=ON)


def test_factors_on_one_side_only_are_no_balance():
    one_sided = replace(MISCONDUCT_BALANCE, factors=MISCONDUCT_BALANCE.on_side(Side.AGAINST))
    assert has_defects(compose(with_decision(reference_case(), public_interest=one_sided)), on=ON)


def test_the_regulator_of_the_letter_is_the_one_that_is_looked_for():
    renamed = replace(reference_case(), regulator=replace(REGULATOR, name="the Information Commission"))
    text = "Ask us for a review. You may then complain to the Information Commission."
    assert found(with_edit(renamed, "rights", text)) == set()


@pytest.mark.parametrize("days", [40, 0])
def test_an_authority_without_a_procedure_is_asked_neither_for_its_last_day_nor_for_its_address(days):
    """FOIA s17(7)(a): "or state that the authority does not provide such a procedure"."""
    nowhere = AuthorityDetails(name="", has_review=False, review_request_days=days)
    assert found(replace(reference_case(), authority=nowhere)) == set()


def test_there_is_always_a_procedure_for_environmental_information():
    """EIR reg 11."""
    silent = with_edit(replace(eir_case(), authority=NO_REVIEW), "rights", "We have no internal review.")
    assert {code for code, _ in found(silent)} == {"regulation-11-missing", "regulation-18-missing"}
    assert found(replace(eir_case(), authority=NO_REVIEW)) == set()
