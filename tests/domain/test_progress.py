"""Does every state of the work have a stage that its requester understands?"""

import pytest

from requests_app.domain.progress import Place, Stage, stage_of, steps
from requests_app.domain.states import CaseState


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_a_stage_and_stands_at_it_once(state: CaseState) -> None:
    way = steps(state)
    current = [step.stage for step in way if step.place is Place.CURRENT]
    assert current == [stage_of(state)]
    assert all(step.stage.label and step.place.label for step in way)


def test_what_may_never_happen_is_not_announced() -> None:
    stages = [step.stage for step in steps(CaseState.IN_PROGRESS)]
    assert stages == [Stage.RECEIVED, Stage.WORKED_ON, Stage.BEING_CHECKED, Stage.ANSWERED]


def test_a_question_back_stands_between_work_and_checking() -> None:
    places = {step.stage: step.place for step in steps(CaseState.AWAITING_FEE)}
    assert places[Stage.WORKED_ON] is Place.DONE
    assert places[Stage.WAITING_FOR_YOU] is Place.CURRENT
    assert places[Stage.BEING_CHECKED] is Place.AHEAD


@pytest.mark.parametrize("state", [CaseState.WITHDRAWN, CaseState.LAPSED, CaseState.SILENT])
def test_a_request_that_ended_early_has_nothing_ahead(state: CaseState) -> None:
    assert Place.AHEAD not in {step.place for step in steps(state)}
