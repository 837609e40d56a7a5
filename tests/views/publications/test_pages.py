"""Can anybody read what the service is for, how accessible it is, and what it does with personal data?"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.people import officer, signed_in
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
PAGES = ("/", "/accessibility/", "/privacy/", "/calculator/")


@pytest.mark.parametrize("address", PAGES)
def test_everybody_may_read_it_without_a_cookie(address: str) -> None:
    seed_installation()
    client = Client()
    response = client.get(address)
    assert response.status_code == 200
    assert not client.cookies
    assert response.content.decode().count("<h1") == 1
    assert "Northmoor Constabulary" in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_it_stands_before_an_administrator_has_entered_anything(address: str) -> None:
    assert Client().get(address).status_code == 200


def test_the_front_page_says_how_to_ask_and_where_staff_come_in() -> None:
    seed_installation()
    body = Client().get("/").content.decode()
    assert "mailto:information@northmoor.example" in body
    assert "Beacon House" in body
    assert 'href="/accounts/login/"' in body
    assert "/cases/" in signed_in(officer()).get("/").content.decode()


def test_every_link_of_the_footer_leads_somewhere() -> None:
    body = Client().get("/").content.decode()
    assert 'href="/accessibility/"' in body
    assert 'href="/privacy/"' in body


def test_the_name_of_the_authority_cannot_become_markup() -> None:
    seed_installation(name="<script>alert(1)</script> Council")
    assert "<script>alert(1)" not in Client().get("/").content.decode()
