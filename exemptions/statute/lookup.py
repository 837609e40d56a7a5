"""Which provision does somebody mean? Lookup by key, by number and by words."""

import difflib
import re
from collections.abc import Mapping
from types import MappingProxyType

from exemptions.statute.eir import EIR
from exemptions.statute.foia_part_1 import PART_1
from exemptions.statute.foia_s21_s24 import S21_TO_S24
from exemptions.statute.foia_s26_s29 import S26_TO_S29
from exemptions.statute.foia_s30_s35 import S30_TO_S35
from exemptions.statute.foia_s36_s39 import S36_TO_S39
from exemptions.statute.foia_s40 import PERSONAL_INFORMATION
from exemptions.statute.foia_s41_s44 import S41_TO_S44
from exemptions.statute.model import Provision

PROVISIONS: Mapping[str, Provision] = MappingProxyType(
    {
        provision.key: provision
        for provision in (
            *PART_1,
            *S21_TO_S24,
            *S26_TO_S29,
            *S30_TO_S35,
            *S36_TO_S39,
            PERSONAL_INFORMATION,
            *S41_TO_S44,
            *EIR,
        )
    }
)


_NOISE = re.compile(r"\b(?:sections?|regulations?|reg\.?|foia|eir)(?=\W|\d|$)")
_NUMBER = re.compile(r"s?\.?(\d+[a-z]?)((?:\(\w+\))*)")


class UnknownProvision(KeyError):
    """There is no such provision; says which one may have been meant."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.suggestion = next(iter(difflib.get_close_matches(key, PROVISIONS, n=1)), None)
        super().__init__(key)

    def __str__(self) -> str:
        hint = f" Did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"There is no provision {self.key!r}.{hint}"


def provision(key: str) -> Provision:
    """The provision with this key; UnknownProvision otherwise."""
    try:
        return PROVISIONS[key]
    except KeyError:
        raise UnknownProvision(key) from None


def find(words: str) -> list[Provision]:
    """Provisions that match a number or words, best first, as an officer types them into the search box."""
    wanted = _NOISE.sub(" ", words.casefold()).split()
    scored = [(sum(_score(one, word) for word in wanted), one) for one in PROVISIONS.values()]
    every = [(score, one) for score, one in scored if wanted and all(_score(one, word) for word in wanted)]
    return [one for _, one in sorted(every, key=lambda pair: -pair[0])]


def _score(one: Provision, word: str) -> int:
    """How well one word fits: its number, its title, what the trade calls it, the limbs' own words."""
    if number := _NUMBER.fullmatch(word):
        return 8 if number[1].upper() == one.section and _has(one, number[2]) else 0
    if word in one.title.casefold():
        return 4
    if any(word in synonym for synonym in one.synonyms):
        return 2
    return int(any(word in limb.words.casefold() for limb in one.limbs))


def _has(one: Provision, printed: str) -> bool:
    return not printed or any(limb.printed.casefold().startswith(printed) for limb in one.limbs)
