"""What does each question get, and how is that put in a sentence that reveals no more than it may?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import Holding, QuestionFile
from requests_app.domain.tongue import join_clauses, join_words, later, tr
from requests_app.letters.law import is_cost_of_confirming, is_ncnd


class Given(StrEnum):
    """One thing that a question gets; it may get several, in this order."""

    DISCLOSED = "disclosed"
    ACCESSIBLE = "accessible"
    WITHHELD = "withheld"
    UNDECIDED = "undecided"
    NCND = "ncnd"
    NOT_HELD = "not_held"
    COST = "cost"
    COST_OF_CONFIRMING = "cost_of_confirming"
    REFUSED = "refused"
    ADVICE = "advice"
    OPEN = "open"


Gets: TypeAlias = frozenset[Given]

PARTLY: Final[Gets] = frozenset({Given.DISCLOSED, Given.WITHHELD})

_WHOLE: Final[dict[Gets, str]] = {
    frozenset({Given.DISCLOSED}): later(
        "I have decided to disclose all of the information that you asked for."
    ),
    PARTLY: later(
        "I have decided to disclose some of the information that you asked for, and to withhold the rest."
    ),
    frozenset({Given.WITHHELD}): later("I have decided to withhold the information that you asked for."),
    frozenset({Given.ACCESSIBLE}): later(
        "I have decided not to provide the information that you asked for, "
        "because you can reasonably reach it by other means. I say below where it is."
    ),
    frozenset({Given.NCND}): later(
        "I have decided neither to confirm nor to deny whether {authority} holds the "
        "information that you asked for."
    ),
    frozenset({Given.NOT_HELD}): later("{authority} does not hold the information that you asked for."),
    frozenset({Given.COST}): later(
        "I have decided to refuse your request, because complying with it would cost "
        "more than the appropriate limit."
    ),
    frozenset({Given.COST_OF_CONFIRMING}): later(
        "I have decided to refuse your request, because finding out "
        "whether {authority} holds the information would by itself cost more than the appropriate limit."
    ),
    frozenset({Given.REFUSED}): later("I have decided to refuse your request."),
    frozenset({Given.ADVICE}): later("You asked for an explanation, and I give it below."),
    frozenset({Given.UNDECIDED}): later(
        "I have decided that the {exemptions} named below {apply}, but I have not "
        "yet reached a decision on the balance of the public interest."
    ),
    frozenset({Given.OPEN}): later("No decision has been recorded yet."),
}
_WHOLE_OF_SEVERAL: Final[dict[Gets, str]] = {
    frozenset({Given.COST}): later(
        "I have decided to refuse your requests, because complying with them would cost "
        "more than the appropriate limit."
    ),
    frozenset({Given.COST_OF_CONFIRMING}): later(
        "I have decided to refuse your requests, because finding out "
        "whether {authority} holds the information would by itself cost more than the appropriate limit."
    ),
    frozenset({Given.REFUSED}): later("I have decided to refuse your requests."),
}
"""Where one letter answers several requests, and a sentence speaks of the request."""

_EACH: Final[dict[Gets, str]] = {
    frozenset({Given.DISCLOSED}): later("I disclose the information."),
    PARTLY: later("I disclose some of the information and withhold the rest."),
    frozenset({Given.WITHHELD}): later("I withhold the information."),
    frozenset({Given.ACCESSIBLE}): later("you can reasonably reach the information by other means."),
    frozenset({Given.NCND}): later("I neither confirm nor deny whether the information is held."),
    frozenset({Given.NOT_HELD}): later("{authority} does not hold the information."),
    frozenset({Given.COST}): later("complying would cost more than the appropriate limit."),
    frozenset({Given.COST_OF_CONFIRMING}): later(
        "finding out whether the information is held would cost more than the appropriate limit."
    ),
    frozenset({Given.REFUSED}): later("I refuse the request."),
    frozenset({Given.ADVICE}): later("I give the explanation that you asked for."),
    frozenset({Given.UNDECIDED}): later(
        "the {exemptions} named below {apply}; I have not yet reached a decision on "
        "the balance of the public interest."
    ),
    frozenset({Given.OPEN}): later("no decision has been recorded yet."),
}
_OVERALL: Final[dict[Gets, str]] = {
    PARTLY: _WHOLE[PARTLY],
    frozenset({Given.DISCLOSED, Given.NOT_HELD}): later(
        "I have decided to disclose the information that you asked for, so far as {authority} holds it."
    ),
    frozenset({Given.DISCLOSED, Given.ADVICE}): later(
        "I have decided to disclose all of the information that you "
        "asked for, and I give the explanation that you asked for."
    ),
}
"""Of questions that get different things, where a sentence says it whole."""

_SOME: Final[dict[Gets, str]] = {
    PARTLY: later("I disclose some information and withhold some"),
    frozenset({Given.DISCLOSED}): later("I disclose some information"),
    frozenset({Given.WITHHELD}): later("I withhold some information"),
    frozenset({Given.ACCESSIBLE}): later("you can reasonably reach some information by other means"),
}
_SOME_OF_ALL: Final[dict[Given, str]] = {
    Given.DISCLOSED: later("to disclose some {information}"),
    Given.WITHHELD: later("to withhold some"),
    Given.NCND: later(
        "for part of your request neither to confirm nor to deny whether {authority} holds any information"
    ),
}
"""As "some", never as "the rest": where silence is kept on a part, nothing may say that there is a rest."""


def applying(decisions: Sequence[Decision], number: int) -> tuple[Decision, ...]:
    """The decisions that cover this question."""
    return tuple(decision for decision in decisions if number in decision.questions)


def what_is_given(question: QuestionFile, decisions: Sequence[Decision]) -> Gets:
    """All that is true of a question; a limit on the work, or a refusal of the request, goes before the rest."""
    mine = applying(decisions, question.number)
    if any(is_cost_of_confirming(decision) for decision in mine):
        return frozenset({Given.COST_OF_CONFIRMING})
    for key, given in (("s12", Given.COST), ("s14", Given.REFUSED)):
        if any(decision.provision == key for decision in mine):
            return frozenset({given})
    if question.holding is Holding.NOT_HELD and not question.answers and _says_not_held(mine):
        return frozenset({Given.NOT_HELD})
    gets = set(_refused(mine))
    if question.answers:
        gets.add(Given.ADVICE if question.is_advice and not gets else Given.DISCLOSED)
    return frozenset(gets or {_without_decision(question)})


def _refused(mine: Sequence[Decision]) -> Iterable[Given]:
    """One exemption decided is enough to withhold, or to be silent: another on the same need not be."""
    silent = [decision for decision in mine if is_ncnd(decision)]
    if silent:
        yield Given.UNDECIDED if all(one.is_undecided for one in silent) else Given.NCND
    if any(decision.provision == "s21" for decision in mine):
        yield Given.ACCESSIBLE
    withheld = [decision for decision in mine if not is_ncnd(decision) and decision.provision != "s21"]
    decided = {decision.covers.strip() for decision in withheld if not decision.is_undecided}
    if decided:
        yield Given.WITHHELD
    if any(decision.covers.strip() not in decided for decision in withheld):
        yield Given.UNDECIDED


def _says_not_held(mine: Sequence[Decision]) -> bool:
    """EIR reg 12(4)(a) makes an exception of information that is not held."""
    return all(decision.provision == "reg12-4" and decision.limbs == ("4a",) for decision in mine)


def _without_decision(question: QuestionFile) -> Given:
    match question.holding:
        case Holding.NOT_HELD:
            return Given.NOT_HELD
        case Holding.NCND:
            return Given.NCND
        case _:
            return Given.OPEN


def whole_sentence(gets: Gets, *, is_of_several: bool = False, **names: str) -> str:
    """The decision on a request, or on several that are answered together, whose questions all get the same."""
    table = {**_WHOLE, **_WHOLE_OF_SEVERAL} if is_of_several else _WHOLE
    if gets in table:
        return tr(table[gets], **names)
    rest = tr("the rest of your requests") if is_of_several else tr("the rest of your request")
    return _capital(f"{_mixed(gets, rest, names['authority'])}.")


def question_sentence(gets: Gets, **names: str) -> str:
    """The decision on one question among others, to follow its number."""
    if gets in _EACH:
        return tr(_EACH[gets], **names)
    return f"{_mixed(gets, tr('the rest'), names['authority'])}."


def overall_sentence(gets: Iterable[Gets], *, is_listed: bool = True, **names: str) -> str:
    """The sentence above the decisions on questions that get different things.

    It announces a list of them, or the answers that say what each question gets.
    """
    every = frozenset().union(*gets)
    if every in _OVERALL:
        return tr(_OVERALL[every], **names)
    if Given.DISCLOSED in every:
        what = tr("information") if Given.NCND in every else tr("of the information that you asked for")
        parts = [
            tr(text, information=what, **names) for given, text in _SOME_OF_ALL.items() if given in every
        ]
        said = [tr("I have decided {parts}.", parts=join_clauses(parts))]
        if Given.UNDECIDED in every:
            said.append(_capital(f"{_not_yet(tr('part of your request'))}."))
        said.append(tr("For each question:") if is_listed else tr("I answer each question below."))
        return " ".join(said)
    if not is_listed:
        return tr("I answer each of your questions below, and say what I have decided on it.")
    if Given.OPEN in every:
        return tr("My decision on each question is:")
    return tr("I have decided to answer your questions as follows:")


def _not_yet(part: str) -> str:
    return tr("for {part} I have not yet reached a decision on the balance of the public interest", part=part)


def _mixed(gets: Gets, rest: str, authority: str) -> str:
    """What is given and withheld, then that nothing is said of the rest: not even that there is one (s2(1))."""
    parts, left = [], gets
    for those, text in _SOME.items():
        if those <= left:
            parts.append(tr(text))
            left -= those
    said = [join_words(parts)] if parts else []
    if Given.UNDECIDED in gets:
        said.append(
            _not_yet(rest if Given.NCND not in gets else tr("another part") if parts else tr("one part"))
        )
    if Given.NCND in gets:
        said.append(
            tr(
                "for {rest} I neither confirm nor deny whether {authority} holds any information",
                rest=rest,
                authority=authority,
            )
        )
    return "; ".join(said)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
