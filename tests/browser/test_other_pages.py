"""The same for the pages of accounts, administration, portal and public: nothing for axe to find, none too wide."""

from __future__ import annotations

import pytest

from tests.browser.sights import accounts, administration, public

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
GROUPS = accounts.GROUPS | administration.GROUPS | public.GROUPS


@pytest.mark.parametrize("group", GROUPS)
def test_every_other_page_can_be_used_by_everybody_at_any_width(tour, group):
    for sight in GROUPS[group]:
        tour.see(sight)
    assert not tour.wrong, "\n".join(tour.wrong)
