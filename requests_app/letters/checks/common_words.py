"""Which words are so common that a surname of the same spelling tells nothing by itself?"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OF_ORGANISATIONS: Final = _words(
    """
    association bbc campaign charity club college committee company council federation foundation gazette group
    hospital limited llp ltd media network news party plc police post press school service services society times
    trust union university
    """
)
"""How the name of an organisation ends."""

COMMON: Final = OF_ORGANISATIONS | _words(
    """
    abbot april art august bacon baker ball banks bath beach bell berry best bill bird bishop black bolton bond
    bradford branch bridge bright brook brooks brown buckingham bull bush butler carpenter carter case cash chase
    cherry chester church clark close constable cook cooper cost court courts cross crow dale day drew duke earl
    east england english faith farmer field fields fisher flowers foot force ford forest fox frank french friday
    frost gardener gold good grace grant gray green grey hall hampton hand hardy hare head hill hills holder hope
    house hunter inspector ireland iris january joy judge july june justice kent king knight lake lamb lancaster
    lane law lily lincoln little london long lord lord's love major march mark marsh marshall mason may miller
    mills monday moody moor more moss new newman noble north officer old page pain paine park parker parks pat
    peace pepper pool pope porter potter power preston price pride prince rain read reading reed rice rich rivers
    root rose rowe rush salt savage scott self sergeant sharp shepherd short silver small smart smith snow south
    speed spring stead steel stone street strong sue summer sunday swan swift taylor temple tower train tuesday
    turner underwood walker ward waters way weaver webb weeks well wells welsh west wheeler white wild will winter
    wise wolf wood woods wright york young
    """
)
"""Surnames that are months, trades, places, colours, plain words or organisations."""

OPENING_WORDS: Final = _words(
    """
    after although and applicant as at because before both but by dear for from has however if in is of on or our
    please requester since thank that the then to was we what when while who with your
    """
)
"""What begins a sentence before a name: no first name of somebody else."""

ROLE_ADDRESSES: Final = _words(
    """
    admin complaints contact editor enquiries enquiry feedback freedom general hello information mailbox newsdesk
    noreply office reception request requests secretary support
    """
)
"""Local parts of addresses that are an office, not a person."""
