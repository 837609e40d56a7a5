"""What do the guards need to know of a case, for this actor, now?

Gathered the same way for a button on a page and for the service behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from exemptions.domain.decision import Decision
from exemptions.statute import Record, Test
from requests_app.domain.casefile import CaseContent, RequestMade
from requests_app.domain.errors import Missing
from requests_app.domain.facts import CaseFacts
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.review import Correction
from requests_app.domain.states import BEING_ISSUED, OPEN, REVIEWING, CaseState
from requests_app.domain.together import lasting_place, merged, place_of
from requests_app.letters.checks import Finding, check_letter
from requests_app.letters.checks.own_wording import wording_unusable
from requests_app.letters.content import LetterContent, compose, content_hash, from_dict
from requests_app.models import Case, Event, Letter, SignOff, WarningOverride
from requests_app.permissions import Actor
from requests_app.selectors.content import load_content
from requests_app.selectors.places import way_to
from requests_app.selectors.reviewing import under_review
from requests_app.selectors.settings import working_calendar
from requests_app.selectors.together import joined_cases, letters_of, strangers

FROM_REVIEW_ON = REVIEWING | {CaseState.REVIEWED}
_LAST_POSITION = 2**31 - 1
WITH_A_DECISION = (LetterKind.RESPONSE, LetterKind.REVIEW)
"""The kinds of letter that say what is given and what is refused; the others are correspondence."""
CONTENT_EVENTS = (
    "logged",
    "applicant",
    "questions",
    "answer",
    "decision",
    "document",
    "letter",
    "submit",
    "join",
)
"""What makes somebody an author of the letter; who joins two cases has said that their applicants are one person."""


@dataclass(frozen=True, kw_only=True)
class LetterView:
    """A case's current letter: what it says now, what is wrong with it, and which warnings have a recorded reason."""

    letter: Letter | None
    source: CaseContent
    content: LetterContent
    findings: tuple[Finding, ...]
    overrides: tuple[WarningOverride, ...]

    @property
    def own(self) -> CaseContent:
        """The source without what belongs to the other cases that the letter answers."""
        if not self.source.requests:
            return self.source
        mine, keys = self.source.requests[0].questions, self.source.decisions
        return replace(
            self.source,
            questions=tuple(each for each in self.source.questions if each.number in mine),
            decisions=tuple(
                each for each in keys if not place_of(self.source.requests, f"decision:{each.key}")[0]
            ),
        )

    @property
    def defects(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "defect")

    @property
    def open_warnings(self) -> tuple[Finding, ...]:
        explained = {(override.code, override.where) for override in self.overrides}
        return tuple(
            finding
            for finding in self.findings
            if finding.severity == "warning" and (finding.code, self.lasting(finding)) not in explained
        )

    def lasting(self, finding: Finding) -> str:
        """The place that a recorded reason is tied to."""
        return lasting_place(self.source.requests, finding.where)


def current_letter(case: Case) -> Letter | None:
    """The letter that is being written or was issued last: from a request for review on, the reviewer's.

    A review that was answered before such letters existed has none: then what was issued last is the response.
    """
    letters = Letter.objects.filter(case=case).exclude(state=Letter.State.CANCELLED).order_by("-number")
    letters = letters.select_related("corrects", "submitted_by", "queued_by", "issued_by")
    if case.state in FROM_REVIEW_ON:
        found = letters.filter(kind=LetterKind.REVIEW).first()
        if found is not None or case.state in REVIEWING:
            return found
    return letters.filter(kind=LetterKind.RESPONSE).first()


def letter_source(
    case: Case, letter: Letter | None, *, on: date, edits: dict[str, str] | None = None
) -> CaseContent:
    """What this letter of the case is composed from; a letter that is not begun is of the kind that is due."""
    if edits is None:
        edits = letter.edits if letter else {}
    source = load_content(case, on=on, edits=edits)
    if letter.kind == LetterKind.REVIEW if letter else case.state in REVIEWING:
        return under_review(case, source)
    source = merged(source, [load_content(each, on=on) for each in joined_cases(case)])
    if letter is not None and letter.corrects is not None and letter.corrects.issued_on is not None:
        correction = Correction(of_letter_dated=letter.corrects.issued_on, reason=letter.correction_reason)
        return replace(source, correction=correction)
    return source


def deadline_of(case: Case, letter: Letter) -> date | None:
    """The day by which this letter is due; a correction keeps none: when the request was answered is settled."""
    if letter.kind == LetterKind.REVIEW:
        return case.review_deadline_on
    return None if letter.corrects_id else case.deadline_on


def letter_view(case: Case, *, today: date, letter: Letter | None = None) -> LetterView:
    """Compose the letter from the case as it stands, and check it."""
    letter = letter or current_letter(case)
    source = letter_source(case, letter, on=today)
    content = compose(source)
    overrides = tuple(letter.overrides.select_related("given_by")) if letter else ()
    replaced = letter.corrects.content if letter and letter.corrects else None
    findings = check_letter(
        content, on=today, calendar=working_calendar(), replaced=from_dict(replaced) if replaced else None
    )
    return LetterView(letter=letter, source=source, content=content, findings=findings, overrides=overrides)


def plain_facts(case: Case, *, actor: Actor, today: date) -> CaseFacts:
    """The facts that need no letter: enough for every act whose guard does not read one."""
    joined = tuple(joined_cases(case))
    return CaseFacts(
        state=CaseState(case.state),
        today=today,
        actor_id=actor.pk if actor else None,
        regime=case.regime,
        question_numbers=tuple(case.questions.values_list("number", flat=True)),
        contributors=contributors(case),
        signatories=signatories(case),
        is_extended=case.is_extended,
        has_correspondence_address=case.applicant.has_correspondence_address,
        is_acknowledged=case.messages.filter(kind=LetterKind.ACKNOWLEDGEMENT).exists(),
        lapses_on=case.lapses_on,
        is_correction=is_correction(case),
        letter_has_failed=_letter_has_failed(case),
        answered_with=case.answered_with.reference if case.answered_with else "",
        together=tuple((each.reference, CaseState(each.state)) for each in joined),
        strangers=strangers(case, joined),
    )


def facts_of(case: Case, *, actor: Actor, today: date, view: LetterView | None = None) -> CaseFacts:
    """All the facts, the letter composed and checked."""
    view = view or letter_view(case, today=today)
    letter, decisions, requests = view.letter, view.content.decisions, view.source.requests
    undecided = any(map(_owes_balance, decisions))
    return replace(
        plain_facts(case, actor=actor, today=today),
        has_undecided_public_interest=undecided,
        notice_has_gone_out=undecided
        and letters_of(case).filter(kind=LetterKind.RESPONSE, state=Letter.State.ISSUED).exists(),
        needs_qualified_person=any(
            Record.QUALIFIED_PERSON in decision.needed_records for decision in decisions
        ),
        has_qualified_opinion=_has_opinion(decisions),
        letter_hash=letter.content_hash if letter else "",
        composed_hash=content_hash(view.content),
        approved_hash=_approved_hash(letter),
        defects=tuple(missing(case.reference, each, by=actor, requests=requests) for each in view.defects),
        open_warnings=tuple(
            missing(case.reference, each, by=actor, requests=requests) for each in view.open_warnings
        ),
    )


def contributors(case: Case) -> frozenset[int]:
    """Everyone who has worked on what the response says, and the case's officer: they cannot sign it off or review it.

    What is done under review is the reviewer's own, and makes nobody an author of the first decision.
    """
    of_the_letter = Q(case=case)
    joined = (
        set() if case.state in FROM_REVIEW_ON else set(joined_cases(case).values_list("pk", "officer_id"))
    )
    if joined:
        of_the_letter |= Q(case_id__in=[pk for pk, _ in joined])
    events = Event.objects.filter(of_the_letter, kind__in=CONTENT_EVENTS, by__isnull=False)
    if case.state in FROM_REVIEW_ON:
        asked = case.events.filter(kind="request_review").order_by("position").values("position")[:1]
        events = events.filter(position__lte=Coalesce(Subquery(asked), Value(_LAST_POSITION)))
    if case.state in FROM_REVIEW_ON and case.answered_with_id:
        events |= _of_the_joint_letter(case.answered_with_id)
    ids = events.order_by().values_list("by_id", flat=True)
    owners = {case.officer_id} | {officer for _, officer in joined}
    return frozenset(pk for pk in (*ids.distinct(), *owners) if pk)


def _of_the_joint_letter(leading: int) -> QuerySet[Event]:
    """What was done to the letter in the case that leads, until it went out."""
    there = Event.objects.filter(case_id=leading)
    issued = there.filter(kind__in=("issued", "notice_issued")).order_by("-id").values("id")[:1]
    return there.filter(kind__in=("letter", "submit"), by__isnull=False, id__lte=Subquery(issued))


def signatories(case: Case) -> frozenset[int]:
    """Everyone who has signed off a letter of this case: they took the first decision, and cannot review it."""
    approvals = SignOff.objects.filter(
        letter__case_id__in=[case.pk, case.answered_with_id or case.pk], verdict=SignOff.Verdict.APPROVED
    )
    return frozenset(approvals.values_list("given_by_id", flat=True))


def is_correction(case: Case) -> bool:
    """Whether a response that went out is being written anew."""
    return case.responded_on is not None and case.state in OPEN


def _letter_has_failed(case: Case) -> bool:
    return (
        case.state in BEING_ISSUED
        and case.letters.filter(state=Letter.State.FAILED, kind__in=WITH_A_DECISION).exists()
    )


def missing(reference: str, finding: Finding, *, by: Actor, requests: Sequence[RequestMade] = ()) -> Missing:
    """A finding as it is shown to a person, with the way to mend it that is open to them."""
    url, ask = way_to(reference, finding.where, by=by, requests=requests)
    return Missing(
        message=finding.message,
        code=finding.code,
        provision=finding.cited,
        severity=str(finding.severity),
        url=url,
        ask=ask,
    )


def wording_warnings(content: LetterContent, *, by: Actor) -> tuple[Missing, ...]:
    """Which of the authority's own paragraphs this letter does without, for who is about to send it."""
    found = wording_unusable(content, content.received_on)
    return tuple(missing(content.reference, each, by=by) for each in found)


def _owes_balance(decision: Decision) -> bool:
    """A qualified exemption whose balance is not struck, or not begun: the ground for more time (s10(3))."""
    return decision.test is Test.QUALIFIED and (decision.public_interest is None or decision.is_undecided)


def estimated_decision_on(case: Case, *, today: date) -> date | None:
    """The last day by which an open balance of public interest is expected to be struck (s17(2))."""
    decisions = load_content(case, on=today).decisions
    tests = (decision.public_interest for decision in decisions if decision.is_undecided)
    return max((test.estimated_on for test in tests if test and test.estimated_on), default=None)


def letter_name(letter: Letter) -> str:
    """What a letter with a decision is called on a page."""
    if letter.kind == LetterKind.REVIEW:
        return LetterKind.REVIEW.label
    if is_notice(letter):
        return "Notice of more time"
    return f"{'Corrected response' if letter.corrects_id else 'Response'} {letter.number}"


def is_notice(letter: Letter) -> bool:
    """Whether a submitted letter only takes more time: some balance in it is not struck yet (s17(2))."""
    return letter.content is not None and any(
        each.is_undecided for each in from_dict(letter.content).decisions
    )


def _has_opinion(decisions: Iterable[Decision]) -> bool:
    wanting = [decision for decision in decisions if Record.QUALIFIED_PERSON in decision.needed_records]
    return all(decision.qualified_person and decision.qualified_person.given_on for decision in wanting)


def _approved_hash(letter: Letter | None) -> str:
    """The content that was signed off last, unless it was returned afterwards."""
    if letter is None:
        return ""
    last = SignOff.objects.filter(letter=letter).order_by("-id").first()
    return last.content_hash if last and last.verdict == SignOff.Verdict.APPROVED else ""
