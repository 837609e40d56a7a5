"""An administrator puts a paragraph into the authority's own words; what was in force stays as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app.domain.errors import InvalidInput, NotPermitted
from requests_app.domain.letterkinds import Language
from requests_app.domain.roles import Role
from requests_app.letters.content import compose, content_text
from requests_app.models import Event, Letter, LetterWording
from requests_app.permissions import SYSTEM
from requests_app.selectors.content import load_content
from requests_app.selectors.wording import versions, wordings_on
from requests_app.services.wording import save_wording, withdraw_wording
from tests.factories.cases import submitted_case
from tests.factories.people import administrator, person_with

pytestmark = pytest.mark.django_db
EN, CY = Language.ENGLISH, Language.WELSH
TEXT = "Thank you for your request of {{ received_on }}. You asked:"


def today() -> date:
    return timezone.localdate()


def save(text: str = TEXT, *, slot="opening", language=EN, days=0, reason="Plainer.", by=None, **more):
    return save_wording(
        slot,
        language,
        text,
        in_force_from=today() + timedelta(days=days),
        reason=reason,
        by=by or administrator(),
        at=timezone.now(),
        **more,
    )


def test_a_text_is_in_force_from_its_day_until_the_next_one():
    me = administrator()
    save("One.", by=me)
    save("Two.", days=10, by=me)
    save("Drei.", language=CY, by=me)
    assert wordings_on(today() - timedelta(days=1), EN) == {}
    assert wordings_on(today(), EN) == {"opening": "One."}
    assert wordings_on(today() + timedelta(days=10), EN) == {"opening": "Two."}
    assert wordings_on(today(), CY) == {"opening": "Drei."}
    standing = [(each.language, each.number, each.standing) for each in versions(today=today())]
    assert standing == [(CY, 1, "now"), (EN, 2, "to_come"), (EN, 1, "now")]


def test_an_empty_text_puts_the_packaged_wording_back():
    me = administrator()
    save(by=me)
    save("", days=0, by=me)
    assert wordings_on(today(), EN) == {}
    assert [each.standing for each in versions(today=today(), slot="opening")] == ["now", "withdrawn"]


def test_a_change_on_the_same_day_takes_the_place_of_the_earlier_one_and_both_are_kept():
    me = administrator()
    save("One.", by=me)
    save("Two.", by=me)
    assert wordings_on(today(), EN) == {"opening": "Two."}
    assert list(LetterWording.objects.order_by("version").values_list("text", flat=True)) == ["One.", "Two."]


def test_who_changed_what_and_why_is_in_the_history():
    me = administrator()
    save(by=me)
    save("Two.", by=me, reason="Shorter.")
    event = Event.objects.get(kind="letter_wording_changed", reason="Shorter.")
    assert event.by == me
    assert event.old["text"] == TEXT
    assert event.new["text"] == "Two."
    assert "“Opening line” (English)" in event.summary


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
def test_only_administrators_may(role):
    with pytest.raises(NotPermitted):
        save(by=person_with(role))
    row = save(days=3)
    with pytest.raises(NotPermitted):
        withdraw_wording(row.pk, by=person_with(role), at=timezone.now())
    assert wordings_on(today(), EN) == {}


def test_the_system_writes_no_wording():
    with pytest.raises(NotPermitted):
        save_wording("opening", EN, TEXT, in_force_from=today(), reason="x", by=SYSTEM, at=timezone.now())
    with pytest.raises(NotPermitted):
        withdraw_wording(1, by=SYSTEM, at=timezone.now())


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"text": "{{ case.applicant }}"}, "text", "Line 1, column 1"),
        ({"text": "x\n{% include 'y' %}"}, "text", "Line 2, column 1"),
        ({"slot": "rights.foia", "text": "Sorry."}, "text", "(FOIA s17(7)(b))"),
        ({"slot": "rights.eir", "text": "Sorry."}, "text", "(EIR reg 14(5)(a))"),
        ({"slot": "ncnd.no_inference", "text": "Sorry."}, "text", "(FOIA s2(1))"),
        ({"days": -1}, "in_force_from", "today or a later day"),
        ({"reason": " "}, "reason", "why the wording is changed"),
        ({"text": ""}, "text", "nothing to save"),
        ({"slot": "nothing"}, None, "There is no paragraph"),
        ({"seen_version": 3}, "text", "Somebody else has changed"),
    ],
)
def test_what_cannot_be_saved_says_why_beside_its_field(given, field, says):
    with pytest.raises(InvalidInput) as refused:
        save(**given)
    assert says in (refused.value.fields[field] if field else str(refused.value))
    assert not LetterWording.objects.exists()


def test_the_same_text_twice_is_nothing_to_save():
    me = administrator()
    save(by=me, seen_version=0)
    with pytest.raises(InvalidInput, match="nothing to save"):
        save(by=me, days=2, seen_version=1)


def test_what_is_to_come_can_be_withdrawn_and_what_is_in_force_cannot():
    me = administrator()
    now, later = save("One.", by=me), save("Two.", days=5, by=me)
    withdraw_wording(later.pk, by=me, at=timezone.now())
    assert wordings_on(today() + timedelta(days=9), EN) == {"opening": "One."}
    assert Event.objects.filter(kind="letter_wording_withdrawn", by=me).exists()
    for pk in (now.pk, later.pk, 0):
        with pytest.raises(InvalidInput, match="still to come"):
            withdraw_wording(pk, by=me, at=timezone.now())


@pytest.mark.parametrize("field", ["text", "in_force_from", "reason", "slot"])
def test_a_version_is_never_edited_or_deleted(field):
    row = save()
    value = date(2030, 1, 1) if field == "in_force_from" else "other"
    with pytest.raises(ProgrammingError), transaction.atomic():
        LetterWording.objects.filter(pk=row.pk).update(**{field: value})
    with pytest.raises(ProgrammingError), transaction.atomic():
        row.delete()


def test_a_letter_speaks_in_the_words_of_its_day_and_keeps_them_once_submitted():
    case = submitted_case()
    save("Good day. You asked:")
    assert "Good day." in content_text(compose(load_content(case, on=today())))
    assert "Good day." not in content_text(compose(load_content(case, on=today() - timedelta(days=1))))
    frozen = Letter.objects.get(case=case).content
    assert "Good day." not in str(frozen)


def test_own_wording_is_read_in_one_query_however_much_there_is():
    me = administrator()
    case = submitted_case()
    load_content(case, on=today())  # what hangs on the case is kept with it
    with CaptureQueriesContext(connection) as few:
        load_content(case, on=today())
    for slot in ("opening", "reuse", "advice", "explain.s31"):
        save("Words.", slot=slot, by=me)
    with CaptureQueriesContext(connection) as many:
        content = load_content(case, on=today())
    assert len(content.wordings) == 4
    assert len(many) == len(few)
    with CaptureQueriesContext(connection) as none:
        compose(content)
    assert len(none) == 0


def test_the_time_of_writing_is_the_one_that_was_passed_in():
    at = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.get_current_timezone())
    row = save_wording(
        "opening", EN, TEXT, in_force_from=date(2026, 3, 2), reason="x", by=administrator(), at=at
    )
    assert row.written_at == at
