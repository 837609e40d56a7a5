"""Each check finds what it is for, where it can be mended, and is silent on a letter that is right."""

from dataclasses import replace
from datetime import date
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
    Holding,
    RegulatorDetails,
    SearchMade,
    Table,
)
from requests_app.letters.checks import CHECKS, check_letter, has_defects
from requests_app.letters.content import compose
from tests.domain.letters.situations import (
    ALL_CLEAN,
    AUTHORITY,
    MISCONDUCT_BALANCE,
    MISCONDUCT_PREJUDICE,
    OFFICERS_DATA,
    ON,
    REGULATOR,
    SECTION_31,
    SECTION_40,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    cost_case,
    cost_of_confirming_case,
    disclosed_case,
    eir_case,
    ncnd_case,
    not_held_case,
    reference_case,
    reference_case_as_published,
    undecided_case,
    words,
)


def found(case, on: date = ON) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in check_letter(compose(case), on=on)}


def with_edit(case, key: str, text: str):
    return replace(case, edits={**case.edits, key: text})


def with_decision(case, at: int = 0, **changes):
    decisions = list(case.decisions)
    decisions[at] = replace(decisions[at], **changes)
    return replace(case, decisions=tuple(decisions))


def with_question(case, at: int = 0, **changes):
    questions = list(case.questions)
    questions[at] = replace(questions[at], **changes)
    return replace(case, questions=tuple(questions))


def answered(*answers: Answer, **more):
    return case_of(asked(1, "How many?", *answers), **more)


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


WARNINGS = {
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


def test_every_check_has_a_letter_that_it_objects_to():
    cases = [case for case, _ in (*DEFECTS.values(), *WARNINGS.values())]
    cases += [SUPPRESSED, replace(undecided_case(), decisions=undecided_without_date().decisions)]
    silent = [check.__name__ for check in CHECKS if not any(list(check(compose(case), ON)) for case in cases)]
    assert silent == []


def undecided_without_date():
    undecided = replace(undecided_case().decisions[0].public_interest, estimated_on=None)
    return with_decision(undecided_case(), public_interest=undecided)


SUPPRESSED = answered(
    Answer(
        kind=AnswerKind.TABLE,
        table=Table(
            caption="x", columns=("", "A", "B", "Total"), rows=(("East", "9", "fewer than five", "12"),)
        ),
    )
)


def test_an_extended_letter_that_is_undecided_needs_a_date():
    assert ("estimate-missing", "decision:d1:public_interest.estimated_on") in found(undecided_without_date())


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Disclosure would, or would be likely to prejudice our ability to detect crime.", True),
        ("This would or is likely to prejudice it.", True),
        ("Disclosure would be likely to prejudice it.", False),
        ("Disclosure would prejudice it.", False),
        (
            "Section 31(1) applies where it would, or would be likely to, prejudice the detection of crime.",
            False,
        ),
        ("The exemption provides that harm which would, or would be likely to, arise is enough.", False),
    ],
)
def test_the_hedge_is_told_from_a_choice_and_from_the_words_of_the_act(text, is_found):
    hedged = with_decision(reference_case(), prejudice=replace(MISCONDUCT_PREJUDICE, harm=text))
    assert (("prejudice-hedged", "decision:d1:prejudice.harm") in found(hedged)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("It would breach the first Data Protection Act principle.", True),
        ("It would breach the first data protection principle.", True),
        ("It breaches the first principle of the Data Protection Act.", True),
        ("It breaches Article 5(1)(a), the first data protection principle.", False),
        ("It is unlawful under Article 5(1)(a) of the UK GDPR.", False),
    ],
)
def test_the_old_principle_is_found_unless_the_article_is_named(text, is_found):
    case = with_decision(reference_case(), 1, data_protection=replace(OFFICERS_DATA, balance=text))
    assert any(code == "first-data-protection-principle" for code, _ in found(case)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("section 40(3)(a)", True),
        ("s40(2)&(3)", True),
        ("Section 40 (5)(b)", True),
        ("s.40(2) and (3)(b)", True),
        ("section 40(2) and 3(a)", True),
        ("section 40(2) and (3A)(a)", False),
        ("section 40(2), of which 3 officers are the subject", False),
        ("section 40(5B)(a)(i)", False),
        ("section 40(2)", False),
    ],
)
def test_the_old_numbering_of_section_40_is_found(text, is_found):
    case = with_edit(reference_case(), "explanation.d2", f"Exempt under {text}.")
    assert (("obsolete-section-40", "section:explanation.d2") in found(case)) is is_found


def test_the_old_numbering_was_right_before_it_was_replaced():
    case = with_edit(reference_case(), "explanation.d2", "Exempt under section 40(3)(a).")
    assert ("obsolete-section-40", "section:explanation.d2") not in found(case, on=date(2018, 5, 24))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Exempt under section 43.", True),
        ("Exempt under s43.", True),
        ("Exempt under section 43(2).", False),
        ("Section 31 is about crime.", False),
        ("The duty is in section 40 of the Police Act 1996.", False),
        ("This is a notice under section 17.", False),
    ],
)
def test_a_citation_in_prose_needs_its_subsection_unless_a_decision_carries_it(text, is_found):
    case = replace(with_edit(reference_case(), "further", text), decisions=(SECTION_31,))
    assert (("citation-without-subsection", "section:further") in found(case)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("The information is held.", True),
        ("We do not hold the information.", True),
        ("No information is held.", True),
        ("The force holds the file.", True),
        ("We neither confirm nor deny that it is held.", False),
        ("If it were held, it would be exempt.", False),
        ("Whether it is held is what we will not say.", False),
        ("A hearing was held in public, or not.", False),
    ],
)
def test_a_letter_that_says_nothing_may_not_say_held(text, is_found):
    for case in (ncnd_case(), cost_of_confirming_case()):
        said = with_decision(case, explanation=text)
        assert (("ncnd-says-held", "decision:d1:explanation") in found(said)) is is_found


@pytest.mark.parametrize("key", ["decision", "explanation.d1", "balance.d1", "further"])
def test_edited_wording_may_not_say_held_either(key):
    assert ("ncnd-says-held", f"section:{key}") in found(with_edit(ncnd_case(), key, HELD_TEXT))


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


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("from 1 October 2022 to 30 September 2022", True),
        ("1st Oct 2022 – 30th Sept 2022", True),
        ("01.10.2022 until 30.09.2022", True),
        ("01/10/2021 to 30/09/2022", False),
        ("1 October 2022 to 1 October 2022", False),
        ("99/99/2022 to 30/09/2022", False),
        ("3 Foo 2022 to 30/09/2022", False),
    ],
)
def test_a_period_in_words_must_run_forward(text, is_found):
    assert (("period-reversed", "question:1:answer") in found(answered(words(text)))) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("21 (twenty)", True),
        ("21 (twenty-one)", False),
        ("1,105 (one thousand one hundred and five)", False),
        ("0 (nil)", False),
        ("12 (Monday)", False),
        ("4000000 (four)", False),
    ],
)
def test_a_figure_in_prose_must_agree_with_its_words(text, is_found):
    assert (
        ("figure-words-differ", "question:1:answer") in found(answered(words(f"There were {text}.")))
    ) is is_found


@pytest.mark.parametrize("figure", [Decimal("12.5"), Decimal(2_000_000)])
def test_a_figure_that_is_not_written_out_is_not_compared(figure):
    answer = replace(SOCIAL_MEDIA_FIGURE, figure=figure, figure_words="a lot")
    assert ("figure-words-differ", "question:1:answer") not in found(answered(answer))


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
