"""In which order do the parts of a response stand, and what is each called there?

The two families that authorities write. What differs between them is data: a part is composed once, in its own module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from requests_app.domain.letterkinds import Layout
from requests_app.domain.tongue import later

Part: TypeAlias = str | tuple[str, ...]
"""A kind of section, or kinds that take turns: the first about one decision, then the others about it, and so on."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """The order of the parts, and the words that belong to it.

    `asked` and `answered` stand before a question and its answer. The questions are listed below the request, and what
    each of them gets below the decision, unless the answers follow at once and say both.
    """

    parts: tuple[Part, ...]
    asked: str = ""
    answered: str = ""
    lists_questions: bool = True
    lists_decisions: bool = True
    weighing_heading: str = later("The public interest")
    weighing_level: int = 2
    balance_heading: str = later("{cited}")
    balance_level: int = 3


_CLOSING: Final = ("advice", "further", "reuse", "rights", "sign_off", "annex")

FAMILIES: Final[dict[Layout, Family]] = {
    Layout.DECISION_FIRST: Family(
        parts=(
            *("request", "decision", "exemptions", "reasons", "explanation", "public_interest", "balance"),
            *("answers", "answer"),
            *_CLOSING,
        ),
    ),
    Layout.ANSWERS_FIRST: Family(
        parts=(
            *("request", "decision", "answers", "answer", "exemptions"),
            *("reasons", "public_interest", ("explanation", "balance")),
            *_CLOSING,
        ),
        asked=later("You asked"),
        answered=later("Our answer"),
        lists_questions=False,
        lists_decisions=False,
        weighing_heading="",
        weighing_level=3,
        balance_heading=later("{short}: the public interest"),
        balance_level=4,
    ),
}
