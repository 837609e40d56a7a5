"""Can staff set up and use an authenticator app and a passkey, and is a guesser locked out?"""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from tests.browser.desk import shot
from tests.browser.signing_in import (
    code_now,
    confirm_it_is_me,
    fill_sign_in,
    sign_in,
    sign_out,
    with_password,
)
from tests.factories.people import officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def me():
    return with_password(officer())


def add_security_key(page: Page) -> None:
    """A key that Chromium plays: it answers at once, as if its owner had touched it."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def set_up_app(page: Page) -> str:
    """Enrol an authenticator app; the key that the page shows is what the app would scan."""
    page.goto("/accounts/2fa/totp/activate/")
    confirm_it_is_me(page)
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_now(secret))
    shot(page, "signing in totp")
    page.get_by_role("main").get_by_role("button", name="Activate").click()
    expect(page).to_have_url(re.compile("/2fa/"))
    return secret


def test_an_authenticator_app_is_enrolled_with_recovery_codes_and_one_of_them_signs_in(desk, me):
    page = desk.page()
    sign_in(page, me)
    set_up_app(page)
    page.goto("/accounts/2fa/recovery-codes/")
    shot(page, "signing in recovery codes")
    codes = Authenticator.objects.get(user=me, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    shown = page.get_by_role("main").inner_html()
    assert all(code in shown for code in codes)
    sign_out(page)
    fill_sign_in(page, me)
    expect(page).to_have_url(re.compile("/2fa/authenticate/"))
    page.locator("input[name=code]").fill("000000")
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page.locator(".govuk-error-message")).to_be_visible()
    page.locator("input[name=code]").fill(codes[0])
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page).to_have_url(re.compile("/cases/$"))
    assert codes[0] not in Authenticator.objects.get(user=me, type="recovery_codes").wrap().get_unused_codes()


def test_a_passkey_is_enrolled_and_signs_in_without_a_password(desk, me):
    page = desk.page()
    add_security_key(page)
    sign_in(page, me)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_it_is_me(page)
    page.get_by_label("Passwordless").check()
    page.get_by_label("Name").fill("Desk key")
    page.get_by_role("main").get_by_role("button", name="Add").click()
    expect(page).not_to_have_url(re.compile("/webauthn/add/"))
    assert Authenticator.objects.filter(user=me, type="webauthn").count() == 1
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("main")).to_contain_text("Desk key")
    shot(page, "signing in passkeys")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/cases/$"))
    expect(page.get_by_role("banner")).to_contain_text(me.get_full_name())


def test_repeated_failures_lock_the_sign_in_even_for_the_right_password(desk, me):
    page = desk.page()
    for _ in range(5):
        fill_sign_in(page, me, password="wrong")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many attempts")
    fill_sign_in(page, me)
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many attempts")
    shot(page, "signing in locked out")


def test_where_a_second_factor_is_required_staff_are_sent_to_set_it_up_first(desk, me, settings):
    settings.STAFF_MFA_REQUIRED = True
    page = desk.page()
    fill_sign_in(page, me)
    expect(page).to_have_url(re.compile("/accounts/2fa/$"))
    expect(page.get_by_role("main")).to_contain_text("Set up a second way to prove who you are")
    page.goto("/cases/")
    expect(page).to_have_url(re.compile("/accounts/2fa/$"))
    set_up_app(page)
    page.goto("/cases/")
    expect(page).to_have_url(re.compile("/cases/$"))


def test_a_stranger_is_sent_to_sign_in_and_then_to_the_page_that_was_asked_for(desk, me):
    page = desk.page()
    page.goto("/cases/log/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.get_by_label("Email").fill(me.email)
    page.get_by_label("Password", exact=True).fill("correct-horse-battery-42")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/cases/log/$"))
