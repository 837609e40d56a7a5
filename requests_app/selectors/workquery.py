"""What was asked of the work list? The query string becomes this one value, once, at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from requests_app.domain.states import CaseState
from requests_app.models import Case

ANY_STATE = "any"
LONGEST_SEARCH = 200
Choice = TypeVar("Choice", bound=StrEnum)


class Scope(StrEnum):
    """Whose cases."""

    MINE = "mine"
    ALL = "all"


class Filter(StrEnum):
    """What stands out about a case."""

    LATE = "late"
    DUE_SOON = "due_soon"
    WAITING = "waiting"
    TO_SIGN_OFF = "to_sign_off"

    @property
    def label(self) -> str:
        return _LABELS[self]


class Order(StrEnum):
    """By what the list is sorted: next due first, last received first, or reference."""

    DUE = "due"
    RECEIVED = "received"
    REFERENCE = "reference"


_LABELS = {
    Filter.LATE: "Late",
    Filter.DUE_SOON: "Due in 5 working days",
    Filter.WAITING: "Waiting for the requester",
    Filter.TO_SIGN_OFF: "For me to sign off",
}


@dataclass(frozen=True, kw_only=True)
class WorkQuery:
    """`state` empty means what is not finished; `after` and `before` are places in the list (`workpage`)."""

    scope: Scope
    text: str = ""
    state: str = ""
    standing: Filter | None = None
    officer: int | None = None
    team: int | None = None
    regime: str = ""
    order: Order = Order.DUE
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, values: Mapping[str, str], *, usual_scope: Scope) -> WorkQuery:
        """From a query string. What makes no sense there is as if it had not been said.

        A search looks through every case, whoever has it and wherever it stands, unless it says otherwise.
        """
        text = values.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        state = values.get("state", ANY_STATE if text else "")
        return cls(
            scope=_choice(Scope, values.get("scope", "")) or (Scope.ALL if text else usual_scope),
            text=text,
            state=state if state == ANY_STATE or state in set(CaseState) else "",
            standing=_choice(Filter, values.get("standing", "")),
            officer=_number(values.get("officer", "")),
            team=_number(values.get("team", "")),
            regime=values.get("regime", "") if values.get("regime", "") in Case.Regime.values else "",
            order=_choice(Order, values.get("order", "")) or Order.DUE,
            after=values.get("after", ""),
            before=values.get("before", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the scope keeps cases out of the list."""
        usual_state = ANY_STATE if self.text else ""
        chosen = (self.text, self.standing, self.officer, self.team, self.regime)
        return any(chosen) or self.state != usual_state

    def link(self, **changes: object) -> str:
        """The query string of this list with something changed; a change leads to the first page."""
        wanted = replace(self, **({"after": "", "before": ""} | changes))  # type: ignore[arg-type]
        said = {
            "q": wanted.text,
            "scope": wanted.scope.value,
            "state": wanted.state,
            "standing": wanted.standing.value if wanted.standing else "",
            "officer": wanted.officer or "",
            "team": wanted.team or "",
            "regime": wanted.regime,
            "order": "" if wanted.order is Order.DUE else wanted.order.value,
            "after": wanted.after,
            "before": wanted.before,
        }
        kept = {name: value for name, value in said.items() if value or (name == "state" and wanted.text)}
        return f"?{urlencode(kept)}"


def _choice(kind: type[Choice], value: str) -> Choice | None:
    return kind(value) if value in set(kind) else None


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
