"""Who comes into Django admin, by which door, and what do they see there?"""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from requests_app.domain.roles import Role
from requests_app.models import Event, User
from requests_app.services.settings import KEPT
from tests.factories.cases import logged_case, submitted_case
from tests.factories.people import PASSWORD, administrator, officer, person_with, signed_in
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
SETTINGS = ("authority", "regulator", "bankholiday", "schoolclosure", "team", "user", "letterwording")
RECORDS = ("case", "letter", "signoff")


@pytest.fixture(autouse=True)
def _installation() -> None:
    seed_installation()


def test_a_stranger_is_sent_to_the_one_sign_in() -> None:
    for address in ("/admin/", "/admin/login/", "/admin/requests_app/user/"):
        response = Client().get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith("/accounts/login/")
    assert (
        Client()
        .get("/admin/requests_app/user/", follow=True)
        .redirect_chain[-1][0]
        .endswith("next=/admin/requests_app/user/")
    )


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.QUALIFIED_PERSON, Role.REVIEWER])
def test_who_has_no_business_here_is_told_so_and_not_asked_to_sign_in_again(role: Role) -> None:
    response = signed_in(person_with(role)).get("/admin/", follow=True)
    assert response.status_code == 403


def test_djangos_own_flags_open_nothing() -> None:
    user = officer()
    user.is_staff = user.is_superuser = True
    user.save()
    assert signed_in(user).get("/admin/", follow=True).status_code == 403


def test_an_administrator_keeps_settings_and_sees_no_case() -> None:
    client = signed_in(administrator())
    index = client.get("/admin/").content.decode()
    for name in SETTINGS:
        assert f"/admin/requests_app/{name}/" in index
        assert client.get(f"/admin/requests_app/{name}/", follow=True).status_code == 200
    for name in (*RECORDS, "event"):
        assert f"/admin/requests_app/{name}/" not in index
        assert client.get(f"/admin/requests_app/{name}/").status_code == 403


def test_an_auditor_reads_cases_and_history_and_no_settings() -> None:
    client = signed_in(person_with(Role.AUDITOR))
    index = client.get("/admin/").content.decode()
    for name in (*RECORDS, "event"):
        assert f"/admin/requests_app/{name}/" in index
        assert client.get(f"/admin/requests_app/{name}/").status_code == 200
    for name in SETTINGS:
        assert f"/admin/requests_app/{name}/" not in index
        assert client.get(f"/admin/requests_app/{name}/").status_code == 403


def test_an_administrator_who_also_reads_cases_sees_both() -> None:
    client = signed_in(person_with(Role.ADMINISTRATOR, Role.MANAGER))
    assert client.get("/admin/requests_app/case/").status_code == 200
    assert client.get("/admin/requests_app/team/").status_code == 200


@pytest.mark.parametrize("name", [*RECORDS, "event"])
def test_records_are_only_read(name: str) -> None:
    case = submitted_case()
    rows = {"case": case.pk, "letter": case.letters.get().pk, "event": case.events.first().pk}
    client = signed_in(person_with(Role.ADMINISTRATOR, Role.MANAGER, Role.AUDITOR))
    assert client.get(f"/admin/requests_app/{name}/add/").status_code == 403
    if name in rows:
        base = f"/admin/requests_app/{name}/{rows[name]}"
        assert client.get(f"{base}/change/").status_code == 200
        assert client.post(f"{base}/change/", {"state": "issued"}).status_code == 403
        assert client.get(f"{base}/delete/").status_code == 403
        assert 'name="_save"' not in client.get(f"{base}/change/").content.decode()


@pytest.mark.parametrize("name", ["case", "letter", "event"])
def test_opening_a_record_of_a_case_is_a_look(name: str) -> None:
    case = submitted_case()
    pk = {"case": case.pk, "letter": case.letters.get().pk, "event": case.events.first().pk}[name]
    reader = person_with(Role.AUDITOR)
    signed_in(reader).get(f"/admin/requests_app/{name}/{pk}/change/")
    look = Event.objects.get(case=case, kind="looked")
    assert look.by == reader
    assert "administration" in look.summary


def test_the_requesters_link_is_not_shown() -> None:
    case = logged_case()
    body = (
        signed_in(person_with(Role.AUDITOR))
        .get(f"/admin/requests_app/case/{case.pk}/change/")
        .content.decode()
    )
    assert case.reference in body
    assert case.tracking_token not in body


def test_everything_kept_goes_through_the_service_and_nothing_else_can_be_changed() -> None:
    from requests_app.admin.base import KeptByAdministrators, ReadOnly

    for model, model_admin in admin.site._registry.items():
        if model in KEPT:
            assert isinstance(model_admin, KeptByAdministrators), model
        else:
            assert isinstance(model_admin, ReadOnly), model
    assert set(KEPT) <= set(admin.site._registry)


def test_no_page_of_the_administration_needs_an_inline_script_or_style() -> None:
    case = logged_case()
    client = signed_in(person_with(Role.ADMINISTRATOR, Role.MANAGER))
    addresses = [
        reverse("admin:index"),
        *(
            f"/admin/requests_app/{name}/add/"
            for name in SETTINGS
            if name not in {"authority", "letterwording"}
        ),
        "/admin/requests_app/authority/1/change/",
        "/admin/requests_app/letterwording/",
        "/admin/requests_app/letterwording/paragraph/opening/en/",
        f"/admin/requests_app/case/{case.pk}/change/",
        "/admin/exemptions/libraryfactor/add/",
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found = re.findall(
            r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\sstyle=\"|\son[a-z]+=\"",
            response.content.decode(),
        )
        assert found == [], address


def test_the_first_administrator_is_made_by_command_and_comes_in() -> None:
    first = User.objects.create_superuser("ada@northmoor.example", "ada@northmoor.example", PASSWORD)
    assert signed_in(first).get("/admin/").status_code == 200
