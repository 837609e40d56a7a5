"""May this person do this kind of work on the case, before anything is typed? The service judges again."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from requests_app.domain.errors import WrongState
from requests_app.domain.facts import CaseFacts
from requests_app.domain.states import CaseState
from requests_app.domain.transitions import Act, check
from requests_app.models import Case
from requests_app.views.common import case_or_404, person


def case_to_edit(request: HttpRequest, reference: str, *, look: str = "") -> Case:
    """The case, for somebody who may change its content, in a state in which it can change (Act.EDIT).

    Raises NotVisible, NotPermitted, WrongState: a form that cannot be saved is not shown.
    """
    case = case_or_404(request, reference)
    facts = CaseFacts(state=CaseState(case.state), today=timezone.localdate())
    try:
        check(Act.EDIT, facts, person(request).role_set)
    except WrongState as error:
        error.url = f"/cases/{case.reference}/"
        raise
    return case_or_404(request, reference, look=look) if look else case
