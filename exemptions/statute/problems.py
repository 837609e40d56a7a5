"""What is wrong with this citation? Findings in words, before any record of the decision is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exemptions.statute.citations import Citation
from exemptions.statute.model import Body, Effect, Limb, Provision, Regime


class Severity(StrEnum):
    """A defect stops a letter; a warning needs a recorded reason."""

    DEFECT = "defect"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `provision` is what it breaches; `message` ends with it."""

    code: str
    severity: Severity
    provision: str
    message: str


def problems(
    citation: Citation, on: date, other: Iterable[Citation] = (), *, body: Body | None = None
) -> list[Problem]:
    """Everything wrong with a citation in a letter of this date.

    `other` are the citations relied on for the same information. `on` is the date of the answer, not of the
    request: the 2018 amendments apply to an older request answered since (DPA 2018 Sch 20 para 52).
    `body` is the kind of authority; while it is unknown, an exemption for some kinds only is a warning.
    """
    limbs = citation.provision.chosen(citation.limbs)
    found: list[Problem] = []
    for check in (_limb_missing, _purposes, _companions):
        found += check(citation, limbs)
    found += _out_of_force(citation, limbs, on)
    found += _excluded(citation, other)
    found += _body(citation.provision, body)
    return found


def _notice(one: Provision) -> str:
    return "FOIA s17(1)(b)" if one.regime is Regime.FOIA else "EIR reg 14(3)(a)"


def _defect(code: str, where: str, message: str) -> Problem:
    return Problem(code, Severity.DEFECT, where, f"{message} ({where}).")


def _limb_missing(citation: Citation, limbs: tuple[Limb, ...]) -> Iterator[Problem]:
    """A notice without the subsection breaches s17(1)(b); one that denies must name the limb that lets it."""
    one, where = citation.provision, _notice(citation.provision)
    effects = {limb.effect for limb in limbs}
    if not limbs:
        yield _defect(
            "limb-missing", where, f"{one.name} is cited without its subsection: choose the limb that applies"
        )
    elif citation.effect is Effect.NCND and Effect.NCND not in effects:
        yield _defect(
            "limb-missing",
            where,
            f"{one.name} is cited without the subsection under which you neither confirm nor deny: add it",
        )
    elif citation.effect is Effect.WITHHOLD and Effect.NCND in effects:
        printed = next(limb.printed for limb in limbs if limb.effect is Effect.NCND)
        yield _defect(
            "wrong-effect",
            where,
            f"{one.name}{printed} does not allow information to be withheld: cite the limb that does",
        )


def _purposes(citation: Citation, limbs: tuple[Limb, ...]) -> Iterator[Problem]:
    """Section 31(2) is reached only through (1)(g), (h) or (i), and each of those needs a purpose."""
    purposes = [limb for limb in limbs if limb.is_purpose]
    users = [limb for limb in limbs if limb.needs_purpose]
    if purposes and not users:
        yield _defect(
            "purpose-without-limb",
            "FOIA s31(2)",
            f"The purpose {purposes[0].printed} is cited without the limb that brings it in: add (1)(g), "
            f"(h) or (i), "
            "or take the purpose out",
        )
    if users and not purposes:
        yield _defect(
            "limb-without-purpose",
            f"FOIA s31{users[0].printed}",
            f"Section 31{users[0].printed} is cited without a purpose: choose one from subsection (2)",
        )


def _companions(citation: Citation, limbs: tuple[Limb, ...]) -> Iterator[Problem]:
    """Limbs that apply only together, such as s40(2) with a condition, or s30(2)(a) with (b)."""
    one = citation.provision
    cited = {limb.key for limb in limbs}
    if citation.effect is Effect.NCND:
        return
    for limb in limbs:
        for group in limb.requires:
            if not cited.intersection(group):
                choices = " or ".join(
                    one.limb(key).printed for key in group if one.limb(key).in_force_to is None
                )
                yield _defect(
                    "condition-missing",
                    _notice(one),
                    f"{one.name}{limb.printed} applies only with {choices}: cite that too",
                )


def _out_of_force(citation: Citation, limbs: tuple[Limb, ...], on: date) -> Iterator[Problem]:
    for limb in limbs:
        where = f"{_short(citation.provision)}{limb.printed}"
        name = f"{citation.provision.name}{limb.printed}"
        if limb.in_force_to is not None and on >= limb.in_force_to:
            last = _day(limb.in_force_to)
            yield _defect(
                "repealed-limb", where, f"{name} was repealed on {last}: cite the limb that replaced it"
            )
        elif on < limb.in_force_from:
            yield _defect(
                "not-in-force",
                where,
                f"{name} was not in force before {_day(limb.in_force_from)}: do not cite it",
            )


_EXCLUSIONS: dict[frozenset[str], tuple[str, Severity, str, str]] = {
    frozenset({"s30", "s31"}): (
        "s30-with-s31",
        Severity.DEFECT,
        "FOIA s31(1)",
        "Sections 30 and 31 cannot both withhold the same information: rely on one of them",
    ),
    frozenset({"s35", "s36"}): (
        "s35-with-s36",
        Severity.DEFECT,
        "FOIA s36(1)(a)",
        "Section 36 is not for information that section 35 exempts: rely on one of them",
    ),
    # A warning only: the two may be pleaded in the alternative, so as not to show which one applies.
    frozenset({"s23", "s24"}): (
        "s23-with-s24",
        Severity.WARNING,
        "FOIA s24(1)",
        "Sections 23 and 24 cannot both withhold the same information: say that you rely on one or the other",
    ),
}


def _excluded(citation: Citation, other: Iterable[Citation]) -> Iterator[Problem]:
    """Only for withholding: both may excuse the duty to confirm or deny."""
    if citation.effect is Effect.NCND:
        return
    for key in dict.fromkeys(one.provision_key for one in other if one.effect is Effect.WITHHOLD):
        if key in citation.provision.excluded_with:
            code, severity, where, message = _EXCLUSIONS[frozenset({citation.provision_key, key})]
            yield Problem(code, severity, where, f"{message} ({where}).")


def _body(one: Provision, body: Body | None) -> Iterator[Problem]:
    if not one.usable_by or body in one.usable_by:
        return
    severity = Severity.WARNING if body is None else Severity.DEFECT
    where = f"{_short(one)}(1)"
    yield Problem(
        "wrong-body",
        severity,
        where,
        f"{one.name} is only for government departments and the Welsh Government: rely on another exemption "
        f"({where}).",
    )


def _short(one: Provision) -> str:
    return f"FOIA s{one.section}" if one.regime is Regime.FOIA else f"EIR reg {one.section}"


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B %Y}"
