"""Which kinds of letter does an authority send, in which language, and in which order of parts?"""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """A response needs somebody else's sign-off; what is only correspondence goes out with the act that it belongs to."""

    RESPONSE = "response"
    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    REMINDER = "reminder"
    FEES_NOTICE = "fees_notice"
    EXTENSION = "extension"
    TRANSFER = "transfer"
    DELAY = "delay"
    REVIEW_ACKNOWLEDGEMENT = "review_acknowledgement"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_correspondence(self) -> bool:
        """Whether it goes out with its act, without a sign-off: it decides nothing."""
        return self not in {LetterKind.RESPONSE, LetterKind.REVIEW}


_LABELS = {
    LetterKind.RESPONSE: "Response",
    LetterKind.ACKNOWLEDGEMENT: "Acknowledgement",
    LetterKind.CLARIFICATION: "Request for clarification",
    LetterKind.REMINDER: "Reminder of a clarification",
    LetterKind.FEES_NOTICE: "Fees notice",
    LetterKind.EXTENSION: "Extension of time (EIR)",
    LetterKind.TRANSFER: "Transfer",
    LetterKind.DELAY: "Apology for lateness",
    LetterKind.REVIEW_ACKNOWLEDGEMENT: "Acknowledgement of a review",
    LetterKind.REVIEW: "Outcome of an internal review",
}


class Language(StrEnum):
    """The language in which a case is answered: that of the request, as the Welsh language standards ask."""

    ENGLISH = "en"
    WELSH = "cy"

    @property
    def label(self) -> str:
        return {"en": "English", "cy": "Welsh"}[self.value]


class Layout(StrEnum):
    """The two families of response: the decision and its reasons first, or question by question."""

    DECISION_FIRST = "decision_first"
    ANSWERS_FIRST = "answers_first"

    @property
    def label(self) -> str:
        return {
            "decision_first": "The decision first, then its reasons, then the answers",
            "answers_first": "What you asked and what we answer, question by question, then the reasons",
        }[self.value]
