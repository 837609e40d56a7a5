"""Can an administrator put a paragraph into other words, and can a text do no more than that?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from requests_app.domain.letterkinds import Language
from requests_app.domain.roles import Role
from requests_app.letters.wording.slots import SLOTS
from requests_app.models import LetterWording
from requests_app.services.wording import save_wording
from tests.factories.cases import logged_case
from tests.factories.people import administrator, person_with, signed_in
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
LIST = "/admin/requests_app/letterwording/"
OPENING = f"{LIST}paragraph/opening/en/"
RIGHTS = f"{LIST}paragraph/rights.foia/en/"
TEXT = "Thank you for your request of {{ received_on }}. You asked:"


@pytest.fixture(autouse=True)
def _installation() -> None:
    seed_installation()


@pytest.fixture
def client() -> Client:
    return signed_in(administrator())


def form(text: str = TEXT, **changes: object) -> dict[str, object]:
    today = timezone.localdate().isoformat()
    return {
        "text": text,
        "in_force_from": today,
        "reason": "Plainer.",
        "version": "0",
        "act": "save",
    } | changes


def body(response) -> str:
    return response.content.decode()


def test_the_list_has_every_paragraph_and_how_it_stands(client):
    client.post(OPENING, form())
    shown = body(client.get(LIST))
    assert all(f"{LIST}paragraph/{key}/cy/" in shown for key in SLOTS)
    assert 'aria-label="Opening line, English: Own"' in shown
    assert 'aria-label="Opening line, Welsh: Packaged"' in shown


def test_the_page_shows_the_packaged_text_the_names_and_what_the_law_needs(client):
    shown = body(client.get(RIGHTS))
    assert "You have the right to ask us for an internal review" in shown
    assert "The letter must state, whatever the case, the right under section 50" in shown
    assert "{{ review_days }}" in shown
    assert "How long a review can be asked for" in shown


@pytest.mark.parametrize("key", SLOTS)
def test_every_paragraph_has_a_page_that_opens(client, key):
    assert client.get(f"{LIST}paragraph/{key}/en/").status_code == 200


def test_a_text_is_saved_and_stands_in_the_versions(client):
    response = client.post(OPENING, form(), follow=True)
    assert "“Opening line” is saved." in body(response)
    assert LetterWording.objects.get().text == TEXT
    assert "1: In force" in body(response)
    client.post(OPENING, form(act="packaged", version="1"))
    assert "The packaged wording" in body(client.get(OPENING))


def test_what_is_to_come_can_be_withdrawn(client):
    later = (timezone.localdate() + timedelta(days=3)).isoformat()
    client.post(OPENING, form(in_force_from=later))
    assert "change to come" in body(client.get(LIST))
    row = LetterWording.objects.get()
    shown = client.post(OPENING, {"act": "withdraw", "pk": row.pk}, follow=True)
    assert "is withdrawn" in body(shown)
    shown = client.post(OPENING, {"act": "withdraw", "pk": "x" * 40}, follow=True)
    assert "Only a version that is still to come" in body(shown)


def test_removing_what_the_law_needs_is_refused_with_its_provision_and_nothing_typed_is_lost(client):
    response = client.post(RIGHTS, form("We are right."))
    assert response.status_code == 422
    assert "(FOIA s17(7)(b))" in body(response)
    assert "We are right." in body(response)
    assert not LetterWording.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"in_force_from": ""}, "Enter the day from which"),
        ({"in_force_from": "2020-01-01"}, "today or a later day"),
        ({"reason": ""}, "Enter why the wording is changed"),
        ({"version": "4"}, "Somebody else has changed"),
        ({"version": "nonsense"}, "Nothing was saved"),
        ({"text": "a\n\n  {{ nobody }}"}, "Line 3, column 3"),
    ],
)
def test_a_mistake_is_said_in_words_and_nothing_typed_is_lost(client, changes, says):
    response = client.post(OPENING, form(**{"text": "Kept. ", **changes}))
    assert response.status_code == 422
    assert says in body(response)
    assert "Kept." in body(response) or "nobody" in body(response)


def test_the_preview_shows_the_text_in_a_sample_letter_with_and_without_script(client):
    for address, data in ((f"{OPENING}preview/", {"text": TEXT}), (OPENING, form(act="preview"))):
        shown = body(client.post(address, data))
        assert "Thank you for your request of Monday 2 March 2026. You asked:" in shown
    assert not LetterWording.objects.exists()
    assert TEXT in body(client.post(OPENING, form(act="preview")))
    both = body(client.post(f"{OPENING}preview/", {"text": "{% if act %}Yes.{% else %}No.{% endif %}"}))
    assert "With act" in both
    assert "Without act" in both
    assert client.get(f"{OPENING}preview/").status_code == 405


ATTACKS = [
    "{{ settings.SECRET_KEY }}",
    "{{ case.applicant }}",
    "{{ case.applicant.name }}",
    "{{ authority.__class__ }}",
    "{{ authority.__class__.__mro__ }}",
    "{{ request.user.password }}",
    "{{ authority|safe }}",
    "{% include '/etc/passwd' %}",
    "{% load static %}",
    "{% debug %}",
    "{% extends 'admin/base.html' %}",
    "{% for x in authority %}{{ x }}{% endfor %}",
    "{% if authority.name == 1 %}x{% endif %}",
    "{# x #}",
    "{{ " + "a" * 5000 + " }}",
    "{% if act %}" * 50 + "{% endif %}" * 50,
    "x" * 20_000,
    "a\u202eb",
    "a\x07b",
    "{" * 5000,
]


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: text[:30])
def test_a_text_reads_neither_settings_nor_files_nor_cases(client, text):
    case = logged_case()
    for response in (client.post(OPENING, form(text)), client.post(f"{OPENING}preview/", {"text": text})):
        assert response.status_code in {200, 422}
        shown = body(response)
        assert settings.SECRET_KEY not in shown
        assert "root:x:" not in shown
        assert case.applicant.name not in shown
        assert "Line 1, column" in shown
    assert not LetterWording.objects.exists()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</textarea><b>x"]
)
def test_markup_is_text_in_the_page_and_in_the_letter(client, text):
    client.post(OPENING, form(text))
    for shown in (
        body(client.get(OPENING)),
        body(client.post(f"{OPENING}preview/", {"text": text})),
    ):
        assert text not in shown
        assert "&lt;" in shown


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
def test_nobody_else_opens_or_changes_anything(role):
    stranger = signed_in(person_with(role))
    for address in (LIST, OPENING, f"{OPENING}preview/"):
        assert stranger.get(address).status_code in {302, 403}
        assert stranger.post(address, form()).status_code in {302, 403}
    assert not LetterWording.objects.exists()


@pytest.mark.parametrize(
    "address", ["paragraph/nothing/en/", "paragraph/opening/de/", "paragraph/nothing/en/preview/"]
)
def test_a_paragraph_that_there_is_not_is_not_found(client, address):
    assert client.get(f"{LIST}{address}").status_code == 404


def test_a_stored_text_that_cannot_be_read_can_be_mended_here(client):
    row = save_wording(
        "opening",
        Language.ENGLISH,
        TEXT,
        in_force_from=timezone.localdate(),
        reason="x",
        by=administrator(),
        at=timezone.now(),
    )
    LetterWording.objects.bulk_create(
        [
            LetterWording(
                slot="reuse",
                language="en",
                version=1,
                text="{{ gone }}",
                in_force_from=row.in_force_from,
                reason="x",
                written_at=row.written_at,
                written_by=row.written_by,
            )
        ]
    )
    shown = client.get(f"{LIST}paragraph/reuse/en/")
    assert shown.status_code == 200
    assert "There is no “gone” in this paragraph" in body(shown)
