"""What can somebody do at the sign-in who should not come in, or who is somebody else?"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory

from foi.accounts import StaffAccountAdapter
from requests_app.models import User
from tests.factories.people import PASSWORD, officer, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_was_tried_before() -> None:
    cache.clear()


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def test_one_time_codes_cannot_be_tried_until_one_fits() -> None:
    user = with_password(officer())
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    answers = [
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06d}"}).content.decode()
        for number in range(12)
    ]
    assert "Incorrect code" in answers[0]
    assert "Too many failed login attempts" in answers[-1]


def test_guesses_from_many_places_and_at_many_ports_end_too(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["foi.example.org"]
    user = with_password(officer())
    for number in range(10):
        Client(REMOTE_ADDR=f"203.0.113.{number}").post(
            "/accounts/login/",
            {"login": user.email, "password": f"wrong {number}"},
            headers={"host": f"foi.example.org:{8000 + number}"},
        )
    from_elsewhere = Client(REMOTE_ADDR="198.51.100.1")
    right = {"login": user.email, "password": PASSWORD}
    answer = from_elsewhere.post("/accounts/login/", right, headers={"host": "foi.example.org"})
    assert "Too many failed login attempts" in answer.content.decode()


def test_nobody_changes_the_address_that_they_are_known_by() -> None:
    user = officer(email="asha@northmoor.example")
    client = signed_in(user)
    assert client.get("/accounts/email/").status_code == 403
    for act in ("action_add", "action_primary"):
        answer = client.post("/accounts/email/", {act: "", "email": "grace@northmoor.example"})
        assert answer.status_code == 403
    user.refresh_from_db()
    assert user.email == "asha@northmoor.example"
    assert not EmailAddress.objects.filter(email="grace@northmoor.example").exists()


def test_the_link_for_a_new_password_leads_to_this_installation_whatever_the_host_header_says(
    settings: Any,
) -> None:
    settings.SITE_URL = "https://foi.example.org"
    settings.ALLOWED_HOSTS = ["*"]
    user = with_password(officer())
    Client().post("/accounts/password/reset/", {"email": user.email}, headers={"host": "evil.example:8443"})
    (sent,) = mail.outbox
    links = re.findall(r"https?://\S+", sent.body)
    assert links
    assert {urlsplit(link).netloc for link in links} == {"foi.example.org"}
    assert "evil.example" not in sent.body + sent.subject
    page = Client().get(links[0].removeprefix("https://foi.example.org"), follow=True)
    assert 'name="password1"' in page.content.decode()


def test_asking_for_a_new_password_does_not_say_who_has_an_account() -> None:
    user = with_password(officer())
    known = Client().post("/accounts/password/reset/", {"email": user.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@northmoor.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_limits_count_each_client_behind_our_proxy(rf: RequestFactory, settings: Any) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    request = rf.get("/", headers={"x-forwarded-for": "6.6.6.6, 198.51.100.7"}, REMOTE_ADDR="10.0.0.9")
    assert StaffAccountAdapter(request).get_client_ip(request) == "198.51.100.7"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/cases/", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_outside(elsewhere: str) -> None:
    user = with_password(officer())
    answer = Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302
    assert answer["Location"] == "/cases/"


def test_a_session_known_before_the_sign_in_is_worth_nothing_after_it() -> None:
    user, client = with_password(officer()), Client()
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted
