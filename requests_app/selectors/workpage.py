"""Which page of a sorted list? By the place of its last row, so that new cases repeat and hide none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OrderBy, Q, QuerySet

from requests_app.models import Case
from requests_app.selectors.workquery import Order, WorkQuery

PAGE_SIZE = 50
NO_DATE = "none"


@dataclass(frozen=True, kw_only=True)
class Window:
    """One page of cases, and the places from which its neighbours are read."""

    cases: tuple[Case, ...]
    previous: str | None
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the list: the value that it is sorted by, and the case's id where values are equal."""

    day: date | None = None
    text: str = ""
    pk: int = 0


def turn(cases: QuerySet[Case], query: WorkQuery) -> Window:
    """The page that the query asks for; the first where the place makes no sense."""
    backwards = bool(query.before) and not query.after
    place = _read(query.before if backwards else query.after, query.order)
    if place is not None:
        cases = cases.filter(_beyond(place, query.order, backwards=backwards))
    found = list(cases.order_by(*_ordering(query.order, backwards=backwards))[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    rows = found[:PAGE_SIZE]
    if backwards:
        rows.reverse()
    came_from = place is not None
    has_previous = has_more if backwards else came_from
    has_next = came_from if backwards else has_more
    return Window(
        cases=tuple(rows),
        previous=_write(rows[0], query.order) if rows and has_previous else None,
        next=_write(rows[-1], query.order) if rows and has_next else None,
    )


def _ordering(order: Order, *, backwards: bool) -> tuple[OrderBy, ...]:
    match order:
        case Order.DUE:
            if backwards:
                return F("due_on").desc(nulls_first=True), F("id").desc()
            return F("due_on").asc(nulls_last=True), F("id").asc()
        case Order.RECEIVED:
            column = F("received_on")
            return (column.asc(), F("id").asc()) if backwards else (column.desc(), F("id").desc())
        case Order.REFERENCE:
            return (F("reference").desc() if backwards else F("reference").asc(),)


def _beyond(place: Place, order: Order, *, backwards: bool) -> Q:
    match order:
        case Order.DUE:
            return _before_due(place) if backwards else _after_due(place)
        case Order.RECEIVED:
            if backwards:
                return Q(received_on__gte=place.day) & ~Q(received_on=place.day, id__lte=place.pk)
            return Q(received_on__lte=place.day) & ~Q(received_on=place.day, id__gte=place.pk)
        case Order.REFERENCE:
            return Q(reference__lt=place.text) if backwards else Q(reference__gt=place.text)


def _after_due(place: Place) -> Q:
    if place.day is None:
        return Q(due_on=None, id__gt=place.pk)
    return Q(due_on__gt=place.day) | Q(due_on=place.day, id__gt=place.pk) | Q(due_on=None)


def _before_due(place: Place) -> Q:
    if place.day is None:
        return Q(due_on__isnull=False) | Q(due_on=None, id__lt=place.pk)
    return Q(due_on__lte=place.day) & ~Q(due_on=place.day, id__gte=place.pk)


def _write(case: Case, order: Order) -> str:
    match order:
        case Order.DUE:
            return f"{case.due_on.isoformat() if case.due_on else NO_DATE}~{case.pk}"
        case Order.RECEIVED:
            return f"{case.received_on.isoformat()}~{case.pk}"
        case Order.REFERENCE:
            return case.reference


def _read(value: str, order: Order) -> Place | None:
    """None for what nobody could have been given by us."""
    if order is Order.REFERENCE:
        return Place(text=value) if value and "\x00" not in value else None
    day, _, pk = value.partition("~")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    if day == NO_DATE:
        return Place(pk=int(pk)) if order is Order.DUE else None
    try:
        return Place(day=date.fromisoformat(day), pk=int(pk))
    except ValueError:
        return None
