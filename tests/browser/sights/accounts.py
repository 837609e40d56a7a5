"""Which pages lead in, and keep an account safe?"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from tests.browser.sights.sight import Sight, press
from tests.browser.world import World
from tests.factories.people import PASSWORD


def add_key(world: World) -> None:
    world.add_key()


def key_of(world: World) -> list[object]:
    return [Authenticator.objects.get(user=world.guarded, type="webauthn").pk]


def type_wrong_password(page: Page) -> None:
    page.get_by_label("Email").fill("nobody@northmoor.example")
    page.get_by_label("Password", exact=True).fill("wrong")
    press("Sign in")(page)


def be_locked_out(page: Page) -> None:
    for _ in range(6):
        if page.get_by_label("Email").count():
            type_wrong_password(page)


def need_second_factor(page: Page) -> None:
    page.get_by_label("Email").fill("second@northmoor.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press("Sign in")(page)


def _open(name: str, says: str = "", **more: object) -> Sight:
    return Sight(name=name, says=says, who="", **more)  # type: ignore[arg-type]


def _own(name: str, says: str, who: str = "member", **more: object) -> Sight:
    return Sight(name=name, says=says, who=who, **more)  # type: ignore[arg-type]


def _give_known_address(world: World) -> None:
    world.guarded.email = world.guarded.username = "second@northmoor.example"
    world.guarded.save()


GROUPS = {
    "signing in": [
        _open("account_login", "Sign in"),
        _open("account_login", "Sign in", does=press("Sign in"), label="with errors"),
        _open("account_login", "Sign in", does=type_wrong_password, label="wrong password"),
        _open("account_signup", ""),
        _open("account_inactive", ""),
        _open("account_email_verification_sent", ""),
        _open("account_confirm_email", "", args=lambda world: ["no-such-key"]),
        _open("account_reset_password", ""),
        _open("account_reset_password", "", does=lambda page: submit_main(page), label="with errors"),
        _open("account_reset_password_done", ""),
        _open(
            "account_reset_password_from_key", "", args=lambda world: ["1", "set-password"], label="bad link"
        ),
        _open("account_reset_password_from_key", "", args=lambda world: world.reset_path.split("-", 1)),
        _open("account_reset_password_from_key_done", ""),
        _open("account_login", "", does=be_locked_out, label="locked out (429)"),
        _open(
            "account_login",
            "",
            does=need_second_factor,
            sets_up=_give_known_address,
            label="mfa_authenticate",
        ),
    ],
    "account": [
        _own("account_logout", "Sign Out"),
        _own("account_email", "", status=403),
        _own("account_change_password", "Change Password"),
        _own(
            "account_change_password",
            "Change Password",
            does=lambda page: submit_main(page),
            label="with errors",
        ),
        _own("account_reauthenticate", "Confirm Access"),
        _own("mfa_index", "Two-Factor"),
        _own("mfa_activate_totp", "Activate"),
        _own("mfa_activate_totp", "Activate", does=lambda page: submit_main(page), label="with errors"),
        _own("mfa_list_webauthn", "Security Keys"),
        _own("mfa_add_webauthn", "Add Security Key"),
        _own("account_set_password", "Set Password", "officer"),
        _own("mfa_index", "Two-Factor", "guarded", label="with all"),
        _own("mfa_reauthenticate", "Confirm Access", "guarded"),
        _own("mfa_deactivate_totp", "Deactivate", "guarded"),
        _own("mfa_view_recovery_codes", "Recovery Codes", "guarded"),
        _own("mfa_generate_recovery_codes", "Recovery Codes", "guarded"),
        _own("mfa_list_webauthn", "Security Keys", "guarded", sets_up=add_key, label="with one"),
        _own("mfa_edit_webauthn", "Edit", "guarded", args=key_of, sets_up=add_key),
        _own("mfa_remove_webauthn", "Remove", "guarded", args=key_of, sets_up=add_key),
    ],
}


def submit_main(page: Page) -> None:
    page.get_by_role("main").locator("button[type=submit]").first.click()
