"""An authority's own paragraphs stand in its letters, and never at the cost of what the law needs in them."""

from dataclasses import replace

import pytest

from exemptions.statute import PROVISIONS, Severity
from requests_app.domain.letterkinds import Language
from requests_app.letters.checks import check_letter
from requests_app.letters.compose.say import blocks_of, say
from requests_app.letters.content import compose, content_text, section_text
from requests_app.letters.model import Address, Bullets, Paragraph, Run, Token
from requests_app.letters.wording.slots import SLOTS, Slot, Variable, slot
from tests.domain.letters.situations import (
    ALL_CLEAN,
    ON,
    disclosed_case,
    eir_case,
    ncnd_case,
    not_held_case,
    reference_case,
)

ENGLISH = Language.ENGLISH


def with_own(case, **texts: str):
    return replace(case, wordings={key.replace("__", "."): text for key, text in texts.items()})


def rights_of(case) -> str:
    return section_text(compose(case).section("rights"))


@pytest.mark.parametrize("one", SLOTS.values(), ids=SLOTS.keys())
def test_every_packaged_text_can_be_read_and_has_what_the_law_needs(one):
    assert ENGLISH in one.texts
    for language, text in one.texts.items():
        assert one.missing(one.read(text), language) == ()


@pytest.mark.parametrize("one", SLOTS.values(), ids=SLOTS.keys())
def test_every_paragraph_says_the_same_things_in_welsh(one):
    english, welsh = (one.read(one.packaged(language)) for language in (ENGLISH, Language.WELSH))
    assert (Language.WELSH in one.texts) == bool(one.texts[ENGLISH])
    assert (welsh.printed, welsh.asked) == (english.printed, english.asked)
    assert all(Language.WELSH in keep.phrases for keep in one.keeps if not keep.variable)


@pytest.mark.parametrize("one", SLOTS.values(), ids=SLOTS.keys())
def test_every_slot_tells_administrators_what_it_is(one):
    names = [each.name for each in one.variables]
    assert len(names) == len(set(names))
    assert one.label
    assert one.kinds
    assert all(each.means and each.sample for each in one.variables)
    assert all(keep.why and keep.provision for keep in one.keeps)
    assert all(one.variable(keep.variable) for keep in one.keeps if keep.variable)


def test_the_authoritys_paragraph_stands_in_place_of_the_packaged_one():
    case = with_own(
        disclosed_case(), opening="Thank you for writing to {{ authority }} on {{ received_on }}:"
    )
    text = content_text(compose(case))
    assert "Thank you for writing to Northmoor Constabulary on Monday 10 November 2025:" in text
    assert "We received your request" not in text


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_an_empty_own_text_means_the_packaged_one(build):
    assert compose(replace(build(), wordings=dict.fromkeys(SLOTS, " \n"))) == compose(build())


@pytest.mark.parametrize(
    "text",
    [
        "We think that we were right.",
        "Ask for a review within {{ review_days }}, or go to {{ regulator }}.",
        "Ask for a review within {{ review_days }}; section 50 is for you.",
        "Ask for a review; under section 50 go to {{ regulator }}.",
        "Ask for a review within {{ review_days }}.{% if regulator %} Section 50: {{ regulator }}.{% endif %}",
        "Ask for a review within \N{LEFT CURLY BRACKET}review_days}; section 50 leads to {{ regulator }}.",
        "{{ settings.SECRET_KEY }}",
        "{% include 'x' %}",
    ],
)
def test_rights_without_what_the_act_needs_fall_back_to_the_packaged_ones(text):
    case = reference_case()
    assert rights_of(with_own(case, rights__foia=text)) == rights_of(case)


def test_rights_in_own_words_that_keep_what_the_act_needs_are_printed():
    text = (
        "Ask for a review within {{ review_days }}.\n\n{{ review_contact }}\n\n"
        "Section 50 lets you go to {{ regulator }}."
    )
    shown = rights_of(with_own(reference_case(), rights__foia=text))
    assert "Ask for a review within 40 working days." in shown
    assert "Internal Review Officer" in shown
    assert "Section 50 lets you go to the Information Commissioner." in shown
    assert "afresh" not in shown


@pytest.mark.parametrize("gone", ["regulation 11", "regulation 18", "{{ regulator }}", "{{ review_days }}"])
def test_rights_under_the_regulations_need_both_regulations(gone):
    one = slot("rights.eir")
    text = one.packaged(ENGLISH).replace(gone, "something")
    assert len(one.missing(one.read(text), ENGLISH)) == 1
    assert rights_of(with_own(eir_case(), rights__eir=text)) == rights_of(eir_case())


def test_no_inference_can_be_reworded_but_not_taken_out():
    reworded = with_own(ncnd_case(), ncnd__no_inference="You can draw no inference from this letter.")
    assert "You can draw no inference from this letter." in content_text(compose(reworded))
    removed = with_own(ncnd_case(), ncnd__no_inference="Thank you.")
    assert "No inference can be drawn either way." in content_text(compose(removed))


def test_paragraphs_that_are_empty_in_the_package_appear_when_they_are_written():
    assert "reuse" not in [section.key for section in compose(disclosed_case()).printed_sections]
    case = with_own(
        disclosed_case(), reuse="{% if is_disclosed %}You may use it again.{% endif %}", advice="Call us."
    )
    assert section_text(compose(case).section("reuse")).endswith("You may use it again.")
    assert "Call us." in section_text(compose(case).section("advice"))


def test_a_condition_follows_the_case():
    case = with_own(not_held_case(), advice="{% if is_not_held %}Ask the archive.{% endif %}")
    assert "Ask the archive." in content_text(compose(case))
    assert "Ask the archive." not in content_text(compose(replace(case, questions=())))


def test_a_language_without_a_packaged_text_is_answered_in_english():
    only_english = Slot(key="x", label="X", kinds=(), texts={ENGLISH: "Words"})
    assert only_english.packaged(Language.WELSH) == "Words"
    assert (
        replace(only_english, texts={ENGLISH: "Words", Language.WELSH: "Geiriau"}).packaged(Language.WELSH)
        == "Geiriau"
    )


def filled(text: str, **values):
    own = tuple(
        Variable(
            name=name,
            means="",
            sort="blocks" if isinstance(value, tuple) else "flag" if isinstance(value, bool) else "text",
        )
        for name, value in values.items()
    )
    one = Slot(key="x", label="", kinds=(), texts={}, own=own)
    return blocks_of(one.read(text), own, values)


def test_a_value_is_one_line_of_text_whatever_it_holds():
    name = "- Rowan\n\n{{ b }} <b>\ue000"
    assert filled("{{ a }}", a=name) == (Paragraph(runs=(Run(text="- Rowan {{ b }} <b>\ue000"),)),)


def test_blocks_stand_between_paragraphs_wherever_they_are_named():
    where = (Address(lines=("a", "b")),)
    one, two, three = filled("Write to {{ where }} soon.", where=where)
    assert (one, two, three) == (
        Paragraph(runs=(Run(text="Write to"),)),
        where[0],
        Paragraph(runs=(Run(text="soon."),)),
    )
    assert filled("{{ where }}", where=()) == ()


def test_dates_to_come_and_links_keep_their_nature():
    link = Run(text="here", url="https://a.example")
    (item,) = filled("- By {{ day }}, {{ link }}.", day=Token.REVIEW_BY, link=link)
    assert item == Bullets(
        items=((Run(text="By "), Run(token=Token.REVIEW_BY), Run(text=", "), link, Run(text=".")),)
    )


def test_an_unknown_slot_or_variable_is_an_error_of_ours():
    case = disclosed_case()
    with pytest.raises(KeyError):
        say(case, "nothing")
    with pytest.raises(KeyError, match="is_named"):
        say(case, "valediction")
    with pytest.raises(KeyError, match="more"):
        say(case, "opening", more="x")
    with pytest.raises(KeyError, match="no variable"):
        slot("opening").variable("nothing")


def findings(case):
    return [each for each in check_letter(compose(case), on=ON) if each.code == "wording-unusable"]


def test_every_provision_can_be_explained_in_own_words():
    assert {each.provision for each in SLOTS.values()} == {"", *PROVISIONS}
    case = with_own(reference_case(), explain__s31="{{ citation }} is about the work of the police.")
    section = section_text(compose(case).section("explanation.d1"))
    assert "Section 31(1)(a), (b) and (g), and (2)(b) is about the work of the police." in section
    assert "protects information where" not in section
    assert "The harm" in section


def test_a_text_that_cannot_be_used_is_a_warning_that_says_why():
    case = with_own(reference_case(), rights__foia="Goodbye.", opening="{{ nobody }}", explain__s31="{{ x")
    unusable = {each.where: each for each in findings(case)}
    assert set(unusable) == {"wording:rights.foia", "wording:opening", "wording:explain.s31"}
    assert {each.severity for each in unusable.values()} == {Severity.WARNING}
    rights = unusable["wording:rights.foia"].message
    assert "it does not say that a review can be asked for, how long" in rights
    assert rights.endswith("have an administrator mend it (FOIA s17(7)(a) and FOIA s17(7)(b)).")
    assert "cannot be read: Line 1, column 1: There is no “nobody”" in unusable["wording:opening"].message


def test_a_text_that_this_letter_does_not_use_is_no_finding():
    elsewhere = with_own(reference_case(), rights__eir="Goodbye.", explain__s22="{{ x", opening="")
    assert findings(elsewhere) == []
    assert findings(with_own(reference_case(), opening="Dear all, you asked:")) == []


def test_what_the_law_needs_is_asked_for_in_a_sentence():
    variable, phrase = (slot("rights.foia").keeps[at] for at in (1, 2))
    assert variable.asks == (
        "The letter must state, whatever the case, how long a review can be asked for: put {{ review_days }} into the text "
        "(FOIA s17(7)(a))."
    )
    assert phrase.asks == (
        "The letter must state, whatever the case, the right under section 50: say it in the text (FOIA s17(7)(b))."
    )
