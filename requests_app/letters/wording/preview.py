"""How would a text of the authority's read in a letter? Drawn with samples, so that no case is looked at."""

from __future__ import annotations

from datetime import date
from typing import Final

from requests_app.domain.casefile import ApplicantFile, AuthorityDetails, RegulatorDetails
from requests_app.domain.letterkinds import Language
from requests_app.domain.tongue import speaking, tr
from requests_app.letters.compose.say import Value, blocks_of
from requests_app.letters.model import IssueStamp, LetterContent, Section
from requests_app.letters.phrases import para
from requests_app.letters.view import LetterView, letter_view
from requests_app.letters.wording.model import Slot, Variable

SAMPLE_DAY: Final = date(2026, 3, 30)


def preview(slot: Slot, text: str, language: Language, *, authority: AuthorityDetails) -> LetterView:
    """A sample letter with the text in it; twice where it asks for something: if it is so, and if it is not.

    Raises BadWording. An empty text is the packaged one.
    """
    with speaking(language):
        return _preview(slot, text, language, authority)


def _preview(slot: Slot, text: str, language: Language, authority: AuthorityDetails) -> LetterView:
    template = slot.read(text if text.strip() else slot.packaged(language))
    ways = (True, False) if template.asked else (True,)
    sections = tuple(
        Section(
            key=f"sample{at}",
            heading=_heading(sorted(template.asked), is_so=is_so),
            blocks=blocks_of(template, slot.variables, _samples(slot, template.asked, is_so=is_so)),
        )
        for at, is_so in enumerate(ways)
    )
    content = LetterContent(
        reference="01.FOI.26.000123",
        regime=slot.regime or "foia",
        language=language,
        title=tr("Your request for information"),
        received_on=date(2026, 3, 2),
        wording="",
        applicant=ApplicantFile(name="Rowan Achterberg"),
        authority=authority,
        regulator=RegulatorDetails(name="the Information Commissioner"),
        recipient_lines=("Rowan Achterberg",),
        salutation=tr("Dear {name},", name="Rowan Achterberg"),
        sections=sections,
    )
    return letter_view(content, IssueStamp(issued_on=SAMPLE_DAY, is_provisional=True), title_level=3)


def _heading(asked: list[str], *, is_so: bool) -> str:
    names = ", ".join(asked)
    return "" if not asked else f"With {names}" if is_so else f"Without {names}"


def _samples(slot: Slot, asked: frozenset[str], *, is_so: bool) -> dict[str, Value]:
    return {each.name: _sample(each, is_so=is_so or each.name not in asked) for each in slot.variables}


def _sample(variable: Variable, *, is_so: bool) -> Value:
    match variable.sort:
        case "flag":
            return is_so
        case "blocks":
            return (para(variable.sample),) if is_so else ()
        case "text":
            return variable.sample if is_so else ""
