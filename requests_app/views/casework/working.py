"""May this person work on this case now, and if not, in which words is that said on a page?"""

from __future__ import annotations

from django.utils import timezone

from requests_app.domain.errors import NotPermitted, WrongState
from requests_app.domain.facts import CaseFacts
from requests_app.domain.states import REVIEWING, CaseState
from requests_app.domain.transitions import Act, check
from requests_app.models import Case, User
from requests_app.selectors.editing import why_not_afresh


def why_not_editable(user: User, case: Case) -> str:
    """The sentence of the table of transitions; empty where the person may edit. The services judge again."""
    if case.state in REVIEWING:
        return why_not_afresh(case, user)
    facts = CaseFacts(state=CaseState(case.state), today=timezone.localdate(), actor_id=user.pk)
    try:
        check(Act.EDIT, facts, user.role_set)
    except NotPermitted as error:
        return error.message
    except WrongState:
        return f"This case is “{facts.state.label}”: what it says cannot be changed now."
    return ""
