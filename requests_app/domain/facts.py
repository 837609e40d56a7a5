"""What may a guard look at when it decides whether an act on a case is possible?

The facts are gathered once by `selectors.facts`, so that the buttons, the services and the tests judge the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from requests_app.domain.errors import Missing
from requests_app.domain.states import CaseState


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """A case as the guards see it. `actor_id` is None when the system itself acts."""

    state: CaseState
    today: date
    actor_id: int | None = None
    regime: str = "foia"
    question_numbers: tuple[int, ...] = ()
    contributors: frozenset[int] = frozenset()
    signatories: frozenset[int] = frozenset()
    is_extended: bool = False
    has_undecided_public_interest: bool = False
    notice_has_gone_out: bool = False
    has_correspondence_address: bool = True
    is_acknowledged: bool = False
    is_correction: bool = False
    letter_has_failed: bool = False
    answered_with: str = ""
    """The reference of the case whose letter answers this one."""
    together: tuple[tuple[str, CaseState], ...] = ()
    """The cases that this one's letter answers too, and where each of them stands."""
    strangers: tuple[str, ...] = ()
    """Those of them whose applicant looks like somebody else, without a reason on record."""
    lapses_on: date | None = None
    needs_qualified_person: bool = False
    has_qualified_opinion: bool = False
    letter_hash: str = ""
    composed_hash: str = ""
    approved_hash: str = ""
    defects: tuple[Missing, ...] = ()
    open_warnings: tuple[Missing, ...] = ()
