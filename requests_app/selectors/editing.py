"""May this person work on this case now, and if not, why not?

Judged by the rows of the table of transitions, without the guard's facts: `Act.EDIT` and `Act.ATTACH` have none.
"""

from __future__ import annotations

from requests_app.domain.roles import CASE_WORKERS
from requests_app.domain.states import EDITABLE, CaseState
from requests_app.domain.transitions import TRANSITIONS, Act
from requests_app.models import Case, User


def why_not_editable(case: Case, user: User) -> str:
    """A sentence for the page that shows a case without its forms; empty when it can be worked on."""
    return _why_not(case, user, EDITABLE)


def why_no_documents(case: Case, user: User) -> str:
    """The same for its documents, which also come in while the case waits (Act.ATTACH)."""
    return _why_not(case, user, TRANSITIONS[Act.ATTACH].sources)


def _why_not(case: Case, user: User, states: frozenset[CaseState]) -> str:
    if not user.role_set & CASE_WORKERS:
        return "You can read this. Changing it needs the role of officer or manager."
    state = CaseState(case.state)
    if state not in states:
        return f"This cannot be changed now: the case is “{state.label}”."
    return ""
