"""For statistical information section 36 needs no opinion of a qualified person, but the prejudice test (s36(4))."""

from dataclasses import replace

import pytest

from exemptions.domain.completeness import gaps
from exemptions.domain.decision import decision_from_dict
from exemptions.domain.records import Statistics
from exemptions.statute import PROVISIONS, Effect, Record, provision
from requests_app.letters.content import compose, content_text
from tests.domain.exemptions.test_completeness import BURGLARY, ON, PREJUDICE, VIEWS
from tests.domain.letters.situations import asked, case_of

YES = Statistics(is_statistical=True)
FIGURES = replace(VIEWS, qualified_person=None, prejudice=PREJUDICE, statistics=YES)


def codes(decision) -> set[str]:
    return {gap.code for gap in gaps(decision, ON)}


@pytest.mark.parametrize("one", PROVISIONS.values(), ids=lambda one: one.key)
def test_it_can_be_recorded_for_section_36_alone(one):
    offered = {limb.key for limb in one.limbs if Record.STATISTICS in one.optional_records([limb.key])}
    assert offered == ({limb.key for limb in one.limbs} if one.key == "s36" else set())


@pytest.mark.parametrize(("limb", "effect"), [("2c", Effect.WITHHOLD), ("3", Effect.NCND)])
def test_the_prejudice_test_takes_the_place_of_the_opinion(limb, effect):
    usual = provision("s36").records([limb], effect)
    assert usual - {Record.QUALIFIED_PERSON} | {Record.PREJUDICE} == provision("s36").records(
        [limb], effect, is_statistical=True
    )
    assert Record.QUALIFIED_PERSON in usual


def test_a_decision_on_statistics_is_whole_without_an_opinion_and_not_without_the_prejudice():
    assert codes(FIGURES) == set()
    assert codes(replace(FIGURES, prejudice=None)) == {"prejudice-missing"}
    assert codes(replace(FIGURES, statistics=Statistics())) == {"qualified-person-missing"}


def test_another_exemption_does_not_change():
    assert codes(replace(BURGLARY, statistics=YES)) == set()


def test_the_letter_mentions_no_opinion_even_where_one_was_recorded():
    for decision in (FIGURES, replace(FIGURES, qualified_person=VIEWS.qualified_person)):
        text = content_text(compose(case_of(asked(1, "How many?"), decisions=(decision,))))
        assert text.index("The information is statistical") < text.index(PREJUDICE.interest)
        assert "qualified person" not in text
        assert "opinion" not in text
    assert "qualified person" in content_text(compose(case_of(asked(1, "How many?"), decisions=(VIEWS,))))


def test_it_is_kept_as_json():
    assert decision_from_dict(FIGURES.to_dict()) == FIGURES
