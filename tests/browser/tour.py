"""How are pages gone through, one after the other, and what is noted as wrong with one?"""

from __future__ import annotations

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from requests_app.models import User
from tests.browser.desk import Desk, narrow, shot, too_wide, violations
from tests.browser.sights.sight import Sight
from tests.browser.signing_in import confirm_it_is_me, sign_in
from tests.browser.world import World

TYPED = {"member", "guarded"}


class Tour:
    """Goes from sight to sight, one window for each person, and notes what is wrong."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.world = desk, World()
        self.pages: dict[str, Page] = {}
        self.wrong: list[str] = []

    def page_of(self, who: str) -> Page:
        if who not in self.pages:
            user = getattr(self.world, who) if who else None
            typed = who in TYPED  # pages that guard the account ask for a sign-in by hand a moment ago
            self.pages[who] = self.desk.page(None if typed else user, axe=True)
            if typed:
                self._come_in(self.pages[who], user)
        return self.pages[who]

    def _come_in(self, page: Page, user: User) -> None:
        secret = getattr(self.world, "secret", "") if user == self.world.__dict__.get("guarded") else ""
        sign_in(page, user, secret=secret)
        page.goto("/accounts/2fa/totp/activate/" if not secret else "/accounts/2fa/recovery-codes/")
        confirm_it_is_me(page, secret=secret)

    def see(self, sight: Sight) -> None:
        page = self.page_of(sight.who)
        answer = page.goto(sight.path(self.world))
        assert answer is not None
        if answer.status != sight.status:
            self.wrong.append(f"{sight}: {answer.status} instead of {sight.status}")
        try:
            sight.does(page)
        except PlaywrightError as error:
            self.wrong.append(f"{sight}: {str(error).splitlines()[0]}")
        page.wait_for_load_state()
        self.judge(page, sight)

    def judge(self, page: Page, sight: Sight) -> None:
        heading = page.locator("h1").first.inner_text()
        if sight.says not in heading:
            self.wrong.append(f"{sight}: the page says {heading!r}, not {sight.says!r}")
        shot(page, f"page {sight}")
        self.wrong += [f"{sight}, 1280: {each}" for each in violations(page)]
        with narrow(page):
            self.wrong += [f"{sight}, 320: {each}" for each in violations(page)]
            if sideways := too_wide(page):
                self.wrong.append(f"{sight}, 320: scrolls sideways: {sideways}")
