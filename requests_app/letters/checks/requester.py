"""Does a part of the letter that is published give away who asked?

A response is meant to be published, and the requester is no part of the answer (UK GDPR Article 5(1)(c)). A surname that
is also a common word is looked for only beside a title or a first name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from requests_app.domain.casefile import ApplicantFile
from requests_app.letters.checks.common_words import COMMON, OF_ORGANISATIONS, OPENING_WORDS, ROLE_ADDRESSES
from requests_app.letters.checks.finding import Finding, warning
from requests_app.letters.checks.texts import Written, officers_texts
from requests_app.letters.model import LetterContent

_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev", "cllr"}
)
_FIRM: Final = "organisation"
_OF_PLACES = re.compile(
    r"\s(?:road|street|lane|close|avenue|drive|way|park|house|court|hall|school|hospital|bridge|square|place|terrace|ward"
    r"|centre|ltd|limited|&|and\sco|llp|plc|report|review|inquiry|act|case|principle)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"([\w.’'-]+),?\s$")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s{0,2}(\d[A-Z]{2})\b", re.IGNORECASE)


def requesters_name(content: LetterContent, on: date) -> Iterator[Finding]:
    """Name, address or organisation, in the officers' words and in the questions as they were split."""
    patterns = list(_needles(content))
    asked = "\n".join(question.text for question in content.questions)
    for written in (*officers_texts(content), *_questions(content)):
        is_disclosed = written.question is not None
        what = next(
            (
                what
                for what, pattern in patterns
                if pattern.search(written.text) and not (is_disclosed and what == _FIRM)
            ),
            "",
        )
        if not what and _surname_alone(content, written.text, asked):
            what = "name"
        if what:
            yield warning(
                "requester-named",
                "UK GDPR Article 5(1)(c)",
                f"The requester's {what} stands in a part of the letter that is published: take it out",
                written.where,
            )


def _questions(content: LetterContent) -> Iterator[Written]:
    for question in content.questions:
        yield Written(where=f"question:{question.number}:text", text=question.text, question=question.number)


def _needles(content: LetterContent) -> Iterator[tuple[str, re.Pattern[str]]]:
    applicant, ours = content.applicant, _of_the_authority(content)
    yield from (("name", pattern) for pattern in _names(applicant))
    yield from (("e-mail address", _whole(each)) for each in _of_email(applicant.email.strip()))
    for code in _POSTCODE.finditer(applicant.postal_address):
        if f"{code[1]}{code[2]}".lower() not in ours.replace(" ", ""):
            yield "postcode", re.compile(rf"(?<!\w){code[1]}\s{{0,2}}{code[2]}(?!\w)", re.IGNORECASE)
    for row in re.split(r"[\n,;]", applicant.postal_address):
        place = row.strip()
        if _is_a_house(place) and place.lower() not in ours:
            yield "address", _whole(place)
    organisation = applicant.organisation.strip()
    spoken_of = "\n".join([content.wording, *(each.wording for each in content.requests), ours]).lower()
    if _is_distinctive(organisation) and organisation.lower() not in spoken_of:
        yield _FIRM, _whole(organisation, exactly=True)


def _names(applicant: ApplicantFile) -> Iterator[re.Pattern[str]]:
    """The whole name in its usual forms; one of common words alone only as it is written."""
    name = " ".join(applicant.name.split())
    parts = _parts(name)
    if len(parts) < 2:
        if _is_distinctive(name):
            yield _whole(name, exactly=True)
        return
    if _is_of_an_organisation(name):
        yield _whole(name, exactly=True)
        return
    first, last = re.escape(parts[0]), re.escape(parts[-1])
    are_common = parts[0].lower() in COMMON and parts[-1].lower() in COMMON
    flags = re.NOFLAG if are_common else re.IGNORECASE
    yield re.compile(rf"(?<!\w){first}\s(?:[^\W\d_][\w’'-]{{0,20}}\.?\s){{0,2}}{last}(?!\w)", flags)
    yield re.compile(rf"(?<!\w){last},\s{{0,2}}{first}(?!\w)", flags)
    yield re.compile(rf"(?<![\w.]){re.escape(parts[0][0])}(?:\.|\.?\s|\.\s?[A-Z]\.?\s?)\s?{last}(?!\w)")
    initials = r"\.?\s?".join(re.escape(part[0]) for part in parts)
    yield re.compile(rf"\b(?:[Rr]equester|[Aa]pplicant)\s\(?{initials}\.?(?!\w)")


def _surname_alone(content: LetterContent, text: str, asked: str) -> bool:
    """The surname as a name of its own: not another person's, a place's, the authority's or a common word's."""
    parts = _parts(content.applicant.name)
    if len(parts) < 2 or _is_of_an_organisation(content.applicant.name):
        return False
    last, first = parts[-1], parts[0]
    is_plain = last.lower() in COMMON or len(last) < 4 or last.lower() in _of_the_authority(content)
    for found in re.finditer(
        rf"(?<![\w@./-])(?:{re.escape(last)}|{re.escape(last.upper())})(?![\w@-])", text
    ):
        before = _BEFORE.search(text, max(0, found.start() - 30), found.start())
        word = before[1].rstrip(".").lower() if before else ""
        if word in _TITLES and len(last) > 1:
            return not _OF_PLACES.match(text, found.end())
        if word == first.lower():
            return True
        is_of_another = (
            bool(before) and before is not None and before[1][0].isupper() and word not in OPENING_WORDS
        )
        if not is_plain and not is_of_another and not _OF_PLACES.match(text, found.end()):
            return True
    return False


def _of_email(address: str) -> Iterable[str]:
    """The address; its local part too, where that is no common word or office."""
    local, _, domain = address.partition("@")
    if not domain or not local:
        return
    yield address
    is_telling = len(local) >= 6 and re.search("[a-z]", local, re.IGNORECASE) is not None
    if is_telling and local.lower() not in COMMON | ROLE_ADDRESSES and re.search(r"[._\d-]", local):
        yield local


def _is_a_house(row: str) -> bool:
    """ "14 Larch Close": a number and a name; a town or a county alone gives nobody away."""
    return re.match(r"(?:flat\s)?\d{1,4}[a-z]?\s", row, re.IGNORECASE) is not None and len(row) >= 8


def _is_distinctive(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name.lower())
    return len(name) > 3 and any(word not in COMMON and len(word) > 3 for word in words)


def _is_of_an_organisation(name: str) -> bool:
    return any(word in OF_ORGANISATIONS for word in name.lower().split()[-1:])


def _parts(name: str) -> list[str]:
    words = [word.strip(".,") for word in name.split()]
    return [word for word in words if word and word.lower() not in _TITLES]


def _of_the_authority(content: LetterContent) -> str:
    authority, regulator = content.authority, content.regulator
    lines = (
        authority.name,
        *authority.address_lines,
        *authority.review_contact_lines,
        *regulator.address_lines,
    )
    return " ".join(lines).lower()


def _whole(text: str, *, exactly: bool = False) -> re.Pattern[str]:
    flags = re.NOFLAG if exactly else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", flags)
