"""What does a letter say that each provision provides? A slot for every one that the statute has."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from exemptions.statute import PROVISIONS, Basis, Effect, Provision
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.letters.wording.model import Slot, Variable

SAYS_NO_MORE: Final = frozenset({"s40", "reg13", "reg12-3"})
"""Personal data: what applies and why is said with the record on data protection, not by reciting the provision."""

ON_AN_OPINION: Final = "s36"
"""Engaged by the reasonable opinion of a qualified person (s36(2)), but for statistics (s36(4))."""

_CY_REFUSED: Final = (
    "O dan {{ citation }}, nid oes rheidrwydd arnom i gydymffurfio â chais yn yr achos hwn: {{ conditions }}."
)
_CY_SILENT: Final = "Yn rhinwedd {{ citation }}, nid yw {{ duty_to_confirm }} yn codi."
_CY_HARM: Final = "Mae {{ citation }} yn diogelu gwybodaeth y gellir dangos bod ei datgelu yn {{ harm }}:"
_CY_OPINION: Final = (
    "Mae {{ citation }} yn diogelu gwybodaeth os un o effeithiau ei datgelu, "
    "ym marn resymol person cymwys, yw {{ harm }}:"
)
_CY_CLASS: Final = "Mae {{ citation }} yn gymwys i wybodaeth o'r disgrifiad hwn:"
_CY_PURPOSES: Final = "{% if purposes %}\nDiben arfer y swyddogaethau yw:\n\n{{ purposes }}\n{% endif %}"
_REFUSED: Final = "Under {{ citation }}, we are not obliged to comply with a request where {{ conditions }}."
_SILENT: Final = "By virtue of {{ citation }}, {{ duty_to_confirm }} does not arise."
_HARM: Final = "{{ citation }} protects information where disclosing it can be shown to {{ harm }}:"
_OPINION: Final = (
    "{{ citation }} protects information where, in the reasonable opinion of a qualified person, one effect of disclosing "
    "it is to {{ harm }}:"
)
_CLASS: Final = "{{ citation }} applies to information of this description:"
_PURPOSES: Final = (
    "{% if purposes %}\nThe purpose for which the functions are exercised is:\n\n{{ purposes }}\n{% endif %}"
)
_WELSH: Final = {
    _REFUSED: _CY_REFUSED,
    _SILENT: _CY_SILENT,
    _HARM: _CY_HARM,
    _OPINION: _CY_OPINION,
    _CLASS: _CY_CLASS,
    _PURPOSES: _CY_PURPOSES,
}


def explanation_slots() -> Iterator[Slot]:
    for one in PROVISIONS.values():
        yield Slot(
            key=f"explain.{one.key}",
            label=f"What {_named(one)} provides ({one.title})",
            about="Opens the explanation of the provision. What you found in the case follows it, and its heading "
            "cites it to the limb (s17(1)(b)); never write “would, or would be likely to”.",
            kinds=(LetterKind.RESPONSE,),
            regime=one.regime.value,
            provision=one.key,
            texts=MappingProxyType({Language.ENGLISH: _text(one), Language.WELSH: _in_welsh(_text(one))}),
            own=_own(one),
        )


def _own(one: Provision) -> tuple[Variable, ...]:
    if not one.is_exemption:
        return _REFUSAL
    return (*_EXEMPTION, _STATISTICAL) if one.key == ON_AN_OPINION else _EXEMPTION


def _named(one: Provision) -> str:
    """As "Section 31", "Regulation 12(4)": a table for each paragraph of regulation 12."""
    return f"{one.name}({one.limbs[0].path[0]})" if "-" in one.key else one.name


def _text(one: Provision) -> str:
    if not one.is_exemption:
        return _REFUSED
    withheld = _withheld(one)
    silent = (
        f"{{% if is_silent %}}\n{_SILENT}\n"
        + (f"{{% else %}}\n{withheld}\n" if withheld else "")
        + "{% endif %}"
    )
    return f"{silent}\n\n{_PURPOSES}" if one.purposes else silent


def _in_welsh(text: str) -> str:
    """The same sentences, under the same conditions, in Welsh."""
    for english, welsh in _WELSH.items():
        text = text.replace(english, welsh)
    return text


def _withheld(one: Provision) -> str:
    if one.key in SAYS_NO_MORE:
        return ""
    shown = [limb for limb in one.limbs if limb.effect is Effect.WITHHOLD and not limb.is_purpose]
    bases = {limb.basis for limb in shown}
    if one.key == ON_AN_OPINION:
        intro = f"{{% if is_statistical %}}\n{_HARM}\n{{% else %}}\n{_OPINION}\n{{% endif %}}"
    elif bases == {Basis.PREJUDICE, Basis.CLASS}:
        intro = f"{{% if harm %}}\n{_HARM}\n{{% else %}}\n{_CLASS}\n{{% endif %}}"
    else:
        intro = _HARM if bases == {Basis.PREJUDICE} else _CLASS
    return f"{intro}\n\n{{{{ limbs }}}}"


_CITATION: Final = Variable(
    name="citation",
    means="The provision, cited to its limbs",
    sample="section 31(1)(a) and (b)",
)
_STATISTICAL: Final = Variable(
    name="is_statistical",
    means="The information is statistical, so that no opinion is needed (section 36(4))",
    sample="yes",
    sort="flag",
)
_REFUSAL: Final = (
    _CITATION,
    Variable(name="conditions", means="The words of the limbs", sample="the request is vexatious"),
)
_EXEMPTION: Final = (
    _CITATION,
    Variable(
        name="is_silent",
        means="Nothing is confirmed or denied under this provision",
        sample="yes",
        sort="flag",
    ),
    Variable(
        name="duty_to_confirm",
        means="The duty that falls away where nothing is confirmed or denied",
        sample="the duty in section 1(1)(a) of the Act to confirm or deny whether information is held",
    ),
    Variable(
        name="harm",
        means="What a limb based on prejudice guards against; empty for one based on a class",
        sample="prejudice",
    ),
    Variable(
        name="limbs",
        means="The limbs relied on, as a list in the words of the law",
        sample="(1)(a) the prevention or detection of crime",
        sort="blocks",
    ),
    Variable(
        name="purposes",
        means="The purposes of section 31(2) that are relied on, as a list; empty elsewhere",
        sample="(2)(b) ascertaining whether any person is responsible for improper conduct",
        sort="blocks",
    ),
)
