"""Does every change in Django admin reach the history, and is what cannot stand refused in words?"""

from __future__ import annotations

import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from exemptions.models import LibraryFactor
from requests_app.domain.errors import InvalidInput, NotPermitted
from requests_app.domain.roles import Role
from requests_app.models import Authority, Event, Regulator, Team, User
from requests_app.services.history import verify
from requests_app.services.settings import save_setting
from tests.factories.people import PASSWORD, administrator, officer, person_with, signed_in, team
from tests.factories.settings import seed_installation

pytestmark = pytest.mark.django_db
AUTHORITY = "/admin/requests_app/authority/1/change/"


@pytest.fixture(autouse=True)
def _installation() -> None:
    seed_installation()


@pytest.fixture
def admin_user() -> User:
    return administrator()


@pytest.fixture
def client(admin_user):
    return signed_in(admin_user)


def authority_form(**changes: object) -> dict[str, object]:
    row = Authority.objects.get()
    names = (
        "name", "short_name", "kind", "address", "email", "telephone", "website", "logo_text", "accent_colour",
        "reference_pattern", "appropriate_limit", "small_number_threshold", "has_review",
        "review_request_days", "clarification_days", "review_contact", "letter_layout", "letter_has_annex",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | changes


def person_form(**changes: object) -> dict[str, object]:
    return {
        "email": "delphine@northmoor.example",
        "first_name": "Delphine",
        "last_name": "Varga",
        "job_title": "Officer",
        "team": "",
        "roles": ["officer"],
        "is_active": "on",
    } | changes


def last_event() -> Event:
    return Event.objects.order_by("-id").first()


def png(size: int = 8) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (size, size), "teal").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def errors(response) -> str:
    return response.content.decode().split("errorlist", 1)[-1][:2000]


def test_a_change_of_the_authority_is_written_down_with_old_and_new(client, admin_user) -> None:
    response = client.post(AUTHORITY, authority_form(telephone="01632 960 222"))
    assert response.status_code == 302
    event = last_event()
    assert (event.kind, event.by, event.chain) == ("authority_changed", admin_user, "installation")
    assert event.old == {"telephone": "01632 960 100"}
    assert event.new == {"telephone": "01632 960 222"}
    assert list(verify()) == []


def test_saving_without_a_change_writes_nothing(client) -> None:
    before = Event.objects.count()
    assert client.post(AUTHORITY, authority_form()).status_code == 302
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reference_pattern": "FOI"}, "A reference needs one running number"),
        ({"reference_pattern": "{number:06d}{yy}"}, "A digit or the year stands next to the number"),
        ({"accent_colour": "#ffff00"}, "hard to read: the contrast is 1.1 to 1"),
        ({"accent_colour": "red; } body"}, "Ensure this value has at most 7 characters"),
        ({"accent_colour": "green"}, "Use a colour such as #1d4e6b."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_cannot_stand_is_refused_and_what_was_typed_is_kept(client, changes, message) -> None:
    before = Authority.objects.values().get()
    response = client.post(AUTHORITY, authority_form(telephone="01632 960 333", **changes))
    assert response.status_code == 200
    assert message in errors(response)
    assert "01632 960 333" in response.content.decode()
    assert Authority.objects.values().get() == before


def test_a_logo_says_what_it_shows_and_is_an_image(client) -> None:
    response = client.post(AUTHORITY, authority_form(logo=png(), logo_text=""))
    assert "Enter what the logo shows" in errors(response)
    pretends = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    assert "valid image" in errors(client.post(AUTHORITY, authority_form(logo=pretends, logo_text="Arms")))
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "BMP")
    other = SimpleUploadedFile("logo.bmp", out.getvalue())
    assert "must be a PNG or JPEG" in errors(
        client.post(AUTHORITY, authority_form(logo=other, logo_text="Arms"))
    )
    assert client.post(AUTHORITY, authority_form(logo=png(), logo_text="Arms")).status_code == 302
    assert last_event().new["logo"].startswith("authority/")
    assert client.get(AUTHORITY).status_code == 200
    assert client.post(AUTHORITY, authority_form(logo_text="A lighthouse")).status_code == 302
    assert Authority.objects.get().logo


def test_a_logo_that_would_weigh_on_every_letter_is_refused(client) -> None:
    noise = Image.effect_noise((1400, 1400), 200)
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(out.getvalue()) > 1_000_000
    upload = SimpleUploadedFile("logo.png", out.getvalue(), "image/png")
    assert "Upload one of at most 1 MB" in errors(
        client.post(AUTHORITY, authority_form(logo=upload, logo_text="A"))
    )


def test_there_is_one_authority_and_it_is_not_deleted(client) -> None:
    assert client.get("/admin/requests_app/authority/").url == AUTHORITY
    assert client.get("/admin/requests_app/authority/add/").status_code == 403
    assert client.post("/admin/requests_app/authority/1/delete/", {"post": "yes"}).status_code == 403


def test_the_first_authority_is_entered_in_admin(client) -> None:
    form = authority_form()
    Authority.objects.all().delete()
    assert client.get("/admin/requests_app/authority/").url.endswith("/authority/add/")
    assert client.post("/admin/requests_app/authority/add/", form).status_code == 302
    assert last_event().kind == "authority_added"


def test_a_regulator_from_a_date_on_is_added_and_deleted_in_the_record(client) -> None:
    form = {
        "in_force_from": "2027-01-01",
        "name": "Information Commission",
        "address": "Somewhere",
        "website": "https://commission.example",
        "complaint_url": "https://commission.example/complain",
    }
    assert client.post("/admin/requests_app/regulator/add/", form).status_code == 302
    assert last_event().new["name"] == "Information Commission"
    row = Regulator.objects.get(in_force_from="2027-01-01")
    page = client.get(f"/admin/requests_app/regulator/{row.pk}/delete/")
    assert "id_reason" not in page.content.decode()
    client.post(f"/admin/requests_app/regulator/{row.pk}/delete/", {"post": "yes"})
    assert last_event().kind == "regulator_deleted"
    assert last_event().old["name"] == "Information Commission"


def test_a_team_with_people_in_it_is_not_deleted(client) -> None:
    row = team("Records")
    officer(team=row)
    response = client.post(f"/admin/requests_app/team/{row.pk}/delete/", {"post": "yes"})
    assert "Cannot delete team" in response.content.decode()
    assert Team.objects.filter(pk=row.pk).exists()


def test_a_factor_belongs_to_a_provision_of_the_law(client) -> None:
    address = "/admin/exemptions/libraryfactor/add/"
    assert "Section 31" in client.get(address).content.decode()
    assert client.post(address, {"provision": "s99", "side": "for", "text": "x"}).status_code == 200
    given = {"provision": "s31", "side": "for", "text": "Public debate", "is_active": "on"}
    assert client.post(address, given).status_code == 302
    assert LibraryFactor.objects.get(provision="s31").text == "Public debate"
    assert last_event().kind == "libraryfactor_added"


def test_a_new_colleague_gets_a_link_to_choose_a_password(client, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/admin/requests_app/user/add/", person_form()).status_code == 302
    person = User.objects.get(email="delphine@northmoor.example")
    assert not person.has_usable_password()
    assert (person.roles, person.is_staff) == (["officer"], False)
    kinds = list(Event.objects.order_by("-id").values_list("kind", flat=True)[:2])
    assert kinds == ["user_invited", "user_added"]
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    stranger = Client()
    chosen = {"password1": "vellum-harbour-lantern-7", "password2": "vellum-harbour-lantern-7"}
    form = stranger.get(link.removeprefix("http://testserver"), follow=True)
    stranger.post(form.redirect_chain[-1][0], chosen)
    person.refresh_from_db()
    assert person.check_password("vellum-harbour-lantern-7")


@pytest.mark.django_db(transaction=True)
def test_whether_the_link_was_sent_is_said_and_no_account_is_lost(client, settings) -> None:
    response = client.post(
        "/admin/requests_app/user/add/", person_form(email="other@northmoor.example"), follow=True
    )
    assert "A link to choose a password was sent to other@northmoor.example" in response.content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = client.post("/admin/requests_app/user/add/", person_form(), follow=True)
    assert "could not be sent" in response.content.decode()
    assert User.objects.filter(email="delphine@northmoor.example").exists()


def test_the_roles_come_with_their_manual(client) -> None:
    body = client.get("/admin/requests_app/user/add/").content.decode()
    assert "Reads exactly what would go out and signs it off" in body
    assert body.count('name="roles"') == len(Role)


def test_a_change_of_roles_is_written_down_and_opens_admin(client) -> None:
    person = officer()
    address = f"/admin/requests_app/user/{person.pk}/change/"
    form = person_form(email=person.email, roles=["officer", "administrator"])
    assert client.post(address, form).status_code == 302
    person.refresh_from_db()
    assert person.is_staff
    event = last_event()
    assert (event.old["roles"], event.new["roles"]) == (["officer"], ["officer", "administrator"])


def test_the_last_administrator_stays(client, admin_user) -> None:
    address = f"/admin/requests_app/user/{admin_user.pk}/change/"
    given = {"email": admin_user.email}
    response = client.post(address, person_form(**given, roles=["officer"]))
    assert "This is the last administrator" in errors(response)
    form = person_form(**given, roles=["administrator"])
    del form["is_active"]
    assert "This is the last administrator" in errors(client.post(address, form))
    administrator()
    assert client.post(address, form).status_code == 302


def test_one_address_is_one_person_whatever_its_capitals(client) -> None:
    officer(email="tariq@northmoor.example")
    response = client.post("/admin/requests_app/user/add/", person_form(email="Tariq@northmoor.example"))
    assert "has an account with this e-mail address already" in errors(response)


def test_a_password_set_by_an_administrator_is_written_down_without_it(client, admin_user) -> None:
    person = officer()
    address = f"/admin/requests_app/user/{person.pk}/password/"
    assert client.get(address).status_code == 200
    given = {"password1": PASSWORD + "x", "password2": PASSWORD + "x", "usable_password": "true"}
    assert client.post(address, given).status_code == 302
    person.refresh_from_db()
    assert person.check_password(PASSWORD + "x")
    event = last_event()
    assert (event.kind, event.by) == ("user_password_set", admin_user)
    assert person.password not in str((event.old, event.new, event.summary))


def test_no_account_is_deleted(client) -> None:
    person = officer()
    assert client.post(f"/admin/requests_app/user/{person.pk}/delete/", {"post": "yes"}).status_code == 403


def test_somebody_who_lost_their_phone_can_start_again(client) -> None:
    from allauth.mfa.models import Authenticator

    person = officer()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    given = {"action": "remove_second_factor", "_selected_action": [person.pk]}
    client.post("/admin/requests_app/user/", given)
    assert not Authenticator.objects.filter(user=person).exists()
    assert last_event().old == {"second_factors": ["totp"]}


def test_somebody_who_was_locked_out_can_be_let_in(client) -> None:
    from axes.models import AccessAttempt

    row = AccessAttempt.objects.create(
        username="tariq@northmoor.example",
        ip_address="127.0.0.1",
        failures_since_start=9,
        attempt_time=timezone.now(),
    )
    client.post("/admin/axes/accessattempt/", {"action": "lift", "_selected_action": [row.pk]})
    assert not AccessAttempt.objects.exists()
    assert last_event().old == {"tried_as": ["tariq@northmoor.example"]}


def test_the_service_itself_refuses_who_is_no_administrator() -> None:
    row = Authority.objects.get()
    row.name = "Elsewhere"
    with pytest.raises(NotPermitted):
        save_setting(row, by=person_with(Role.MANAGER), at=timezone.now())
    row.accent_colour = "#eeeeee"
    with pytest.raises(InvalidInput):
        save_setting(row, by=administrator(), at=timezone.now())
