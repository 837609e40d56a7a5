"""Is every page of casework free of what axe can find, and does none scroll sideways at 320 pixels or 400 %?"""

from __future__ import annotations

import pytest

from tests.browser.sights import acts, bulk, casework
from tests.browser.sights.sight import Sight

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow]
GROUPS = casework.GROUPS | acts.GROUPS | bulk.GROUPS


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_of_casework_can_be_used_by_everybody_at_any_width(tour, group):
    for sight in GROUPS[group]:
        tour.see(sight)
    assert not tour.wrong, "\n".join(tour.wrong)


def test_the_page_of_an_error_of_ours_can_be_used_too(tour, settings):
    settings.ROOT_URLCONF = "tests.browser.broken_urls"
    tour.see(Sight(name="broken", who="", says="", status=500))
    assert [each for each in tour.desk.problems if "broken" not in each] == []
    tour.desk.problems.clear()
    assert not tour.wrong, "\n".join(tour.wrong)
