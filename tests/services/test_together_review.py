"""Is the review of one request decided by somebody new, and does it speak of that request alone?"""

from __future__ import annotations

import pytest
from django.utils import timezone

from requests_app.domain.errors import NotPermitted
from requests_app.letters.content import section_text
from requests_app.models import Case, User
from requests_app.selectors.facts import contributors, letter_view
from requests_app.selectors.reviewing import first_said
from requests_app.services.letter import edit_section
from requests_app.services.review import record_finding, request_review
from tests.factories.people import officer, person_with, reviewer
from tests.services.test_together import fresh, gone_out, pair

pytestmark = pytest.mark.django_db
NOW = timezone.now


def reviewed(case: Case) -> Case:
    today = timezone.localdate()
    request_review(case.pk, grounds="You missed one.", on=today, is_complex=False, by=officer(), at=NOW())
    return fresh(case)


def find(case: Case, *, by: User) -> None:
    record_finding(case.pk, 1, result="upheld", reasons="I have searched again.", by=by, at=NOW())


def test_who_worded_the_joint_letter_reviews_neither_request():
    writer = person_with("officer", "reviewer")
    leading, other = pair()
    edit_section(leading.pk, "decision", "I give all of it.", by=writer, at=NOW())
    gone_out(leading)
    for case in map(reviewed, (leading, other)):
        assert writer.pk in contributors(case)
        with pytest.raises(NotPermitted, match="worked on this case yourself"):
            find(case, by=writer)


def test_who_reviews_the_leading_request_may_review_the_other_too():
    leading, other = pair()
    gone_out(leading)
    by, leading = reviewer(), reviewed(leading)
    find(leading, by=by)
    edit_section(leading.pk, "further", "I have looked once more.", by=by, at=NOW())
    other = reviewed(other)
    assert by.pk not in contributors(other)
    find(other, by=by)


def test_the_letter_of_a_review_quotes_nothing_of_the_other_request():
    by = officer()
    leading, other = pair(by=by, questions=["Which depot has the vehicles?"])
    edit_section(leading.pk, "decision", "Of question 1 you get nothing.", by=by, at=NOW())
    letter = gone_out(leading)
    assert "Of question 1 you get nothing." in letter.text
    other = reviewed(other)
    find(other, by=reviewer())
    content = letter_view(fresh(other), today=timezone.localdate()).content
    assert content.section("first_decision").all_blocks == ()
    assert "Of question 1" not in " ".join(map(section_text, content.sections))


def test_a_part_of_a_letter_has_only_the_answers_of_its_own():
    leading, other = pair()
    letter = gone_out(leading)
    for case in (leading, other):
        said = first_said(fresh(case), letter)
        assert [section.key for section in said.sections] == ["answer.1", "answer.2"]
