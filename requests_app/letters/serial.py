"""How is a letter kept as JSON, read back exactly, and identified by a hash?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from exemptions.domain import serial
from requests_app.letters.model import BLOCKS, FORMAT, Block, IssueStamp, LetterContent, Section

Json = dict[str, Any]


class UnreadableLetter(ValueError):
    """The stored letter was written in a form that this version does not know."""


def to_dict(content: LetterContent) -> Json:
    """The letter as JSON-friendly values; `from_dict` gives an equal letter back."""
    data = serial.to_dict(replace(content, sections=()))
    data["sections"] = [_section_to_dict(section) for section in content.sections]
    return data


def from_dict(data: Mapping[str, Any]) -> LetterContent:
    """The letter that `to_dict` wrote; UnreadableLetter or RecordError says what does not fit."""
    if data.get("format") != FORMAT:
        raise UnreadableLetter(f"This letter has format {data.get('format')!r}; format {FORMAT} can be read.")
    sections = tuple(_section_from_dict(each) for each in data.get("sections", []))
    rest = {key: value for key, value in data.items() if key != "sections"}
    return replace(serial.from_dict(LetterContent, rest | {"sections": []}), sections=sections)


def content_hash(content: LetterContent) -> str:
    """SHA-256 in hexadecimal of the letter's canonical JSON: what a sign-off is tied to."""
    canonical = json.dumps(to_dict(content), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def stamp_to_dict(stamp: IssueStamp) -> Json:
    return serial.to_dict(stamp)


def stamp_from_dict(data: Mapping[str, Any]) -> IssueStamp:
    return serial.from_dict(IssueStamp, data)


def _section_to_dict(section: Section) -> Json:
    data = serial.to_dict(replace(section, blocks=(), fixed=()))
    data["blocks"] = [_block_to_dict(block) for block in section.blocks]
    data["fixed"] = [_block_to_dict(block) for block in section.fixed]
    return data


def _section_from_dict(data: Mapping[str, Any]) -> Section:
    rest = {key: value for key, value in data.items() if key not in {"blocks", "fixed"}}
    return replace(
        serial.from_dict(Section, rest | {"blocks": [], "fixed": []}),
        blocks=tuple(_block_from_dict(block) for block in data.get("blocks", [])),
        fixed=tuple(_block_from_dict(block) for block in data.get("fixed", [])),
    )


def _block_to_dict(block: Block) -> Json:
    return {"kind": block.kind} | serial.to_dict(block)


def _block_from_dict(data: Mapping[str, Any]) -> Block:
    kind = BLOCKS.get(data.get("kind", ""))
    if kind is None:
        raise UnreadableLetter(f"A letter has no block of the kind {data.get('kind')!r}.")
    return serial.from_dict(kind, {key: value for key, value in data.items() if key != "kind"})
