"""Is every letter of the demonstration whole, in both families of letters, and is every kind and shape among them?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from requests_app.domain.letterkinds import Language, Layout
from requests_app.letters.checks import check_letter
from requests_app.letters.content import (
    IssueStamp,
    LetterContent,
    compose,
    from_dict,
    provisional_stamp,
    stamp_from_dict,
)
from requests_app.letters.render import pdf_problems, render_pdf
from requests_app.management.generated import demo_letters
from requests_app.models import Letter
from requests_app.selectors.facts import letter_view
from requests_app.selectors.settings import working_calendar
from tests.factories.cases import instant

TODAY = date(2026, 11, 22)
UNFINISHED = {"359", "364", "372", "373", "389", "399", "403"}
IN_WELSH = "371"


@pytest.mark.parametrize("name", list(demo_letters.by_kind()))
def test_every_kind_of_letter_has_been_issued(name):
    assert demo_letters.by_kind()[name].get("issued")


@pytest.mark.parametrize("name", list(demo_letters.by_shape()))
def test_every_shape_of_response_has_been_issued(name):
    assert demo_letters.by_shape()[name].get("issued")


def stamp_of(letter: Letter, content: LetterContent) -> IssueStamp:
    if letter.stamp:
        return stamp_from_dict(letter.stamp)
    return provisional_stamp(
        content, on=TODAY, calendar=working_calendar(), deadline_on=letter.case.deadline_on
    )


def written_anew(letter: Letter) -> list[LetterContent]:
    """The response in each family of letters; one of them also in Welsh."""
    source = letter_view(letter.case, today=letter.issued_on or TODAY, letter=letter).source
    sources = [
        replace(source, authority=replace(source.authority, letter_layout=layout)) for layout in Layout
    ]
    if letter.case.reference.endswith(IN_WELSH):
        sources.append(replace(source, language=Language.WELSH))
    return [compose(each) for each in sources]


def is_finished(letter: Letter) -> bool:
    """A first response that a correction or a review has overruled is not what the case says now."""
    is_old = letter.state == "issued" and letter.kind == "response" and letter.case.state == "reviewed"
    return letter.case.reference[-3:] not in UNFINISHED and not is_old


@pytest.mark.django_db
@pytest.mark.pdf
@pytest.mark.slow
def test_every_letter_is_accessible_in_both_families_and_the_finished_ones_have_nothing_wrong(settings):
    settings.DEMO = True
    with time_machine.travel(instant(TODAY), tick=False):
        call_command("load_demo")
        for letter in Letter.objects.select_related("case__applicant").order_by("case__reference", "pk"):
            name = f"{letter.case.reference} {letter.kind} {letter.number}"
            decides = letter.kind in {"response", "review"}
            for content in written_anew(letter) if decides else [from_dict(letter.content)]:
                assert pdf_problems(render_pdf(content, stamp_of(letter, content))) == (), name
                if decides and is_finished(letter):
                    found = check_letter(content, on=letter.issued_on or TODAY, calendar=working_calendar())
                    assert list(found) == [], name
