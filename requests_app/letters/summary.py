"""What does a letter tell a machine? A small summary, embedded in its PDF and offered beside it.

Made from the frozen letter, and never more than the letter says: where silence is kept nothing tells whether anything
is held, and no word of it is about the person who asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from exemptions.domain.decision import Decision
from exemptions.statute import Effect
from requests_app.domain.casefile import AnswerKind, Holding, QuestionFile, RequestMade
from requests_app.domain.letterkinds import Language, LetterKind
from requests_app.letters.compose.given import Gets, Given, applying, what_is_given
from requests_app.letters.law import cited, limbs_of
from requests_app.letters.model import IssueStamp, LetterContent
from requests_app.letters.serial import content_hash

Json = dict[str, Any]

FORMAT: Final = 2
FILE_NAME: Final = "letter.json"
MEDIA_TYPE: Final = "application/json"
DESCRIPTION: Final = "What this letter decides, as data"

_TELLS_HELD: Final[Gets] = frozenset({Given.DISCLOSED, Given.ACCESSIBLE, Given.WITHHELD, Given.UNDECIDED})
_TELLS_NOTHING: Final[Gets] = frozenset({Given.COST_OF_CONFIRMING, Given.COST, Given.REFUSED})


def summary_text(content: LetterContent, stamp: IssueStamp) -> str:
    """The summary as a file; equal letter and stamp give equal text."""
    return json.dumps(summary(content, stamp), indent=2, ensure_ascii=False) + "\n"


def summary(content: LetterContent, stamp: IssueStamp) -> Json:
    """The letter as the schema in docs/letter-summary.schema.json describes it."""
    return {
        "format": FORMAT,
        "kind": content.kind.value,
        "is_draft": stamp.is_provisional,
        "reference": content.reference,
        "regime": content.regime,
        "language": content.language.value,
        "authority": content.authority.name,
        "dates": {
            "received": content.received_on.isoformat(),
            "clarified": content.clarified_on.isoformat() if content.clarified_on else None,
            "issued": stamp.issued_on.isoformat(),
        },
        "requests": list(_requests(content)),
        "questions": [_question(question, content) for question in content.questions],
        "provisions": list(_provisions(content)),
        "rights": _rights(content, stamp),
        "content_sha256": content_hash(content),
    }


def _requests(content: LetterContent) -> Iterator[Json]:
    """Each request that the letter answers, its own first, with the numbers that its questions have here."""
    own = RequestMade(
        reference=content.reference,
        received_on=content.received_on,
        wording="",
        clarified_on=content.clarified_on,
        questions=tuple(question.number for question in content.questions),
    )
    for request in content.requests or (own,):
        yield {
            "reference": request.reference,
            "received": request.received_on.isoformat(),
            "clarified": request.clarified_on.isoformat() if request.clarified_on else None,
            "questions": list(request.questions),
        }


def _question(question: QuestionFile, content: LetterContent) -> Json:
    gets = what_is_given(question, content.decisions)
    return {
        "number": question.number,
        "holding": _holding(question, gets, applying(content.decisions, question.number)),
        "outcomes": [given.value for given in Given if given in gets],
        "disclosed": list(dict.fromkeys(answer.kind.value for answer in question.answers)),
    }


def _holding(question: QuestionFile, gets: Gets, mine: tuple[Decision, ...]) -> str | None:
    """What the letter says of it; None where it keeps silent, or refuses without looking (s1(1)(a), s12(2))."""
    if any(decision.effect is Effect.NCND for decision in mine) or gets & _TELLS_NOTHING:
        return None
    match question.holding:
        case Holding.NOT_HELD:
            return "not_held"
        case Holding.HELD if gets <= _TELLS_HELD:
            return "held"
        case _:
            return None


def _provisions(content: LetterContent) -> Iterator[Json]:
    """What is relied on, each once, to the limb as the letter cites it (s17(1)(b))."""
    found: dict[tuple[str, Effect], Json] = {}
    for decision in content.decisions:
        citation = cited(decision)
        row = found.setdefault(
            (citation, decision.effect),
            {
                "citation": citation,
                "provision": decision.provision,
                "limbs": [limb.key for limb in limbs_of(decision)],
                "effect": decision.effect.value,
                "questions": [],
            },
        )
        row["questions"] = sorted({*row["questions"], *decision.questions})
    yield from found.values()


def _rights(content: LetterContent, stamp: IssueStamp) -> Json | None:
    """Until when a review may be asked for, and to whom one may complain; None in a letter that does not say."""
    section = content.section("rights")
    if section is None or not section.all_blocks:
        return None
    return {
        "review_by": stamp.review_by.isoformat() if stamp.review_by else None,
        "complaints_to": content.regulator.name,
        "complaints_url": content.regulator.complaint_url or None,
    }


def schema_text() -> str:
    """What docs/letter-summary.schema.json holds."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Json:
    date: Json = {"type": "string", "format": "date"}
    perhaps: Json = {"anyOf": [date, {"type": "null"}]}
    text: Json = {"type": "string"}
    numbers: Json = {"type": "array", "items": {"type": "integer"}}
    request = {"reference": text, "received": date, "clarified": perhaps, "questions": numbers}
    question = {
        "number": {"type": "integer"},
        "holding": {"enum": ["held", "not_held", None], "description": "null: the letter does not say"},
        "outcomes": {"type": "array", "items": {"enum": [given.value for given in Given]}, "minItems": 1},
        "disclosed": {"type": "array", "items": {"enum": [kind.value for kind in AnswerKind]}},
    }
    provision = {
        "citation": text,
        "provision": text,
        "limbs": {"type": "array", "items": text},
        "effect": {"enum": [effect.value for effect in Effect]},
        "questions": numbers,
    }
    rights = {"review_by": perhaps, "complaints_to": text, "complaints_url": {"type": ["string", "null"]}}
    whole = {
        "format": {"const": FORMAT},
        "kind": {"enum": [kind.value for kind in LetterKind]},
        "is_draft": {"type": "boolean"},
        "reference": text,
        "regime": {"enum": ["foia", "eir"]},
        "language": {"enum": [language.value for language in Language]},
        "authority": text,
        "dates": _object({"received": date, "clarified": perhaps, "issued": date}),
        "requests": {"type": "array", "items": _object(request), "minItems": 1},
        "questions": {"type": "array", "items": _object(question)},
        "provisions": {"type": "array", "items": _object(provision)},
        "rights": {"anyOf": [_object(rights), {"type": "null"}]},
        "content_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Summary of a letter"}
    return head | _object(whole)


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
