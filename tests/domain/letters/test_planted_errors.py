"""How many of the planted errors do the checks catch, and how often do they cry over a right letter?"""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import exemptions.domain
import exemptions.statute
from exemptions.domain.requirements import REQUIREMENTS
from exemptions.statute import PROVISIONS, Severity
from requests_app.domain.calendar import packaged_calendar
from requests_app.letters import checks
from requests_app.letters.checks import CALENDAR_CHECKS, CHECKS
from requests_app.letters.checks.catalogue import OF_CORRESPONDENCE, catalogue
from requests_app.letters.content import compose
from requests_app.selectors.places import link_to
from tests.domain.letters.planting import CLEAN, ERRORS, MORE, day_of, findings, planted

CATALOGUE = {entry.code: entry for entry in catalogue()}
ROOT = Path(__file__).resolve().parents[3]
MEND = (
    "Write each code into requests_app/data/letter_checks.json, plant it in tests/domain/letters/planted/errors.json, and "
    "run make docs."
)


def _shown(row) -> str:
    return json.dumps(row, ensure_ascii=False)[:300]


@pytest.fixture(scope="module")
def found():
    return [(row, findings(row)) for row in ERRORS]


def test_every_planted_error_is_caught(found):
    missed = [_shown(row) for row, given in found if row["code"] not in {each.code for each in given}]
    assert missed == []


def test_no_right_letter_raises_an_alarm():
    alarms = [(_shown(row), given) for row in CLEAN if (given := findings(row))]
    assert alarms == []


def test_the_corpus_is_no_smaller_than_is_written_down():
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    written = re.search(r"(\d+) planted errors under (\d+) codes, (\d+) right letters", text)
    assert written is not None
    codes = {row["code"] for row in ERRORS}
    assert [len(ERRORS) >= int(written[1]), len(codes) >= int(written[2]), len(CLEAN) >= int(written[3])] == [
        True
    ] * 3


def test_every_code_of_the_catalogue_is_planted_and_every_code_found_is_in_it(found):
    of_answers = {code for code, entry in CATALOGUE.items() if entry.group != OF_CORRESPONDENCE}
    assert {row["code"] for row in ERRORS} == of_answers, MEND
    assert {each.code for _, given in found for each in given} <= of_answers, MEND


def test_every_code_that_is_written_where_letters_and_decisions_are_checked_is_in_the_catalogue():
    """Whatever reads like a code there: how it is handed on must not decide whether it is seen."""
    rooms = (Path(package.__file__).parent for package in (checks, exemptions.domain, exemptions.statute))
    written = {code for room in rooms for file in room.glob("*.py") for code in _like_codes(file)}
    no_code = {
        *PROVISIONS,
        *(requirement.code for requirement in REQUIREMENTS.values()),  # the codes of its fields begin so
        "utf-8",
    }
    assert len(written & set(CATALOGUE)) > 90
    assert written - no_code <= set(CATALOGUE), MEND


def _like_codes(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z\d]+(-[a-z\d]+)+", str(node.value)):
            yield node.value


def test_weight_and_provision_are_as_the_catalogue_says(found):
    for _, given in found:
        for each in given:
            entry = CATALOGUE[each.code]
            assert entry.weight in {each.severity, "either"}, each
            assert not entry.provisions or each.provision in entry.provisions, each


def test_a_finding_is_a_sentence_that_ends_with_its_provision_and_links_to_a_place(found):
    for _, given in found:
        for each in given:
            assert each.message[0].isupper() or each.message[0] in '"“0123456789[{', each
            assert each.message.endswith(f"({each.provision})." if each.provision != "accuracy" else "."), (
                each
            )
            assert link_to("01.FOI.25.000412", each.where).startswith("/"), each


def test_every_check_catches_something():
    calendar = packaged_calendar()
    letters = [(compose(planted(row)), day_of(row)) for row in ERRORS]
    idle = [each.__name__ for each in CHECKS if not any(list(each(letter, on)) for letter, on in letters)]
    idle += [
        each.__name__
        for each in CALENDAR_CHECKS
        if not any(list(each(letter, on, calendar)) for letter, on in letters)
    ]
    assert idle == []


def test_no_error_is_planted_twice():
    rows = Counter(json.dumps(row, sort_keys=True) for row in (*ERRORS, *CLEAN))
    assert [row for row, times in rows.items() if times > 1] == []


@pytest.mark.parametrize("name", MORE)
def test_the_situations_to_plant_in_are_right_themselves(name):
    assert findings({"base": name}) == ()


ROWS_OF_THE_LAW = {
    "an exemption cited without its subsection or limb": {"limb-missing", "citation-without-subsection"},
    "a s31(2) purpose without (1)(g), (h) or (i), or these without a purpose": {
        "purpose-without-limb",
        "limb-without-purpose",
    },
    "s30 and s31(1) for the same information": {"s30-with-s31"},
    "pre-2018 citations of s40": {"repealed-limb", "obsolete-section-40"},
    "the first Data Protection Act principle": {"first-data-protection-principle"},
    "would, or would be likely to": {"prejudice-hedged", "prejudice-likelihood-missing"},
    "prejudice without interest, harm and causal link": {
        "prejudice-interest-missing",
        "prejudice-harm-missing",
        "prejudice-causal-link-missing",
    },
    "qualified without reasons or factors on both sides": {
        "public-interest-balance-missing",
        "factors-for-missing",
        "factors-against-missing",
    },
    "a public-interest test for an absolute exemption": {"balance-for-absolute"},
    "no complaints procedure, s50 right or last date": {
        "review-right-missing",
        "section-50-right-missing",
        "review-date-missing",
    },
    "an extension without a date or a qualified exemption": {
        "estimate-missing",
        "extension-without-qualified-exemption",
    },
    "NCND or s12(2) that says held or not held": {"ncnd-says-held"},
    "s12 without estimate or advice": {"cost-estimate-missing", "advice-missing"},
    "s21 without where, s22 without intention": {
        "where-available-where-missing",
        "no-intention-when-requested",
    },
    "s36 without opinion, office and date": {
        "opinion-opinion-missing",
        "opinion-office-missing",
        "opinion-given-on-missing",
    },
    "the other regime's words; EIR without regs 11 and 18": {
        "words-of-other-regime",
        "regulation-11-missing",
        "regulation-18-missing",
    },
    "a question that is not answered": {"question-unanswered"},
    "a period that ends before it starts": {"period-reversed"},
    "a number whose words differ": {"figure-words-differ"},
    "a count under the threshold beside a total that reveals one": {
        "suppressed-cell-revealed",
        "small-number-disclosed",
    },
    "the requester in what is published": {"requester-named"},
    "s17(1)(b) and (c): the exemption, and why": {"citation-unknown", "explanation-missing"},
    "s17(2): no decision reached, and an estimate": {"estimate-missing", "estimate-past"},
    "s17(3): reasons for the balance": {"public-interest-missing"},
    "s17(5): s12 and s14 have no balance": {
        "balance-for-absolute",
        "vexatious-missing",
        "earlier-request-missing",
    },
    "s17(7): particulars of both rights": {"authority-details-missing", "regulator-details-missing"},
}


@pytest.mark.parametrize("row", ROWS_OF_THE_LAW)
def test_what_a_check_must_catch_is_caught(row, found):
    caught = {each.code for _, given in found for each in given}
    assert ROWS_OF_THE_LAW[row] <= caught


def test_what_stands_in_disclosed_words_may_stay_with_a_reason():
    ours, disclosed = (
        next(each for each in findings(row) if each.code == "text-unfinished").severity
        for row in (
            {"base": "reference_case", "set": {"edits.further": "We will write on [insert date]."}},
            {"base": "answer", "say": "The form says: [insert date]."},
        )
    )
    assert (ours, disclosed) == (Severity.DEFECT, Severity.WARNING)
