"""A letter that was kept comes back exactly as it was, and its hash follows every change."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import CaseContent
from requests_app.letters.content import (
    Address,
    Bullets,
    Definition,
    Definitions,
    Grid,
    IssueStamp,
    Numbered,
    Paragraph,
    Quote,
    Run,
    Section,
    Token,
    UnreadableLetter,
    compose,
    content_hash,
    from_dict,
    stamp_from_dict,
    stamp_to_dict,
    to_dict,
)
from tests.domain.letters.situations import ALL_CLEAN, SECTION_31, SECTION_40, asked, case_of, reference_case

TEXT = st.text(max_size=30)
RUN = st.builds(Run, text=TEXT, token=st.none() | st.sampled_from(Token), url=TEXT)
LINE = st.lists(RUN, max_size=3).map(tuple)
ROW = st.tuples(TEXT, TEXT)
BLOCK = st.one_of(
    st.builds(Paragraph, runs=LINE, lead=TEXT),
    st.builds(Bullets, items=st.lists(LINE, max_size=2).map(tuple)),
    st.builds(Numbered, items=st.lists(LINE, max_size=2).map(tuple)),
    st.builds(Grid, caption=TEXT, columns=ROW, rows=st.lists(ROW, max_size=2).map(tuple), notes=TEXT),
    st.builds(
        Definitions,
        items=st.lists(st.builds(Definition, term=TEXT, description=TEXT), max_size=2).map(tuple),
    ),
    st.builds(Quote, text=TEXT),
    st.builds(Address, lines=ROW),
)
SECTION = st.builds(
    Section,
    key=TEXT,
    heading=TEXT,
    level=st.integers(0, 3),
    blocks=st.lists(BLOCK, max_size=3).map(tuple),
    fixed=st.lists(BLOCK, max_size=2).map(tuple),
    is_editable=st.booleans(),
    is_edited=st.booleans(),
)


def through_json(content):
    return from_dict(json.loads(json.dumps(to_dict(content))))


@pytest.mark.parametrize("build", ALL_CLEAN)
def test_a_letter_comes_back_exactly(build):
    letter = compose(build())
    assert through_json(letter) == letter


@given(sections=st.lists(SECTION, max_size=3).map(tuple))
def test_any_section_comes_back_exactly(sections):
    letter = replace(compose(reference_case()), sections=sections)
    assert through_json(letter) == letter
    assert content_hash(through_json(letter)) == content_hash(letter)


DECISION = st.builds(
    Decision,
    key=st.sampled_from(["d1", "d2"]),
    provision=st.sampled_from(["s31", "s40", "s12", "s99", ""]),
    limbs=st.lists(st.sampled_from(["1a", "2", "3", "3Aa", "9", ""]), max_size=2).map(tuple),
    covers=TEXT,
    explanation=TEXT,
    questions=st.lists(st.integers(0, 3), max_size=2).map(tuple),
    prejudice=st.sampled_from([None, SECTION_31.prejudice]),
    public_interest=st.sampled_from([None, SECTION_31.public_interest]),
    data_protection=st.sampled_from([None, SECTION_40.data_protection]),
)


@given(wording=TEXT, texts=st.lists(TEXT, max_size=2), decisions=st.lists(DECISION, max_size=2), edit=TEXT)
def test_composing_never_fails_and_always_comes_back(wording, texts, decisions, edit):
    case: CaseContent = case_of(
        *(asked(number, text) for number, text in enumerate(texts, 1)),
        decisions=tuple(decisions),
        wording=wording,
        edits={"decision": edit, "rights": edit},
    )
    letter = compose(case)
    assert through_json(letter) == letter


def test_the_hash_is_of_the_letter_alone_and_changes_with_any_word():
    letter = compose(reference_case())
    assert content_hash(letter) == content_hash(compose(reference_case()))
    assert content_hash(letter) != content_hash(compose(replace(reference_case(), edits={"further": "."})))
    assert len(content_hash(letter)) == 64


def test_an_internal_note_does_not_change_what_was_signed_off():
    first, *rest = reference_case().questions
    noted = replace(reference_case(), questions=(replace(first, note="Ring Imogen."), *rest))
    assert content_hash(compose(noted)) == content_hash(compose(reference_case()))


def test_a_letter_of_another_format_is_refused():
    with pytest.raises(UnreadableLetter, match="format 2"):
        from_dict(to_dict(compose(reference_case())) | {"format": 2})


def test_a_block_of_an_unknown_kind_is_refused():
    data = to_dict(compose(reference_case()))
    data["sections"][0]["blocks"][0]["kind"] = "song"
    with pytest.raises(UnreadableLetter, match="song"):
        from_dict(data)


def test_a_stamp_comes_back_exactly():
    stamp = IssueStamp(issued_on=date(2025, 12, 5), review_by=None, late_by_days=2)
    assert stamp_from_dict(json.loads(json.dumps(stamp_to_dict(stamp)))) == stamp
