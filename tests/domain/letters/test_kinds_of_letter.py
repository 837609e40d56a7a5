"""Letters under the less common provisions say what these provide, in their own words."""

from dataclasses import replace
from datetime import date

import pytest

from exemptions.domain.decision import Decision
from exemptions.domain.records import (
    DataProtection,
    EarlierRequest,
    Likelihood,
    Prejudice,
    QualifiedPerson,
    Statistics,
    Vexatious,
)
from exemptions.statute import Effect
from requests_app.domain.calendar import packaged_calendar
from requests_app.domain.casefile import Answer, AnswerKind, DocumentReference
from requests_app.letters.content import compose, content_text, section_text, stamp_for
from tests.domain.letters.situations import (
    AUTHORITY,
    ON,
    SECTION_40,
    asked,
    case_of,
    cost_of_confirming_case,
    eir_case,
    undecided_case,
)


def said(case) -> str:
    return content_text(compose(case))


def under(provision: str, *limbs: str, **more) -> str:
    decision = Decision(key="d1", provision=provision, limbs=limbs, questions=(1,), **more)
    return said(case_of(asked(1, "Please send the report."), decisions=(decision,)))


def test_a_vexatious_request_is_refused_with_what_section_14_provides():
    text = under("s14", "1", vexatious=Vexatious(conclusion="Taken together, it is."))
    assert (
        "Under section 14(1), we are not obliged to comply with a request where the request is vexa" in text
    )
    assert "public-interest test applies to a refusal under this section" in text


def test_a_repeated_request_is_refused_with_the_earlier_one():
    earlier = EarlierRequest(reference="01.FOI.25.000100", answered_on=date(2025, 9, 3))
    text = under("s14", "2", earlier_request=earlier)
    assert "where an identical or substantially similar request was complied with" in text
    assert "01.FOI.25.000100, which was answered on Wednesday 3 September 2025." in text


def test_a_refusal_to_look_whether_it_is_held_says_which_cost_is_meant():
    assert "where the estimated cost of confirming or denying alone would exceed" in said(
        cost_of_confirming_case()
    )


@pytest.mark.parametrize(
    ("limbs", "effect", "what"),
    [
        (("2bi", "2bii"), Effect.WITHHOLD, "the inhibition would be likely to occur."),
        (("2c",), Effect.WITHHOLD, "the prejudice would be likely to occur."),
        (("2bi", "2c"), Effect.WITHHOLD, "the prejudice or inhibition would be likely to occur."),
        (("3",), Effect.NCND, "the prejudice or inhibition would be likely to occur."),
    ],
)
def test_the_opinion_of_the_qualified_person_is_on_what_its_limb_is_about(limbs, effect, what):
    opinion = QualifiedPerson(given_on=ON, likelihood=Likelihood.WOULD_BE_LIKELY)
    assert f"opinion, given on Friday 5 December 2025, is that {what}" in under(
        "s36", *limbs, effect=effect, qualified_person=opinion
    )


@pytest.mark.parametrize(
    ("name", "title", "printed"),
    [
        (
            "minutes.docx",
            "Minutes of 3 March",
            "Minutes of 3 March (Word document, 2 kB; the file is minutes.docx).",
        ),
        ("minutes.odg", "", "minutes.odg (ODG, 2 kB)."),
        ("minutes", "minutes", "minutes (file, 2 kB)."),
    ],
)
def test_a_document_is_enclosed_with_its_title_kind_and_size(name, title, printed):
    document = DocumentReference(name=name, title=title, size=2_000, sha256="0" * 64)
    answer = Answer(kind=AnswerKind.DOCUMENT, document=document)
    assert f"Enclosed: {printed}" in said(case_of(asked(1, "The minutes?", answer)))


def test_an_undecided_letter_counts_the_exemptions_that_it_names():
    one = section_text(compose(undecided_case()).section("decision"))
    assert "that the exemption named below applies, but" in one
    weighed = undecided_case()
    both = replace(
        weighed, decisions=(*weighed.decisions, replace(weighed.decisions[0], key="d2", limbs=("1c",)))
    )
    assert "that the exemptions named below apply, but" in section_text(compose(both).section("decision"))
    assert SECTION_40.provision not in said(weighed)


def test_nobody_has_fewer_than_forty_days_to_make_representations_about_environmental_information():
    """EIR reg 11(2); under the Act the authority sets the time itself."""
    short = replace(AUTHORITY, review_request_days=20)
    environmental = compose(replace(eir_case(), authority=short))
    assert "Write to us within 40 working days" in content_text(environmental)
    stamp = stamp_for(environmental, on=ON, calendar=packaged_calendar())
    assert stamp.review_by == date(2026, 2, 5)
    under_the_act = compose(replace(undecided_case(), authority=short))
    assert "Ask within 20 working days" in content_text(under_the_act)
    assert stamp_for(under_the_act, on=ON, calendar=packaged_calendar()).review_by == date(2026, 1, 8)


def test_an_authority_without_a_review_says_so_and_leads_to_the_regulator_at_once():
    """FOIA s17(7)(a); under the EIR regulation 11 gives the right whatever the authority has set up."""
    none = replace(AUTHORITY, has_review=False)
    letter = compose(replace(undecided_case(), authority=none))
    rights = section_text(letter.section("rights"))
    assert "We have no complaints procedure of our own" in rights
    assert "to complain to the Information Commissioner at once" in rights
    assert "Ask for a review" not in rights
    assert "last day" not in rights
    assert stamp_for(letter, on=ON, calendar=packaged_calendar()).review_by is None
    environmental = compose(replace(eir_case(), authority=none))
    assert environmental.section("rights") == compose(eir_case()).section("rights")
    assert stamp_for(environmental, on=ON, calendar=packaged_calendar()).review_by == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("provision", "limbs", "what"),
    [
        ("s31", ("1a",), "this prejudice"),
        ("s38", ("1a", "1b"), "this danger"),
        ("s36", ("2bi",), "this inhibition"),
        ("s36", ("2bi", "2c"), "this harm"),
        ("reg12-5", ("5a",), "this adverse effect"),
    ],
)
def test_the_harm_is_called_as_the_statute_calls_it(provision, limbs, what):
    text = under(provision, *limbs, prejudice=Prejudice(likelihood=Likelihood.WOULD))
    assert f"I am satisfied that disclosure would cause {what}." in text


def test_section_36_rests_on_an_opinion_but_for_statistics():
    text = under("s36", "2bi")
    assert "where, in the reasonable opinion of a qualified person, one effect of disclosing it is to" in text
    assert "can be shown to" not in text
    text = under("s36", "2bi", statistics=Statistics(is_statistical=True))
    assert "protects information where disclosing it can be shown to inhibit" in text
    assert "in the reasonable opinion" not in text


def test_only_the_condition_is_said_to_be_met():
    text = under("s40", "2", "3Aa", data_protection=DataProtection(whose="The officers"))
    assert "The condition in section 40(3A)(a) is met." in text
    assert "Whose personal data it is: The officers." in text
