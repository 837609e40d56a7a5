"""Which pages does the staff see, apart from the steps of a case?"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page

from requests_app.domain.casefile import Holding
from requests_app.models import Case, Question
from requests_app.services.answer import QuestionRecord, record_answer
from tests.browser.sights.sight import Sight, press
from tests.browser.world import World


def of(attribute: str, *rest: object) -> Callable[[World], list[object]]:
    """The reference of a case of the world, and further parts of the address."""
    return lambda world: [getattr(world, attribute).reference, *rest]


def in_decision(key: str) -> Callable[[World], list[object]]:
    return lambda world: [world.working.reference, getattr(world, key).key]


def with_document(world: World) -> list[object]:
    return [world.working.reference, world.document.pk]


def ask_records(*limbs: str) -> Callable[[Page], None]:
    """Choose these limbs and let the form ask for what they need."""

    def do(page: Page) -> None:
        for printed in limbs:
            page.get_by_role("checkbox", name=re.compile("^" + re.escape(printed) + " ")).check()
        page.get_by_role("button", name="Update the form").click()

    return do


def choose_table(page: Page) -> None:
    page.get_by_label("A table").check()


def somebody_saves_first(page: Page) -> None:
    """Between opening and saving, a colleague saves the same question."""
    page.get_by_label("Internal note (optional)").fill("Ask the fleet desk again.")
    question = Question.objects.get(case=Case.objects.get(reference=page.url.split("/")[4]), number=1)
    record = QuestionRecord(holding=Holding(question.holding), note="Done on Monday.")
    record_answer(question.case_id, 1, record, by=question.case.officer, at=question.case.logged_at)
    press("Save")(page)


def no_such_word(page: Page) -> None:
    page.get_by_label("Reference, requester or words of the request").fill("zzzz")
    page.get_by_label("Reference, requester or words of the request").press("Enter")


LISTS = [
    Sight(name="casework:work_list", says="My cases", label="empty"),
    Sight(
        name="casework:work_list", says="All cases", query="?scope=all", sets_up=lambda world: world.all_cases
    ),
    Sight(name="casework:work_list", says="zzzz", query="?scope=all", does=no_such_word, label="no match"),
    Sight(name="casework:log", says="Log a request"),
    Sight(name="casework:log", says="Log a request", does=press("Log the request"), label="with errors"),
]
CASES = [
    Sight(name="casework:case", says="01.FOI", args=of(state), label=state)
    for state in (
        "new",
        "working",
        "late",
        "submitted",
        "approved",
        "failed",
        "issued",
        "unclear",
        "withdrawn",
    )
] + [
    Sight(name="casework:case", says="01.FOI", who="auditor", args=of("working"), label="to an auditor"),
    Sight(name="casework:history", says="History", args=of("working")),
    Sight(name="casework:applicant", says="", args=of("new")),
    Sight(name="casework:documents", says="Documents", args=of("working")),
    Sight(
        name="casework:documents",
        says="Documents",
        args=of("working"),
        does=press("Attach"),
        label="with errors",
    ),
    Sight(name="casework:document_remove", says="", args=with_document),
]
QUESTIONS = [
    Sight(name="casework:questions", says="Split", args=of("new")),
    Sight(name="casework:questions", says="Split", args=of("working")),
    Sight(
        name="casework:questions",
        says="Split",
        args=of("late"),
        does=lambda page: (press("Add a question")(page), press("Save")(page)),
        label="with errors",
    ),
    *(
        Sight(
            name="casework:question",
            says=f"Question {number} of",
            args=of("working", number),
            label=str(number),
        )
        for number in (1, 2, 3, 4)
    ),
    Sight(
        name="casework:question",
        says="Question 1",
        args=of("late", 1),
        does=choose_table,
        label="table chosen",
    ),
    Sight(
        name="casework:question",
        says="Question 1",
        args=of("late", 1),
        does=lambda page: (page.get_by_label("Hits").fill("many"), choose_table(page), press("Save")(page)),
        label="with errors",
    ),
    Sight(
        name="casework:question",
        says="Question 1",
        args=of("late", 1),
        does=somebody_saves_first,
        label="stale",
    ),
    Sight(name="casework:question", says="Question 1", who="auditor", args=of("working", 1), label="to read"),
    Sight(name="casework:small_numbers", says="Small numbers", args=of("working", 2, 1)),
    Sight(
        name="casework:small_numbers",
        says="Small numbers",
        args=of("working", 2, 1),
        does=lambda page: (page.get_by_label("Give them as they are").check(), press("Use this table")(page)),
        label="with errors",
    ),
    Sight(
        name="casework:small_numbers",
        says="Small numbers",
        who="auditor",
        args=of("working", 2, 1),
        label="to read",
    ),
]
_RECORDS = {
    "s12": (), "s14": (), "s21": (), "s22": (), "s31": ("(1)(a)", "(1)(g)", "(2)(b)"), "s36": ("(2)(b)(i)",),
    "s40": ("(2)", "(3A)(a)"), "s41": (), "s44": (),
}  # fmt: skip
DECISIONS = [
    Sight(name="casework:decision_new", says="On which provision", args=of("working")),
    Sight(
        name="casework:decision_new",
        says="On which provision",
        args=of("working"),
        query="?q=zzzz",
        label="no match",
    ),
    *(
        Sight(
            name="casework:decision_new",
            says="Section",
            args=of("working"),
            query=f"?provision={key}&question=4",
            does=ask_records(*limbs),
            label=key,
        )
        for key, limbs in _RECORDS.items()
    ),
    Sight(name="casework:decision", says="Section 31", args=in_decision("decision")),
    Sight(name="casework:decision", says="Section 40", args=in_decision("unfinished"), label="unfinished"),
    Sight(
        name="casework:decision",
        says="Section 31",
        args=in_decision("decision"),
        does=press("Save the decision"),
        label="saved",
    ),
    Sight(
        name="casework:decision",
        says="Section 31",
        who="auditor",
        args=in_decision("decision"),
        label="to read",
    ),
    Sight(name="casework:decision_remove", says="", args=in_decision("decision")),
]
LETTERS = [
    *(
        Sight(name="casework:letter", says="Letter", args=of(state), label=state)
        for state in ("working", "ready", "returned", "submitted", "queued", "failed", "issued")
    ),
    Sight(name="casework:letter", says="Letter", who="approver", args=of("submitted"), label="to sign off"),
    Sight(name="casework:letter_preview", says="Preview", args=of("working")),
    Sight(name="casework:letter_section", says="Edit wording", args=of("working", "advice")),
    Sight(
        name="casework:letter_section", says="Edit wording", args=of("working", "decision"), label="composed"
    ),
    Sight(
        name="casework:letter",
        says="Explain",
        args=of("working"),
        does=lambda page: page.get_by_role("link", name=re.compile("^explain why")).first.click(),
        label="letter_warning",
    ),
]
REVIEWS = [
    Sight(name="casework:review", says="Internal review", who="reviewer", args=of("under_review")),
    Sight(
        name="casework:review",
        says="Internal review",
        who="reviewer",
        args=of("decided_afresh"),
        label="found",
    ),
    Sight(name="casework:review", says="Internal review", args=of("under_review"), label="to read"),
    Sight(name="casework:finding", says="Finding on question 1", who="reviewer", args=of("under_review", 1)),
    Sight(
        name="casework:finding",
        says="Finding on question 1",
        who="reviewer",
        args=of("under_review", 1),
        does=press("Save the finding"),
        label="with errors",
    ),
    Sight(name="casework:finding", says="Finding", args=of("decided_afresh", 2), label="to read"),
    Sight(
        name="casework:letter", says="Letter", who="reviewer", args=of("decided_afresh"), label="of a review"
    ),
    Sight(name="casework:letter", says="Letter", args=of("correcting"), label="of a correction"),
    Sight(name="casework:case", says="", who="reviewer", args=of("under_review"), label="reviewer"),
    Sight(name="casework:case", says="", args=of("correcting"), label="being corrected"),
]
GROUPS = {
    "lists": LISTS,
    "cases": CASES,
    "questions": QUESTIONS,
    "decisions": DECISIONS,
    "letters": LETTERS,
    "reviews": REVIEWS,
}
