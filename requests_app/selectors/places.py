"""Where on the screen is a place that a finding speaks of?

The letter's checks name a place ("question:2", "decision:d1:public_interest.balance"); this is the only table that knows
which page and which field that is. Paths, not view names: selectors know nothing of views, and a test resolves each one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from django.conf import settings

from requests_app.domain.casefile import RequestMade
from requests_app.domain.together import place_of
from requests_app.models import Case
from requests_app.permissions import Actor, may_administer

OF_ADMINISTRATORS: Final = frozenset({"authority", "regulator", "wording"})
"""Places on the pages of administrators, which nobody else can open."""
ASK: Final = "Only an administrator can mend this: ask one."


def link_to(reference: str, where: str) -> str:
    """The address of the field that `where` names, within the application."""
    base = f"/cases/{quote(reference)}/"
    kind, _, rest = where.partition(":")
    name, _, part = rest.partition(":")
    match kind:
        case "question":
            return base + _of_question(name, part)
        case "finding":
            return f"{base}review/questions/{name}/"
        case "decision":
            return f"{base}decisions/{name}/" + (f"#id_{part.replace('.', '-')}" if part else "")
        case "act":
            return f"{base}acts/{name}/"
        case "section":
            return f"{base}letter/sections/{name}/"
        case "applicant" | "letter" | "review":
            return f"{base}{kind}/"
        case "authority" | "regulator":
            return f"/admin/requests_app/{kind}/"
        case "wording":
            return f"/admin/requests_app/letterwording/paragraph/{quote(name)}/en/"
        case _:
            return base


def way_to(reference: str, where: str, *, by: Actor, requests: Sequence[RequestMade] = ()) -> tuple[str, str]:
    """The address of a place for who may open it; for others, none and whom to ask. See `link_in` for `requests`."""
    if by is not None and where.partition(":")[0] in OF_ADMINISTRATORS and not may_administer(by):
        return "", ASK
    return link_in(reference, where, requests), ""


def _of_question(number: str, part: str) -> str:
    """Its wording, the exception for what is not held (EIR reg 12(4)(a)), or a part of its own page."""
    match part:
        case "text":
            return f"questions/#question-{number}"
        case "not-held":
            return f"decisions/new/?provision=reg12-4&limb=4a&question={number}"
        case _:
            return f"questions/{number}/#{part or 'holding'}"


def link_in(reference: str, where: str, requests: Sequence[RequestMade]) -> str:
    """The same for a letter that answers several requests: the address in the case to which the place belongs."""
    other, own = place_of(requests, where)
    return link_to(other or reference, own)


def tracking_links(case: Case, references: Sequence[str]) -> list[str]:
    """The applicant's page of each of these requests; the case's own alone where the letter answers no other."""
    if len(references) < 2:
        return [tracking_link(case)]
    rows = Case.objects.filter(reference__in=references).order_by("received_on", "reference")
    return [tracking_link(each) for each in sorted(rows, key=lambda row: references.index(row.reference))]


def tracking_link(case: Case) -> str:
    """The applicant's own page. It holds nothing but an unguessable token."""
    return f"{settings.SITE_URL}/track/{case.tracking_token}/"
