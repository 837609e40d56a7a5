"""Which form, which words and which service belong to each act that a person can take? One table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from requests_app.domain.transitions import Act
from requests_app.forms import acts as forms
from requests_app.models import Case, Letter
from requests_app.selectors.facts import current_letter, is_notice
from requests_app.services import (
    acknowledge,
    apologise,
    correspond,
    manage,
    questions,
    review,
    sign_off,
    timing,
    together,
    transfer,
)
from requests_app.services import correct as correcting
from requests_app.services import issue as issuing
from requests_app.views.casework.together import before_separation, before_sign_off

Sentences = Callable[[Case], tuple[str, ...]]
Sample = Callable[[], dict[str, Any]]
_YOUR_WORDS = "[Your words stand here.]"


def _never(case: Case) -> bool:
    return False


def _always_writes(case: Case) -> bool:
    return True


def _is_environmental(case: Case) -> bool:
    """Under FOIA an extension is told by the refusal notice, which somebody signs off."""
    return case.regime == Case.Regime.EIR


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A confirm page. `service` takes the case's id, what was typed, `by`, `at`, `expected_version`.

    `writes`: the act sends a letter, which can be previewed. `sample` is what the first preview is drawn with, before
    anything is typed; without it the letter is shown when the person asks for it.
    """

    service: Callable[..., Any]
    says: Sentences
    done: str
    form: type[forms.ActForm] = forms.ActForm
    warning: str = ""
    variant: str = ""
    leads_to_letter: bool = False
    writes: Callable[[Case], bool] = _never
    sample: Sample | None = None


def _always(*sentences: str) -> Sentences:
    return lambda case: sentences


def _to_applicant(*sentences: str) -> Sentences:
    """What is sent, and how: an e-mail address given is answered by e-mail (FOIA s11)."""

    def say(case: Case) -> tuple[str, ...]:
        if case.applicant.email:
            return ("A letter is sent to the applicant by e-mail, with a PDF.", *sentences)
        return (
            "There is no e-mail address: print the letter from the case's messages and post it.",
            *sentences,
        )

    return say


def _issue(case: Case) -> tuple[str, ...]:
    letter = current_letter(case)
    sent = "sent to the applicant by e-mail" if case.applicant.email else "ready to be printed and posted"
    return (
        f"The letter that was signed off is made into an accessible PDF, dated today and {sent}.",
        "It is frozen: a correction is a new version, and both are kept.",
        _what_stops(letter),
    )


def _conclude(case: Case) -> tuple[str, ...]:
    sent = "sent to the applicant by e-mail" if case.applicant.email else "ready to be printed and posted"
    return (
        f"Your letter is made into an accessible PDF, dated today and {sent}.",
        "The whole outcome follows from your findings; the outcome of each question is recorded.",
        "The review ends. What is left to the applicant then is the regulator (FOIA s50).",
    )


def _extend(case: Case) -> tuple[str, ...]:
    once = "The date of the decision moves. The time is extended once."
    if case.regime == Case.Regime.FOIA:
        return (
            once,
            "Nothing is sent yet: the applicant is told by the refusal notice, which is due by day 20 all the same. "
            "Submit it for sign-off next; it names the exemption and estimates the date (FOIA s17(1) and (2)).",
        )
    return (
        *_to_applicant(once)(case),
        "Only where the request is both complex and voluminous (EIR reg 7(1)).",
    )


def _asked_today() -> dict[str, Any]:
    return {"text": _YOUR_WORDS, "on": timezone.localdate()}


def _extended() -> dict[str, Any]:
    return {"why": _YOUR_WORDS, "until": None}


def _review_today() -> dict[str, Any]:
    return {"grounds": _YOUR_WORDS, "on": timezone.localdate(), "is_complex": False}


def _what_stops(letter: Letter | None) -> str:
    if letter is not None and is_notice(letter):
        return "It only takes more time (FOIA s17(2)): the clock runs on, and the decision is still owed."
    return "The clock stops, and the outcome of each question is recorded."


SCREENS: Mapping[Act, Screen] = MappingProxyType(
    {
        Act.START: Screen(
            service=questions.start_work,
            says=_always("The questions stand as they are; you can still change them later."),
            done="Work has started.",
        ),
        Act.ACKNOWLEDGE: Screen(
            service=acknowledge.acknowledge,
            says=_to_applicant("It is done once."),
            done="Request acknowledged.",
            writes=_always_writes,
            sample=dict,
        ),
        Act.ASK_CLARIFICATION: Screen(
            service=correspond.ask_clarification,
            form=forms.ClarificationForm,
            says=_to_applicant("The clock stops and begins afresh with the answer (FOIA s1(3))."),
            done="Clarification asked. The clock has stopped.",
            writes=_always_writes,
            sample=_asked_today,
        ),
        Act.REMIND: Screen(
            service=correspond.remind,
            form=forms.ReminderForm,
            says=_to_applicant("The clock goes on waiting, and the day on which the case can lapse stays."),
            done="Reminder sent.",
            writes=_always_writes,
            sample=dict,
        ),
        Act.RECEIVE_CLARIFICATION: Screen(
            service=correspond.receive_clarification,
            form=forms.ClarificationAnswerForm,
            says=_always(
                "The date of receipt becomes the day on which the answer arrived; day 1 follows it."
            ),
            done="Clarification recorded. The clock runs again.",
        ),
        Act.SEND_FEES_NOTICE: Screen(
            service=correspond.send_fees_notice,
            form=forms.FeesNoticeForm,
            says=_to_applicant(
                "No day counts from the notice to the payment (FOIA s10(2)).",
                "If nothing is paid within three months, the case can be closed (FOIA s9(2)).",
            ),
            done="Fees notice sent. The clock has stopped.",
            writes=_always_writes,
        ),
        Act.RECEIVE_FEE: Screen(
            service=correspond.receive_fee,
            form=forms.FeePaidForm,
            says=_always("The clock goes on the day after the payment."),
            done="Payment recorded. The clock runs again.",
        ),
        Act.EXTEND: Screen(
            service=timing.extend,
            form=forms.ExtendForm,
            says=_extend,
            done="Time extended.",
            writes=_is_environmental,
            sample=_extended,
        ),
        Act.APOLOGISE: Screen(
            service=apologise.apologise,
            form=forms.ApologyForm,
            says=_to_applicant("The deadline stays: the case is late all the same."),
            done="Apology sent.",
            writes=_always_writes,
        ),
        Act.TRANSFER: Screen(
            service=transfer.transfer,
            form=forms.TransferForm,
            says=_to_applicant(
                "Send the request itself to the other authority: this application does not.",
                "The case ends as transferred and the clock stops. A manager can reopen it.",
            ),
            done="Request transferred.",
            variant="warning",
            writes=_always_writes,
        ),
        Act.LAPSE: Screen(
            service=timing.lapse,
            says=_always("The case is closed without an answer. A manager can reopen it."),
            done="Case closed as lapsed.",
            variant="warning",
        ),
        Act.WITHDRAW: Screen(
            service=timing.withdraw,
            form=forms.WithdrawForm,
            says=_always("The case is closed without an answer. A manager can reopen it."),
            done="Withdrawal recorded.",
            variant="warning",
        ),
        Act.CLOSE_WITHOUT_NOTICE: Screen(
            service=timing.close_without_notice,
            form=forms.SilenceForm,
            says=_always(
                "The applicant gets no letter: their page says no more than that the request is closed.",
                "The clock stops, and the case is closed without an answer. A manager can reopen it.",
            ),
            done="Case closed without a further notice.",
            warning="Only where a notice under section 14 has gone to the same applicant before, and another would be "
            "unreasonable (FOIA s17(6)).",
            variant="warning",
        ),
        Act.CORRECT_RECEIPT: Screen(
            service=timing.correct_receipt,
            form=forms.ReceiptForm,
            says=_always(
                "Every date that depends on it is worked out again, and the change is in the history."
            ),
            done="Date of receipt corrected.",
        ),
        Act.CHANGE_LANGUAGE: Screen(
            service=manage.change_language,
            form=forms.LanguageForm,
            says=_always(
                "Every letter, e-mail and the applicant's own page are in it from now on; a draft follows it.",
                "Letters that were sent stay as they were. What you typed yourself, such as answers and sections of the "
                "letter that you changed, stays as you typed it.",
                "Marks and notes of small numbers in tables stay too, until you choose again how they are given.",
            ),
            done="Language changed.",
        ),
        Act.ASSIGN: Screen(
            service=manage.assign,
            form=forms.AssignForm,
            says=_always("The case appears in the officer's own list."),
            done="Case assigned.",
        ),
        Act.JOIN: Screen(
            service=together.join,
            form=forms.JoinForm,
            says=_always(
                "One letter answers both cases: the letter of the case that you choose. It names both references and "
                "prints both requests.",
                "It is submitted, signed off and issued there, and this case goes along. Each keeps its own deadline.",
                "You go on working on the questions of this case here.",
                "Sections of this case's letter that are in your own words are not carried over. They come back if "
                "you have the case answered on its own again.",
            ),
            done="One letter will answer both cases.",
        ),
        Act.SEPARATE: Screen(
            service=together.separate,
            says=before_separation,
            done="The case is answered on its own.",
        ),
        Act.ROTATE_LINK: Screen(
            service=manage.rotate_link,
            says=_always(
                "The applicant's present link stops working at once.",
                "Send the applicant the new one: nobody is told automatically.",
            ),
            done="Tracking link renewed.",
            variant="warning",
        ),
        Act.SUBMIT: Screen(
            service=sign_off.submit,
            says=_always(
                "The letter is frozen as it stands.",
                "Somebody who has not worked on the case reads it and signs it off, or returns it.",
            ),
            done="Letter submitted for sign-off.",
        ),
        Act.APPROVE: Screen(
            service=sign_off.approve,
            form=forms.ApproveForm,
            says=before_sign_off,
            done="Letter signed off.",
        ),
        Act.RETURN: Screen(
            service=sign_off.return_letter,
            form=forms.ReturnForm,
            says=_always("The letter goes back to its author, who can change it and submit it again."),
            done="Letter returned.",
        ),
        Act.RECALL: Screen(
            service=sign_off.recall,
            says=_always("The letter can be changed again, and then needs a new sign-off."),
            done="Letter recalled.",
        ),
        Act.RECALL_FAILED: Screen(
            service=sign_off.recall_failed,
            says=_always(
                "Nothing was sent. The letter can be changed again, and then needs a new sign-off.",
            ),
            done="Letter taken back.",
        ),
        Act.ISSUE: Screen(
            service=issuing.issue,
            says=_issue,
            done="The response is being issued.",
            warning="This cannot be undone.",
            leads_to_letter=True,
        ),
        Act.REQUEST_REVIEW: Screen(
            service=review.request_review,
            form=forms.ReviewRequestForm,
            says=_to_applicant(
                "The letter acknowledges the request for a review and says by when we answer.",
                "A reviewer who took no part in the first decision looks at it afresh.",
            ),
            done="Request for review recorded.",
            writes=_always_writes,
            sample=_review_today,
        ),
        Act.CONCLUDE_REVIEW: Screen(
            service=review.conclude_review,
            says=_conclude,
            done="The outcome of the review is being issued.",
            warning="This cannot be undone.",
            leads_to_letter=True,
        ),
        Act.RECALL_REVIEW: Screen(
            service=sign_off.recall_review,
            says=_always("Nothing was sent. You can change what the letter says and issue it again."),
            done="Letter taken back.",
        ),
        Act.CORRECT: Screen(
            service=correcting.correct,
            form=forms.CorrectionForm,
            says=_always(
                "The case goes back to work with a draft that takes the place of the letter that went out.",
                "The draft is signed off and issued like any response; both letters are kept.",
                "The day on which the request was answered does not change: a correction makes no answer late, and no "
                "late answer timely.",
            ),
            done="The correction has begun.",
        ),
        Act.CANCEL_CORRECTION: Screen(
            service=correcting.cancel_correction,
            says=_always(
                "The response that was issued stands.",
                "Answers and decisions that were changed since are put back to what it said.",
            ),
            done="The correction was taken back.",
            variant="warning",
        ),
        Act.REOPEN: Screen(
            service=timing.reopen,
            form=forms.WhyForm,
            says=_always("The clock goes on as if the case had not been closed: it may be late at once."),
            done="Case reopened.",
        ),
    }
)
