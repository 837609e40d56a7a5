"""Does each letter that decides nothing say what its kind must, and is what is missing found before it goes out?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from requests_app.domain.casefile import ApplicantFile, AuthorityDetails, RegulatorDetails
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.letters.checks.catalogue import OF_CORRESPONDENCE, catalogue
from requests_app.letters.checks.correspondence import check_correspondence
from requests_app.letters.content import content_text, from_dict, to_dict
from requests_app.letters.model import LetterContent
from tests.domain.letters.occasions import CASE, EIR, KINDS, case_for, letter, occasion
from tests.domain.letters.situations import AUTHORITY, REGULATOR

K = LetterKind

# What the law and the codes ask of each kind, in words that must stand in the letter.
MUST_SAY = {
    K.ACKNOWLEDGEMENT: (
        "received on Monday 10 November 2025", "01.FOI.25.000412", "by Tuesday 9 December 2025", "section 10(1)",
        "Day 1 is Tuesday 11 November", "without an account", "https://foi.northmoor.example/track/",
        "information@northmoor.example", "01632 960 100",
    ),
    K.CLARIFICATION: (
        "section 1(3)", "Which Harbour Road do you mean?", "Please reply by Monday 12 January 2026", "stands still",
        "close your request", "section 16",
    ),
    K.REMINDER: (
        "We wrote to you on Tuesday 11 November 2025", "You can also call me.", "Harbour Road in Eastmere",
        "Please reply by Friday 9 January 2026", "section 16",
    ),
    K.FEES_NOTICE: (
        "£45.00", "section 9 of", "450 pages are copied", "by Wednesday 11 February 2026", "three months",
        "section 9(2)", "do not count", "section 10(2)",
    ),
    K.EXTENSION: (
        "regulation 7(3)", "the complexity and the volume", "regulation 7(1)", "four laboratories",
        "by Thursday 8 January 2026", "regulation 11", "regulation 18",
    ),
    K.TRANSFER: (
        "Eastmere Borough Council", "You agreed on Tuesday 11 November 2025", "section 45", "1 Town Square",
        "internal review", "section 50",
    ),
    K.DELAY: (
        "apologise", "was due by Tuesday 11 November 2025", "away unexpectedly", "by Friday 21 November 2025",
        "section 50", "Wycliffe House",
    ),
    K.REVIEW_ACKNOWLEDGEMENT: ("took no part in the first decision", "by Wednesday 10 December 2025", "20 working days"),
}  # fmt: skip


def codes(content: LetterContent, kind: LetterKind, **given: object) -> set[str]:
    return {finding.code for finding in check_correspondence(content, occasion(kind, **given))}


def lacking(kind: LetterKind, **given: object) -> set[str]:
    return codes(letter(kind, **given), kind, **given)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_says_what_it_must_and_nothing_is_found_wrong(kind: LetterKind):
    content = letter(kind)
    words = f"{content.title}\n{content_text(content)}"
    assert [each for each in MUST_SAY[kind] if each not in words] == []
    assert codes(content, kind) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_kept_and_read_back_exactly(kind: LetterKind):
    content = letter(kind)
    assert content.kind is kind
    assert from_dict(to_dict(content)) == content


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not K.FEES_NOTICE])
def test_an_environmental_case_is_told_of_its_own_law(kind: LetterKind):
    content = letter(kind, EIR)
    words = content_text(content)
    assert "section 10(1)" not in words
    assert "section 1(3)" not in words
    assert "section 16" not in words
    assert "section 45" not in words
    assert codes(content, kind) == set()


# Each row: what is left out, and the finding that says so.
MISSING = [
    (K.CLARIFICATION, {"text": ""}, "question-missing"),
    (K.CLARIFICATION, {"reply_by": None}, "reply-date-missing"),
    (K.CLARIFICATION, {"reply_by": occasion(K.CLARIFICATION).on}, "reply-date-passed"),
    (K.REMINDER, {"asked": ""}, "question-missing"),
    (K.REMINDER, {"reply_by": None}, "reply-date-missing"),
    (K.FEES_NOTICE, {"amount": None}, "amount-missing"),
    (K.FEES_NOTICE, {"text": ""}, "basis-missing"),
    (K.FEES_NOTICE, {"pay_by": None}, "pay-date-missing"),
    (K.EXTENSION, {"text": ""}, "reason-missing"),
    (K.EXTENSION, {"due_on": None}, "extension-too-late"),
    (K.TRANSFER, {"to": ""}, "transferee-missing"),
    (K.TRANSFER, {"contact": ""}, "contact-missing"),
    (K.TRANSFER, {"consent_on": None}, "consent-missing"),
    (K.DELAY, {"text": ""}, "reason-missing"),
    (K.DELAY, {"expected_on": None}, "expected-date-missing"),
    (K.REVIEW_ACKNOWLEDGEMENT, {"due_on": None}, "review-date-missing"),
]


@pytest.mark.parametrize(("kind", "given", "code"), MISSING)
def test_what_a_letter_lacks_is_found(kind: LetterKind, given: dict, code: str):
    assert lacking(kind, **given) == {code}


def test_every_finding_that_only_these_letters_can_have_is_in_the_catalogue_and_seen_here():
    own = {entry.code for entry in catalogue() if entry.group == OF_CORRESPONDENCE}
    seen_elsewhere = {"recipient-missing", "says-held", "promises-disclosure"}
    assert own == ({code for _, _, code in MISSING} - {"review-date-missing"}) | seen_elsewhere


@pytest.mark.parametrize(("kind", "given", "code"), MISSING)
def test_a_finding_rests_on_what_the_catalogue_says(kind: LetterKind, given: dict, code: str):
    (entry,) = [each for each in catalogue() if each.code == code]
    (found,) = check_correspondence(letter(kind, **given), occasion(kind, **given))
    assert found.provision in entry.provisions
    assert entry.weight in {found.severity, "either"}


def test_an_acknowledgement_without_a_due_date_says_that_the_time_stands_still():
    assert "stands still" in content_text(letter(K.ACKNOWLEDGEMENT, due_on=None))
    assert lacking(K.ACKNOWLEDGEMENT, due_on=None) == set()


def test_an_acknowledgement_promises_no_day_that_has_passed():
    text = content_text(letter(K.ACKNOWLEDGEMENT, due_on=date(2025, 11, 11)))
    assert "Our answer was due by Tuesday 11 November 2025, and is late. We are sorry;" in text
    assert "at the latest" not in text
    assert "at the latest" in content_text(letter(K.ACKNOWLEDGEMENT, due_on=occasion(K.ACKNOWLEDGEMENT).on))


def test_a_late_acknowledgement_apologises_in_welsh_whatever_the_authority_wrote_for_one_in_time():
    own = {
        "acknowledgement.due": "Byddwn yn ateb erbyn {{ due_on }}.",
        "acknowledgement.late": "{{ due_on }}.",
    }
    late = letter(
        K.ACKNOWLEDGEMENT,
        replace(CASE, language=Language.WELSH, wordings=own),
        due_on=date(2025, 11, 11),
        because="",
    )
    text = content_text(late)
    assert (
        "Roedd disgwyl ein hateb erbyn dydd Mawrth 11 Tachwedd 2025, ac mae'n hwyr. Mae'n ddrwg gennym;"
        in text
    )
    assert "Byddwn yn ateb" not in text


def test_a_letter_without_a_tracking_link_or_the_day_of_the_question_reads_on():
    assert "without an account" not in content_text(letter(K.ACKNOWLEDGEMENT, link=""))
    assert "We wrote to you, because" in content_text(letter(K.REMINDER, asked_on=None))


def test_an_authoritys_own_paragraph_stands_in_its_letters():
    own = replace(CASE, wordings={"acknowledgement.next": "A named officer will call you."})
    text = content_text(letter(K.ACKNOWLEDGEMENT, own))
    assert "A named officer will call you." in text
    assert "We look for the information" not in text
    # Without the date that the law asks for, the packaged paragraph stays.
    bad = replace(CASE, wordings={"acknowledgement.due": "We will answer soon."})
    assert "by Tuesday 9 December 2025" in content_text(letter(K.ACKNOWLEDGEMENT, bad))


UNUSABLE = [
    (K.ACKNOWLEDGEMENT, CASE, "acknowledgement.due", "We will answer soon."),
    (K.CLARIFICATION, CASE, "clarification.reply_by", "{{ no_such_thing }}"),
    (K.DELAY, CASE, "delay.rights", "Bear with us."),
    (K.TRANSFER, CASE, "rights.foia", "Bear with us."),
    (K.EXTENSION, EIR, "rights.eir", "Bear with us."),
    *((kind, CASE, "valediction", "{{ no_such_thing }}") for kind in KINDS),
]


@pytest.mark.parametrize(("kind", "case", "slot", "text"), UNUSABLE)
def test_an_authoritys_own_paragraph_that_cannot_be_used_is_a_warning_of_its_own(kind, case, slot, text):
    content = letter(kind, replace(case, wordings={slot: text}))
    (finding,) = check_correspondence(content, occasion(kind))
    assert (finding.code, finding.is_defect, finding.where) == ("wording-unusable", False, f"wording:{slot}")
    assert content_text(content) == content_text(letter(kind, case))
    spared = letter(kind, replace(case, wordings={"opening": "{{ no_such_thing }}"}))
    assert spared.wording_faults == ()


def test_an_apology_before_the_day_says_that_we_will_miss_it():
    early = content_text(letter(K.DELAY, due_on=occasion(K.DELAY).expected_on))
    assert "will be late" in early
    assert "will miss that day" in early
    assert "was due" not in content_text(letter(K.DELAY, due_on=None))


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_to_nowhere_or_from_nowhere_is_found(kind: LetterKind):
    nobody = replace(case_for(kind), applicant=ApplicantFile(name="Rowan Achterberg"))
    assert "recipient-missing" in codes(letter(kind, nobody), kind)
    silent = replace(case_for(kind), authority=AuthorityDetails(name="Northmoor Constabulary"))
    assert "authority-details-missing" in codes(letter(kind, silent), kind)


@pytest.mark.parametrize("kind", [K.EXTENSION, K.TRANSFER, K.DELAY])
def test_where_to_complain_must_be_known(kind: LetterKind):
    nowhere = replace(case_for(kind), regulator=RegulatorDetails(name=""))
    assert codes(letter(kind, nowhere), kind) == {"regulator-details-missing"}


@pytest.mark.parametrize(
    ("kind", "case", "expected"),
    [
        (K.EXTENSION, EIR, {"regulation-11-missing", "regulation-18-missing"}),
        (K.TRANSFER, CASE, {"section-50-right-missing"}),
        (K.DELAY, CASE, {"section-50-right-missing"}),
    ],
)
def test_rights_that_are_left_out_are_found(kind: LetterKind, case, expected: set[str]):
    whole = letter(kind, case)
    bare = replace(whole, sections=tuple(each for each in whole.sections if each.key != "rights"))
    assert codes(bare, kind) == expected


@pytest.mark.parametrize("words", ["We hold two reports.", "Nothing of the kind is held."])
def test_no_letter_says_what_is_held_where_that_is_neither_confirmed_nor_denied(words: str):
    assert lacking(K.CLARIFICATION, text=words, must_not_confirm=True) == {"says-held"}
    assert lacking(K.CLARIFICATION, text=words) == set()


@pytest.mark.parametrize(
    ("words", "is_promise"),
    [
        ("We will disclose it all next week.", True),
        ("I will send you the information on Friday.", True),
        ("We shall then release the report.", True),
        ("We will send you our answer on Friday.", False),
        ("Tell us the year, and we will look for the report.", False),
    ],
)
def test_no_letter_promises_what_is_still_to_be_decided(words: str, is_promise: bool):
    assert lacking(K.DELAY, text=words) == ({"promises-disclosure"} if is_promise else set())


def test_how_to_reach_us_names_only_ways_that_there_are():
    only_mail = replace(AUTHORITY, telephone="", address_lines=())
    text = content_text(letter(K.ACKNOWLEDGEMENT, replace(CASE, authority=only_mail)))
    assert "To reach us, write to information@northmoor.example. Please quote" in text


def test_the_regulator_is_named_with_its_address():
    assert REGULATOR.complaint_url in content_text(letter(K.DELAY))


def test_a_late_acknowledgement_of_a_review_promises_no_day_that_is_past():
    text = content_text(letter(K.REVIEW_ACKNOWLEDGEMENT, due_on=date(2025, 11, 11)))
    assert "The outcome was due by Tuesday 11 November 2025, and is late. We are sorry;" in text
    assert "We will write to you with the outcome by" not in text
