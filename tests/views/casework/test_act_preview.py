"""Does a person read the letter before it goes out, with the words that they typed, and does looking change nothing?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.roles import Role
from requests_app.domain.transitions import Act
from requests_app.models import Authority, Case, Letter, Message
from requests_app.selectors.places import ASK
from requests_app.services.batches import draft_batch
from requests_app.services.correspond import ask_clarification
from requests_app.services.manage import assign
from tests.factories.cases import case_in_progress, logged_case
from tests.factories.people import manager, officer, person_with, signed_in, team
from tests.factories.settings import unusable_wording
from tests.views.casework.test_act import confirm, day, url

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def me():
    return officer()


def test_a_letter_without_words_of_its_own_is_shown_at_once_and_sent_once(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    shown = client.get(url(case, Act.ACKNOWLEDGE))
    assert "We have received your request for information" in shown.text
    assert not Letter.objects.exists()
    response, sent = confirm(client, case, Act.ACKNOWLEDGE)
    assert response.status_code == 302
    assert client.post(url(case, Act.ACKNOWLEDGE), sent).status_code == 302
    assert Letter.objects.get().kind == "acknowledgement"
    again = client.get(url(case, Act.ACKNOWLEDGE))
    assert "acknowledged already" in again.text


def test_before_anything_is_typed_the_letter_stands_around_the_words_to_come(me) -> None:
    case = case_in_progress(by=me)
    shown = signed_in(me).get(url(case, Act.ASK_CLARIFICATION))
    assert "[Your words stand here.]" in shown.text
    assert "Please reply by" in shown.text
    case.refresh_from_db()
    assert (case.state, Message.objects.count()) == ("in_progress", 0)


# Each act that writes, with what is typed for it and words of its letter.
TYPED = [
    (Act.ASK_CLARIFICATION, {"text": "Which road?"} | day("on", TODAY()), "Which road?"),
    (Act.SEND_FEES_NOTICE, {"text": "Copies.", "amount": "12.50"} | day("on", TODAY()), "£12.50"),
    (
        Act.APOLOGISE,
        {"text": "We were flooded."} | day("expected_on", TODAY() + timedelta(days=60)),
        "We were flooded.",
    ),
    (
        Act.TRANSFER,
        {"to": "Eastmere Borough Council", "contact": "1 Town Square"}
        | day("consent_on", TODAY())
        | day("on", TODAY()),
        "Eastmere Borough Council",
    ),
]


@pytest.mark.parametrize(("act", "typed", "words"), TYPED)
def test_the_preview_holds_what_was_typed_and_the_form_keeps_it(
    me, act: Act, typed: dict, words: str
) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    version = Case.objects.get(pk=case.pk).version
    shown, data = confirm(client, case, act, preview="1", **typed)
    assert shown.status_code == 200
    assert words in shown.context["letter"].__repr__()
    assert 'form="confirm"' in shown.text
    case.refresh_from_db()
    assert (case.version, case.state, Letter.objects.count()) == (version, "in_progress", 0)
    data.pop("preview")
    assert client.post(url(case, act), data).status_code == 302
    assert words in str(Letter.objects.get().content)


def test_a_reminder_and_an_environmental_extension_are_previewed_too(me) -> None:
    waiting = case_in_progress(by=me)
    ask_clarification(waiting.pk, text="Which road?", on=TODAY(), by=me, at=timezone.now())
    assert "What we asked you" in signed_in(me).get(url(waiting, Act.REMIND)).text
    eir = case_in_progress(by=me, regime="eir")
    assert "regulation 7(3)" in signed_in(me).get(url(eir, Act.EXTEND)).text


def test_what_is_wrong_with_the_words_is_said_before_anything_is_sent(me) -> None:
    case = case_in_progress(by=me)
    typed = {"text": "We will disclose everything."} | day("on", TODAY())
    shown, _ = confirm(signed_in(me), case, Act.ASK_CLARIFICATION, preview="1", **typed)
    assert shown.status_code == 422
    assert "Do not promise what will be disclosed" in shown.text
    assert "We will disclose everything." in shown.text
    empty, _ = confirm(signed_in(me), case, Act.ASK_CLARIFICATION, preview="1", **day("on", TODAY()))
    assert "Write what you need to know" in empty.text


def test_what_stops_any_letter_is_said_when_the_page_opens(me) -> None:
    case = case_in_progress(by=me)
    Authority.objects.update(address="", email="")
    shown = signed_in(me).get(url(case, Act.ACKNOWLEDGE))
    assert "does not say how to reach us" in shown.text
    assert shown.context["letter"] is None


def test_a_preview_in_a_stale_tab_hears_that_the_case_has_moved_on(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    version = client.get(url(case, Act.ASK_CLARIFICATION)).context["version"]
    assign(case.pk, officer=me, team=team(), by=manager(), at=timezone.now())
    typed = {"version": version, "text": "Which road?", "preview": "1"} | day("on", TODAY())
    response = client.post(url(case, Act.ASK_CLARIFICATION), typed)
    assert response.status_code == 409
    assert "Which road?" in response.text


def test_an_act_that_writes_nothing_has_no_preview(me) -> None:
    case = case_in_progress(by=me)
    assert 'name="preview"' not in signed_in(me).get(url(case, Act.WITHDRAW)).text
    response, _ = confirm(
        signed_in(me), case, Act.WITHDRAW, preview="1", why="By e-mail", **day("on", TODAY())
    )
    assert response.status_code == 302


def test_an_act_that_cannot_be_drawn_before_it_is_filled_in_says_so(me) -> None:
    case = logged_case(by=me)
    shown = signed_in(me).get(reverse("casework:act", args=[case.reference, "transfer"]))
    assert "Fill in the form and press" in shown.text


def test_the_case_no_longer_offers_what_is_done_once(me) -> None:
    case, client = case_in_progress(by=me), signed_in(me)
    address = reverse("casework:case", args=[case.reference])
    assert "Acknowledge the request" in client.get(address).text
    confirm(client, case, Act.ACKNOWLEDGE)
    assert "Acknowledge the request" not in client.get(address).text


@pytest.mark.parametrize("page", ["act", "batch"])
@pytest.mark.parametrize("is_administrator", [True, False])
def test_who_sends_a_letter_is_told_which_paragraph_of_the_authority_is_not_used(
    page, is_administrator
) -> None:
    """With a link for who may open the page of administrators, and with whom to ask for others."""
    roles = (Role.OFFICER, Role.ADMINISTRATOR) if is_administrator else (Role.OFFICER,)
    sender, case = person_with(*roles), logged_case()
    unusable_wording("acknowledgement.due")
    if page == "act":
        at = url(case, Act.ACKNOWLEDGE)
    else:
        batch = draft_batch("acknowledgement", [case.pk], by=sender, at=timezone.now())
        at = reverse("casework:batch", args=[batch.pk])
    shown = signed_in(sender).get(at).text
    assert shown.count("own wording of “By when we answer”") >= 1
    link = "/admin/requests_app/letterwording/paragraph/acknowledgement.due/en/"
    assert ((link in shown), (ASK in shown)) == (is_administrator, not is_administrator)
