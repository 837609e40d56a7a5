"""Are the questions of a request found, and is no word of it lost?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.wording import MOST_PROPOSED, propose_questions


@pytest.mark.parametrize(
    ("wording", "questions"),
    [
        ("How many dogs were seized?", ["How many dogs were seized?"]),
        ("Everything about the bridge", ["Everything about the bridge"]),
        (" \n\t ", []),
        ("", []),
        ("I would like to know for the past year please:\n• Dogs\n• Cats", ["Dogs", "Cats"]),
        ("- Dogs\n- Cats\n\nThank you", ["Dogs", "Cats"]),
        ("* Dogs\r\n* Cats", ["Dogs", "Cats"]),
        ("1. Dogs\r2. Cats", ["Dogs", "Cats"]),
        ("1) Dogs\u20282) Cats", ["Dogs", "Cats"]),
        ("(1) Dogs\n(2) Cats", ["Dogs", "Cats"]),
        ("(a) Dogs\n(b) Cats", ["Dogs", "Cats"]),
        ("a) Dogs\nb) Cats", ["Dogs", "Cats"]),
        ("(i) Dogs\n(ii) Cats", ["Dogs", "Cats"]),
        ("Q1 Dogs\nQ2: Cats\nQuestion 3. Rats", ["Dogs", "Cats", "Rats"]),
        ("1. Dogs\nin Kent\n2. Cats", ["Dogs\nin Kent", "Cats"]),
        (
            "1. For each year:\n  a) dogs\n  b) cats\n2. Rats",
            ["For each year:\n  a) dogs\n  b) cats", "Rats"],
        ),
        ("- Dogs\n    - by age\n    - by name\n- Cats", ["Dogs\n    - by age\n    - by name", "Cats"]),
        ("- I live in Kent\n1. Dogs\n2. Cats", ["Dogs", "Cats"]),
        (
            "How many officers are there? For each:\n- Name\n- Rank",
            ["How many officers are there?", "Name", "Rank"],
        ),
        ("1. Only one thing", ["1. Only one thing"]),
        ("How many dogs? How many cats?", ["How many dogs?", "How many cats?"]),
        ("1) How many dogs? 2) How many cats?", ["How many dogs?", "How many cats?"]),
        (
            "Dear Sir or Madam,\n\nI study dogs. How many? Please split by year. At what cost?\n\nYours, A. Smith",
            ["I study dogs. How many? Please split by year.", "At what cost? Yours, A. Smith"],
        ),
        ("I study dogs.\n\nHow many? At what cost?", ["I study dogs. How many?", "At what cost?"]),
        ("He asked “How many?” And then “Why?”", ["He asked “How many?”", "And then “Why?”"]),
        ("See https://example.org/a?b=c\nand say why?", ["See https://example.org/a?b=c\nand say why?"]),
        ("كم عدد الكلاب؟ كم عدد القطط؟", ["كم عدد الكلاب؟", "كم عدد القطط؟"]),
        ("\u200f1. كلاب\n\u200f2. قطط", ["كلاب", "قطط"]),
        ("🐕? 🐈?", ["🐕?", "🐈?"]),
        ("- <b>Dogs</b>\n- <script>x()</script>", ["<b>Dogs</b>", "<script>x()</script>"]),
        ("- Dogs\n-5 degrees\n- Cats", ["Dogs\n-5 degrees", "Cats"]),
        ("1.5 million dogs\n2.5 million cats", ["1.5 million dogs\n2.5 million cats"]),
    ],
)
def test_a_wording_is_split_where_its_questions_begin(wording, questions):
    assert propose_questions(wording) == questions


def test_the_most_that_is_proposed_is_a_list_of_two_hundred():
    items = [f"- item {number}" for number in range(MOST_PROPOSED + 1)]
    assert len(propose_questions("\n".join(items[:-1]))) == MOST_PROPOSED
    assert propose_questions("\n".join(items)) == ["\n".join(items)]


words = st.text(st.characters(categories=["L", "So"]), min_size=3, max_size=12)
items = st.lists(words, min_size=1, max_size=6).map(" ".join)
MARKERS = {
    "bullet": lambda number: "•",
    "dash": lambda number: "-",
    "number": lambda number: f"{number}.",
    "bracket": lambda number: f"{number})",
    "question": lambda number: f"Q{number}",
    "letter": lambda number: f"({'abcdefghij'[number - 1]})",
}


@given(
    st.lists(items, min_size=2, max_size=10),
    st.sampled_from(sorted(MARKERS)),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    st.sampled_from(["", "Please tell me:\n", "Dear team\n\nFor 2025:\n"]),
)
def test_every_list_comes_back_item_by_item(texts, marker, line_end, lead_in):
    lines = [f"{MARKERS[marker](number)} {text}" for number, text in enumerate(texts, start=1)]
    assert propose_questions(lead_in + line_end.join(lines)) == texts


@given(st.lists(items, min_size=2, max_size=10))
def test_every_row_of_questions_comes_back_one_by_one(texts):
    asked = [f"{text}?" for text in texts]
    assert propose_questions(" ".join(asked)) == asked


pieces = st.sampled_from(
    ["- ", "1. ", "(a) ", "Q1 ", "\n", "\r\n", "  ", "? ", ". ", ": ", "Dear ", "?", "\u200f"]
)


@given(st.lists(st.one_of(pieces, words), max_size=40).map("".join))
def test_what_is_proposed_stands_in_the_wording_in_its_order(wording):
    squeezed = iter(re.sub(r"\s", "", wording))
    proposed = re.sub(r"\s", "", "".join(propose_questions(wording)))
    assert all(letter in squeezed for letter in proposed)


@given(st.lists(st.one_of(st.sampled_from(["\n", "? ", "! ", " "]), words), max_size=40).map("".join))
def test_without_list_or_greeting_no_letter_is_lost(wording):
    if not re.match(r"\s*(dear|hi|hello|to whom|good)", wording, re.IGNORECASE):
        assert re.sub(r"\s", "", "".join(propose_questions(wording))) == re.sub(r"\s", "", wording)


@given(st.text(max_size=200))
def test_any_text_gives_questions_that_are_not_blank(wording):
    proposed = propose_questions(wording)
    assert bool(proposed) is bool(wording.strip())
    assert all(each.strip() for each in proposed)


@pytest.mark.parametrize(
    "unit",
    [" ", "?", "? ", "- a\n", "a", "(\n", "- ", "\u200f", "Dear ", "q1 ", "\t", "1.\n", "<b>", "🐕‍🦺", "a. "],
)
def test_two_hundred_thousand_characters_are_read_once(unit):
    """Were the time to grow with the square of the length, one of these would take minutes."""
    wording = "x" + unit * (200_000 // len(unit))
    assert propose_questions(wording)


@pytest.mark.parametrize(
    "ending",
    [
        "Regards,\nRowan Achterberg",
        "Kind regards\n\nRowan Achterberg\n12 Mill Lane\nNorthmoor",
        "Yours faithfully,\nR. Achterberg (Dr)",
        "Thank you in advance.",
    ],
)
def test_who_signs_is_no_part_of_the_last_question(ending):
    assert propose_questions(f"1. How many?\n2. By whom?\n\n{ending}") == ["How many?", "By whom?"]
    assert propose_questions(f"Please send the report.\n{ending}") == ["Please send the report."]


@pytest.mark.parametrize(
    "kept",
    ["Thanks\nPlease also send the contract.", "Regards,\nRowan\nAnd who paid?", "Many regards were sent."],
)
def test_what_is_asked_below_a_signature_is_kept(kept):
    assert " ".join(propose_questions(f"1. How many?\n2. By whom?\n{kept}")).endswith(kept.split("\n")[-1])
