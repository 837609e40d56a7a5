"""Which cases does a person have before them, by what is due next? In a constant number of queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from requests_app.domain.roles import Role
from requests_app.domain.states import OPEN, REVIEWING, CaseState
from requests_app.models import Case, Event, Team, User
from requests_app.permissions import visible_cases
from requests_app.selectors.clocks import Standing, Terms, clock_of, standing_of
from requests_app.selectors.facts import CONTENT_EVENTS
from requests_app.selectors.outcome_words import outcome_of_case
from requests_app.selectors.workpage import turn
from requests_app.selectors.workquery import ANY_STATE, Filter, Scope, WorkQuery

APPROVERS = frozenset({Role.APPROVER, Role.MANAGER})
UNFINISHED = frozenset(str(state) for state in OPEN | REVIEWING)
_COLUMNS = (
    "reference", "regime", "timetable", "state", "due_on", "received_on", "outcome",
    "applicant__name", "applicant__organisation", "team__name",
    "officer__first_name", "officer__last_name", "officer__email", "answered_with__reference",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """A case in the list."""

    reference: str
    requester: str
    state: CaseState
    standing: Standing
    due_on: date | None
    received_on: date
    officer: str
    team: str
    outcome: str
    regime: str
    answered_with: str = ""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is pressing, within my cases or all; `to_sign_off` is what waits for this very person."""

    late: int
    due_soon: int
    to_sign_off: int


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """Everything that the page shows. A cursor is None where there is no such page."""

    rows: tuple[WorkRow, ...]
    counts: Counts
    officers: tuple[tuple[int, str], ...]
    teams: tuple[tuple[int, str], ...]
    previous: str | None
    next: str | None


def load_work_list(query: WorkQuery, *, user: User, today: date) -> WorkList:
    """One page of cases with their clocks, the counts above them and the choices of the filters."""
    terms = Terms.load(today=today)
    cases = _matching(query, user, terms)
    window = turn(cases, query)
    return WorkList(
        rows=tuple(_row(case, terms) for case in window.cases),
        counts=_counts(query, user, terms),
        officers=tuple((person.pk, str(person)) for person in _officers()),
        teams=tuple(Team.objects.values_list("pk", "name")),
        previous=window.previous,
        next=window.next,
    )


def waits_for(user: User, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Letters that this person may sign off: nobody does what they worked on (domain.guards.may_sign_off)."""
    if not user.role_set & APPROVERS:
        return cases.none()
    worked_on = Exists(Event.objects.filter(case=OuterRef("pk"), by=user, kind__in=CONTENT_EVENTS))
    # Few cases are joined: they are looked through once, not for every case of the list.
    joined = Case.objects.filter(answered_with__isnull=False).filter(Q(officer=user) | worked_on)
    waiting = cases.filter(state=CaseState.AWAITING_SIGN_OFF.value, answered_with=None)
    others = waiting.filter(~Q(officer=user) | Q(officer=None)).filter(~worked_on)
    return others.exclude(pk__in=joined.values("answered_with"))


def matching_words(text: str) -> QuerySet[Case]:
    """Cases whose reference, requester or request holds these words.

    Each way of looking has its own index (trigrams, full text) and its own query: an OR over joined tables
    would read every case, and one over an applicant's columns compare every applicant. Case-blind patterns
    rather than LIKE over UPPER(), which no trigram index serves.
    """
    pattern = re.escape(text)
    looks = [("name__iregex", pattern), ("organisation__iregex", pattern), ("email__iregex", pattern)]
    if len(text) > 3:
        looks += [("name__trigram_word_similar", text), ("organisation__trigram_word_similar", text)]
    by_person = [Case.objects.filter(**{f"applicant__{look}": value}).values("pk") for look, value in looks]
    by_reference = Case.objects.filter(reference__iregex=pattern).values("pk")
    by_words = Case.objects.filter(
        search=SearchQuery(text, config="english", search_type="websearch")
    ).values("pk")
    return Case.objects.filter(pk__in=by_reference.union(*by_person, by_words))


def _matching(query: WorkQuery, user: User, terms: Terms) -> QuerySet[Case]:
    cases = visible_cases(user)
    if query.scope is Scope.MINE:
        cases = cases.filter(officer=user)
    if query.state and query.state != ANY_STATE:
        cases = cases.filter(state=query.state)
    elif not query.state:
        cases = cases.filter(state__in=UNFINISHED)
    if query.officer:
        cases = cases.filter(officer_id=query.officer)
    if query.team:
        cases = cases.filter(team_id=query.team)
    if query.regime:
        cases = cases.filter(regime=query.regime)
    if query.text:
        cases = cases.filter(pk__in=matching_words(query.text).values("pk"))
    cases = _with_standing(cases, query.standing, user, terms)
    related = cases.select_related("applicant", "officer", "team", "answered_with").only(*_COLUMNS)
    return related.prefetch_related("clock_events", "reviews")


def _with_standing(
    cases: QuerySet[Case], standing: Filter | None, user: User, terms: Terms
) -> QuerySet[Case]:
    """The stored dates say what the clock would: it wrote them. Waiting cases are never late."""
    match standing:
        case Filter.LATE:
            return cases.filter(_late(terms))
        case Filter.DUE_SOON:
            return cases.filter(_due_soon(terms))
        case Filter.WAITING:
            return cases.filter(waiting_since_on__isnull=False, state__in=UNFINISHED)
        case Filter.TO_SIGN_OFF:
            return waits_for(user, cases)
        case None:
            return cases


def _late(terms: Terms) -> Q:
    return Q(due_on__lt=terms.today, waiting_since_on=None, state__in=UNFINISHED)


def _due_soon(terms: Terms) -> Q:
    return Q(
        due_on__gte=terms.today, due_on__lte=terms.due_soon_until, waiting_since_on=None, state__in=UNFINISHED
    )


def _counts(query: WorkQuery, user: User, terms: Terms) -> Counts:
    """Only what is late or due soon is counted, over the index by date, never the whole table."""
    cases = visible_cases(user)
    scoped = cases.filter(officer=user) if query.scope is Scope.MINE else cases
    pressing = scoped.filter(due_on__lte=terms.due_soon_until)
    found = pressing.aggregate(
        late=Count("pk", filter=_late(terms)), due_soon=Count("pk", filter=_due_soon(terms))
    )
    return Counts(late=found["late"], due_soon=found["due_soon"], to_sign_off=waits_for(user, cases).count())


def _officers() -> QuerySet[User]:
    workers = [Role.OFFICER.value, Role.MANAGER.value]
    people = User.objects.filter(is_active=True, roles__overlap=workers)
    return people.order_by("last_name", "first_name", "pk")


def _row(case: Case, terms: Terms) -> WorkRow:
    return WorkRow(
        reference=case.reference,
        requester=" – ".join(part for part in (str(case.applicant), case.applicant.organisation) if part),
        state=CaseState(case.state),
        standing=standing_of(case, clock_of(case, terms), terms),
        due_on=case.due_on,
        received_on=case.received_on,
        officer=str(case.officer) if case.officer else "",
        team=case.team.name if case.team else "",
        outcome=outcome_of_case(case.outcome),
        regime=case.regime.upper(),
        answered_with=case.answered_with.reference if case.answered_with else "",
    )
