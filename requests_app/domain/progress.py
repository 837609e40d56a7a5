"""How far has a request got, in the words of the person who made it?

The requester sees stages, not the workflow: what is drafted, and who signs it off, stays inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from requests_app.domain.states import CaseState
from requests_app.domain.tongue import later, tr


class Stage(StrEnum):
    """A stage in plain words."""

    RECEIVED = "received"
    WORKED_ON = "worked_on"
    WAITING_FOR_YOU = "waiting_for_you"
    BEING_CHECKED = "being_checked"
    ANSWERED = "answered"
    UNDER_REVIEW = "under_review"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TRANSFERRED = "transferred"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return tr(_LABELS[self])


class Place(StrEnum):
    """Where a step stands: behind, here, or ahead."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"

    @property
    def label(self) -> str:
        return tr(_PLACES[self])


_LABELS: Final[Mapping[Stage, str]] = MappingProxyType(
    {
        Stage.RECEIVED: later("Received"),
        Stage.WORKED_ON: later("Being worked on"),
        Stage.WAITING_FOR_YOU: later("Waiting for you"),
        Stage.BEING_CHECKED: later("Being checked"),
        Stage.ANSWERED: later("Answered"),
        Stage.UNDER_REVIEW: later("Under review"),
        Stage.REVIEWED: later("Review answered"),
        Stage.WITHDRAWN: later("Closed: withdrawn"),
        Stage.LAPSED: later("Closed: no reply received"),
        Stage.TRANSFERRED: later("Passed to another authority"),
        Stage.CLOSED: later("Closed"),
    }
)
_PLACES: Final[Mapping[Place, str]] = MappingProxyType(
    {Place.DONE: later("Done"), Place.CURRENT: later("Now"), Place.AHEAD: later("To come")}
)
_STAGES: Final[Mapping[CaseState, Stage]] = MappingProxyType(
    {
        CaseState.NEW: Stage.RECEIVED,
        CaseState.IN_PROGRESS: Stage.WORKED_ON,
        CaseState.AWAITING_CLARIFICATION: Stage.WAITING_FOR_YOU,
        CaseState.AWAITING_FEE: Stage.WAITING_FOR_YOU,
        CaseState.AWAITING_SIGN_OFF: Stage.BEING_CHECKED,
        CaseState.APPROVED: Stage.BEING_CHECKED,
        CaseState.ISSUING: Stage.BEING_CHECKED,
        CaseState.ISSUED: Stage.ANSWERED,
        CaseState.UNDER_REVIEW: Stage.UNDER_REVIEW,
        CaseState.ISSUING_REVIEW: Stage.UNDER_REVIEW,
        CaseState.REVIEWED: Stage.REVIEWED,
        CaseState.LAPSED: Stage.LAPSED,
        CaseState.WITHDRAWN: Stage.WITHDRAWN,
        CaseState.TRANSFERRED: Stage.TRANSFERRED,
        CaseState.SILENT: Stage.CLOSED,
    }
)
_WAY: Final = (Stage.RECEIVED, Stage.WORKED_ON, Stage.BEING_CHECKED, Stage.ANSWERED)
_ENDED_EARLY: Final = frozenset({Stage.WITHDRAWN, Stage.LAPSED, Stage.TRANSFERRED, Stage.CLOSED})
_AFTER_THE_ANSWER: Final = (Stage.UNDER_REVIEW, Stage.REVIEWED)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the way of a request, and where it stands."""

    stage: Stage
    place: Place


def stage_of(state: CaseState) -> Stage:
    """The stage that a workflow state is, to the requester."""
    return _STAGES[state]


def steps(state: CaseState) -> tuple[Step, ...]:
    """The way of a request: what is behind it, where it is, what is still to come.

    What may never happen (a question back, a review) is shown only when it is there: nobody waits for it.
    """
    here = stage_of(state)
    if here in _ENDED_EARLY:
        return Step(Stage.RECEIVED, Place.DONE), Step(here, Place.CURRENT)
    way = list(_WAY)
    if here is Stage.WAITING_FOR_YOU:
        way.insert(way.index(Stage.WORKED_ON) + 1, here)
    if here in _AFTER_THE_ANSWER:
        way += _AFTER_THE_ANSWER
    at = way.index(here)
    return tuple(Step(stage, _place(number, at)) for number, stage in enumerate(way))


def _place(number: int, at: int) -> Place:
    if number == at:
        return Place.CURRENT
    return Place.DONE if number < at else Place.AHEAD
