"""Which cases are answered by one letter, and which could be?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from requests_app.domain.letterkinds import LetterKind
from requests_app.domain.states import EDITABLE
from requests_app.domain.together import is_same_applicant
from requests_app.models import Case, Event, Letter
from requests_app.selectors.content import applicant_file

_MOST_OFFERED = 20


def joined_cases(case: Case) -> QuerySet[Case]:
    """The cases that this one's letter answers too, in the order in which they arrived."""
    joined = Case.objects.filter(answered_with=case).select_related("applicant", "officer")
    return joined.order_by("received_on", "reference")


def letters_of(case: Case) -> QuerySet[Letter]:
    """The letters of a case, and the responses of the case that it is answered with, as far as they answer it.

    What went out for both stays its own when one of the two ends without an answer, and they are separated.
    """
    joint = Q(kind=LetterKind.RESPONSE, content__requests__contains=[{"reference": case.reference}])
    stands = Q(state=Letter.State.ISSUED) | Q(case_id=case.answered_with_id or case.pk)
    whose = Case.objects.filter(Q(pk=case.pk) | Q(pk=case.answered_with_id)).values("pk")
    return Letter.objects.filter(case__in=whose.union(_once_leading(case).values("pk"))).filter(
        Q(case=case) | (joint & stands)
    )


def _once_leading(case: Case) -> QuerySet[Case]:
    """The cases that this one was answered with before it was separated, as its history has it."""
    left = Event.objects.filter(case=case, old__has_key="answered_with")
    names = left.annotate(name=KeyTextTransform("answered_with", "old")).values("name")
    return Case.objects.filter(reference__in=names)


def partners(case: Case) -> tuple[Case, ...]:
    """The cases that share a letter with this one: the next, or one that went out."""
    leading = letters_of(case).exclude(case=case).order_by().values("case")
    issued = Letter.objects.filter(case=case, kind=LetterKind.RESPONSE, state=Letter.State.ISSUED)
    named = [each for each in issued.values_list("content__requests", flat=True) if each]
    references = {request["reference"] for requests in named for request in requests}
    shared = (
        Q(pk=case.answered_with_id) | Q(pk__in=leading) | Q(answered_with=case) | Q(reference__in=references)
    )
    return tuple(Case.objects.filter(shared).exclude(pk=case.pk).select_related("applicant").order_by("pk"))


def strangers(leading: Case, joined: Sequence[Case]) -> tuple[str, ...]:
    """The references of those whose applicant looks like somebody else, where nobody said how they know better."""
    return tuple(each.reference for each in other_applicants(leading, joined) if not each.reason)


def issued_for_both(one: Case, other: Case) -> QuerySet[Letter]:
    """The responses, and notices of more time, that went out for the one and the other."""
    named = [{"reference": one.reference}, {"reference": other.reference}]
    issued = Letter.objects.filter(case__in=[one, other], kind=LetterKind.RESPONSE, state=Letter.State.ISSUED)
    return issued.filter(content__requests__contains=named)


def references_in(letter: Letter) -> list[str]:
    """The references of all requests that a submitted letter answers; none where it answers one."""
    return [each["reference"] for each in (letter.content or {}).get("requests", [])]


def cases_named(references: Iterable[str]) -> list[Case]:
    """The cases with these references, in the order in which a letter's acts lock them; nothing is read for none."""
    wanted = set(references)
    if not wanted:
        return []
    leading_first = F("answered_with").asc(nulls_first=True)
    return list(Case.objects.filter(reference__in=wanted).order_by(leading_first, "pk"))


def answered_along(letters: Iterable[int]) -> dict[int, list[Case]]:
    """By letter, the cases that it answers besides its own; a fixed number of queries for any number of letters."""
    rows = Letter.objects.filter(pk__in=letters).values_list("pk", "case__reference", "content__requests")
    named = {pk: {each["reference"] for each in made or ()} - {own} for pk, own, made in rows}
    cases = cases_named(reference for references in named.values() for reference in references)
    return {pk: [case for case in cases if case.reference in named[pk]] for pk in named}


def deadlines(cases: Iterable[Case]) -> dict[str, date | None]:
    """By when each of these is due: a letter that answers several may be late for one of them alone."""
    return {case.reference: case.deadline_on for case in cases}


@dataclass(frozen=True, kw_only=True)
class OtherApplicant:
    """Whom a letter answers too although they do not look the same, and who said why they are."""

    reference: str
    name: str
    reason: str
    recorded_by: str


def other_applicants(case: Case, joined: Iterable[Case]) -> tuple[OtherApplicant, ...]:
    """The applicants of the cases that this one's letter answers too, where they are not plainly its own."""
    mine = applicant_file(case.applicant)
    differing = [each for each in joined if not is_same_applicant(mine, applicant_file(each.applicant))]
    if not differing:
        return ()
    joins = Event.objects.filter(case__in=differing, kind="join", new__answered_with=case.reference)
    said = {event.case_id: event for event in joins.order_by("position")}
    return tuple(
        OtherApplicant(
            reference=each.reference,
            name=each.applicant.name,
            reason=" ".join(said[each.pk].reason.split()) if each.pk in said else "",
            recorded_by=said[each.pk].actor if each.pk in said else "",
        )
        for each in differing
    )


def could_lead(case: Case) -> tuple[Case, ...]:
    """Open cases of the same applicant, regime and language whose letter could answer this one too."""
    who = case.applicant
    alike = Q(pk=None)
    if who.email:
        alike |= Q(applicant__email__iexact=who.email)
    if who.name and who.postal_address:
        alike |= Q(applicant__name__iexact=who.name.strip())
    others = Case.objects.filter(
        alike, state__in=EDITABLE, regime=case.regime, language=case.language, answered_with=None
    )
    rows = others.exclude(pk=case.pk).select_related("applicant").order_by("received_on", "pk")
    mine = applicant_file(who)
    return tuple(
        row for row in rows[:_MOST_OFFERED] if is_same_applicant(mine, applicant_file(row.applicant))
    )
