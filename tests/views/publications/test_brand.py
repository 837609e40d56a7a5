"""Does the authority's colour reach every page as a stylesheet, and nothing else with it?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from requests_app.models import Authority
from tests.factories.people import officer, signed_in
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db


def test_the_accent_colour_is_served_to_anybody_and_may_be_kept(client) -> None:
    seed_installation(accent_colour="#663399")
    response = client.get(reverse("publications:brand"))
    assert response.text == ":root { --authority-accent: #663399; }\n"
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("stored", ["", "red", "#fff;}x{"])
def test_what_is_no_colour_is_replaced_by_ours(client, stored: str) -> None:
    seed_installation()
    Authority.objects.update(accent_colour=stored[:7])
    assert "--authority-accent: #1d4e6b;" in client.get(reverse("publications:brand")).text


def test_every_page_links_the_stylesheet_of_the_colour_in_force() -> None:
    seed_installation(accent_colour="#663399")
    text = signed_in(officer()).get(reverse("casework:work_list")).text
    assert '<link rel="stylesheet" href="/brand.css?c=663399">' in text
