"""What is one page, in one condition, that a person can have before them?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.world import World


def nothing(page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """`name` is that of the address; `who` an attribute of the world, empty for a stranger; `does` brings the page
    into its condition; `says` stands in its first heading, so that no other page is taken for it.
    """

    name: str
    says: str
    who: str = "officer"
    args: Callable[[World], Sequence[Any]] = lambda world: ()
    query: str = ""
    status: int = 200
    does: Callable[[Page], None] = nothing
    label: str = ""
    sets_up: Callable[[World], object] = lambda world: None

    def path(self, world: World) -> str:
        self.sets_up(world)
        return reverse(self.name, args=self.args(world)) + self.query

    def __str__(self) -> str:
        return f"{self.name} {self.label}".strip()


def press(name: str) -> Callable[[Page], None]:
    """Press a button of the page's main part, with whatever stands in the form."""

    def do(page: Page) -> None:
        page.get_by_role("main").get_by_role("button", name=name, exact=True).last.click()

    return do
