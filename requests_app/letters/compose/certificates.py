"""How is a certificate told that is conclusive evidence for what is relied on (s23(2), s24(3), s34(3), s36(7))?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from exemptions.domain.decision import Decision
from exemptions.domain.records import Certificate
from exemptions.statute import Effect
from requests_app.domain.tongue import later, long_date, tr
from requests_app.letters.model import Block
from requests_app.letters.phrases import inside, para

_TOLD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "s23": later(
            "A certificate signed by {name}, {office}, on {day} is conclusive evidence that the information was "
            "supplied by, or relates to, a body dealing with security matters (section 23(2))."
        ),
        "s24": later(
            "A certificate signed by {name}, {office}, on {day} is conclusive evidence that exemption is required for "
            "the purpose of safeguarding national security (section 24(3))."
        ),
        "s34": later(
            "A certificate signed by {name}, {office}, on {day} is conclusive evidence that exemption is required for "
            "the purpose of avoiding an infringement of the privileges of either House of Parliament (section 34(3))."
        ),
        "s36": later(
            "A certificate signed by {name}, {office}, on {day} is conclusive evidence of the effect of disclosure "
            "(section 36(7))."
        ),
        "reg12-5": later(
            "A certificate signed by {name}, {office}, on {day} is conclusive evidence that disclosure would "
            "adversely affect national security and would not be in the public interest (regulation 15(3))."
        ),
    }
)
_UNDER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "s23": later("section 23(2)"),
        "s24": later("section 24(3)"),
        "s34": later("section 34(3)"),
        "s36": later("section 36(7)"),
        "reg12-5": later("regulation 15(3)"),
    }
)
_CAN_BE_APPEALED: Final = frozenset({"s23", "s24"})


def certificate_blocks(decision: Decision, signed: Certificate) -> Iterator[Block]:
    """Nothing of one that is incomplete, nor of one that the law does not know: no letter goes out with either."""
    if not (
        signed.name.strip() and signed.office.strip() and signed.signed_on and decision.provision in _TOLD
    ):
        return
    who_and_when = {
        "name": inside(signed.name),
        "office": inside(signed.office),
        "day": long_date(signed.signed_on),
    }
    yield para(_told(decision, who_and_when), *_appeal(decision))


def _told(decision: Decision, who_and_when: Mapping[str, str]) -> str:
    """Of silence it is not said what the certificate says of the information, as if there were any."""
    if decision.effect is Effect.NCND:
        return tr(
            "A certificate signed by {name}, {office}, on {day} is conclusive evidence of the ground for neither "
            "confirming nor denying ({provision}).",
            **who_and_when,
            provision=tr(_UNDER[decision.provision]),
        )
    return tr(_TOLD[decision.provision], **who_and_when)


def _appeal(decision: Decision) -> Iterator[str]:
    """Whoever is refused on a Minister's certificate may appeal against it (s60(1))."""
    if decision.provision in _CAN_BE_APPEALED:
        yield " "
        yield tr("You may appeal to the First-tier Tribunal against the certificate (section 60).")
