"""Which pages does everybody see, and which the requester behind the link?"""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from playwright.sync_api import Page

from requests_app.views.portal.links import MOST_MISSES
from tests.browser.sights.sight import Sight
from tests.browser.world import World


def link_of(state: str) -> Callable[[World], list[object]]:
    return lambda world: [getattr(world, state).tracking_token]


def work_out(page: Page) -> None:
    for label, value in (("Day", "27"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(label, exact=True).first.fill(value)
    page.get_by_role("main").get_by_role("button").first.click()


def lose_the_file(world: World) -> None:
    from requests_app.models import Letter

    Letter.objects.filter(case=world.under_review).update(pdf="letters/gone.pdf")


def guess_often(world: World) -> None:
    cache.set("portal-misses:127.0.0.1", MOST_MISSES + 1, 60)


def forget_guesses(world: World) -> None:
    cache.delete("portal-misses:127.0.0.1")


def _public(name: str, says: str, **more: object) -> Sight:
    return Sight(name=name, says=says, who="", **more)  # type: ignore[arg-type]


GROUPS = {
    "public": [
        _public("home", ""),
        _public("accessibility", "ccessib"),
        _public("privacy", ""),
        _public("publications:deadline_calculator", ""),
        _public("publications:deadline_calculator", "", does=work_out, label="worked out"),
        _public(
            "publications:deadline_calculator", "", does=lambda page: press_first(page), label="with errors"
        ),
        Sight(name="publications:deadline_calculator", says="", label="signed in"),
    ],
    "portal": [
        *(
            _public("portal:track", "", args=link_of(state), label=state)
            for state in (
                "new",
                "working",
                "unclear",
                "unpaid",
                "submitted",
                "issued",
                "under_review",
                "withdrawn",
            )
        ),
        _public("portal:letter", "", args=link_of("issued")),
        _public("portal:track", "Rydym wedi ateb eich cais", args=link_of("in_welsh"), label="in Welsh"),
        _public("portal:letter", "Ymateb i'ch cais", args=link_of("in_welsh"), label="in Welsh"),
        _public("portal:track", "", args=link_of("acknowledged"), label="acknowledged"),
        _public("portal:track", "passed on", args=link_of("transferred"), label="transferred"),
        _public(
            "portal:sent",
            "We have received your request",
            args=lambda world: [world.acknowledged.tracking_token, "acknowledgement", 1],
        ),
        _public("portal:version", "", args=lambda world: [world.issued.tracking_token, "response", 1]),
        _public(
            "portal:version_pdf",
            "",
            args=lambda world: [world.under_review.tracking_token, "response", 1],
            status=503,
            sets_up=lose_the_file,
            label="lost",
        ),
        _public("portal:unknown", "", status=404, sets_up=forget_guesses),
        _public(
            "portal:track", "", args=lambda world: ["nobody-knows-this-link"], status=404, label="unknown"
        ),
        _public(
            "portal:letter_pdf",
            "",
            args=link_of("under_review"),
            status=503,
            sets_up=lose_the_file,
            label="lost",
        ),
        _public(
            "portal:track", "", args=lambda world: ["a-guess"], status=429, sets_up=guess_often, label="429"
        ),
    ],
}


def press_first(page: Page) -> None:
    page.get_by_role("main").get_by_role("button").first.click()
