"""What is kept, and how does it hang together? The data model, from Django's own description of the tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models

APPS = ("requests_app", "exemptions")


def text() -> str:
    tables = [model for label in APPS for model in apps.get_app_config(label).get_models()]
    lines = [
        "# What is kept",
        "",
        "Written by `make docs` from the models; do not edit.",
        "",
        "```mermaid",
        "erDiagram",
        *_relations(tables),
        "```",
        "",
    ]
    for model in tables:
        lines += _table(model)
    return "\n".join(lines)


def _relations(tables: Iterable[type[models.Model]]) -> list[str]:
    found = []
    for model in tables:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model in tables:
                arrow = "||--o|" if field.one_to_one else "||--o{"
                found.append(f"    {_name(field.related_model)} {arrow} {model.__name__} : {field.name}")
            elif isinstance(field, models.ManyToManyField):
                found.append(f"    {model.__name__} }}o--o{{ {_name(field.related_model)} : {field.name}")
    return sorted(found)


def _name(model: object) -> str:
    return model.__name__ if isinstance(model, type) else str(model)


def _table(model: type[models.Model]) -> list[str]:
    about = " ".join((model.__doc__ or "").split())
    fields = [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and not field.primary_key
    ]
    constraints = [constraint.name for constraint in model._meta.constraints]
    return [
        f"## {model.__name__}",
        "",
        about,
        "",
        "| Field | Kind | What it holds |",
        "|---|---|---|",
        *(
            f"| {field.name} | {_kind(field)} | {' '.join(str(field.help_text).split())} |"
            for field in fields
        ),
        "",
        *(
            [f"The database itself holds: {', '.join(f'`{name}`' for name in constraints)}.", ""]
            if constraints
            else []
        ),
    ]


def _kind(field: models.Field[object, object]) -> str:
    if field.is_relation:
        return f"→ {_name(field.related_model)}"
    kind = type(field).__name__.removesuffix("Field")
    return f"{kind}, may be empty" if field.null else kind
