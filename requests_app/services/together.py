"""How are several requests of one applicant answered in one letter, and how is that taken back?"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from requests_app.domain.casefile import ApplicantFile
from requests_app.domain.errors import InvalidInput, NotReady, NotVisible
from requests_app.domain.states import EDITABLE, CaseState
from requests_app.domain.together import is_same_applicant, may_become
from requests_app.domain.transitions import TRANSITIONS, Act, require_role
from requests_app.models import Case, Letter
from requests_app.permissions import Actor, visible_cases
from requests_app.selectors.content import applicant_file
from requests_app.selectors.facts import is_correction
from requests_app.selectors.together import issued_for_both, letters_of, partners
from requests_app.services import history
from requests_app.services.acting import acting, lock_case

LONGEST_REASON = 2_000


def join(
    case_id: int,
    *,
    leading: str,
    reason: str = "",
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Let the letter of the case with the reference `leading` answer this one too.

    Raises InvalidInput where the two cannot share a letter. `reason` is needed, and kept, where the applicant does not
    look the same: it says how the officer knows.
    """
    _require_may_join(case_id, by=by)
    reason = _checked(reason)
    with transaction.atomic():
        other = _locked_leading(case_id, leading, by=by)
        with acting(Act.JOIN, case_id, by=by, at=at, expected_version=expected_version) as doing:
            case = doing.case
            _require_possible(case, other)
            _require_same_applicant(case, other, reason)
            case.answered_with = other
            doing.new["answered_with"], doing.reason = other.reference, reason
            doing.summary = f"To be answered together with {other.reference}"
            history.record(
                "join",
                by=by,
                at=at,
                case=other,
                new={"answers_also": case.reference},
                summary=f"To answer {case.reference} too",
                reason=reason,
            )
    return case


def separate(case_id: int, *, by: Actor, at: datetime, expected_version: int | None = None) -> Case:
    """Let the case have a letter of its own again."""
    with transaction.atomic():
        leads = Case.objects.filter(pk=case_id).values_list("answered_with_id", flat=True).first()
        if leads is not None:
            lock_case(leads, by=by)
        with acting(Act.SEPARATE, case_id, by=by, at=at, expected_version=expected_version) as doing:
            case, other = doing.case, doing.case.answered_with
            assert other is not None  # the guard has seen it
            if letters_of(case).filter(state=Letter.State.ISSUED, case=other).exists():
                raise NotReady(
                    "A notice of more time for both has gone out already: the decision is owed for both, in one letter."
                )
            case.answered_with = None
            doing.old["answered_with"], doing.new["answered_with"] = other.reference, ""
            doing.summary = f"No longer answered together with {other.reference}"
            history.record(
                "separate",
                by=by,
                at=at,
                case=other,
                old={"answers_also": case.reference},
                summary=f"{case.reference} is answered on its own",
            )
    return case


def _require_may_join(case_id: int, *, by: Actor) -> None:
    """Before another case is looked for and locked: who may not join learns of none, and keeps nobody waiting."""
    if by is not None and not visible_cases(by).filter(pk=case_id).exists():
        raise NotVisible("There is no such case.")
    require_role(TRANSITIONS[Act.JOIN], by.role_set if by else None)


def require_same_person(case: Case, after: ApplicantFile) -> None:
    """Whoever is written into a case reads the letter that answers it, and with it the other's answer.

    Raises NotReady where `after` would be somebody else than the applicant of a case in the same letter.
    """
    before = applicant_file(case.applicant)
    for partner in partners(case):
        is_out = issued_for_both(case, partner).exists()
        if may_become(before, after, applicant_file(partner.applicant), is_out=is_out):
            continue
        if is_out:
            raise NotReady(
                f"A letter that answers {case} and {partner} has gone out to one applicant, and {case} cannot become "
                "somebody else's. Addresses can be put right while the name stays."
            )
        joined = case if case.answered_with else partner
        raise NotReady(
            f"{case} and {partner} are answered in one letter, because one person made both. Have {joined} answered on "
            "its own first, and change the applicant then."
        )


def _checked(reason: str) -> str:
    reason = reason.replace("\r\n", "\n").strip()
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        message = f"The reason can have at most {LONGEST_REASON:,} characters, and no control characters."
        raise InvalidInput(message, fields={"reason": message})
    return reason


def _locked_leading(case_id: int, reference: str, *, by: Actor) -> Case:
    """The case that is to lead. Both rows are locked in one order, so that two people who join crosswise do not wait
    for each other.
    """
    reference = reference.strip()
    pk = Case.objects.filter(reference__iexact=reference).values_list("pk", flat=True).first()
    if not reference or "\x00" in reference or pk is None:
        raise _refused(
            f"There is no case “{reference}”. Enter the reference of the case that leads."
            if reference
            else "Choose the case whose letter answers this one too, or enter its reference."
        )
    if pk == case_id:
        raise _refused("This is the case itself. Enter the reference of another one.")
    # A case that is joined already will be refused; it is locked after the one that leads, as by the acts of a letter.
    is_joined = Case.objects.filter(pk=case_id, answered_with__isnull=False).exists()
    order = (pk, case_id) if is_joined else sorted((pk, case_id))
    locked = {each: lock_case(each, by=by) for each in order}
    return locked[pk]


def _require_possible(case: Case, other: Case) -> None:
    """One law, one language, both unanswered, and a letter that nobody is reading for sign-off."""
    name = other.reference
    if other.answered_with is not None:
        raise _refused(f"{name} is itself answered together with {other.answered_with}: choose that case.")
    if CaseState(other.state) not in EDITABLE:
        raise _refused(
            f"{name} is now “{CaseState(other.state).label}”: only a case that is being worked on can lead."
        )
    if other.regime != case.regime:
        raise _refused(f"{name} falls under the other law: answer each under its own (FOIA; EIR).")
    if other.language != case.language:
        raise _refused(f"{name} is answered in another language: answer each in its own.")
    has_gone_out = letters_of(case).filter(state=Letter.State.ISSUED, kind="response").exists()
    if (
        is_correction(other)
        or has_gone_out
        or letters_of(other).filter(state=Letter.State.ISSUED, kind="response")
    ):
        raise _refused("A letter with a decision has gone out in one of the two already.")


def _require_same_applicant(case: Case, other: Case, reason: str) -> None:
    if reason or is_same_applicant(applicant_file(case.applicant), applicant_file(other.applicant)):
        return
    message = (
        f"The applicant of {other.reference} has another e-mail address, and another name or postal address. "
        "Say how you know that it is the same person."
    )
    raise InvalidInput(message, fields={"reason": message})


def _refused(message: str) -> InvalidInput:
    return InvalidInput(message, fields={"leading": message})
