"""Which pages does Django admin have here? One row a table; the test of the names finds a table without one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.utils import timezone
from playwright.sync_api import Page

from exemptions.models import LibraryFactor
from requests_app.models import RecalculationRequest, SchoolClosure
from tests.browser.sights.sight import Sight
from tests.browser.world import World
from tests.factories.people import team

# Table, who looks at it, and what more than looking and changing is offered.
TABLES = {
    "requests_app.authority": ("administrator", ()),
    "requests_app.regulator": ("administrator", ("add", "delete")),
    "requests_app.bankholiday": ("administrator", ("add", "delete")),
    "requests_app.schoolclosure": ("administrator", ("add", "delete")),
    "requests_app.recalculationrequest": ("administrator", ()),
    "requests_app.user": ("administrator", ("add",)),
    "requests_app.team": ("administrator", ("add", "delete")),
    "exemptions.libraryfactor": ("administrator", ("add", "delete")),
    "axes.accessattempt": ("administrator", ()),
    "requests_app.case": ("auditor", ()),
    "requests_app.letter": ("auditor", ()),
    "requests_app.signoff": ("auditor", ()),
    "requests_app.event": ("auditor", ()),
}


def fill(world: World) -> None:
    """Something of everything."""
    if LibraryFactor.objects.exists():
        return
    LibraryFactor.objects.create(provision="s31", side="for", text="The public sees how it is policed.")
    SchoolClosure.objects.create(from_on=date(2026, 7, 20), to_on=date(2026, 8, 31), title="Summer")
    RecalculationRequest.objects.create(
        requested_at=timezone.now(), requested_by=world.administrator, reason="A strike"
    )
    AccessAttempt.objects.create(
        username="nobody@northmoor.example", ip_address="192.0.2.1", failures_since_start=3
    )
    team()
    assert world.issued


def first(table: str) -> Callable[[World], list[Any]]:
    return lambda world: [apps.get_model(table)._default_manager.order_by("pk").first().pk]


def save_nothing(page: Page) -> None:
    page.locator("input[name=_save]").first.click()


def _of(table: str) -> list[Sight]:
    who, more = TABLES[table]
    stem = f"admin:{table.replace('.', '_')}"

    def sight(what: str, *, one: bool = True, **rest: Any) -> Sight:
        args = first(table) if one else lambda world: ()
        return Sight(name=f"{stem}_{what}", says="", who=who, sets_up=fill, args=args, **rest)

    found = [sight("changelist", one=False), sight("change"), sight("history")]
    if "add" in more:
        found += [sight("add", one=False), sight("add", one=False, does=save_nothing, label="with errors")]
    if "delete" in more:
        found.append(sight("delete"))
    return found


def _wording(slot: str, label: str, **more: Any) -> Sight:
    return Sight(
        name="admin:requests_app_letterwording_slot",
        says="",
        who="administrator",
        sets_up=fill,
        args=lambda world: [slot, "en"],
        label=label,
        **more,
    )


def spoil(page: Page) -> None:
    page.locator("textarea[name=text]").fill("{{ settings.SECRET_KEY }}")
    page.get_by_role("button", name="Save as a new version").click()


def _plain(name: str, who: str = "administrator", **more: Any) -> Sight:
    return Sight(name=name, says="", who=who, sets_up=fill, **more)


GROUPS = {
    "administration": [
        _plain("admin:index"),
        _plain("admin:index", "auditor", label="to an auditor"),
        _plain("admin:index", "officer", status=403, label="refused"),
        _plain("admin:app_list", args=lambda world: ["requests_app"]),
        *(sight for table in list(TABLES)[:5] for sight in _of(table)),
        _plain("admin:requests_app_letterwording_changelist"),
        _wording("rights.foia", "of the rights"),
        _wording("explain.s31", "of a provision"),
        _wording("opening", "with errors", does=spoil, status=200),
    ],
    "administration of people and records": [
        *(sight for table in list(TABLES)[5:] for sight in _of(table)),
        _plain("admin:auth_user_password_change", args=first("requests_app.user")),
    ],
}
