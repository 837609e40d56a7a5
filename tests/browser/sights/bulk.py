"""Which pages are there for letters in batches, and for letters to be printed and posted?"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.sights.sight import Sight, press


def none_ticked(page: Page) -> None:
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.uncheck()


def continue_with_none(page: Page) -> None:
    none_ticked(page)
    press("Continue")(page)


def make_of_none(page: Page) -> None:
    none_ticked(page)
    press("Make the file")(page)


BATCHES = [
    Sight(name="casework:batches", says="Batches of letters", label="empty"),
    Sight(name="casework:batch_new", says="Which letters"),
    Sight(
        name="casework:batch_new",
        says="choose the cases",
        query="?kind=acknowledgement",
        label="acknowledgements",
        sets_up=lambda world: (world.new, world.late, world.ready, world.weighing),
    ),
    Sight(
        name="casework:batch_new",
        says="choose the cases",
        query="?kind=acknowledgement",
        does=continue_with_none,
        label="with errors",
    ),
    Sight(
        name="casework:batch_new",
        says="choose the cases",
        query="?kind=reminder",
        label="reminders",
        sets_up=lambda world: world.silent,
    ),
    *(
        Sight(
            name="casework:batch",
            says="Batch ",
            args=lambda world, state=state: [getattr(world, state).pk],
            label=state,
        )
        for state in ("drafted", "running", "paused")
    ),
    Sight(name="casework:batches", says="Batches of letters"),
]
POSTING = [
    Sight(name="casework:to_post", says="Letters to post", label="empty"),
    Sight(
        name="casework:to_post",
        says="Letters to post",
        sets_up=lambda world: world.by_post,
        does=make_of_none,
        label="with errors",
    ),
    Sight(name="casework:print_file", says="for the printer", args=lambda world: [world.print_file.pk]),
    Sight(name="casework:to_post", says="Letters to post"),
    Sight(
        name="casework:print_file",
        says="for the printer",
        args=lambda world: [world.print_file.pk],
        does=press("Mark 1 letter as posted"),
        label="posted",
    ),
]
GROUPS = {"batches": BATCHES, "posting": POSTING}
