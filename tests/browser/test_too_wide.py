"""Does the tour of the pages name what makes a page scroll sideways?"""

from __future__ import annotations

import re

import pytest

from tests.browser.desk import narrow, too_wide

pytestmark = pytest.mark.browser
ENDLESS = "w" * 80
CULPRITS = {
    "words without a space": f'<div><h1 id="here">{ENDLESS}</h1></div>',
    "a broad element": '<div><p id="here" style="width: 500px">Words</p></div>',
    "words before a shorter element": f'<p id="here">{ENDLESS}<br><b>Words</b></p>',
    "what stands in front of an element": '<style>#here::before { content: "'
    + ENDLESS
    + '" }</style><p id="here">!</p>',
}


@pytest.mark.parametrize("culprit", CULPRITS)
def test_what_makes_a_page_scroll_sideways_is_named(browser, culprit):
    page = browser.new_page()
    page.set_content(CULPRITS[culprit])
    with narrow(page):
        assert re.search(r': <\w+ id="here"', too_wide(page))
    page.close()


def test_a_page_that_fits_is_not_named(browser):
    page = browser.new_page()
    page.set_content("<p>Words</p>")
    with narrow(page):
        assert too_wide(page) == ""
    page.close()
