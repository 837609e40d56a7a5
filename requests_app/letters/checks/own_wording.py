"""Could the authority's own paragraphs be used, and does the letter say what the law needs of them?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from requests_app.letters.checks.finding import ACCURACY, Finding, warning
from requests_app.letters.model import LetterContent


def wording_unusable(content: LetterContent, on: date) -> Iterator[Finding]:
    """The packaged wording stands in place of a text that was stored before it, or the law, changed."""
    for fault in content.wording_faults:
        yield warning(
            "wording-unusable",
            fault.provision or ACCURACY,
            f"The authority's own wording of “{fault.label}” is not used, because {fault.message.rstrip('.')}. "
            "The packaged wording stands in its place: have an administrator mend it",
            f"wording:{fault.slot}",
        )
