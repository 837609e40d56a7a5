"""Does the table of pages that are looked at name every address of the application?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from requests_app.views.casework.acts import SCREENS
from tests.browser.sights import accounts, acts, administration, bulk, casework, public

pytestmark = pytest.mark.browser
GROUPS = casework.GROUPS | bulk.GROUPS | acts.GROUPS | accounts.GROUPS | administration.GROUPS | public.GROUPS
# Seen under another name, because a step before leads there.
SEEN_ON_THE_WAY = {"casework:letter_warning", "mfa_authenticate"}
NO_PAGE = {
    "casework:batch_act": "takes POST only",
    "casework:batch_progress": "a part of the batch's page, seen there",
    "casework:print_pdf": "a file",
    "casework:print_posted": "takes POST only",
    "casework:print_progress": "a part of the file's page, seen there",
    "casework:document": "a file",
    "casework:letter_preview_pdf": "a file",
    "casework:letter_html": "a file",
    "casework:letter_text": "a file",
    "casework:letter_data": "a file",
    "portal:letter_data": "a file",
    "casework:letter_progress": "a part of the letter's page, seen there",
    "casework:letter_retry": "takes POST only",
    "casework:sent_pdf": "a file",
    "casework:sent_retry": "takes POST only",
    "portal:sent_pdf": "a file",
    "publications:brand": "a stylesheet",
    "admin:requests_app_letterwording_preview": "a part of the page of a paragraph, seen there",
    "admin:jsi18n": "a script",
    "admin:autocomplete": "data for a script",
    "admin:view_on_site": "leads elsewhere; no table here has it",
    "admin:login": "leads to account_login",
    "admin:logout": "takes POST only",
    "admin:password_change": "leads to account_change_password",
    "admin:password_change_done": "nothing leads there",
    "account_confirm_login_code": "signing in by a code is off",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "data for a script",
    "mfa_reauthenticate_webauthn": "leads to mfa_reauthenticate without a key",
}


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


def refused_by_the_admin() -> set[str]:
    """Adding and deleting where the table offers neither answers 403, whose page is looked at elsewhere."""
    return {
        f"admin:{table.replace('.', '_')}_{what}"
        for table, (_, more) in administration.TABLES.items()
        for what in ("add", "delete")
        if what not in more
    }


def test_every_address_is_looked_at_or_says_why_not():
    looked_at = {sight.name for group in GROUPS.values() for sight in group} | SEEN_ON_THE_WAY
    left_out = set(names(get_resolver())) - looked_at - set(NO_PAGE) - refused_by_the_admin()
    assert left_out == set(), "Write a Sight for each in tests/browser/sights/"


def test_no_reason_is_kept_for_an_address_that_is_gone_or_looked_at():
    known = set(names(get_resolver()))
    looked_at = {sight.name for group in GROUPS.values() for sight in group}
    assert set(NO_PAGE) - known == set()
    assert set(NO_PAGE) & looked_at == set()


def test_every_step_of_a_case_has_its_confirm_page_looked_at():
    assert set(acts.FROM) == set(SCREENS)
