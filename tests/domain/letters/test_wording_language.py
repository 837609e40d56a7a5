"""A text of the authority says what it was given, and nothing else; what cannot be read is refused by line and column."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from requests_app.letters.wording.language import (
    DEEPEST,
    LONGEST,
    MOST_CONDITIONS,
    MOST_TAGS,
    BadWording,
    Template,
    fill,
    parse,
)

NAMES = frozenset({"name", "days"})
FLAGS = frozenset({"is_late"})


def filled(text: str, **values: str) -> str:
    return fill(parse(text, prints=NAMES, asks=FLAGS), values)


def read(text: str) -> Template | BadWording:
    try:
        return parse(text, prints=NAMES, asks=FLAGS)
    except BadWording as refused:
        return refused


def refusal(text: str) -> BadWording:
    with pytest.raises(BadWording) as refused:
        parse(text, prints=NAMES, asks=FLAGS)
    return refused.value


@pytest.mark.parametrize(
    ("text", "values", "becomes"),
    [
        ("Dear {{ name }},", {"name": "Rowan"}, "Dear Rowan,"),
        ("{{name}}{{  days }}", {"name": "a", "days": "b"}, "ab"),
        ("Dear {{ name }},", {}, "Dear ,"),
        ("{% if name %}yes{% else %}no{% endif %}", {"name": "x"}, "yes"),
        ("{% if name %}yes{% else %}no{% endif %}", {"name": ""}, "no"),
        ("{%if is_late%}late{%endif%}.", {}, "."),
        ("{% if name %}a{% if days %}b{% endif %}c{% endif %}", {"name": "x", "days": "y"}, "abc"),
        ("- one\n{% if name %}\n- two\n{% endif %}\n- three", {"name": "x"}, "- one\n- two\n- three"),
        ("- one\n{% if name %}\n- two\n{% endif %}\n- three", {}, "- one\n- three"),
        ("A { brace } and 50 % of {a}", {}, "A { brace } and 50 % of {a}"),
    ],
)
def test_gaps_are_filled_and_conditions_followed(text, values, becomes):
    assert filled(text, **values) == becomes


def test_a_value_is_never_read_as_a_tag():
    assert filled("{{ name }}", name="{{ days }}{% if x %}", days="no") == "{{ days }}{% if x %}"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("{{ settings.SECRET_KEY }}", 1, 1, "is no name"),
        ("One.\n\nTwo {{ case.applicant }}", 3, 5, "is no name"),
        ("{{ name.__class__ }}", 1, 1, "is no name"),
        ("{{ name|upper }}", 1, 1, "is no name"),
        ("{{ name['x'] }}", 1, 1, "is no name"),
        ("{{ name() }}", 1, 1, "is no name"),
        ("{{ }}", 1, 1, "is no name"),
        ("{{ nmae }}", 1, 1, "There is no “nmae” in this paragraph. The names are: days, name."),
        ("{{ is_late }}", 1, 1, "ask for it with {% if is_late %}"),
        ("{% include 'x.html' %}", 1, 1, "is nothing that a text can do"),
        ("{% load static %}", 1, 1, "is nothing that a text can do"),
        ("{% for x in name %}", 1, 1, "is nothing that a text can do"),
        ("{% %}", 1, 1, "is nothing that a text can do"),
        ("{% if not name %}", 1, 1, "asks for one name alone"),
        ("{% if nobody %}x{% endif %}", 1, 1, "There is no “nobody”"),
        ("a\n{% if name %}x", 2, 1, "has no {% endif %}"),
        ("{% else %}", 1, 1, "belongs to no {% if %}"),
        ("{% if name %}{% else %}{% else %}{% endif %}", 1, 24, "belongs to no {% if %}"),
        ("x{% endif %}", 1, 2, "belongs to no {% if %}"),
        ("{# a remark #}", 1, 1, "begins or ends no tag"),
        ("{{ name }", 1, 1, "begins or ends no tag"),
        ("name }}", 1, 6, "begins or ends no tag"),
        ("{{ name\n}}", 1, 1, "begins or ends no tag"),
        ("{{{ name }}}", 1, 1, "begins or ends no tag"),
        ("a\x00", 1, 2, "invisible character here (U+0000)"),
        ("a\u202eb", 1, 2, "invisible character here (U+202E)"),
        ("a\ue000", 1, 2, "invisible character here (U+E000)"),
        ("a\u2028b", 1, 2, "invisible character here (U+2028)"),
        ("a\x0cb", 1, 2, "invisible character here (U+000C)"),
    ],
)
def test_what_is_no_tag_of_ours_is_refused_with_its_place(text, line, column, says):
    refused = refusal(text)
    assert (refused.line, refused.column) == (line, column)
    assert says in str(refused)
    assert str(refused).startswith(f"Line {line}, column {column}: ")


def test_a_text_is_bounded_in_every_direction():
    assert "at most 10,000 characters" in str(refusal("a" * (LONGEST + 1)))
    assert f"at most {MOST_TAGS} tags" in str(refusal("{{ name }}" * (MOST_TAGS + 1)))
    deep = DEEPEST + 1
    assert f"at most {DEEPEST} deep" in str(refusal("{% if name %}" * deep + "{% endif %}" * deep))
    many = frozenset(f"n{number}" for number in range(MOST_CONDITIONS + 1))
    with pytest.raises(BadWording, match=f"at most {MOST_CONDITIONS} different"):
        parse("".join(f"{{% if {name} %}}x{{% endif %}}" for name in many), prints=many)


def test_a_text_at_its_bounds_is_read():
    assert len(filled("a" * LONGEST)) == LONGEST
    assert filled("{{ name }}" * MOST_TAGS, name="x") == "x" * MOST_TAGS
    assert filled("{% if name %}" * DEEPEST + "x" + "{% endif %}" * DEEPEST, name="y") == "x"


def test_a_text_knows_what_it_prints_and_asks_for():
    template = parse("{{ name }}{% if is_late %}x{% endif %}", prints=NAMES, asks=FLAGS)
    assert template.printed == {"name"}
    assert template.asked == {"is_late"}


@given(st.text(max_size=200))
@example("{{" * 50)
@example("{%if %}{%" * 20)
def test_any_text_is_read_or_refused_and_says_nothing_that_it_was_not_given(text):
    outcome = read(text)
    if isinstance(outcome, BadWording):
        assert 1 <= outcome.line <= text.count("\n") + 1
        assert outcome.column >= 1
    elif not outcome.printed and not outcome.asked:
        assert fill(outcome, {"name": "SEEN"}) == text


@given(
    st.recursive(
        st.sampled_from(["word ", "\n\n", "- item\n", "{{ name }}", "{{ days }}"]),
        lambda inner: st.builds("{{% if is_late %}}{}{{% else %}}{}{{% endif %}}".format, inner, inner),
        max_leaves=6,
    ),
    st.text(min_size=1, max_size=20),
)
def test_a_value_stands_in_the_text_as_it_is(text, value):
    template = read(text)
    if isinstance(template, BadWording):
        assert "deep" in template.message
        return
    out = fill(template, {"name": value, "days": value, "is_late": "yes"})
    assert "{%" not in out.replace(value, "")
    assert out.count(value) >= fill(template, {"name": "\0", "days": "\0", "is_late": "yes"}).count("\0")
