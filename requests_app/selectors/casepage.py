"""What does the page of a case show? One frozen structure, read in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Sum

from exemptions.domain.decision import Decision
from exemptions.statute import Effect, format_citation
from requests_app.domain.casefile import Answer, AnswerKind, Holding, QuestionFile
from requests_app.domain.clock import Clock
from requests_app.domain.errors import NotPermitted, WrongState
from requests_app.domain.facts import CaseFacts
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.roles import Role
from requests_app.domain.states import REVIEWING, CaseState
from requests_app.domain.text import plural
from requests_app.domain.together import place_of
from requests_app.domain.transitions import TRANSITIONS, Act, Step, check, next_steps
from requests_app.letters.checks import Finding
from requests_app.models import (
    Case,
    Document,
    InternalReview,
    Letter,
    Message,
    Question,
    ReviewFinding,
    SignOff,
    User,
)
from requests_app.selectors.clocks import Standing, Terms, clock_of, owes_notice, standing_of
from requests_app.selectors.deciding import citation_of
from requests_app.selectors.facts import WITH_A_DECISION, LetterView, facts_of, letter_name, letter_view
from requests_app.selectors.history import HistoryItem, latest_events
from requests_app.selectors.outcome_words import outcome_of_question
from requests_app.selectors.places import link_in, link_to
from requests_app.selectors.sent import with_letters
from requests_app.selectors.together import letters_of

LATEST = 10
_FOUND = Prefetch("findings", ReviewFinding.objects.select_related("question"), to_attr="found")
_HOLDING = {
    Holding.UNKNOWN: ("Not yet established", "grey"),
    Holding.HELD: ("Held", "green"),
    Holding.NOT_HELD: ("Not held", "orange"),
    Holding.NCND: ("Neither confirm nor deny", "purple"),
}


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """A day of the clock as `components/clock.html` draws it."""

    on: date
    day: int | None
    text: str


@dataclass(frozen=True, kw_only=True)
class ClockPanel:
    """The deadline, whether it is kept, and why it is that day."""

    due_on: date | None
    standing: Standing
    summary: str
    ledger: tuple[LedgerLine, ...]
    warnings: tuple[str, ...]
    statutory_deadline_on: date | None
    received_on: date
    days_used: int | None


@dataclass(frozen=True, kw_only=True)
class QuestionCard:
    """A question, what is recorded for it, and what the letter's checks still miss."""

    number: int
    text: str
    is_advice: bool
    holding: str
    holding_colour: str
    answers: tuple[str, ...]
    searches: str
    decisions: tuple[str, ...]
    missing: tuple[Finding, ...]
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """A decision, cited, with what it covers and how much it lacks."""

    key: str
    citation: str
    effect: str
    covers: str
    questions: tuple[int, ...]
    missing: int


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """A letter with a decision: a version of the response, or the outcome of the review."""

    name: str
    state: str
    label: str
    issued_at: datetime | None
    is_replaced: bool = False


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """Where the work goes on: the first place that the letter's checks point to."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """Everything that the page shows besides the case's own row.

    `may_edit` is to change the questions and the applicant, `may_decide` also answers, decisions and the letter.
    """

    state: CaseState
    clock: ClockPanel
    questions: tuple[QuestionCard, ...]
    decisions: tuple[DecisionLine, ...]
    steps: tuple[Step, ...]
    defects: int
    open_warnings: int
    letters: tuple[LetterLine, ...]
    reviews: tuple[InternalReview, ...]
    returned: SignOff | None
    to_do: ToDo | None
    messages: tuple[Message, ...]
    documents: tuple[Document, ...]
    events: tuple[HistoryItem, ...]
    answers_also: tuple[str, ...]
    may_edit: bool
    may_decide: bool
    may_attach: bool
    may_retry: bool


def load_case_page(case: Case, *, user: User, today: date) -> CasePage:
    """Read the case whole for this person, as of today. `case` comes with its applicant, officer and team."""
    view = letter_view(case, today=today)
    facts = facts_of(case, actor=user, today=today, view=view)
    steps = next_steps(facts, user.role_set)
    may_edit = _may(Act.EDIT, facts, user.role_set)
    may_decide = may_edit or _may(Act.DECIDE_AFRESH, facts, user.role_set)
    return CasePage(
        state=facts.state,
        clock=clock_panel(case, today=today),
        questions=_questions(case, view),
        decisions=_decisions(view),
        steps=steps,
        defects=len(view.defects),
        open_warnings=len(view.open_warnings),
        letters=_letters(case),
        reviews=tuple(case.reviews.select_related("concluded_by").prefetch_related(_FOUND).order_by("-id")),
        returned=_returned(case) if facts.state is CaseState.IN_PROGRESS else None,
        to_do=_to_do(case, view) if may_decide and facts.state is not CaseState.NEW else None,
        messages=tuple(with_letters(case.messages.order_by("-on", "-id"))),
        may_retry=bool(user.role_set & TRANSITIONS[Act.ISSUE].roles),
        documents=tuple(case.documents.filter(removed_at=None)),
        events=latest_events(case.pk, number=LATEST),
        answers_also=tuple(reference for reference, _ in facts.together),
        may_edit=may_edit,
        may_decide=may_decide,
        may_attach=may_decide or _may(Act.ATTACH, facts, user.role_set),
    )


def _may(act: Act, facts: CaseFacts, roles: frozenset[Role]) -> bool:
    try:
        check(act, facts, roles)
    except (NotPermitted, WrongState):
        return False
    return True


def _returned(case: Case) -> SignOff | None:
    """Why the letter came back, until it is submitted again: its own, or the one that it shares."""
    last = (
        SignOff.objects.filter(letter__case_id=case.answered_with_id or case.pk)
        .select_related("given_by")
        .order_by("-id")
        .first()
    )
    return last if last and last.verdict == SignOff.Verdict.RETURNED else None


def _to_do(case: Case, view: LetterView) -> ToDo | None:
    if not view.defects:
        return None
    first = view.defects[0]
    other, own = place_of(view.source.requests, first.where)
    kind, _, rest = own.partition(":")
    name = rest.partition(":")[0]
    if first.code == "estimate-without-extension":
        return ToDo(label="Extend the time", url=link_to(case.reference, "act:extend"))
    match kind:
        case "review" | "finding":
            return ToDo(label="Decide afresh", url=link_to(case.reference, first.where))
        case "question":
            label = f"Go on with question {name} of {other}" if other else f"Go on with question {name}"
        case "decision":
            label = "Complete the decision to withhold"
        case _:
            label = "See what the letter lacks"
            return ToDo(label=label, url=link_to(case.reference, "letter"))
    return ToDo(label=label, url=link_in(case.reference, first.where, view.source.requests))


def clock_panel(case: Case, *, today: date) -> ClockPanel:
    """The clock as of today, run over the case's events."""
    terms = Terms.load(today=today)
    clock = clock_of(case, terms)
    standing = standing_of(case, clock, terms)
    if clock is None:
        return ClockPanel(
            due_on=case.due_on,
            standing=standing,
            summary="",
            ledger=(),
            warnings=(),
            statutory_deadline_on=case.statutory_deadline_on,
            received_on=case.received_on,
            days_used=None,
        )
    return ClockPanel(
        due_on=_due_on(case, clock),
        standing=standing,
        summary=clock.reason,
        ledger=tuple(LedgerLine(on=day.on, day=day.number, text=day.note) for day in clock.ledger),
        warnings=clock.warnings,
        statutory_deadline_on=clock.statutory_deadline_on,
        received_on=clock.received_on,
        days_used=clock.days_used,
    )


def _due_on(case: Case, clock: Clock) -> date | None:
    if case.state in REVIEWING:
        return clock.review_due_on
    return clock.statutory_deadline_on if owes_notice(case, clock) else clock.deadline_on


def _questions(case: Case, view: LetterView) -> tuple[QuestionCard, ...]:
    """The letter's own questions, and what it does not print: outcomes, and the searches that were made."""
    rows = Question.objects.filter(case=case)
    counted = rows.annotate(searches_made=Count("searches"), minutes_taken=Sum("searches__minutes"))
    stored = {
        row.number: row
        for row in counted.values_list("number", "outcome", "searches_made", "minutes_taken", named=True)
    }
    return tuple(
        _card(
            question, view, outcome=row.outcome, searches=_searches(row.searches_made, row.minutes_taken or 0)
        )
        for question in view.own.questions
        if (row := stored.get(question.number))
    )


def _card(question: QuestionFile, view: LetterView, *, outcome: str, searches: str) -> QuestionCard:
    label, colour = _HOLDING[question.holding]
    decisions = [each for each in view.source.decisions if question.number in each.questions]
    return QuestionCard(
        number=question.number,
        text=question.text,
        is_advice=question.is_advice,
        holding="Asks for advice" if question.is_advice else label,
        holding_colour="blue" if question.is_advice else colour,
        answers=tuple(answer_in_words(answer) for answer in question.answers),
        searches=searches,
        decisions=tuple(_cited(decision) for decision in decisions),
        missing=tuple(each for each in view.findings if _is_about(each, question.number)),
        outcome=outcome_of_question(outcome),
    )


def _is_about(finding: Finding, number: int) -> bool:
    return finding.where.split(":")[:2] == ["question", str(number)]


def _searches(number: int, minutes: int) -> str:
    if not number:
        return "No search recorded"
    taken = f", {plural(minutes, 'minute')}" if minutes else ""
    return f"{plural(number, 'search', 'searches')} recorded{taken}"


def answer_in_words(answer: Answer) -> str:
    """An answer in one line."""
    match answer.kind:
        case AnswerKind.WORDS:
            return answer.text
        case AnswerKind.FIGURE:
            return " ".join(part for part in (f"{answer.figure:,f}", answer.unit) if part)
        case AnswerKind.TABLE:
            rows = len(answer.table.rows) if answer.table else 0
            caption = answer.table.caption if answer.table else ""
            return f"Table: {caption} ({plural(rows, 'row')})"
        case AnswerKind.DOCUMENT:
            return (
                f"Document: {answer.document.title or answer.document.name}"
                if answer.document
                else "Document"
            )


def _decisions(view: LetterView) -> tuple[DecisionLine, ...]:
    lacking = _lacking(view.findings)
    return tuple(
        DecisionLine(
            key=decision.key,
            citation=_cited(decision),
            effect="Neither confirm nor deny" if decision.effect is Effect.NCND else "Withhold",
            covers=decision.covers,
            questions=decision.questions,
            missing=lacking[decision.key],
        )
        for decision in view.own.decisions
    )


def _lacking(findings: Iterable[Finding]) -> Counter[str]:
    places = (finding.where.split(":") for finding in findings)
    return Counter(place[1] for place in places if place[0] == "decision" and len(place) > 1)


def _cited(decision: Decision) -> str:
    citation = citation_of(decision)
    return format_citation(citation) if citation else decision.provision


def _letters(case: Case) -> tuple[LetterLine, ...]:
    found = letters_of(case).filter(kind__in=WITH_A_DECISION)
    if case.answered_with_id:
        # A draft of its own from before it was joined goes nowhere.
        found = found.exclude(case=case, kind=LetterKind.RESPONSE)
    rows = list(found.order_by("-id"))
    replaced = {row.corrects_id for row in rows if row.state == Letter.State.ISSUED}
    return tuple(
        LetterLine(
            name=letter_name(row),
            state=row.state,
            label=row.get_state_display(),
            issued_at=row.issued_at,
            is_replaced=row.pk in replaced,
        )
        for row in rows
    )
