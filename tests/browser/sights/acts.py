"""Which page confirms each step of a case, and what does it show when nothing was typed?"""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Page

from requests_app.domain.transitions import TRANSITIONS, Act
from tests.browser.sights.casework import of
from tests.browser.sights.sight import Sight, nothing, press

# The case from which the step can be taken, and who takes it.
FROM = {
    Act.START: ("new", "officer"),
    Act.ACKNOWLEDGE: ("late", "officer"),
    Act.ASK_CLARIFICATION: ("late", "officer"),
    Act.REMIND: ("unclear", "officer"),
    Act.RECEIVE_CLARIFICATION: ("unclear", "officer"),
    Act.SEND_FEES_NOTICE: ("late", "officer"),
    Act.RECEIVE_FEE: ("unpaid", "officer"),
    Act.EXTEND: ("weighing", "officer"),
    Act.APOLOGISE: ("late", "officer"),
    Act.TRANSFER: ("late", "officer"),
    Act.LAPSE: ("forgotten", "officer"),
    Act.WITHDRAW: ("late", "officer"),
    Act.CLOSE_WITHOUT_NOTICE: ("late", "manager"),
    Act.CORRECT_RECEIPT: ("late", "officer"),
    Act.CHANGE_LANGUAGE: ("late", "officer"),
    Act.ASSIGN: ("late", "officer"),
    Act.JOIN: ("late", "officer"),
    Act.SEPARATE: ("joined", "officer"),
    Act.ROTATE_LINK: ("late", "officer"),
    Act.SUBMIT: ("ready", "officer"),
    Act.APPROVE: ("submitted", "approver"),
    Act.RETURN: ("submitted", "approver"),
    Act.RECALL: ("submitted", "officer"),
    Act.ISSUE: ("approved", "officer"),
    Act.REQUEST_REVIEW: ("issued", "officer"),
    Act.CONCLUDE_REVIEW: ("decided_afresh", "reviewer"),
    Act.RECALL_FAILED: ("failed", "officer"),
    Act.RECALL_REVIEW: ("failed_review", "reviewer"),
    Act.CORRECT: ("issued", "officer"),
    Act.CANCEL_CORRECTION: ("correcting", "officer"),
    Act.REOPEN: ("withdrawn", "manager"),
}
# Those that ask for words or dates: pressed with nothing typed, the page says what is missing.
ASK = {
    Act.APOLOGISE, Act.TRANSFER, Act.JOIN,
    Act.ASK_CLARIFICATION, Act.RECEIVE_CLARIFICATION, Act.SEND_FEES_NOTICE, Act.EXTEND, Act.WITHDRAW,
    Act.CORRECT_RECEIPT, Act.CHANGE_LANGUAGE, Act.RETURN, Act.REQUEST_REVIEW, Act.CORRECT, Act.REOPEN,
    Act.CLOSE_WITHOUT_NOTICE,
}  # fmt: skip


def somebody_moves_it_on(page: Page) -> None:
    """While the page is open, the officer recalls the letter."""
    from requests_app.models import Case
    from requests_app.services.sign_off import recall

    case = Case.objects.get(reference=page.url.split("/")[4])
    page.get_by_label("What should be changed?").fill("Name the period.")
    recall(case.pk, by=case.officer, at=timezone.now())
    press("Return with a reason")(page)


def _page(act: Act, *, with_errors: bool = False) -> Sight:
    state, who = FROM[act]
    label = TRANSITIONS[act].label
    return Sight(
        name="casework:act",
        says=label,
        who=who,
        args=of(state, act.value),
        does=press(label) if with_errors else nothing,
        label=f"{act}{' with errors' if with_errors else ''}",
    )


GROUPS = {
    "letters of acts": [
        Sight(
            name="casework:act",
            says="Send a reminder",
            args=of("unclear", "remind"),
            does=press("Preview the letter"),
            label="reminder previewed",
        ),
        Sight(name="casework:sent", says="Acknowledgement", args=of("acknowledged", "acknowledgement", 1)),
        Sight(name="casework:case", says="", args=of("acknowledged"), label="acknowledged"),
    ],
    "acts": [_page(act) for act in FROM],
    "acts with errors": [_page(act, with_errors=True) for act in sorted(ASK)],
    "acts that cannot be": [
        Sight(name="casework:act", says="not yet", args=of("working", "submit"), label="not ready"),
        Sight(name="casework:act", says="", args=of("issued", "start"), status=409, label="409"),
        Sight(name="casework:act", says="", args=of("submitted", "approve"), status=403, label="403"),
        Sight(
            name="casework:case", says="", args=lambda world: ["01.FOI.26.999999"], status=404, label="404"
        ),
        Sight(name="casework:letter_pdf", says="", args=of("working"), status=404, label="not issued"),
        Sight(
            name="casework:act",
            says="",
            who="approver",
            args=of("submitted", "return"),
            does=somebody_moves_it_on,
            label="moved on",
        ),
    ],
}
