"""Does every instant say who, and every person when?"""

from __future__ import annotations

import pytest
from django.apps import apps

MODELS = [model for app in ("requests_app", "exemptions") for model in apps.get_app_config(app).get_models()]
# An instant or a person that stands alone, and why it may.
ALONE = {
    "CompletionRecord.prepared_by": "an authority that prepares unfinished material, not a person who acted",
    "Authority.updated_at": "who changed it is in the history",
    "Batch.worked_at": "by the worker",
    "PrintFile.made_at": "by the worker",
    "BankHoliday.updated_at": "who changed it is in the history",
    "Delivery.created_at": "by the system, when the letter was issued",
    "Delivery.next_attempt_at": "a plan of the system",
    "Delivery.sent_at": "by the worker",
    "Message.next_attempt_at": "a plan of the system",
    "Message.sent_at": "by the worker",
    "RecalculationRequest.done_at": "by the worker",
    "Event.at": "its person is `by`",
    "Search.by": "a name in words; its day is `on`",
}


def names(model: type) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_at_and_by_come_in_pairs(model: type):
    fields = names(model)
    for name in fields:
        stem, _, kind = name.rpartition("_")
        if kind in {"at", "by"} and stem and f"{model.__name__}.{name}" not in ALONE:
            other = f"{stem}_{'by' if kind == 'at' else 'at'}"
            assert other in fields, f"{model.__name__}.{name} has no {other}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_dates_end_in_on_and_instants_in_at(model: type):
    for field in model._meta.concrete_fields:
        if field.get_internal_type() == "DateField":
            assert field.name == "on" or field.name.endswith("_on") or field.name in DATES, field
        if field.get_internal_type() == "DateTimeField":
            assert field.name == "at" or field.name.endswith("_at") or field.name in DJANGOS, field


DATES = {"until", "period_from", "period_to", "in_force_from"}
DJANGOS = {"last_login", "date_joined"}
