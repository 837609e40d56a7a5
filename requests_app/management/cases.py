"""Which case does a command speak of?"""

from __future__ import annotations

from django.core.management.base import CommandError

from requests_app.models import Case


def case_by_reference(reference: str) -> Case:
    """The case, or a sentence that says there is none. Spaces and case of letters do not matter."""
    found = (
        Case.objects.select_related("applicant", "officer")
        .filter(reference__iexact=reference.strip())
        .first()
    )
    if found is None:
        raise CommandError(f"There is no case “{reference}”. Check the reference; the work list shows it.")
    return found
