"""Does anything in the letter still wait to be written, or point to where no reader can go?

In our own words that is a defect; in what is disclosed it may be the record itself, so that a reason lets it stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from requests_app.letters.checks.finding import ACCURACY, Finding, defect, warning
from requests_app.letters.checks.texts import Written, officers_texts, without_quotations
from requests_app.letters.model import LetterContent

_PLACEHOLDER = re.compile(
    r"\[\s?(?:insert|enter\s|add\s|tb[ca]\b|to\sbe\s(?:confirmed|added|completed|inserted|decided)|xx+|link\b|url\b|todo"
    r"|delete\s(?:as|if|where)|choose|select|placeholder|your\s(?:name|text)|drafting\snote|note\sto)[^\]\n]{0,120}\]"
    r"|\bdelete\sas\s(?:appropriate|applicable|necessary)\b|\[DN\b[^\]\n]{0,200}\]|\blorem\sipsum\b|\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|<<[^<>\n]{1,60}>>|«[^«»\n]{1,60}»",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\bTB[CA]\b|\b(?:X{4,}|x{4,})\b|\bTODO:|(?<!_)_{4,}(?!_)|(?<![<\w])<(?!redacted|withheld)[a-z][a-z _]{2,40}>"
)
_IN_OUR_WORDS = re.compile(
    r"\[(?:number|date|name|reference|title|address|amount|figure|text|deadline)\]|\{[a-z][a-z_ .]{1,40}\}",
    re.IGNORECASE,
)
"""In what is disclosed these stand for what is redacted."""
_MARKUP = re.compile(
    r"\[[^\[\]\n]{1,200}\]\(\s?(?:https?:|www\.|mailto:|/)|</?(?:a|b|i|u|p|br|strong|em|div|span|ul|ol|li|table|tr|td|h[1-6])"
    r"(?:\s[^<>\n]{0,200})?/?>|&(?:nbsp|amp|lt|gt|quot|#\d{1,5});|\*\*[a-z][^*\n]{0,80}\*\*",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"\bhttps?(?:;//|:\\|://[a-z0-9.-]{1,100}\s\.[a-z]|//|:\s//|:/(?!/)|:(?=www\.)|://\s|://(?=$|[,;)]))|\b(?!https?://)h?t{1,4}p{1,3}s{0,2}://"
    r"|\bhttps?://https?:|\bhttps?://[^\s/?#]*(?:,|\.\.)[^\s/?#]|\bwww\.\s[a-z0-9-]+\.|\bwww[,;]\w"
    r"|\bhttps?://[^\s<>\"]{1,400}(?:\.{3}|…)",
    re.IGNORECASE,
)
_WITH_SPACES = re.compile(
    r"\bhttps?://[^\s<>\"]{1,400}[\w%-]\s(?P<rest>(?:[\w%()/-]{1,40}\s){0,3}[\w%()/-]{1,40}\.(?:pdf|docx?|xlsx?|csv|pptx?|odt|ods))\b",
    re.IGNORECASE,
)
_PROSE: Final = frozenset(
    {
        "and",
        "or",
        "the",
        "file",
        "see",
        "open",
        "called",
        "named",
        "as",
        "in",
        "is",
        "a",
        "to",
        "for",
        "with",
        "which",
        "has",
    }
    | {"under", "then", "at", "by", "on", "from", "called", "download", "also", "are", "it"}
)
_INTERNAL = re.compile(
    r"(?<![\w:])[A-Za-z]:[\\/](?!/)[\w ]|(?<![\\\w])\\\\[\w.$-]{2,60}\\[\w$]|\b(?:file|smb):/{2}"
    r"|\bhttps?://(?:[^\s/@]{1,100}@)?(?:localhost|intranet|sharepoint|127\.|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)"
    r"|\bhttps?://[a-z0-9-]{1,60}(?:[/:]|(?=[\s,;)]|\.?\s|$))(?!\.)"
    r"|\bhttps?://[a-z0-9.-]{1,200}(?:\.local|\.internal|\.intranet|\.lan|\.corp|\.sharepoint\.com|\.onedrive\.com)\b"
    r"|\bhttps?://(?:intranet|sharepoint|teams)\.[a-z]",
    re.IGNORECASE,
)
_WITHOUT_SCHEME = re.compile(r"(?<![\w/.@:-])www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_NOT_PUBLIC = re.compile(
    r"\b(?:intranet|sharepoint|shared\sdrive|network\sdrive|internal\s(?:site|website|portal))\b", re.I
)


def unfinished(content: LetterContent, on: date) -> Iterator[Finding]:
    """What a template or a draft leaves behind: "[insert date]", "{{ name }}", "TBC", "XXXX", Lorem ipsum."""
    for written in officers_texts(content):
        found = _left_over(written)
        if found:
            yield _by_whom(written)(
                "text-unfinished",
                ACCURACY,
                f'"{_short(found[0])}" still has to be filled in: write what belongs there, or take it out',
                written.where,
            )


def _left_over(written: Written) -> re.Match[str] | None:
    """A cell may say TBC, because the record does; a quotation may have the blanks of a form."""
    found = _PLACEHOLDER.search(written.text)
    if found is None and not written.is_cell:
        found = _MARK.search(without_quotations(written.text))
    if found is None and written.question is None:
        found = _IN_OUR_WORDS.search(written.text)
    return found


def markup_in_text(content: LetterContent, on: date) -> Iterator[Finding]:
    """A letter prints what is typed: HTML and Markdown come out as signs."""
    for written in officers_texts(content):
        if found := _MARKUP.search(written.text):
            yield warning(
                "markup-in-text",
                ACCURACY,
                f'"{_short(found[0])}" would be printed as it stands: write plain words, and an address in full',
                written.where,
            )


def link_broken(content: LetterContent, on: date) -> Iterator[Finding]:
    """An address that leads nowhere gives no access (s21(1)), and no advice (s16)."""
    for written in officers_texts(content):
        words = _broken_link(written.text)
        if words:
            yield warning(
                "link-broken",
                "EIR reg 9" if content.regime == "eir" else "FOIA s16",
                f'"{_short(words)}" is not a whole web address: copy it again, from "https://" to its end',
                written.where,
            )


def _broken_link(text: str) -> str:
    if found := _BROKEN.search(text):
        return found[0]
    for found in _WITH_SPACES.finditer(text):
        if not _PROSE & {word.lower() for word in found["rest"].split()}:
            return found[0]
    return ""


def link_without_scheme(content: LetterContent, on: date) -> Iterator[Finding]:
    """Readers of a PDF or a page cannot follow "www." alone, and cannot see whether it is safe."""
    for written in officers_texts(content):
        if found := _WITHOUT_SCHEME.search(written.text):
            yield warning(
                "link-without-scheme",
                "EIR reg 9" if content.regime == "eir" else "FOIA s16",
                f'"{_short(found[0])}" is no whole address: write it with "https://" in front',
                written.where,
            )


def link_internal(content: LetterContent, on: date) -> Iterator[Finding]:
    """A place that only the authority can reach: its network, its intranet, somebody's own disk."""
    for written in officers_texts(content):
        found = _INTERNAL.search(written.text)
        if found is None and ":where_available" in written.where:
            found = _NOT_PUBLIC.search(written.text)
        if found:
            yield warning(
                "link-internal",
                "EIR reg 6(1)(b)" if content.regime == "eir" else "FOIA s21(1)",
                f'"{_short(found[0])}" can be reached only inside the authority: give an address that is open to '
                "everybody, or enclose the information",
                written.where,
            )


def _by_whom(written: Written) -> Callable[[str, str, str, str], Finding]:
    return warning if written.question is not None else defect


def _short(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 60 else f"{words[:57]}…"
