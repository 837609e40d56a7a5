"""What is asked about one question: held or not, searched where, given what?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from requests_app.domain.casefile import Holding, QuestionFile, SearchMade
from requests_app.forms.answer import AnswerForm, answer_initial
from requests_app.forms.citing import cite_regime, cited_under
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovField, Layout
from requests_app.forms.parts import LongText, PartForm
from requests_app.forms.rows import BaseRows, RowForm, Typed, rows_of, typed
from requests_app.models import Question

LARGEST_COUNT = 2_147_483_647
HOLDING_HINTS = {
    "unknown": "You are still looking. The response cannot go out like this.",
    "held": "The authority has it, or somebody holds it on its behalf (FOIA s3(2)).",
    "not_held": "A reasonable search found nothing. Record it: a review or the regulator asks for it.",
    "ncnd": "Even saying whether it is held would reveal something exempt: record that decision.",
}


class QuestionForm(PartForm):
    """What is said of the question as a whole, in the terms of the law that applies."""

    regime = "foia"

    holding = forms.ChoiceField(
        label="Is the information held?",
        choices=Question.Holding.choices,
        widget=forms.RadioSelect,
        help_text="As of the day on which the request arrived (FOIA s1(4)).",
        error_messages={"required": "Say whether the information is held"},
    )
    is_advice = forms.BooleanField(
        label="It asks for an explanation, not for recorded information: answer it as advice (FOIA s16)",
        required=False,
    )
    note = LongText(
        label="Internal note (optional)",
        required=False,
        help_text="For you and your colleagues. Never printed.",
    )

    def layout(self) -> Layout:
        hints = {name: cited_under(self.regime, hint) for name, hint in HOLDING_HINTS.items()}
        return Layout(GovField("holding", size="m", hints=hints), "is_advice", GovField("note", rows=3))


class SearchForm(RowForm):
    """One search that was made: the evidence for "held" and "not held" alike."""

    noun = "Search"
    where = forms.CharField(
        label="Where was it looked for?",
        max_length=300,
        help_text="A system, a shared drive, a mailbox, paper files.",
        error_messages={"required": "Enter where it was looked for, or remove the search"},
    )
    by = forms.CharField(label="Who looked?", required=False, max_length=200)
    terms = LongText(label="Search terms", required=False, help_text="Exactly as they were typed in.")
    hits = forms.IntegerField(label="Hits", required=False, min_value=0, max_value=LARGEST_COUNT)
    minutes = forms.IntegerField(label="Minutes taken", required=False, min_value=0, max_value=LARGEST_COUNT)
    on = GovDateField(label="Date", called="the date of the search", required=False)

    def layout(self) -> Layout:
        return Layout(
            GovField("where", classes="app-row__wide"),
            GovField("by", width=20),
            "on",
            GovField("terms", rows=2, classes="app-row__wide"),
            GovField("hits", width=5),
            GovField("minutes", width=5),
        )

    def search(self) -> SearchMade:
        """The search as the domain knows it; only after validation."""
        return SearchMade(**self.cleaned_data)


SearchRows = rows_of(SearchForm)
AnswerRows = rows_of(AnswerForm)


def question_initial(question: QuestionFile) -> Typed:
    return {"holding": question.holding.value, "is_advice": question.is_advice, "note": question.note}


def search_initial(search: SearchMade) -> Typed:
    return {
        "where": search.where,
        "by": search.by,
        "terms": search.terms,
        "hits": search.hits,
        "minutes": search.minutes,
        "on": search.on,
    }


class QuestionSheet:
    """The form, the searches and the answers of one page, which stand or fall together."""

    def __init__(self, form: QuestionForm, searches: BaseRows, answers: BaseRows) -> None:
        self.form, self.searches, self.answers = form, searches, answers

    @classmethod
    def stored(cls, question: QuestionFile, documents: Sequence[tuple[str, str]]) -> QuestionSheet:
        """As it was saved last; one empty row where there is none yet."""
        searches = [search_initial(search) for search in question.searches] or [{}]
        answers = [answer_initial(answer, documents) for answer in question.answers] or [{}]
        return cls.unjudged(question_initial(question), searches, answers, documents)

    @classmethod
    def unjudged(
        cls, form: Typed, searches: list[Typed], answers: list[Typed], documents: Sequence[tuple[str, str]]
    ) -> QuestionSheet:
        return cls(
            QuestionForm(initial=form),
            SearchRows(prefix="searches", initial=searches),
            AnswerRows(prefix="answers", initial=answers, form_kwargs={"documents": documents}),
        )

    @classmethod
    def sent(cls, data: Mapping[str, Any], documents: Sequence[tuple[str, str]]) -> QuestionSheet:
        return cls(
            QuestionForm(data),
            SearchRows(data, prefix="searches"),
            AnswerRows(data, prefix="answers", form_kwargs={"documents": documents}),
        )

    def under(self, regime: str) -> QuestionSheet:
        """The same sheet with the hints of this law."""
        self.form.regime = regime
        cite_regime(self.form, regime)
        return self

    @property
    def typed(self) -> Typed:
        """What stands in the form above the rows."""
        return typed(self.form)

    @property
    def is_valid(self) -> bool:
        parts = [self.form.is_valid(), self.searches.is_valid(), self.answers.is_valid()]
        return all(parts)

    @property
    def searches_made(self) -> tuple[SearchMade, ...]:
        """The searches filled in; only after validation."""
        return tuple(cast(SearchForm, row).search() for row in self.searches.filled)

    @property
    def answers_filled(self) -> list[AnswerForm]:
        return [cast(AnswerForm, row) for row in self.answers.filled]

    @property
    def holding(self) -> Holding:
        return Holding(self.form.cleaned_data["holding"])
