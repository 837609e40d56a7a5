"""How is a case given to somebody, its applicant's details or language put right, its tracking link renewed?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import Difference, InvalidInput, StaleEdit
from requests_app.domain.letterkinds import Language
from requests_app.domain.roles import CASE_WORKERS
from requests_app.domain.transitions import Act
from requests_app.models import Case, Team, User
from requests_app.models.case import new_tracking_token
from requests_app.permissions import Actor
from requests_app.selectors.content import applicant_file
from requests_app.services.acting import acting
from requests_app.services.along import lock_joined, lock_leading
from requests_app.services.together import require_same_person


def assign(
    case_id: int,
    *,
    officer: User | None,
    team: Team | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Give the case to an officer, a team, or both."""
    if officer is not None and not officer.role_set & CASE_WORKERS:
        message = f"{officer} does not work on cases: choose an officer or a manager."
        raise InvalidInput(message, fields={"officer": message})
    with acting(Act.ASSIGN, case_id, by=by, at=at, expected_version=expected_version) as doing:
        doing.change(officer=officer, team=team)
        doing.summary = f"Assigned to {officer or team or 'nobody'}"
    return doing.case


def change_applicant(
    case_id: int, applicant: ApplicantFile, *, by: Actor, at: datetime, seen: ApplicantFile | None = None
) -> Case:
    """Put right who asks and where the answer goes; `seen` is what the person was shown before typing."""
    with transaction.atomic():
        lock_leading(case_id)
        with acting(Act.EDIT, case_id, by=by, at=at) as doing:
            lock_joined(doing.case)
            row = doing.case.applicant
            before = applicant_file(row)
            _require_fresh(seen, before, applicant)
            require_same_person(doing.case, applicant)
            for name in _FIELDS:
                setattr(row, name, getattr(applicant, name))
            row.save()
            doing.kind, doing.summary, doing.is_silent = "applicant", "Applicant's details changed", True
            doing.note(
                {name: getattr(before, name) for name in _FIELDS},
                {name: getattr(applicant, name) for name in _FIELDS},
            )
    return doing.case


def _require_fresh(seen: ApplicantFile | None, now: ApplicantFile, yours: ApplicantFile) -> None:
    if seen is not None and seen != now:
        raise StaleEdit(
            "Somebody else has changed the applicant's details since you opened the page. Compare, and save again.",
            differences=tuple(
                Difference(label=name, theirs=getattr(now, name), yours=getattr(yours, name), name=name)
                for name in _FIELDS
                if getattr(now, name) != getattr(yours, name)
            ),
        )


def change_language(
    case_id: int, *, language: Language, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """Write in this language from now on. A draft follows it; what was sent, and what somebody typed, stays as it is."""
    with acting(Act.CHANGE_LANGUAGE, case_id, by=by, at=at, expected_version=expected_version) as doing:
        if doing.case.language == language:
            message = f"The letters of this case are in {language.label} already. Choose the other language."
            raise InvalidInput(message, fields={"language": message})
        doing.change(language=language.value)
        doing.summary = f"Language changed to {language.label}"
    return doing.case


def rotate_link(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Give the case a new tracking link; the old one stops working at once. The token itself is not written down."""
    with acting(Act.ROTATE_LINK, case_id, by=by, at=at, expected_version=expected_version) as doing:
        doing.case.tracking_token = new_tracking_token()
        doing.new["tracking_link"] = "renewed"
    return doing.case


_FIELDS = ("name", "organisation", "email", "postal_address", "kind")
