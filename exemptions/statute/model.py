"""What is a provision, and what is one of its limbs? The shapes that the tables of the Act fill in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FOIA_IN_FORCE_FROM = date(2005, 1, 1)

_TOKEN = re.compile(r"\(([^()]+)\)")


class Regime(StrEnum):
    FOIA = "foia"
    EIR = "eir"


class Test(StrEnum):
    """Whether a public-interest test follows (s2(2)). Sections 12 and 14 have none: they read as absolute."""

    __test__ = False  # pytest would otherwise collect a class with this name

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"


class Basis(StrEnum):
    """What engages a limb: the kind of information, or a harm that must be shown."""

    CLASS = "class"
    PREJUDICE = "prejudice"


class Effect(StrEnum):
    """Which duty falls away: to communicate (s1(1)(b)), or already to confirm or deny (s1(1)(a))."""

    WITHHOLD = "withhold"
    NCND = "ncnd"


class Record(StrEnum):
    """A record that a decision needs before it can be defended, in the order in which they are asked for."""

    EMISSIONS = "emissions"
    PREJUDICE = "prejudice"
    PUBLIC_INTEREST = "public_interest"
    DATA_PROTECTION = "data_protection"
    QUALIFIED_PERSON = "qualified_person"
    COST_ESTIMATE = "cost_estimate"
    WHERE_AVAILABLE = "where_available"
    PUBLICATION_PLAN = "publication_plan"
    EARLIER_REQUEST = "earlier_request"
    VEXATIOUS = "vexatious"
    ENACTMENT = "enactment"
    CONFIDENCE = "confidence"
    OMISSION = "omission"
    COMPLETION = "completion"
    STATISTICS = "statistics"
    CERTIFICATE = "certificate"


class Body(StrEnum):
    """The kinds of authority that Part II treats differently (s35(1), s36, s2(3)(e), s33(1))."""

    GOVERNMENT_DEPARTMENT = "government_department"
    WELSH_GOVERNMENT = "welsh_government"
    HOUSE_OF_PARLIAMENT = "house_of_parliament"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """One citable branch of a provision, as a refusal notice must specify it (s17(1)(b)).

    `requires` is a list of alternatives: at least one limb of each inner tuple must be cited too.
    `in_force_to` is the first day on which the limb no longer applied. `certificate` is the provision under which a
    signed certificate is conclusive evidence for it, such as "FOIA s23(2)"; empty where there is none.
    """

    printed: str
    words: str
    test: Test
    basis: Basis
    effect: Effect = Effect.WITHHOLD
    harm: str = ""
    title: str = ""
    is_purpose: bool = False
    needs_purpose: bool = False
    requires: tuple[tuple[str, ...], ...] = ()
    needs: frozenset[Record] = frozenset()
    may_need: frozenset[Record] = frozenset()
    without: frozenset[Record] = frozenset()
    certificate: str = ""
    in_force_from: date = FOIA_IN_FORCE_FROM
    in_force_to: date | None = None

    @property
    def key(self) -> str:
        return "".join(self.path)

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(_TOKEN.findall(self.printed))

    @property
    def likelihood_must_be_would(self) -> bool:
        """EIR reg 12(5) asks that disclosure *would* adversely affect; a likelihood is not enough."""
        return self.harm == "adversely affect"

    def in_force_on(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One section or regulation with everything that forms, checks, letters and statistics read from it.

    `excluded_with` names the provisions that cannot withhold the same information.
    `usable_by` is empty where every authority may use it.
    """

    key: str
    regime: Regime
    section: str
    title: str
    limbs: tuple[Limb, ...]
    guidance: str
    notes: tuple[str, ...] = ()
    excluded_with: tuple[str, ...] = ()
    usable_by: frozenset[Body] = frozenset()
    synonyms: tuple[str, ...] = ()
    is_exemption: bool = True

    @property
    def withhold_limbs(self) -> tuple[Limb, ...]:
        return tuple(limb for limb in self.limbs if limb.effect is Effect.WITHHOLD)

    @property
    def ncnd_limbs(self) -> tuple[Limb, ...]:
        return tuple(limb for limb in self.limbs if limb.effect is Effect.NCND)

    @property
    def purposes(self) -> tuple[Limb, ...]:
        return tuple(limb for limb in self.limbs if limb.is_purpose)

    @property
    def name(self) -> str:
        """The provision without its limbs, as the trade writes it: "Section 31", "Regulation 12"."""
        return f"{'Section' if self.regime is Regime.FOIA else 'Regulation'} {self.section}"

    @property
    def may_omit_reasons(self) -> bool:
        """Whether s17(4) is about it: sections 12 and 14 need no reasons to begin with (s17(5))."""
        return self.regime is Regime.FOIA and self.is_exemption

    def limb(self, key: str) -> Limb:
        """The limb with this key; KeyError if the provision does not have it."""
        return next((limb for limb in self.limbs if limb.key == key), None) or self._no_limb(key)

    def has_limb(self, key: str) -> bool:
        return any(limb.key == key for limb in self.limbs)

    def chosen(self, limbs: Iterable[str]) -> tuple[Limb, ...]:
        """The limbs named, in the order of the Act; KeyError for one that the provision does not have."""
        wanted = {self.limb(key).key for key in limbs}
        return tuple(limb for limb in self.limbs if limb.key in wanted)

    def test_of(self, limbs: Iterable[str], effect: Effect, *, body: Body = Body.OTHER) -> Test:
        """Absolute only if all that is relied on is absolute, so that no balance is missed (s2(3)).

        s36 is absolute for information held by either House (s2(3)(e)); s37(2) follows the limb of (1) on
        which it rests (s2(3)(ea)), and is qualified while none is named.
        """
        if self.key == "s36" and body is Body.HOUSE_OF_PARLIAMENT:
            return Test.ABSOLUTE
        chosen = self.chosen(limbs) or self._of(effect)
        if self.key == "s37" and effect is Effect.NCND:
            chosen = tuple(limb for limb in chosen if limb.effect is Effect.WITHHOLD) or chosen
        elif any(limb.effect is effect for limb in chosen):
            chosen = tuple(limb for limb in chosen if limb.effect is effect)
        return Test.QUALIFIED if any(limb.test is Test.QUALIFIED for limb in chosen) else Test.ABSOLUTE

    def records(
        self,
        limbs: Iterable[str],
        effect: Effect,
        *,
        body: Body = Body.OTHER,
        is_statistical: bool = False,
    ) -> frozenset[Record]:
        """The records without which a decision on these limbs cannot be defended before the Commissioner.

        For statistical information the authority judges the prejudice itself: no opinion is needed (s36(4)).
        """
        limbs = tuple(limbs)
        chosen = [limb for limb in self.chosen(limbs) if limb.effect is effect]
        needed = {record for limb in chosen for record in limb.needs}
        if any(limb.basis is Basis.PREJUDICE and Record.PREJUDICE not in limb.without for limb in chosen):
            needed.add(Record.PREJUDICE)
        if is_statistical and Record.QUALIFIED_PERSON in needed:
            needed = needed - {Record.QUALIFIED_PERSON} | {Record.PREJUDICE}
        weighable = [limb for limb in chosen if Record.PUBLIC_INTEREST not in limb.without]
        if weighable and self.test_of(limbs, effect, body=body) is Test.QUALIFIED:
            needed.add(Record.PUBLIC_INTEREST)
        return frozenset(needed)

    def certificate(self, limbs: Iterable[str], *, body: Body = Body.OTHER) -> str:
        """The provision under which a certificate is conclusive here; empty where there is none.

        Under section 36 only the Speaker and the Clerk of the Parliaments can sign one, for their House (s36(7)).
        """
        if self.key == "s36" and body is not Body.HOUSE_OF_PARLIAMENT:
            return ""
        return next((limb.certificate for limb in self.chosen(limbs) if limb.certificate), "")

    def optional_records(self, limbs: Iterable[str], *, body: Body = Body.OTHER) -> frozenset[Record]:
        """Records that may help but are not demanded, such as an estimate under EIR reg 12(4)(b).

        Reasons may be left out of the notice on any exemption of the Act (s17(4)); the Regulations have no such rule.
        """
        limbs = tuple(limbs)
        chosen = self.chosen(limbs)
        offered = {record for limb in chosen for record in limb.may_need}
        if chosen and self.may_omit_reasons:
            offered.add(Record.OMISSION)
        if self.certificate(limbs, body=body):
            offered.add(Record.CERTIFICATE)
        return frozenset(offered)

    def counted_as(self, limbs: Iterable[str]) -> tuple[str, ...]:
        """Columns of the Cabinet Office return: FOIA by section, EIR by paragraph, s12 and s14 in none."""
        if not self.is_exemption:
            return ()
        if self.regime is Regime.FOIA:
            return (f"s{self.section}",)
        if self.key in {"reg12-3", "reg13"}:
            return ("3(a)",)
        cited = dict.fromkeys(
            f"{limb.path[0]}({limb.path[1]})" for limb in self.chosen(limbs) if len(limb.path) > 1
        )
        return tuple(cited)

    def _of(self, effect: Effect) -> tuple[Limb, ...]:
        return self.withhold_limbs if effect is Effect.WITHHOLD else self.ncnd_limbs

    def _no_limb(self, key: str) -> Limb:
        raise KeyError(f"{self.name} has no limb {key!r}.")


ABSOLUTE, QUALIFIED = Test.ABSOLUTE, Test.QUALIFIED


def classed(
    printed: str,
    words: str,
    test: Test,
    *,
    requires: tuple[tuple[str, ...], ...] = (),
    certificate: str = "",
) -> Limb:
    """A class-based limb that withholds."""
    return Limb(
        printed=printed,
        words=words,
        test=test,
        basis=Basis.CLASS,
        requires=requires,
        certificate=certificate,
    )


def harmed(printed: str, words: str, *, harm: str = "prejudice", needs_purpose: bool = False) -> Limb:
    """A prejudice-based limb that withholds; every one of them is qualified."""
    return Limb(
        printed=printed,
        words=words,
        test=QUALIFIED,
        basis=Basis.PREJUDICE,
        harm=harm,
        needs_purpose=needs_purpose,
    )


def ncnd(printed: str, words: str, test: Test, *, harm: str = "", certificate: str = "") -> Limb:
    """The limb that takes away the duty to confirm or deny; with a harm verb it is prejudice-based."""
    basis = Basis.PREJUDICE if harm else Basis.CLASS
    return Limb(
        printed=printed,
        words=words,
        test=test,
        basis=basis,
        effect=Effect.NCND,
        harm=harm,
        certificate=certificate,
    )
