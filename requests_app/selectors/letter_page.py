"""What is on the screen of a letter: what would go out, or went out, what stands in its way, and who answered
for it?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from requests_app.domain.calendar import CalendarExhausted
from requests_app.domain.errors import NotVisible
from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.transitions import TRANSITIONS, Act, Step, next_steps
from requests_app.letters.checks import Finding
from requests_app.letters.content import (
    IssueStamp,
    LetterContent,
    compose,
    from_dict,
    provisional_stamp,
    section_text,
    stamp_from_dict,
)
from requests_app.letters.model import Section
from requests_app.models import Case, Delivery, Letter, SignOff, User
from requests_app.selectors.facts import (
    WITH_A_DECISION,
    LetterView,
    current_letter,
    deadline_of,
    facts_of,
    letter_name,
    letter_source,
    letter_view,
)
from requests_app.selectors.places import link_to, way_to
from requests_app.selectors.settings import working_calendar
from requests_app.selectors.together import deadlines, joined_cases, letters_of

FROZEN = frozenset({Letter.State.SUBMITTED, Letter.State.APPROVED, Letter.State.QUEUED})
FROZEN |= {Letter.State.RENDERING, Letter.State.FAILED, Letter.State.ISSUED}
UNDER_WAY = frozenset({Letter.State.QUEUED, Letter.State.RENDERING, Letter.State.FAILED})
LETTER_ACTS: tuple[Act, ...] = (Act.SUBMIT, Act.APPROVE, Act.RETURN, Act.ISSUE, Act.RECALL, Act.RECALL_FAILED)
LETTER_ACTS += (Act.CORRECT, Act.CANCEL_CORRECTION, Act.CONCLUDE_REVIEW, Act.RECALL_REVIEW)


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """A finding as the page shows it: where to mend it, where to explain it, or why it may stand."""

    message: str
    severity: str
    url: str
    ask: str = ""
    explain_url: str = ""
    overridden_because: str = ""
    overridden_by: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionLink:
    key: str
    heading: str
    is_edited: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class IssuedVersion:
    """A letter that went out: what it is called, how its files are asked for, and when another took its place."""

    letter: Letter
    name: str
    query: str
    replaced_on: date | None


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """The letter of a case as a page shows it. `content` is the frozen one as soon as there is one."""

    letter: Letter | None
    content: LetterContent
    stamp: IssueStamp
    is_frozen: bool
    findings: tuple[ShownFinding, ...]
    steps: tuple[Step, ...]
    sections: tuple[SectionLink, ...]
    sign_offs: tuple[SignOff, ...]
    issued: tuple[IssuedVersion, ...]
    deliveries: tuple[Delivery, ...]
    may_retry: bool = False

    @property
    def state(self) -> str:
        return self.letter.state if self.letter else Letter.State.DRAFT

    @property
    def defect_count(self) -> int:
        return sum(each.severity == "defect" for each in self.findings)

    @property
    def open_warning_count(self) -> int:
        return sum(each.severity == "warning" and not each.overridden_because for each in self.findings)


@dataclass(frozen=True, kw_only=True)
class SectionWording:
    """One section to edit: what is in the letter now, and what it would say without the officer's own words."""

    section: Section
    current: str
    composed: str
    version: int


def letter_page(case: Case, *, user: User, today: date) -> LetterPage:
    """Everything that the page of a letter shows, in a number of queries that does not depend on the case."""
    letter = current_letter(case)
    live = letter_view(case, today=today, letter=letter)
    facts = facts_of(case, actor=user, today=today, view=live)
    content, stamp = shown_letter(case, letter, today=today, live=live)
    is_frozen = letter is not None and letter.state in FROZEN
    sign_offs = (
        SignOff.objects.filter(letter=letter).select_related("given_by").order_by("-id") if letter else ()
    )
    issued = _issued_versions(case)
    retriers = Act.CONCLUDE_REVIEW if letter and letter.kind == LetterKind.REVIEW else Act.ISSUE
    return LetterPage(
        letter=letter,
        content=content,
        stamp=stamp,
        is_frozen=is_frozen,
        findings=tuple(_shown(case, each, live, user) for each in live.findings),
        steps=tuple(step for step in next_steps(facts, user.role_set) if _concerns(step, content)),
        sections=tuple(_links(case, content)),
        may_retry=bool(user.role_set & TRANSITIONS[retriers].roles),
        sign_offs=tuple(sign_offs),
        issued=issued,
        deliveries=tuple(Delivery.objects.filter(letter__in=[each.letter for each in issued])),
    )


def shown_letter(
    case: Case, letter: Letter | None, *, today: date, live: LetterView | None = None
) -> tuple[LetterContent, IssueStamp]:
    """What goes out and with which dates: frozen from submission on, live before; dated at issue, as today
    before.
    """
    if letter is not None and letter.state in FROZEN and letter.content is not None:
        content = from_dict(letter.content)
    else:
        content = (live or letter_view(case, today=today, letter=letter)).content
    if letter is not None and letter.stamp is not None and letter.state in FROZEN:
        return content, stamp_from_dict(letter.stamp)
    return content, _provisional(case, letter, content, today)


def section_wording(case: Case, key: str, *, today: date) -> SectionWording | None:
    """The wording of one section; None for one that is fixed, or that the letter does not have."""
    letter = current_letter(case)
    edits = dict(letter.edits) if letter else {}
    others = {name: text for name, text in edits.items() if name != key}
    section = compose(letter_source(case, letter, on=today, edits=others)).section(key)
    if section is None or not section.is_editable:
        return None
    composed = section_text(section)
    return SectionWording(
        section=section,
        current=str(edits.get(key) or composed),
        composed=composed,
        version=letter.edits_version if letter else 1,
    )


def edited_sections(case: Case, *, today: date) -> tuple[str, ...]:
    """The names of the sections of a case's letter that an officer has put into words of her own."""
    content = compose(letter_source(case, current_letter(case), on=today))
    return tuple(link.heading for link in _links(case, content) if link.is_edited)


def issued_letter(case: Case, number: str = "", kind: str = "") -> Letter:
    """An issued letter of a kind, the last one by default. NotVisible where there is none."""
    kind = kind if kind in WITH_A_DECISION else LetterKind.RESPONSE
    found = letters_of(case).filter(kind=kind, state=Letter.State.ISSUED).order_by("-number")
    if number:
        found = found.filter(number=int(number)) if number.isdecimal() and len(number) < 5 else found.none()
    letter = found.first()
    if letter is None:
        raise NotVisible("No such letter has been issued.")
    return letter


def explain_link(case: Case, finding: Finding) -> str:
    """Where the reason for letting a warning stand is recorded."""
    base = link_to(case.reference, "")
    return f"{base}letter/warnings/{finding.code}/?{urlencode({'where': finding.where})}"


def _concerns(step: Step, content: LetterContent) -> bool:
    """Whether a step is about the letter that is shown: a correction is taken back only where there is one."""
    if step.transition.act is Act.CANCEL_CORRECTION and not step.is_possible:
        return content.correction is not None
    return step.transition.act in LETTER_ACTS


def _issued_versions(case: Case) -> tuple[IssuedVersion, ...]:
    rows = letters_of(case).filter(kind__in=WITH_A_DECISION, state=Letter.State.ISSUED)
    found = list(rows.select_related("issued_by").order_by("-id"))
    replaced = {row.corrects_id: row.issued_on for row in found if row.corrects_id}
    return tuple(
        IssuedVersion(
            letter=row,
            name=letter_name(row),
            query=urlencode({"kind": row.kind, "version": row.number}),
            replaced_on=replaced.get(row.pk),
        )
        for row in found
    )


def _provisional(case: Case, letter: Letter | None, content: LetterContent, today: date) -> IssueStamp:
    if letter is not None:
        due_on = deadline_of(case, letter)
    else:
        due_on = case.review_deadline_on if content.kind is LetterKind.REVIEW else case.deadline_on
    try:
        return provisional_stamp(
            content,
            on=today,
            calendar=working_calendar(),
            deadline_on=due_on,
            others=_others(case, letter, content),
        )
    except CalendarExhausted:
        # A page is shown all the same; issuing refuses until the holidays are entered.
        return IssueStamp(issued_on=today, is_provisional=True)


def _others(case: Case, letter: Letter | None, content: LetterContent) -> dict[str, date | None]:
    """By when the other requests that the letter answers are due; a correction keeps no deadline."""
    if not content.requests or (letter is not None and letter.corrects_id):
        return {}
    return deadlines(joined_cases(case))


def _shown(case: Case, finding: Finding, live: LetterView, user: User) -> ShownFinding:
    reasons = {(each.code, each.where): each for each in live.overrides}
    override = reasons.get((finding.code, live.lasting(finding)))
    is_warning = finding.severity == "warning"
    url, ask = way_to(case.reference, finding.where, by=user, requests=live.source.requests)
    return ShownFinding(
        message=finding.message,
        severity=str(finding.severity),
        url=url,
        ask=ask,
        explain_url=explain_link(case, finding) if is_warning and override is None else "",
        overridden_because=override.reason if is_warning and override else "",
        overridden_by=str(override.given_by) if is_warning and override else "",
    )


def _links(case: Case, content: LetterContent) -> Iterator[SectionLink]:
    """Sections below another one are named with it: the reasons and the balance have the same heading."""
    above = ""
    for section in content.sections:
        if section.level <= 2:
            above = section.heading
        if section.is_editable:
            name = section.heading or "Opening"
            yield SectionLink(
                key=section.key,
                heading=f"{name} ({above[:1].lower()}{above[1:]})" if section.level > 2 and above else name,
                is_edited=section.is_edited,
                url=link_to(case.reference, f"section:{section.key}"),
            )
