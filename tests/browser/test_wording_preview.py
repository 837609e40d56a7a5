"""Does the sample letter follow what an administrator types, and does it come at the press of a button without script?"""

from __future__ import annotations

import pytest

from tests.browser.desk import Desk
from tests.factories.people import administrator
from tests.factories.settings import seed_installation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/admin/requests_app/letterwording/paragraph/opening/en/"


def test_the_sample_letter_follows_what_is_typed(desk: Desk) -> None:
    seed_installation()
    page = desk.page(administrator())
    page.goto(PAGE)
    page.locator("textarea[name=text]").fill("Many thanks for your request of {{ received_on }}. You asked:")
    shown = page.locator("#wording-preview").get_by_text(
        "Many thanks for your request of Monday 2 March 2026."
    )
    shown.wait_for()
    page.locator("textarea[name=text]").fill("{{ nobody }}")
    page.locator("#wording-preview").get_by_text("There is no “nobody” in this paragraph").wait_for()
    page.get_by_role("button", name="Preview").click()
    assert page.locator("textarea[name=text]").input_value() == "{{ nobody }}"
