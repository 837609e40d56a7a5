"""A response says what was asked, what was decided and why, the answers, and what can be done about them."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exemptions.domain.decision import Decision
from exemptions.domain.records import PublicInterest
from exemptions.statute import Effect
from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.casefile import Answer, AnswerKind, DocumentReference, Holding
from requests_app.letters.content import (
    Token,
    compose,
    content_text,
    provisional_stamp,
    section_text,
    stamp_for,
)
from tests.domain.letters.situations import (
    ALL_CLEAN,
    MISCONDUCT_BALANCE,
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
    undecided_case,
    words,
)


def said(case) -> str:
    return content_text(compose(case))


def keys_of(case) -> list[str]:
    return [section.key for section in compose(case).printed_sections]


def test_the_reference_letter_has_every_part_in_order():
    assert keys_of(reference_case()) == [
        "request",
        "decision",
        "exemptions",
        "reasons",
        "explanation.d1",
        "explanation.d2",
        "public_interest",
        "balance.d1",
        "answers",
        "answer.1",
        "answer.2",
        "answer.3",
        "rights",
        "sign_off",
        "annex",
    ]


def test_the_reference_letter_says_what_it_is_and_cites_to_the_limb():
    text = said(reference_case())
    assert "I have decided to disclose some of the information that you asked for" in text
    assert "This letter is a refusal notice under section 17 of the Freedom of Information Act 2000." in text
    assert "Section 31(1)(a), (b) and (g), and (2)(b) – Law enforcement (questions 2 and 3)" in text
    assert "Section 40(2) and (3A)(a) – Personal information (questions 2 and 3)" in text
    assert "21 (twenty-one) officers, 1 October 2021 to 30 September 2022." in text
    assert "Article 5(1)(a) of the UK GDPR" in text
    assert "Section 31(1)(g): The exercise by any public authority of its functions" in text


def test_our_own_words_never_hedge_the_prejudice_test():
    text = "\n".join(said(build()) for build in ALL_CLEAN if build is not ncnd_case)
    assert "would, or would be likely to" not in text


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (disclosed_case, "I have decided to disclose all of the information that you asked for."),
        (cost_case, "I have decided to refuse your request, because complying with it would cost more than"),
        (cost_of_confirming_case, "because finding out whether Northmoor Constabulary holds the information"),
        (ncnd_case, "I have decided neither to confirm nor to deny whether Northmoor Constabulary holds"),
        (not_held_case, "Northmoor Constabulary does not hold the information that you asked for."),
        (undecided_case, "I have not yet reached a decision on the balance of the public interest."),
        (eir_case, "I have decided to withhold the information that you asked for."),
    ],
)
def test_the_decision_is_put_in_a_sentence(case, sentence):
    assert sentence in section_text(compose(case()).section("decision"))


def test_a_letter_that_discloses_everything_is_no_refusal_notice():
    assert "refusal notice" not in said(disclosed_case())
    assert "annex" not in keys_of(disclosed_case())


def test_an_exemption_is_explained_once_for_all_its_questions():
    case = reference_case()
    twice = replace(case, decisions=(*case.decisions, replace(SECTION_31, key="d3", questions=(1,))))
    assert [key for key in keys_of(twice) if key.startswith("explanation.")] == [
        "explanation.d1",
        "explanation.d2",
    ]
    assert [key for key in keys_of(twice) if key.startswith("balance.")] == ["balance.d1"]


def test_different_balances_of_one_exemption_are_both_printed():
    case = reference_case()
    other = replace(
        SECTION_31, key="d3", public_interest=replace(MISCONDUCT_BALANCE, balance="Otherwise here.")
    )
    both = replace(case, decisions=(*case.decisions, other))
    assert [key for key in keys_of(both) if key.startswith("balance.")] == ["balance.d1", "balance.d3"]


def test_withholding_and_silence_under_one_section_are_explained_and_weighed_apart():
    silent = replace(SECTION_31, key="d3", limbs=("3",), effect=Effect.NCND)
    case = case_of(
        asked(1, "What?"), decisions=(replace(SECTION_31, questions=(1,)), replace(silent, questions=(1,)))
    )
    assert {"explanation.d1", "explanation.d3", "balance.d1", "balance.d3"} <= set(keys_of(case))
    assert "Factors favouring confirming or denying:" in said(case)
    assert "outweighs the public interest in disclosure, or in confirming or denying." in said(case)
    assert "maintaining it outweighs the public interest in confirming or denying." in said(ncnd_case())


def test_an_absolute_class_exemption_says_that_nothing_has_to_be_weighed():
    court = Decision(key="d1", provision="s32", limbs=("1a",), questions=(1,), covers="the claim form")
    text = said(case_of(asked(1, "Send the claim form."), decisions=(court,)))
    assert (
        "absolute and class-based. I do not have to show harm, and no public-interest test applies." in text
    )


def test_aggregated_interests_are_said_to_be_weighed_together():
    together = replace(SECTION_31, public_interest=replace(MISCONDUCT_BALANCE, aggregated_with=("s30",)))
    court = Decision(key="d9", provision="s30", limbs=("1b",), questions=(1,))
    text = said(case_of(asked(1, "What?"), decisions=(replace(together, questions=(1,)), court)))
    assert "together with that in maintaining section 30(1)(b), which concern the same information" in text


def test_a_cost_estimate_is_shown_as_a_sum_with_the_regulations_and_how_to_narrow():
    text = said(cost_case())
    assert "4,200 records × 3 minutes = 210 hours." in text
    assert "£450, which is 18 hours at £25 an hour" in text
    assert "(Appropriate Limit and Fees) Regulations 2004" in text
    assert "If you ask for one month only" in section_text(compose(cost_case()).section("advice"))


def test_the_sum_stands_even_where_the_explanation_is_rewritten():
    letter = compose(replace(cost_case(), edits={"explanation.d1": "It is too much."}))
    section = letter.section("explanation.d1")
    assert section_text(section) == "It is too much."
    assert section.fixed[0].rows[-1][-1] == "245"


def test_silence_ends_with_no_inference_whatever_is_written_above_it():
    letter = compose(replace(ncnd_case(), edits={"explanation.d1": "We say nothing."}))
    assert "No inference can be drawn either way." in content_text(letter)


def test_silence_never_says_held():
    text = said(ncnd_case())
    for phrase in ("is held.", "is not held.", "we hold", "does not hold"):
        assert phrase not in text.replace("is or is not held.", "")


def test_an_undecided_balance_says_so_and_when_it_will_be_decided():
    text = said(undecided_case())
    assert (
        "I have not yet reached a decision on the balance of the public interest (section 17(2) of the Act)."
        in text
    )
    assert "by Friday 9 January 2026" in text
    assert "outweighs the public interest in disclosure." not in section_text(
        compose(undecided_case()).section("balance.d1")
    )


def test_what_is_not_held_comes_with_where_it_was_looked_for_and_nothing_internal():
    text = said(not_held_case())
    assert "- Mailboxes of the traffic unit, for “tram”." in text
    assert "- The committee register, on 14 November 2025." in text
    assert "Colleague" not in text
    question = compose(not_held_case()).questions[0]
    assert (question.note, question.searches[0].by, question.searches[0].minutes) == ("", "", None)


def test_an_environmental_letter_speaks_of_exceptions_and_its_own_rights():
    text = said(eir_case())
    assert "This letter is a refusal under regulation 14" in text
    assert "regulation 11" in text
    assert "regulation 18" in text
    assert "presumption in favour of disclosure" in text
    assert "This exception is qualified" in text


def test_the_rights_name_the_regulator_with_its_article_once():
    case = reference_case()
    bare = replace(case, regulator=replace(case.regulator, name="Information Commission"))
    assert "to complain to the Information Commission and ask" in said(bare)
    assert "to complain to the Information Commissioner and ask" in said(case)


def test_the_last_day_for_a_review_is_a_token_that_no_editing_removes():
    letter = compose(replace(reference_case(), edits={"rights": "Tough. {review_by}"}))
    section = letter.section("rights")
    assert section_text(section) == "Tough. {review_by}"
    assert section.fixed[0].runs[0].token is Token.REVIEW_BY


def test_editing_replaces_the_words_and_nothing_else():
    text = "First line\ngoes on.\n\nThen:\n- one\n- two\n{not} %s <b>interpreted</b>"
    letter = compose(replace(reference_case(), edits={"decision": text, "request": "x", "nonsense": "y"}))
    section = letter.section("decision")
    assert section.is_edited
    assert section.heading == "My decision"
    assert section_text(section) == (
        "First line goes on.\n\nThen:\n\n- one\n- two\n\n{not} %s <b>interpreted</b>"
    )
    assert not letter.section("request").is_edited
    assert keys_of(reference_case()) == [section.key for section in letter.printed_sections]


def test_blank_wording_means_ours():
    case = reference_case()
    assert compose(replace(case, edits={"rights": "  \n "})) == compose(case)


def test_the_editable_text_of_a_section_is_its_own_edit():
    letter = compose(reference_case())
    edits = {section.key: section_text(section) for section in letter.editable_sections}
    again = compose(replace(reference_case(), edits=edits))
    for section in again.editable_sections:
        assert section_text(section) == edits[section.key]


def test_an_officer_can_write_in_a_section_that_is_not_printed_while_empty():
    assert "further" not in keys_of(reference_case())
    assert "further" in keys_of(replace(reference_case(), edits={"further": "We thank you."}))


def test_the_request_is_printed_as_it_was_asked():
    wording = "  Dear all,\n\n<b>what</b> & {why}\t?\n"
    case = replace(reference_case(), wording=wording)
    assert compose(case).section("request").blocks[1].text == wording


def test_questions_that_the_asker_numbered_are_not_numbered_again():
    numbered = replace(reference_case(), wording="1. How many?\n2. Who?\n3) What?")
    assert "I have numbered" not in said(numbered)
    assert "I have numbered" in said(reference_case())


def test_every_kind_of_answer_is_printed():
    document = DocumentReference(name="policy-v2.pdf", title="Policy", size=120_400, sha256="0" * 64)
    case = case_of(
        asked(
            1,
            "Everything?",
            words("We do.\n\n- daily\n- weekly"),
            replace(SOCIAL_MEDIA_FIGURE, figure_words="", unit="", period_to=None),
            Answer(kind=AnswerKind.FIGURE, figure=Decimal("12.5"), unit="per cent"),
            Answer(kind=AnswerKind.DOCUMENT, document=document),
        )
    )
    text = said(case)
    assert "We do.\n\n- daily\n- weekly" in text
    assert "21 (twenty-one), from 1 October 2021." in text
    assert "12.5 per cent." in text
    assert "Enclosed: Policy (PDF, 120 kB; the file is policy-v2.pdf)." in text


def test_a_decision_that_the_statute_does_not_have_is_still_composed():
    odd = Decision(
        key="d1", provision="s99", limbs=("9z",), questions=(1, 7), public_interest=PublicInterest()
    )
    worse = Decision(key="d2", provision="s31", limbs=("9z",), questions=())
    text = said(case_of(asked(1, "What?", holding=Holding.UNKNOWN), decisions=(odd, worse)))
    assert "s99 (9z)" in text
    assert "s31 (9z)" in text


def test_an_empty_case_is_still_composed():
    case = case_of(applicant=replace(reference_case().applicant, name="", email=""), officer_name="")
    assert "No decision has been recorded yet." in said(case)
    assert compose(case).salutation == "Dear requester,"


def test_the_recipient_is_addressed_by_post_where_there_is_a_postal_address():
    case = reference_case()
    posted = replace(
        case, applicant=replace(case.applicant, postal_address="1 Elm Row\nNorthmoor", organisation="Post")
    )
    assert compose(case).recipient_lines == ("Rowan Achterberg", "rowan@achterberg.example")
    assert compose(posted).recipient_lines == ("Rowan Achterberg", "Post", "1 Elm Row", "Northmoor")


def test_the_stamp_counts_forty_working_days_and_the_lateness():
    stamp = stamp_for(
        compose(reference_case()),
        on=date(2025, 12, 5),
        calendar=packaged_calendar(),
        deadline_on=date(2025, 12, 2),
    )
    assert (stamp.review_by, stamp.late_by_days, stamp.is_provisional) == (date(2026, 2, 5), 3, False)


def test_a_preview_has_the_dates_of_a_letter_that_goes_out_today():
    letter = compose(reference_case())
    stamp = provisional_stamp(letter, on=date(2025, 12, 5), calendar=packaged_calendar())
    assert (stamp.issued_on, stamp.late_by_days, stamp.is_provisional) == (date(2025, 12, 5), 0, True)
    no_right = replace(letter, authority=replace(letter.authority, review_request_days=0))
    assert stamp_for(no_right, on=date(2025, 12, 5), calendar=packaged_calendar()).review_by is None


def test_two_things_withheld_from_one_question_name_every_exemption_once():
    same = replace(SECTION_40, covers=SECTION_31.covers)
    case = case_of(asked(2, "Who?"), decisions=(SECTION_31, same))
    assert (
        "under section 31(1)(a), (b) and (g), and (2)(b) and under section 40(2) and (3A)(a): the outcome"
        in said(case)
    )


def test_one_exemption_weighed_differently_says_for_which_question():
    other = replace(
        SECTION_31, key="d3", questions=(1,), public_interest=replace(MISCONDUCT_BALANCE, balance="Not here.")
    )
    case = replace(reference_case(), decisions=(replace(SECTION_31, questions=(2, 3)), other))
    headings = [section.heading for section in compose(case).sections]
    title = "Section 31(1)(a), (b) and (g), and (2)(b) – Law enforcement"
    assert [each for each in headings if each.startswith(title)] == [
        title,
        f"{title} (questions 2 and 3)",
        f"{title} (question 1)",
    ]
    assert "Questions 2 and 3:" in said(case)
    assert "Question 1:" in said(case)


def test_a_citation_has_a_capital_only_where_a_sentence_begins_with_it():
    text = said(reference_case())
    assert "Section 31(1)(a), (b) and (g), and (2)(b) protects information" in text
    assert not re.search(r"(?:under|by|in|and|virtue of) (?:Section|Regulation) \d", text)
    own = {"explain.s31": "Look. {{ citation }} applies, as {{ citation }} says."}
    written = said(replace(reference_case(), wordings=own))
    assert "Look. Section 31(1)" in written
    assert "as section 31(1)" in written
