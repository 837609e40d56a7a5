"""Is a letter that answers several requests one letter, in which each request finds its own answer?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exemptions.domain.records import ActivityKind, CostActivity, CostEstimate
from exemptions.statute import Effect
from requests_app.domain.casefile import CaseContent
from requests_app.domain.letterkinds import Language, Layout
from requests_app.domain.together import merged
from requests_app.letters.checks import check_letter
from requests_app.letters.content import IssueStamp, LateRequest, compose, content_text, section_text
from requests_app.letters.plain import render_text
from requests_app.letters.summary import summary
from requests_app.letters.view import letter_view
from tests.domain.letters.situations import (
    SECTION_40,
    SOCIAL_MEDIA_FIGURE,
    asked,
    case_of,
    cost_case,
    reference_case,
)

ON = date(2025, 12, 5)
STAMP = IssueStamp(issued_on=ON, review_by=date(2026, 2, 5))
OTHER = "01.FOI.25.000777"


def second(**changes: object) -> CaseContent:
    """A later request of the same applicant: a figure, and names that are withheld as in the first."""
    case = case_of(
        asked(1, "How many accounts were closed?", SOCIAL_MEDIA_FIGURE),
        asked(2, "Who closed them?"),
        decisions=(
            replace(SECTION_40, key="d1", questions=(2,), covers="the names of those who closed them"),
        ),
    )
    return replace(case, reference=OTHER, received_on=date(2025, 11, 12), **changes)


def both(**changes: object) -> CaseContent:
    return replace(merged(reference_case(), [second()]), **changes)


def in_layout(case: CaseContent, layout: Layout) -> CaseContent:
    return replace(case, authority=replace(case.authority, letter_layout=layout))


@pytest.mark.parametrize("layout", Layout)
def test_each_request_stands_with_its_reference_date_words_and_the_numbers_of_its_questions(layout):
    case = in_layout(both(), layout)
    said = section_text(compose(case).section("request"))
    first, own = reference_case(), len(reference_case().questions)
    for request in (first, second()):
        assert f"Request {request.reference}, received on" in said
        assert request.wording.split("\n")[0] in said
    assert f"In this letter, these are questions {own + 1} and {own + 2}." in said
    assert said.index(first.reference) < said.index(OTHER)


@pytest.mark.parametrize("layout", Layout)
def test_questions_run_on_and_are_headed_with_their_reference(layout):
    content = compose(in_layout(both(), layout))
    own = len(reference_case().questions)
    heads = {each.key: each.heading for each in content.sections if each.kind == "answer"}
    assert heads["answer.1"] == f"Question 1 – {reference_case().reference}"
    assert heads[f"answer.{own + 1}"] == f"Question {own + 1} – {OTHER}"
    assert list(heads) == [f"answer.{number}" for number in range(1, own + 3)]


@pytest.mark.parametrize("layout", Layout)
def test_an_exemption_on_which_both_rely_is_explained_once_for_each_request(layout):
    content = compose(in_layout(both(), layout))
    found = [
        each
        for each in content.sections
        if each.heading.startswith("Section 40(2)") and each.key.startswith("explanation")
    ]
    assert len(found) == 1
    said = section_text(found[0])
    assert said.count("Personal data is information that relates to") == 1
    assert said.index(f" – {reference_case().reference}:") < said.index(f" – {OTHER}:")
    assert said.index(f" – {OTHER}:") < said.index("the names of those who closed them")
    assert said.count("I have therefore concluded that disclosure would contravene") == 2


def test_the_heading_names_both_references():
    view = letter_view(compose(both()), STAMP)
    assert view.labels.reference == "Our references"
    assert view.reference == f"{reference_case().reference} and {OTHER}"
    assert f"Our references: {reference_case().reference} and {OTHER}" in render_text(compose(both()), STAMP)
    assert view.title == "Response to your requests for information"


def test_the_summary_names_each_request_with_its_questions():
    own = len(reference_case().questions)
    found = summary(compose(both()), STAMP)
    assert [(each["reference"], each["questions"]) for each in found["requests"]] == [
        (reference_case().reference, list(range(1, own + 1))),
        (OTHER, [own + 1, own + 2]),
    ]
    assert [each["number"] for each in found["questions"]] == list(range(1, own + 3))
    alone = summary(compose(reference_case()), STAMP)["requests"]
    assert alone == [
        {
            "reference": alone[0]["reference"],
            "received": "2025-11-10",
            "clarified": None,
            "questions": list(range(1, own + 1)),
        }
    ]


def test_a_letter_in_welsh_says_nothing_of_it_in_english():
    stamp = replace(
        STAMP,
        late_by_days=3,
        late_requests=(LateRequest(reference="A", days=0), LateRequest(reference=OTHER, days=3)),
    )
    said = render_text(compose(both(language=Language.WELSH)), stamp)
    assert "Ein cyfeirnodau:" in said
    assert f"Cwestiwn {len(reference_case().questions) + 2} – {OTHER}" in said
    assert f"3 diwrnod gwaith ar gyfer eich cais {OTHER}" in " ".join(said.split())
    for english in ("Your requests", "In this letter", "received on", "Our references"):
        assert english not in said


def test_nothing_is_wrong_with_it():
    codes = {each.code for each in check_letter(compose(reference_case()), on=ON)}
    assert {each.code for each in check_letter(compose(both()), on=ON)} <= codes


# The limit of cost


def estimate(records: int, **changes: object) -> CostEstimate:
    """So many records, three minutes each: 360 are the limit of 18 hours."""
    activity = CostActivity(kind=ActivityKind.EXTRACT, items=records, minutes_each=Decimal(3))
    return CostEstimate(activities=(activity,), advice="Ask for one year.", **changes)


def refused_for_cost(*records: int, days: tuple[int, ...] = (0, 1), **changes: object) -> CaseContent:
    """Requests that are refused under section 12(1), each with an estimate of so many records."""
    cases = []
    for at, number in enumerate(records):
        case = cost_case()
        decision = replace(case.decisions[0], cost_estimate=estimate(number), **changes)
        received = date.fromordinal(date(2025, 6, 2).toordinal() + days[at])
        cases.append(replace(case, reference=f"F{at + 1}", received_on=received, decisions=(decision,)))
    return merged(cases[0], cases[1:])


def codes_of(case: CaseContent) -> set[str]:
    return {each.code for each in check_letter(compose(case), on=ON)}


def reasons(case: CaseContent) -> str:
    return " ".join(content_text(compose(case)).split())


def test_estimates_that_only_together_exceed_the_limit_are_said_to_be_added():
    said = reasons(refused_for_cost(200, 300))
    assert "I have added together the estimates for your requests F1 and F2." in said
    assert "within 60 consecutive working days" in said
    assert (
        "Complying with all of them would take 25 hours, at a cost of £625, which counts as the cost of each."
        in said
    )
    assert said.count("The appropriate limit is set by") == 1
    assert "Estimate of the work for your request F2, against a limit of 18 hours" in said


def test_it_is_said_whatever_the_officer_writes():
    case = refused_for_cost(200, 300)
    key = case.decisions[0].key
    assert "I have added together" in reasons(replace(case, edits={f"explanation.{key}": "It is too much."}))


@pytest.mark.parametrize("records", [(400, 500), (200,), (100, 120)])
def test_estimates_that_stand_or_fall_alone_are_not_added(records):
    case = refused_for_cost(*records, days=(0, 1))
    assert "added together" not in reasons(case)
    assert not {"estimates-added", "estimates-too-far-apart"} & codes_of(case)
    assert ("estimate-within-limit" in codes_of(case)) == (max(records) < 361)


def test_only_the_cost_of_complying_is_added():
    silent = refused_for_cost(200, 300, limbs=("2",), effect=Effect.NCND)
    assert "added together" not in reasons(silent)


def test_added_estimates_are_not_within_the_limit_and_ask_why_the_requests_are_alike():
    found = codes_of(refused_for_cost(200, 300))
    assert "estimate-within-limit" not in found
    assert "estimates-added" in found


def test_an_estimate_that_is_not_among_those_added_is_judged_alone():
    """A second, small decision under another limb of the same letter keeps its own finding."""
    case = refused_for_cost(200, 300)
    other = replace(case.decisions[0], key="d9", limbs=("2",), effect=Effect.NCND, cost_estimate=estimate(10))
    found = check_letter(compose(replace(case, decisions=(*case.decisions, other))), on=ON)
    assert [each.where for each in found if each.code == "estimate-within-limit"] == [
        "decision:d9:cost_estimate.activities"
    ]


@pytest.mark.parametrize(("days", "is_too_far"), [((0, 86), False), ((0, 87), True), ((87, 0), True)])
def test_requests_count_together_within_sixty_working_days(days, is_too_far):
    """From Monday 2 June 2025, with three bank holidays in the United Kingdom, the sixtieth is Wednesday 27 August."""
    assert ("estimates-too-far-apart" in codes_of(refused_for_cost(200, 300, days=days))) is is_too_far


def test_requests_that_are_all_refused_are_refused_in_the_plural():
    one = cost_case()
    case = merged(one, [replace(one, reference=OTHER)])
    said = section_text(compose(case).section("decision"))
    assert said.startswith(
        "I have decided to refuse your requests, because complying with them would cost more"
    )
    assert content_text(compose(case)).count("The appropriate limit is set by") == 1
    alone = section_text(compose(one).section("decision"))
    assert alone.startswith("I have decided to refuse your request, because complying with it")


def test_what_is_common_to_several_decisions_stands_before_the_first_of_them():
    text = section_text(compose(both()).section("explanation.d2"))
    assert text.index("Personal data is information") < text.index("Question")
