"""Does a correction correct anything in the letter that it replaces?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from requests_app.letters.checks.finding import ACCURACY, Finding, warning
from requests_app.letters.model import Block, LetterContent


def nothing_corrected(content: LetterContent, replaced: LetterContent) -> Iterator[Finding]:
    """Only the reason at its top is new: what was answered, decided and reworded is as it was."""
    if content.correction is not None and _said(content) == _said(replaced):
        yield warning(
            "correction-changes-nothing",
            ACCURACY,
            "Nothing in this letter has changed but the reason at its top. Change the answer or the decision that "
            "was wrong",
            "case",
        )


def _said(content: LetterContent) -> tuple[object, ...]:
    return content.questions, content.decisions, _reworded(content)


def _reworded(content: LetterContent) -> Mapping[str, tuple[Block, ...]]:
    """The officer's own wording by section, without that of the reason, which no two letters share."""
    return {each.key: each.blocks for each in content.sections if each.is_edited and each.key != "correction"}
