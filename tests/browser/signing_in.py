"""How does a person sign in and out by the real form?"""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from requests_app.models import User
from tests.factories.people import PASSWORD


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def fill_sign_in(page: Page, user: User, *, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_now(secret: str) -> str:
    """What the authenticator app would show."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(page: Page, user: User, *, secret: str = "") -> None:
    fill_sign_in(page, user)
    if secret and "/2fa/" in page.url:
        page.locator("input[name=code]").fill(code_now(secret))
        page.get_by_role("main").locator("button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/cases/$"))
    assert page.locator(".govuk-notification-banner").count() == 0


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def confirm_it_is_me(page: Page, *, secret: str = "") -> None:
    """Pages that guard the account ask once more, even right after the sign-in."""
    if "reauthenticate" not in page.url:
        return
    if page.get_by_label("Password", exact=True).count():
        page.get_by_label("Password", exact=True).fill(PASSWORD)
    else:
        page.locator("input[name=code]").fill(code_now(secret))
    page.get_by_role("main").locator("button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile("reauthenticate"))
