"""Which limbs, for which questions and what information, and why? The part that every decision has.

What the Act offers is read from `exemptions.statute`; nothing of it is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from exemptions.domain.decision import Decision
from exemptions.statute import Basis, Effect, Limb, Provision, Test
from requests_app.forms.citing import cite_regime, cited_under
from requests_app.forms.layout import GovButton, GovField, Layout
from requests_app.forms.parts import LongText, PartForm

EFFECT_LABELS = {
    Effect.WITHHOLD: "Withhold the information",
    Effect.NCND: "Neither confirm nor deny that it is held",
}
EFFECT_HINTS = {
    Effect.WITHHOLD.value: "You say that the information is held and do not give it (FOIA s1(1)(b)).",
    Effect.NCND.value: "You do not even say whether it is held, because that alone would reveal something.",
}
# Sections 12 and 14 exempt no information: they free the authority from the request as it stands (s17(5)).
REFUSAL_LABELS = {
    Effect.WITHHOLD: "Refuse the request",
    Effect.NCND: "Refuse even to confirm or deny that it is held",
}
REFUSAL_HINTS = {
    Effect.WITHHOLD.value: "You need not comply with the request as it stands.",
    Effect.NCND.value: "Finding out whether the information is held would by itself cost too much.",
}
LONGEST_LABEL = 160


class DecisionForm(PartForm):
    """The limbs relied on stand in three fields, as the Act groups them; `chosen_limbs` joins them again."""

    limbs = forms.MultipleChoiceField(
        label="Which limbs do you rely on to withhold?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=(
            "A refusal notice must name the subsection and paragraph. Choose each one that you can defend."
        ),
    )
    purposes = forms.MultipleChoiceField(
        label="For which purposes?", widget=forms.CheckboxSelectMultiple, required=False
    )
    ncnd_limbs = forms.MultipleChoiceField(
        label="Which limb lets you neither confirm nor deny?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=(
            "Only if confirming that the information is held, or that it is not, would itself "
            "reveal something."
        ),
    )
    effect = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    questions = forms.TypedMultipleChoiceField(
        label="Which questions is it for?",
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
        help_text="One decision can serve several questions.",
    )
    covers = LongText(
        label="Exactly which information does it cover?",
        required=False,
        help_text=(
            "As the applicant should read it: “the dates of the patrols”. It must not give the "
            "information away."
        ),
    )
    explanation = LongText(
        label="Why does it apply?",
        required=False,
        help_text=(
            "In your own words, about this information. The Commissioner expects reasons that are "
            "specific to it, not the wording of the Act again (FOIA s17(1)(c))."
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        law: Provision,
        question_texts: Mapping[int, str],
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.law = law
        self._labels, self._effect_hints = (
            (EFFECT_LABELS, EFFECT_HINTS) if law.is_exemption else (REFUSAL_LABELS, REFUSAL_HINTS)
        )
        cite_regime(self, law.regime)
        if not law.is_exemption:
            self.fields["limbs"].label = "On which ground do you refuse?"
            self.fields["ncnd_limbs"].label = "On which ground do you neither confirm nor deny?"
            self.fields["ncnd_limbs"].help_text = REFUSAL_HINTS[Effect.NCND.value]
        self.fields["purposes"].help_text = _purpose_words(law)
        already = {key for name in _LIMB_FIELDS for key in self._raw(name)}
        offered = [limb for limb in law.limbs if limb.in_force_on(today) or limb.key in already]
        self._limbs = {
            name: [limb for limb in offered if belongs(limb)] for name, belongs in _LIMB_FIELDS.items()
        }
        for name, limbs in self._limbs.items():
            common = self._common_nature(limbs)
            self.fields[name].help_text = " ".join(filter(None, [str(self.fields[name].help_text), common]))
            self._choice(name).choices = [(limb.key, f"{limb.printed} {limb.words}") for limb in limbs]
        self._choice("effect").choices = [(effect.value, self._labels[effect]) for effect in self._effects()]
        self._choice("questions").choices = [
            (number, f"{number}. {shortened(text)}") for number, text in question_texts.items()
        ]

    def layout(self) -> Layout:
        limbs = [
            GovField(name, hints=self._hints(limbs), size="m") for name, limbs in self._limbs.items() if limbs
        ]
        hints = {name: cited_under(self.law.regime, hint) for name, hint in self._effect_hints.items()}
        return Layout(
            GovField("effect", hints=hints, size="m"),
            *limbs,
            _UPDATE,
            GovField("questions", size="m"),
            GovField("covers", size="m"),
            GovField("explanation", size="m"),
        )

    def _raw(self, name: str) -> list[str]:
        """The keys that stand in a field, read past its bound field, which copies the hint when it is made."""
        if self.is_bound:
            return self.fields[name].widget.value_from_datadict(self.data, self.files, name) or []
        return self.initial.get(name) or []

    def _hints(self, limbs: list[Limb]) -> dict[str, str]:
        """What each limb asks for; said once, above them, where all of them ask for the same."""
        if not self.law.is_exemption:
            return {}
        natures = {limb.key: _nature(limb) for limb in limbs}
        return natures if len(set(natures.values())) > 1 else {}

    def _common_nature(self, limbs: list[Limb]) -> str:
        natures = {_nature(limb) for limb in limbs}
        return natures.pop() if len(natures) == 1 and self.law.is_exemption else ""

    def chosen_limbs(self) -> tuple[str, ...]:
        """Limbs as typed, valid or not, leaving out what the provision does not have; in the order of the
        Act.
        """
        typed = {key for name in _LIMB_FIELDS for key in self[name].value() or () if self.law.has_limb(key)}
        return tuple(limb.key for limb in self.law.chosen(typed))

    def chosen_effect(self) -> Effect:
        typed = self["effect"].value()
        return Effect(typed) if typed in set(Effect) else Effect.WITHHOLD

    def chosen_questions(self) -> frozenset[int]:
        typed = [str(number) for number in self["questions"].value() or ()]
        return frozenset(int(number) for number in typed if number.isdecimal() and len(number) < 10)

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _effects(self) -> list[Effect]:
        """Neither confirming nor denying is offered where the provision has a limb for it."""
        return [effect for effect in Effect if effect is Effect.WITHHOLD or self.law.ncnd_limbs]


# The first button of the form: Enter in a field redraws it and saves nothing half-typed.
_UPDATE = GovButton("Update the form", name="act", value="update", variant="secondary", formaction="#records")
_LIMB_FIELDS: Mapping[str, Callable[[Limb], bool]] = {
    "limbs": lambda limb: limb.effect is Effect.WITHHOLD and not limb.is_purpose,
    "purposes": lambda limb: limb.is_purpose,
    "ncnd_limbs": lambda limb: limb.effect is Effect.NCND,
}


def initial_of(decision: Decision, law: Provision) -> dict[str, Any]:
    """The form's values for a recorded decision."""
    limbs = [limb for limb in law.limbs if limb.key in decision.limbs]
    return {
        "effect": decision.effect.value,
        "questions": list(decision.questions),
        "covers": decision.covers,
        "explanation": decision.explanation,
        **{name: [limb.key for limb in limbs if belongs(limb)] for name, belongs in _LIMB_FIELDS.items()},
    }


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1]}…"


def printed(limbs: Iterable[Limb]) -> str:
    """ "(1)(g), (1)(h) or (1)(i)", for a sentence."""
    names = [limb.printed for limb in limbs]
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _nature(limb: Limb) -> str:
    test = "a public-interest test follows" if limb.test is Test.QUALIFIED else "no public-interest test"
    if limb.is_purpose:
        return ""
    if limb.basis is Basis.PREJUDICE:
        return f"Prejudice-based: show that disclosure would, or would be likely to, {limb.harm}; {test}."
    return f"Class-based: show that the information is of this kind; {test}."


def _purpose_words(law: Provision) -> str:
    users = printed(limb for limb in law.limbs if limb.needs_purpose)
    return f"Needed with {users}, and only with these." if users else ""
