"""How do several requests of one applicant become one letter, and what in it belongs to which of them?

Questions are numbered onwards from one request to the next, in the order in which the requests arrived after the first,
whose letter it is. A place in the letter leads back to the case to which it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from exemptions.domain.decision import Decision
from requests_app.domain.casefile import ApplicantFile, CaseContent, QuestionFile, RequestMade

TOGETHER: Final = ", together with "
"""How the history of a case tells that something was done to another one, whose letter answers it."""


def is_same_applicant(one: ApplicantFile, other: ApplicantFile) -> bool:
    """The same e-mail address, or the same name at the same postal address; nothing else is taken for granted."""
    by_mail = _mailbox(one.email), _mailbox(other.email)
    by_post = (
        (_plain(one.name), _plain(one.postal_address)),
        (_plain(other.name), _plain(other.postal_address)),
    )
    return (by_mail[0] == by_mail[1] != "") or (by_post[0] == by_post[1] and all(by_post[0]))


def _mailbox(email: str) -> str:
    """Only A–Z and a–z are one: other letters that look or fold alike can be the mailbox of somebody else."""
    bare = email.strip()
    return bare.lower() if bare.isascii() else bare


def may_become(before: ApplicantFile, after: ApplicantFile, partner: ApplicantFile, *, is_out: bool) -> bool:
    """Whether the applicant of a case may be changed while `partner` is the applicant of another in the same letter.

    The two stay one person. Once their letter `is_out` they cannot be separated any more: then an address is put right in
    one case after the other, and the name holds them together. Two that never looked alike keep their names.
    """
    if is_same_applicant(after, partner):
        return True
    if is_same_applicant(before, partner):
        return is_out and _is_same_name(after, partner)
    return _is_same_name(after, before)


def _is_same_name(one: ApplicantFile, other: ApplicantFile) -> bool:
    return _plain(one.name) == _plain(other.name) != ""


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").split()).casefold()


def merged(leading: CaseContent, others: Iterable[CaseContent]) -> CaseContent:
    """The content of a letter that answers `leading` and all of `others`; `leading` itself where there are none."""
    later = sorted(others, key=lambda case: (case.received_on, case.reference))
    if not later:
        return leading
    whole = [(leading, _request(leading, after=0, prefix=""))]
    for case in later:
        after = sum(len(request.questions) for _, request in whole)
        prefix = _prefix(case.reference, {request.prefix for _, request in whole})
        whole.append((case, _request(case, after=after, prefix=prefix)))
    return replace(
        leading,
        questions=tuple(question for case, request in whole for question in _questions(case, request)),
        decisions=tuple(decision for case, request in whole for decision in _decisions(case, request)),
        is_extended=any(case.is_extended for case, _ in whole),
        requests=tuple(request for _, request in whole),
    )


def _request(case: CaseContent, *, after: int, prefix: str) -> RequestMade:
    return RequestMade(
        reference=case.reference,
        received_on=case.received_on,
        wording=case.wording,
        clarified_on=case.clarified_on,
        questions=tuple(range(after + 1, after + 1 + len(case.questions))),
        prefix=prefix,
    )


def _prefix(reference: str, taken: set[str]) -> str:
    """As "foi-2026-0012-": stable when others come and go, so that an officer's wording of a section stays its own."""
    slug = re.sub(r"[^a-z0-9]+", "-", reference.lower()).strip("-") or "other"
    prefix, number = f"{slug}-", 2
    while prefix in taken:
        prefix, number = f"{slug}-{number}-", number + 1
    return prefix


def _questions(case: CaseContent, request: RequestMade) -> tuple[QuestionFile, ...]:
    return tuple(
        replace(question, number=number)
        for question, number in zip(case.questions, request.questions, strict=True)
    )


def _decisions(case: CaseContent, request: RequestMade) -> tuple[Decision, ...]:
    numbers = dict(zip((question.number for question in case.questions), request.questions, strict=True))
    return tuple(
        replace(
            decision,
            key=f"{request.prefix}{decision.key}",
            questions=tuple(numbers[number] for number in decision.questions if number in numbers),
        )
        for decision in case.decisions
    )


def place_of(requests: Sequence[RequestMade], where: str) -> tuple[str, str]:
    """The reference of the case to which a place in the letter belongs, empty for the letter's own, and its name there."""
    kind, _, rest = where.partition(":")
    name, colon, part = rest.partition(":")
    for request in requests[1:]:
        if kind == "question" and name.isdecimal() and int(name) in request.questions:
            return request.reference, f"question:{request.questions.index(int(name)) + 1}{colon}{part}"
    if kind == "decision" and (found := _request_of_key(requests, name)) is not None:
        return found.reference, f"decision:{name.removeprefix(found.prefix)}{colon}{part}"
    return "", where


def lasting_place(requests: Sequence[RequestMade], where: str) -> str:
    """The place as it is called whatever else joins the letter: what was said of it must not pass to another question."""
    other, own = place_of(requests, where)
    return f"{other} {own}" if other else where


def request_of(requests: Sequence[RequestMade], key: str) -> RequestMade:
    """The request to which a decision with this key belongs: the letter's own where no other's name begins it."""
    return _request_of_key(requests, key) or requests[0]


def _request_of_key(requests: Sequence[RequestMade], key: str) -> RequestMade | None:
    """The longest prefix counts: one reference may begin as another one does."""
    fitting = [request for request in requests if request.prefix and key.startswith(request.prefix)]
    return max(fitting, key=lambda request: len(request.prefix), default=None)


def own_questions(questions: Iterable[QuestionFile], request: RequestMade) -> tuple[QuestionFile, ...]:
    """The questions of one of the requests, numbered as in its own case."""
    own = {number: position for position, number in enumerate(request.questions, start=1)}
    return tuple(
        replace(question, number=own[question.number]) for question in questions if question.number in own
    )


def own_decisions(
    decisions: Iterable[Decision], request: RequestMade, requests: Sequence[RequestMade]
) -> tuple[Decision, ...]:
    """The decisions of one of the requests, named as in its own case."""
    own = {number: position for position, number in enumerate(request.questions, start=1)}
    return tuple(
        replace(
            decision,
            key=decision.key.removeprefix(request.prefix),
            questions=tuple(own[number] for number in decision.questions),
        )
        for decision in decisions
        if request_of(requests, decision.key) == request
    )
