"""How does a letter say that it takes the place of an earlier one?"""

from __future__ import annotations

from requests_app.domain.casefile import CaseContent
from requests_app.domain.review import Correction
from requests_app.domain.tongue import long_date, tr
from requests_app.letters.compose.say import say
from requests_app.letters.model import Section
from requests_app.letters.phrases import written


def correction_section(case: CaseContent, correction: Correction) -> Section:
    """At the top: why, in the officer's words, and which letter is replaced, which no editing removes."""
    dated = long_date(correction.of_letter_dated)
    return Section(
        key="correction",
        heading=tr("Correction of our letter of {day}", day=dated),
        blocks=written(correction.reason, lead=tr("Why we are writing again")),
        fixed=say(case, "correction", replaced_on=dated),
        is_editable=True,
    )
