"""Does a part in the officer's own words give reasons that the letter says it leaves out (s17(4))?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from requests_app.letters.checks.finding import Finding, defect
from requests_app.letters.compose.explain import distinct
from requests_app.letters.compose.weigh import weighed_alike
from requests_app.letters.model import LetterContent


def own_words_where_reasons_are_left_out(content: LetterContent, on: date) -> Iterator[Finding]:
    """Composing leaves out what the records say; what was typed over it stands as it was typed."""
    silent = set(_silent(content))
    for section in content.sections:
        if section.is_edited and section.key in silent:
            yield defect(
                "omission-in-own-words",
                "FOIA s17(4)",
                "This section is in your own words, and its reasons are to be left out. Put the composed words back",
                f"section:{section.key}",
            )


def _silent(content: LetterContent) -> Iterator[str]:
    """The keys of the sections whose reasons, or some of them, are to be left out."""
    for group in distinct(content.decisions):
        if any(each.omission and each.omission.reasons for each in group):
            yield f"explanation.{group[0].key}"
    for group in weighed_alike([each.as_told for each in content.decisions]):
        if any(each.omission and each.omission.public_interest for each in group):
            yield f"balance.{group[0].key}"
