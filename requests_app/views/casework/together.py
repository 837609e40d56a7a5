"""What must somebody know before a step with cases that are answered together?"""

from __future__ import annotations

from django.utils import timezone

from requests_app.domain.text import join_words
from requests_app.models import Case
from requests_app.selectors.letter_page import edited_sections
from requests_app.selectors.together import OtherApplicant, joined_cases, other_applicants


def before_sign_off(case: Case) -> tuple[str, ...]:
    return (
        "You answer for this exact version of the letter; your name is recorded.",
        "Any change afterwards needs a new sign-off.",
        *(_other_applicant(each) for each in other_applicants(case, joined_cases(case))),
    )


def _other_applicant(other: OtherApplicant) -> str:
    who = f"{other.reference} was made by {other.name or 'somebody without a name'}, with another address"
    if not other.reason:
        return f"{who}. The letter answers it too; why it is the same person is not recorded."
    return f"{who}. {other.recorded_by} recorded why it is the same person: “{other.reason}”"


def before_separation(case: Case) -> tuple[str, ...]:
    """What was put into own words while the letter answered both may speak of both: only a person can tell."""
    sentences = ["The case gets a letter of its own; its answers and decisions stay as they are."]
    other = case.answered_with
    own = edited_sections(other, today=timezone.localdate()) if other is not None else ()
    if own:
        sentences.append(
            f"The letter of {other} keeps what was put into an officer's own words while it answered both. Read it again: "
            f"{join_words([f'“{name}”' for name in own])}."
        )
    return tuple(sentences)
