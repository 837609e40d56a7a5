"""What is typed on the pages of a letter: the wording of a section, the reason for letting a warning stand?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText, PartForm
from requests_app.services.letter import LONGEST_SECTION


class SectionForm(PartForm):
    """The wording of one section. Text that is just what the software composed is no wording of the officer's
    own.
    """

    text = LongText(
        label="Wording of this section",
        required=False,
        help_text="A blank line begins a new paragraph. A line that begins with “- ” is a bullet.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, current: str, composed: str) -> None:
        super().__init__(data, initial={"text": current})
        self.composed = composed

    def layout(self) -> Layout:
        return Layout(GovField("text", rows=18, character_count=LONGEST_SECTION))

    def own_wording(self) -> str:
        """Empty where nothing differs from the composed text. Call it on a valid form."""
        text: str = self.cleaned_data["text"]
        return "" if text.strip() == self.composed.strip() else text


class WarningForm(PartForm):
    reason = LongText(
        label="Why can this stand?",
        max_length=5_000,
        help_text="Whoever signs the letter off reads it, and it stays in the history of the case.",
        required=False,
    )
