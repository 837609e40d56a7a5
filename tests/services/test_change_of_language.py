"""Does a case speak another language from the change on, and nothing that was sent before it?"""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from requests_app.domain.errors import InvalidInput, NotPermitted, WrongState
from requests_app.domain.letterkinds import Language
from requests_app.models import Letter
from requests_app.selectors.facts import letter_view
from requests_app.selectors.history import latest_events
from requests_app.services.acknowledge import acknowledge
from requests_app.services.deliver import send_message
from requests_app.services.issue import render_and_complete
from requests_app.services.manage import change_language
from tests.factories.cases import answered_case, approved_case, case_in_progress, submitted_case
from tests.factories.people import auditor, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return officer()


def now_in(case, language: Language, **given):
    return change_language(case.pk, language=language, at=timezone.now(), **given)


def test_old_and_new_are_kept_and_read_in_words(by):
    case = case_in_progress(by=by)
    now_in(case, Language.WELSH, by=by)
    event = case.events.get(kind="change_language")
    assert (event.old, event.new) == ({"language": "en"}, {"language": "cy"})
    item = latest_events(case.pk, number=1)[0]
    assert item.title == "Language changed to Welsh"
    assert [(each.name, each.old, each.new) for each in item.changes] == [("Letters in", "English", "Welsh")]


def test_a_draft_follows_the_new_language(by):
    case = answered_case(by=by)
    assert letter_view(case, today=timezone.localdate()).content.language is Language.ENGLISH
    now_in(case, Language.WELSH, by=by)
    case.refresh_from_db()
    content = letter_view(case, today=timezone.localdate()).content
    assert content.language is Language.WELSH
    assert "Your request" not in {section.heading for section in content.sections}


@pytest.mark.pdf
def test_a_letter_on_its_way_keeps_its_language_and_so_does_its_mail(by):
    case = case_in_progress(by=by)
    message = acknowledge(case.pk, by=by, at=timezone.now())
    now_in(case, Language.WELSH, by=by)
    letter = Letter.objects.get(case=case)
    assert letter.content["language"] == "en"
    render_and_complete(letter.pk, at=timezone.now())
    send_message(message.pk, at=timezone.now())
    sent = mail.outbox[-1]
    assert "The same letter is attached as a PDF." in sent.body
    assert "You can follow your request here" in sent.body


def test_the_language_that_it_has_is_refused_and_nothing_is_written(by):
    case = case_in_progress(by=by)
    with pytest.raises(InvalidInput) as caught:
        now_in(case, Language.ENGLISH, by=by)
    assert "in English already" in caught.value.fields["language"]
    assert not case.events.filter(kind="change_language").exists()


def test_somebody_who_saw_an_older_version_changes_nothing(by):
    case = case_in_progress(by=by)
    seen = case.version
    now_in(case, Language.WELSH, by=by, expected_version=seen)
    with pytest.raises(WrongState, match="moved this case on"):
        now_in(case, Language.ENGLISH, by=by, expected_version=seen)
    case.refresh_from_db()
    assert case.language == "cy"


def test_a_letter_that_somebody_answers_for_is_not_changed_behind_them(by):
    for case in (submitted_case(by=by), approved_case(by=by)):
        with pytest.raises(WrongState):
            now_in(case, Language.WELSH, by=by)


def test_who_only_reads_changes_no_language(by):
    with pytest.raises(NotPermitted):
        now_in(case_in_progress(by=by), Language.WELSH, by=auditor())
