"""What must be typed to take each step of a case? One small form an act; none decides anything."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils import timezone

from requests_app.domain.letterkinds import Language
from requests_app.domain.roles import CASE_WORKERS
from requests_app.domain.text import long_date
from requests_app.forms.decision import shortened
from requests_app.forms.fields import GovDateField
from requests_app.forms.layout import GovField, GovForm, Layout
from requests_app.models import Case, Team, User
from requests_app.selectors.together import could_lead

ONCE = "once"


class ActForm(GovForm):
    """The confirm page writes the form element itself; `once` makes a double click act once."""

    form_tag = False
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    @property
    def typed(self) -> dict[str, Any]:
        """What the service is given, by its own names."""
        return {name: value for name, value in self.cleaned_data.items() if name != ONCE}


def _text(label: str, help_text: str = "", rows: int = 6) -> forms.CharField:
    """Long words; the service says what is wrong with empty ones, where it says more than we could."""
    return forms.CharField(
        required=False, label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _day(label: str, called: str, help_text: str = "") -> GovDateField:
    return GovDateField(label=label, called=called, help_text=help_text, initial=timezone.localdate)


class ClarificationForm(ActForm):
    text = _text(
        "What do you need to know?",
        "The applicant reads this. Ask only what you reasonably need to identify and find the information, "
        "and say how you can help (FOIA s1(3), s16).",
        rows=8,
    )
    on = _day("Date asked", "the date asked", "The clock stops on this day.")


class ReminderForm(ActForm):
    text = _text(
        "What would you like to add? (optional)",
        "The applicant reads this. The letter repeats your question and says by when to reply.",
        rows=5,
    )


class ApologyForm(ActForm):
    text = _text(
        "Why is the answer late?",
        "The applicant reads this. Say it plainly; promise nothing about what will be disclosed.",
    )
    expected_on = GovDateField(
        label="By when do you now expect to answer?",
        called="the day by which you expect to answer",
        help_text="A day that you can keep. The deadline does not move.",
    )


class TransferForm(ActForm):
    to = forms.CharField(
        required=False, max_length=200, label="Which authority answers now?", help_text="Its full name."
    )
    contact = _text(
        "How does the applicant reach it?", "Postal address, e-mail address, telephone; one a line.", rows=5
    )
    consent_on = GovDateField(
        label="When did the applicant agree?",
        called="the day on which the applicant agreed",
        help_text="Nothing is transferred without consent. Ask first, and keep the reply with the case.",
    )
    text = _text("What would you like to add? (optional)", "The applicant reads this.", rows=4)
    on = _day("Date of the transfer", "the date of the transfer", "The clock stops on this day.")


class JoinForm(ActForm):
    """The same applicant's open cases are offered; any other is entered by its reference."""

    OTHER = "other"
    choice = forms.ChoiceField(
        required=False, label="Whose letter answers this one too?", widget=forms.RadioSelect
    )
    leading = forms.CharField(required=False, max_length=60, label="Reference of the case")
    reason = _text(
        "How do you know that it is the same applicant?",
        "Only where the e-mail address differs, and the name or postal address. It is kept in the history of both cases.",
        rows=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.reference, _named(each)) for each in could_lead(self.case)]
        if offered:
            self.fields["choice"].choices = [*offered, (self.OTHER, "Another case")]  # type: ignore[attr-defined]
        else:
            del self.fields["choice"]

    def layout(self) -> Layout:
        if "choice" not in self.fields:
            return Layout("once", GovField("leading", width=20), "reason")
        return Layout(
            "once", GovField("choice", reveals={self.OTHER: GovField("leading", width=20)}), "reason"
        )

    @property
    def typed(self) -> dict[str, Any]:
        given = super().typed
        chosen = given.pop("choice", self.OTHER)
        return given if chosen in ("", self.OTHER) else {**given, "leading": chosen}


def _named(case: Case) -> str:
    return f"{case.reference}, received on {long_date(case.received_on)}: {shortened(case.wording)}"


class ClarificationAnswerForm(ActForm):
    text = _text("The applicant's answer, word for word", rows=8)
    on = _day("Date the answer arrived", "the date the answer arrived", "It becomes the date of receipt.")


class FeesNoticeForm(ActForm):
    amount = forms.DecimalField(
        label="Fee in pounds",
        max_digits=9,
        decimal_places=2,
        error_messages={"invalid": "Enter the fee in pounds and pence, such as 12.50"},
    )
    text = _text(
        "What the fee is for, and how it is worked out",
        "The applicant reads this. Say how to pay. Below the cost limit only copying, postage and the like can be "
        "charged for, not the time of staff (FOIA s9, SI 2004/3244 reg 6).",
    )
    on = _day("Date of the notice", "the date of the notice", "The days from now to payment do not count.")


class FeePaidForm(ActForm):
    on = _day("Date paid", "the date paid")


class ExtendForm(ActForm):
    """Under the EIR the law itself says until when: day 40."""

    until = GovDateField(
        label="Estimated date of the decision",
        help_text="At most 20 working days more is what the regulator expects.",
    )
    why = _text("Why is more time needed?", "The applicant is told this.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.regime == Case.Regime.FOIA:
            # The notice says which exemption and until when (s17(2)); it does not print this.
            self.fields["why"].help_text = "Kept in the history."
        else:
            del self.fields["until"]

    @property
    def typed(self) -> dict[str, Any]:
        return {"until": None} | super().typed


class WhyForm(ActForm):
    why = _text("Why?", "Kept in the history.", rows=4)


class WithdrawForm(ActForm):
    why = _text("How did the applicant withdraw?", "For example: by e-mail. Kept in the history.", rows=4)
    on = _day("Date withdrawn", "the date withdrawn")


class SilenceForm(ActForm):
    earlier = forms.CharField(
        required=False,
        max_length=200,
        label="Which request did the earlier notice answer?",
        help_text="Its reference. The notice relied on section 14, and went to the same applicant.",
    )
    earlier_on = GovDateField(
        label="Date of the earlier notice",
        called="the date of the earlier notice",
    )
    why = _text(
        "Why would another notice be unreasonable?",
        "In all the circumstances (FOIA s17(6)(c)). Kept in the history; nothing is sent.",
    )


class ReceiptForm(ActForm):
    received_on = GovDateField(label="Right date of receipt", called="the right date of receipt")
    why = _text("Why was the date wrong?", "Kept in the history.", rows=4)


class LanguageForm(ActForm):
    language = forms.TypedChoiceField(
        choices=[(each.value, each.label) for each in Language],
        coerce=Language,
        widget=forms.RadioSelect,
        label="In which language do we write to the applicant?",
        error_messages={"required": "Choose the language in which we write to the applicant"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "language": self.case.language}


class AssignForm(ActForm):
    officer = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, label="Officer", empty_label="Nobody"
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), required=False, label="Team", empty_label="No team"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers = User.objects.filter(is_active=True, roles__overlap=[str(role) for role in CASE_WORKERS])
        officer = self.fields["officer"]
        assert isinstance(officer, forms.ModelChoiceField)
        officer.queryset = workers.order_by(Lower("last_name"), Lower("first_name"), "pk")
        self.initial = {**self.initial, "officer": self.case.officer_id, "team": self.case.team_id}


class ApproveForm(ActForm):
    """The hash names the version of the letter that was shown."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReturnForm(ActForm):
    reason = _text("What should be changed?", "The author sees this.")


class ReviewRequestForm(ActForm):
    grounds = _text("What does the applicant disagree with? Word for word", rows=8)
    on = _day("Date the applicant asked", "the date the applicant asked")
    is_complex = forms.BooleanField(
        required=False, label="This review is complex: 40 working days instead of 20 (s45 Code of Practice)"
    )


class CorrectionForm(ActForm):
    reason = _text(
        "What was wrong, and what does the new letter put right?",
        "The applicant reads this at the top of the new letter. Write it to them, in full sentences.",
    )
