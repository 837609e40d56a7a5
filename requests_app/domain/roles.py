"""Who works in the application, and what is each of them for?

A role is data: its description is the manual, shown in Django admin and in docs/permissions.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a member of staff may do; one person can hold several."""

    OFFICER = "officer"
    APPROVER = "approver"
    QUALIFIED_PERSON = "qualified_person"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


DESCRIPTIONS: Mapping[Role, str] = MappingProxyType(
    {
        Role.OFFICER: (
            "Logs requests, splits them into questions, records searches, answers and decisions, writes the letter, "
            "submits it for sign-off and issues it. Sees the applicant."
        ),
        Role.APPROVER: (
            "Reads exactly what would go out and signs it off, or returns it with a reason. "
            "Never a case that they worked on themselves."
        ),
        Role.QUALIFIED_PERSON: (
            "Gives the reasonable opinion that section 36 rests on, and reads the cases in which it is needed."
        ),
        Role.MANAGER: (
            "Does what an officer does, and assigns work, corrects dates of receipt, reopens cases and reads the workload."
        ),
        Role.REVIEWER: (
            "Takes internal reviews: a fresh decision on a response that somebody else took. Reads every case."
        ),
        Role.ADMINISTRATOR: (
            "Keeps users, roles, teams, the authority's details, holidays, thresholds and factors in Django admin. "
            "Does not work on cases."
        ),
        Role.AUDITOR: "Reads cases and their whole history, looks included; changes nothing.",
    }
)

CASE_READERS: frozenset[Role] = frozenset(
    {Role.OFFICER, Role.APPROVER, Role.QUALIFIED_PERSON, Role.MANAGER, Role.REVIEWER, Role.AUDITOR}
)
CASE_WORKERS: frozenset[Role] = frozenset({Role.OFFICER, Role.MANAGER})
