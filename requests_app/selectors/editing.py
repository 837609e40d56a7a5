"""May this person work on this case now, and if not, why not?

Judged by the row of the table of transitions, without the guard's facts: `Act.EDIT` has none.
"""

from __future__ import annotations

from requests_app.domain.roles import CASE_WORKERS
from requests_app.domain.states import EDITABLE, CaseState
from requests_app.models import Case, User


def why_not_editable(case: Case, user: User) -> str:
    """A sentence for the page that shows a case without its forms; empty when it can be worked on."""
    if not user.role_set & CASE_WORKERS:
        return "You can read this. Changing it needs the role of officer or manager."
    state = CaseState(case.state)
    if state not in EDITABLE:
        return f"This cannot be changed now: the case is “{state.label}”."
    return ""
