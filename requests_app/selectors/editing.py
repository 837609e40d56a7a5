"""May this person work on this case now, and if not, why not?

Judged by the rows of the table of transitions: `Act.EDIT` and `Act.ATTACH`, and under review `Act.DECIDE_AFRESH`, whose
guard asks who took the first decision.
"""

from __future__ import annotations

from django.utils import timezone

from requests_app.domain.errors import NotPermitted, WrongState
from requests_app.domain.roles import CASE_WORKERS
from requests_app.domain.states import EDITABLE, REVIEWING, CaseState
from requests_app.domain.transitions import TRANSITIONS, Act, check
from requests_app.models import Case, User
from requests_app.selectors.facts import plain_facts


def why_not_editable(case: Case, user: User) -> str:
    """A sentence for the page that shows a case without its forms; empty when it can be worked on."""
    return _why_not(case, user, EDITABLE)


def why_no_documents(case: Case, user: User) -> str:
    """The same for its documents, which also come in while the case waits (Act.ATTACH)."""
    return _why_not(case, user, TRANSITIONS[Act.ATTACH].sources)


def why_not_afresh(case: Case, user: User) -> str:
    """Why this person does not decide afresh what is under review; empty where they may."""
    try:
        check(Act.DECIDE_AFRESH, plain_facts(case, actor=user, today=timezone.localdate()), user.role_set)
    except (NotPermitted, WrongState) as error:
        return error.message
    return ""


def _why_not(case: Case, user: User, states: frozenset[CaseState]) -> str:
    if case.state in REVIEWING:
        return why_not_afresh(case, user)
    if not user.role_set & CASE_WORKERS:
        return "You can read this. Changing it needs the role of officer or manager."
    state = CaseState(case.state)
    if state not in states:
        return f"This cannot be changed now: the case is “{state.label}”."
    return ""
