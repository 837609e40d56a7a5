"""Does a decision come back from its tables as it went in, with all its records?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exemptions.domain.decision import Decision
from exemptions.domain.records import RECORD_TYPES, CostActivity, CostEstimate, Factor, PublicInterest
from exemptions.models import ExemptionDecision
from exemptions.services.decisions import RECORD_MODELS, load_decisions, save_decision
from exemptions.statute import Effect, Record
from requests_app.domain.errors import InvalidInput, NotVisible, StaleEdit, WrongState
from requests_app.services.decide import record_decision, remove_decision
from tests.factories.cases import case_in_progress, submitted_case
from tests.factories.decisions import decided, law_enforcement, ncnd_law_enforcement
from tests.factories.people import officer

pytestmark = pytest.mark.django_db

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
st.register_type_strategy(str, WORDS)
st.register_type_strategy(date, st.dates(min_value=date(2005, 1, 1), max_value=date(2100, 1, 1)))
POUNDS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999"), places=2)
ACTIVITIES = st.builds(CostActivity, items=st.integers(0, 10_000), minutes_each=POUNDS)
ESTIMATES = st.builds(
    CostEstimate, activities=st.lists(ACTIVITIES, max_size=3).map(tuple), limit_pounds=POUNDS, rate_pounds=POUNDS
)  # fmt: skip


KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
BALANCES = st.builds(PublicInterest, aggregated_with=st.lists(KEYS, max_size=3).map(tuple))


def built(record: Record) -> st.SearchStrategy:
    fitting = {Record.COST_ESTIMATE: ESTIMATES, Record.PUBLIC_INTEREST: BALANCES}
    return fitting[record] if record in fitting else st.from_type(RECORD_TYPES[record])


def test_every_kind_of_record_has_its_table_with_the_same_fields():
    assert set(RECORD_MODELS) == set(RECORD_TYPES) == set(Record)
    for record, model in RECORD_MODELS.items():
        columns = {field.name for field in model._meta.get_fields()} - {"id", "decision"}
        assert columns == set(RECORD_TYPES[record].__dataclass_fields__), record
    assert Factor.__dataclass_fields__.keys() == {"side", "text", "weight"}


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
@given(data=st.data())
@pytest.mark.parametrize("record", list(Record))
def test_any_record_is_read_back_as_it_was_written(record, data):
    case = case_in_progress()
    value = data.draw(built(record))
    decision = law_enforcement(
        1, key="d1", **{"prejudice": None, "public_interest": None, record.value: value}
    )
    save_decision(case.pk, decision, question_ids=[case.questions.get(number=1).pk])
    assert load_decisions(case.pk) == (decision,)


def whole(*questions: int, **changes) -> Decision:
    """A decision that carries every record there is, empty or by default."""
    records = {record.value: kind() for record, kind in RECORD_TYPES.items()}
    return replace(law_enforcement(*questions), **{**records, **changes})


def test_records_that_a_decision_no_longer_carries_are_removed():
    case, by = case_in_progress(), officer()
    kept = decided(case, whole(1), by=by)
    bare = replace(kept, **{record.value: None for record in RECORD_TYPES})
    decided(case, bare, by=by)
    assert load_decisions(case.pk) == (bare,)
    assert all(model._default_manager.count() == 0 for model in RECORD_MODELS.values())


def test_reading_takes_the_same_number_of_queries_for_one_decision_and_for_ten():
    case, by = case_in_progress(), officer()
    counts = []
    for number in (1, 9):
        for _ in range(number):
            decided(case, whole(1, 2), by=by)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = load_decisions(case.pk)
        counts.append(len(queries))
    assert len(found) == 10
    assert counts[0] == counts[1] == 4


def test_a_decision_is_kept_though_incomplete_and_says_what_it_lacks():
    case, by = case_in_progress(), officer()
    decision, lacks = record_decision(case.pk, law_enforcement(1, prejudice=None), by=by, at=timezone.now())
    assert decision.key == "d1"
    assert any(gap.field == "prejudice" for gap in lacks)
    event = case.events.latest("id")
    assert (event.kind, event.old, event.new["d1"]["provision"]) == ("decision", {"d1": None}, "s31")


def test_the_same_decision_saved_again_is_no_event_and_no_new_version():
    case, by = case_in_progress(), officer()
    decision = decided(case, law_enforcement(1), by=by)
    events = case.events.count()
    decided(case, decision, by=by)
    assert case.events.count() == events
    assert ExemptionDecision.objects.get().version == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"provision": "s99"}, "provision"),
        ({"limbs": ("9z",)}, "limbs"),
        ({"questions": (7,)}, "questions"),
    ],
)
def test_what_the_act_or_the_case_does_not_have_is_refused(changes, field):
    case = case_in_progress()
    with pytest.raises(InvalidInput) as caught:
        decided(case, law_enforcement(1, **changes), by=officer())
    assert list(caught.value.fields) == [field]
    assert load_decisions(case.pk) == ()


def test_what_does_not_fit_its_column_is_refused_at_its_field():
    case = case_in_progress()
    long = RECORD_TYPES[Record.QUALIFIED_PERSON](office="x" * 201)
    with pytest.raises(InvalidInput, match="200") as caught:
        decided(case, law_enforcement(1, qualified_person=long), by=officer())
    assert list(caught.value.fields) == ["qualified_person.office"]
    assert load_decisions(case.pk) == ()


def test_a_stale_decision_is_refused_with_both_versions():
    case, by = case_in_progress(), officer()
    decision = decided(case, law_enforcement(1), by=by)
    record_decision(case.pk, replace(decision, covers="Theirs"), by=by, at=timezone.now(), seen_version=1)
    with pytest.raises(StaleEdit) as caught:
        record_decision(case.pk, replace(decision, covers="Mine"), by=by, at=timezone.now(), seen_version=1)
    (difference,) = caught.value.differences
    assert (difference.theirs, difference.yours, difference.name) == ("Theirs", "Mine", "covers")
    assert caught.value.current_version == 2
    with pytest.raises(StaleEdit):
        remove_decision(case.pk, "d1", by=by, at=timezone.now(), seen_version=1)
    assert load_decisions(case.pk)[0].covers == "Theirs"


def test_a_decision_that_was_removed_is_not_written_again_by_a_stale_page():
    case, by = case_in_progress(), officer()
    decision = decided(case, law_enforcement(1), by=by)
    remove_decision(case.pk, "d1", by=by, at=timezone.now())
    assert case.events.latest("id").old["d1"]["provision"] == "s31"
    with pytest.raises(StaleEdit, match="removed"):
        record_decision(case.pk, decision, by=by, at=timezone.now(), seen_version=1)
    with pytest.raises(NotVisible):
        remove_decision(case.pk, "d1", by=by, at=timezone.now())


def test_neither_confirming_nor_denying_marks_a_question_of_which_nothing_is_known():
    case, by = case_in_progress(), officer()
    decision = decided(case, ncnd_law_enforcement(1), by=by)
    assert decision.effect is Effect.NCND
    assert [row.holding for row in case.questions.all()] == ["ncnd", "unknown"]
    assert case.events.latest("id").new["question 1: holding"] == "ncnd"


def test_decisions_stand_still_once_the_letter_is_submitted():
    case = submitted_case()
    with pytest.raises(WrongState):
        decided(case, law_enforcement(1), by=officer())
    with pytest.raises(WrongState):
        remove_decision(case.pk, "d1", by=officer(), at=timezone.now())
