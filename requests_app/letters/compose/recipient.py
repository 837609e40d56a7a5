"""To whom is a letter addressed, and how does it greet them?"""

from __future__ import annotations

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.tongue import tr


def recipient_lines(applicant: ApplicantFile) -> tuple[str, ...]:
    lines = [applicant.name, applicant.organisation, *applicant.postal_address.splitlines()]
    if not applicant.postal_address.strip():
        lines.append(applicant.email)
    return tuple(line.strip() for line in lines if line.strip())


def salutation(applicant: ApplicantFile) -> str:
    return tr("Dear {name},", name=applicant.name.strip() or tr("requester"))
