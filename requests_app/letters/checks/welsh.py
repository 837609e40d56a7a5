"""How do officers who write in Welsh name a day, promise one, or leave a threshold open?

Patterns only; what is made of them is decided where the English ones are read. A Welsh sentence that these do not know
raises nothing.
"""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = (
    *("ion", "chw", "maw", "ebr", "mai", "meh"),
    *("gor", "aws", "med", "hyd", "tac", "rha"),
)
_MUTATED: Final = {"faw": 3, "fai": 5, "feh": 6, "orf": 7, "fed": 9, "dac": 11, "rag": 12}
MONTH_NUMBERS: Final = {name: at for at, name in enumerate(_MONTHS, 1)} | _MUTATED
"""By the first three letters, as they stand and as they change after "o" or "i"."""
MONTH: Final = (
    r"ionawr|chwefror|[mf]awrth|ebrill|[mf]ai|[mf]ehefin|g?orffennaf|awst|[mf]edi|hydref|[td]achwedd|rh?agfyr"
)
ORDINAL: Final = "af|il|ydd|edd|ed|fed|eg|ain"
WEEKDAY: Final = r"dd?ydd\s{1,3}(?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)"
HOW: Final = r"erbyn|ar|cyn|tan|ym|ym\smis|heb\sfod\syn\shwyrach\snag?|ddim\syn\shwyrach\snag?"

_VERBS: Final = (
    "ysgrifennu|ymateb|ateb|penderfynu|cyhoeddi|anfon|darparu|cwblhau|cysylltu|datgelu|rhyddhau|rhoi|dweud"
    "|gorffen"
)
WE_WILL: Final = (
    r"\b(?:(?:byddwn|byddaf)(?:\s(?:ni|i))?\s(?:hefyd\s|wedyn\s)?yn|(?:rydym|rwyf)(?:\s(?:ni|i))?\syn\s(?:bwriadu|disgwyl"
    r"|gobeithio|anelu\sat)|rwy'n\s(?:bwriadu|disgwyl|gobeithio)|bwriadwn|bwriadaf|disgwyliwn|disgwyliaf|gobeithiwn"
    rf"|gobeithiaf)\s(?P<verb>{_VERBS})\b(?P<what>[^.!?\n]{{0,60}}?)\s{{1,3}}"
)
WILL_BE: Final = (
    r"\bbydd\b[^.!?\n]{1,60}?\s(?:yn\scael\s(?:ei|eu)\s|(?:wedi|i)(?:'i|'u|\sei|\seu)\s)"
    r"(?P<verb>ch?yhoeddi|gyhoeddi|h?anfon|rhyddhau|ryddhau|ch?wblhau|gwblhau|hateb|ateb|datgelu|ddatgelu)"
    r"\b(?P<what>[^.!?\n]{0,30}?)\s{1,3}"
)
OF_SOMETHING_ELSE: Final = re.compile(
    r"\b(?:a\s\w{2,20}(?:wyd|wn|ais|odd|asom|om)|dyddiedig|o|rhwng|ers|wedi|oedd|roedd|sydd|sy'n|am|ynghylch|ynglŷn)\b",
    re.IGNORECASE,
)
SAYS_WHEN: Final = re.compile(
    r"(?:ysgrifennu|ymateb|ateb|penderfynu|ch?yhoeddi|gyhoeddi|rh?yddhau)\b", re.IGNORECASE
)
PLAIN_OBJECT: Final = re.compile(
    r"(?:'r)?(?:\s(?:atoch|ichi|i\schi|eto|hwn|hon|hyn|yn\sllawn|ar\sein\sgwefan|yr?|ein|eich|adroddiad|canlyniadau|ffigurau"
    r"|wybodaeth|data|penderfyniad|cynllun|strategaeth|cais))*",
    re.IGNORECASE,
)
HEDGE: Final = r"\b(?:y\s)?byddai,?\s+neu\s+(?:(?:y\s+)?byddai(?:'n|\s+yn)\s+|(?:ei\sbod\s+)?yn\s+)?(?:debyg|tebyg)ol\s+o\b"
RECITAL: Final = (
    r"|\b(?:adran|rheoliad|eithriad|y\sddeddf|y\srheoliadau|y\sprawf|canllawiau|comisiynydd)\b[^.]{0,300}?"
    r"\b(?:darparu|gymwys|caniatáu|diogelu|dweud|nodi|gofyn|esempt|eithrio)\b|\b(?:a\syw|a\soes|os)\b[^.]{0,80}$"
)
