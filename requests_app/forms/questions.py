"""How is a request cut into questions on one form, so that nothing typed is lost while rows move?

Every button of the form sends all of it. A row is read as it was typed, the act (move, merge, remove, add)
changes the list of rows, and the page is drawn again from that list; only the saving buttons go further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms

from requests_app.forms.layout import GovField, GovForm, Layout
from requests_app.models import Question
from requests_app.services.questions import QuestionText

MOST_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Row:
    """A question as it stands on the form. `merged` are the ids of those whose records it takes over."""

    text: str = ""
    id: int | None = None
    is_advice: bool = False
    merged: tuple[int, ...] = ()
    place: int | None = None


class QuestionRowForm(GovForm):
    """One question. `place` is where it should stand; changing it and saving puts the rows in order."""

    form_tag = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    merged = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        widget=forms.Textarea,
        label="What is asked",
        error_messages={"required": "Write the question, or remove it."},
    )
    is_advice = forms.BooleanField(
        required=False,
        label="This asks for an explanation, not for recorded information: answer it as advice (FOIA s16)",
    )
    place = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_ROWS,
        label="Position",
        error_messages={"invalid": "Enter the position as a number."},
    )

    def layout(self) -> Layout:
        return Layout(
            "id",
            "merged",
            GovField("text", rows=4, size="s"),
            GovField("is_advice", small=True),
            GovField("place", width=2),
        )


class QuestionsForm(GovForm):
    """What belongs to the form as a whole: `seen` says which versions the person was shown."""

    form_tag = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def rows_of(questions: Iterable[Question]) -> list[Row]:
    return [Row(text=row.text, id=row.pk, is_advice=row.is_advice, place=row.number) for row in questions]


def read_rows(data: Mapping[str, str]) -> list[Row]:
    """The rows as they were typed, valid or not, in the order of the form."""
    total = _number(data.get("rows", "")) or 0
    return [_read(data, f"q-{index}") for index in range(min(total, MOST_ROWS))]


def forms_for(rows: Sequence[Row], *, check: bool = False) -> list[QuestionRowForm]:
    """A form for each row; `check` finds what is wrong with them."""
    values = [_values(row, number) for number, row in enumerate(rows, start=1)]
    if not check:
        return [QuestionRowForm(initial=each, prefix=f"q-{index}") for index, each in enumerate(values)]
    return [
        QuestionRowForm({f"q-{index}-{name}": value for name, value in each.items()}, prefix=f"q-{index}")
        for index, each in enumerate(values)
    ]


def in_order(rows: Sequence[Row]) -> list[Row]:
    """By the positions typed; a row that was moved comes before the one that stood there."""
    numbered = list(enumerate(rows, start=1))
    moved = {number for number, row in numbered if row.place not in (None, number)}
    numbered.sort(key=lambda each: (each[1].place or each[0], each[0] not in moved, each[0]))
    return [replace(row, place=None) for _, row in numbered]


def apply(act: str, rows: Sequence[Row]) -> list[Row]:
    """Do what a button says: "add", "remove:2", "merge:2", "up:2" or "down:2". Places count from 0."""
    verb, _, place = act.partition(":")
    index = _number(place)
    changed = in_order(rows)
    if verb == "add":
        return [*changed, Row()]
    if index is None or index >= len(changed):
        return changed
    match verb:
        case "remove":
            del changed[index]
        case "merge" if index > 0:
            changed[index - 1 : index + 1] = [_merged(changed[index - 1], changed[index])]
        case "up" if index > 0:
            changed[index - 1], changed[index] = changed[index], changed[index - 1]
        case "down" if index + 1 < len(changed):
            changed[index], changed[index + 1] = changed[index + 1], changed[index]
    return changed


def texts(rows: Sequence[Row]) -> list[QuestionText]:
    """What the service is given."""
    return [
        QuestionText(text=row.text.strip(), id=row.id, is_advice=row.is_advice, merged_ids=row.merged)
        for row in rows
    ]


def write_seen(questions: Iterable[Question]) -> str:
    return ",".join(f"{row.pk}:{row.version}" for row in questions)


def read_seen(text: str) -> dict[int, int]:
    pairs = (part.partition(":") for part in text.split(",") if part)
    numbers = ((_number(pk), _number(version)) for pk, _, version in pairs)
    return {pk: version for pk, version in numbers if pk is not None and version is not None}


def with_questions_of_others(rows: Sequence[Row], questions: Iterable[Question]) -> list[Row]:
    """The rows, fit to be saved again on purpose.

    A question that somebody else removed becomes a new one; one that is missing here (added by somebody
    else, or not removable) stands again at the end, so that saving does not delete it unseen.
    """
    stored = {row.pk: row for row in questions}
    kept = [
        replace(
            row,
            id=row.id if row.id in stored else None,
            merged=tuple(pk for pk in row.merged if pk in stored),
        )
        for row in rows
    ]
    present = {row.id for row in kept} | {pk for row in kept for pk in row.merged}
    return [*kept, *rows_of(row for pk, row in stored.items() if pk not in present)]


def _merged(above: Row, below: Row) -> Row:
    texts_ = [text for text in (above.text.rstrip(), below.text.strip()) if text]
    ids = (*above.merged, *((below.id,) if below.id else ()), *below.merged)
    stays = above.id or (ids[0] if ids else None)
    return Row(
        text="\n".join(texts_),
        id=stays,
        is_advice=above.is_advice and below.is_advice,
        merged=tuple(pk for pk in ids if pk != stays),
    )


def _read(data: Mapping[str, str], prefix: str) -> Row:
    merged = data.get(f"{prefix}-merged", "").split(",")
    return Row(
        text=data.get(f"{prefix}-text", "").replace("\r\n", "\n"),
        id=_number(data.get(f"{prefix}-id", "")),
        is_advice=data.get(f"{prefix}-is_advice", "") == "on",
        merged=tuple(pk for pk in map(_number, merged) if pk is not None),
        place=_number(data.get(f"{prefix}-place", "")),
    )


def _values(row: Row, number: int) -> dict[str, object]:
    return {
        "text": row.text,
        "id": "" if row.id is None else row.id,
        "is_advice": row.is_advice,
        "merged": ",".join(map(str, row.merged)),
        "place": number,
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
