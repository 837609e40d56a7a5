"""Do settings, health, errors and sign-in hold together?"""

import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import Http404
from django.test import Client, RequestFactory

from foi.accounts import client_address
from foi.embedded import broker_and_cache_urls
from foi.logs import JsonFormatter
from foi.middleware import DomainErrorMiddleware
from foi.tasks import HEARTBEAT_KEY, heartbeat
from requests_app.domain import errors

DEPLOYMENT = {
    "SECRET_KEY": "q9Xw2" * 12,
    "SITE_URL": "https://foi.example.org",
    "DATABASE_URL": "postgres://foi:pw@db.example.org/foi",
    "REDIS_URL": "redis://broker.example.org",
    "EMAIL_URL": "smtp+tls://user:pw@mail.example.org:587",
    "ALLOWED_HOSTS": "",  # as docker compose hands over what is unset
}


def manage(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with this environment and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=root,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_deployment_with_the_required_variables_passes_django_s_deployment_check(
    project_root: Path, tmp_path: Path
) -> None:
    done = manage(
        project_root, "check", "--deploy", "--fail-level", "INFO", DATA_DIR=str(tmp_path), **DEPLOYMENT
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_URL", "REDIS_URL", "EMAIL_URL"])
def test_a_missing_variable_says_what_to_do(project_root: Path, tmp_path: Path, name: str) -> None:
    without = {key: value for key, value in DEPLOYMENT.items() if key != name}
    done = manage(project_root, "check", DATA_DIR=str(tmp_path), **without)
    assert done.returncode != 0
    assert f"Set the environment variable {name}:" in done.stderr
    assert "See .env.example." in done.stderr


@pytest.mark.django_db
def test_readiness_names_each_part_and_fails_while_no_worker_has_answered(client: Client) -> None:
    cache.delete(HEARTBEAT_KEY)
    answer = client.get("/health/ready", headers={"host": "any.example"})
    assert answer.status_code == 503
    assert answer.content.decode().splitlines() == [
        "database: ok",
        "broker: ok",
        "worker: failed",
        "storage: ok",
    ]


@pytest.mark.django_db
def test_readiness_holds_once_a_worker_has_answered(client: Client) -> None:
    heartbeat()
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert "worker: ok" in answer.content.decode()


def test_liveness_needs_no_database_and_no_sign_in(client: Client) -> None:
    assert client.get("/health/live").content == b"live: ok\n"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/cases/", "/admin/", "/accounts/2fa/"])
def test_nobody_sees_staff_pages_without_signing_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.django_db
def test_nobody_can_register(client: Client) -> None:
    typed = {"email": "new@example.org", "password1": "long enough 91!", "password2": "long enough 91!"}
    client.post("/accounts/signup/", typed)
    assert not get_user_model().objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
def test_the_policy_for_content_allows_no_inline_script_or_style(client: Client) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_guessing_passwords_locks_the_account_with_429_whatever_the_capitals(
    client: Client, settings: Any
) -> None:
    get_user_model().objects.create_user(
        username="officer", email="officer@example.org", password="right 4821 x"
    )
    spellings = ["officer@example.org", "Officer@example.org"]
    statuses = [
        client.post("/accounts/login/", {"login": spellings[n % 2], "password": f"wrong {n}"}).status_code
        for n in range(5)
    ]
    assert statuses == [200, 200, 200, 200, 429]
    locked = client.post("/accounts/login/", {"login": "officer@example.org", "password": "right 4821 x"})
    assert locked.status_code == 429


@pytest.mark.django_db
def test_staff_without_a_second_factor_are_sent_to_set_one_up(client: Client, settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(get_user_model().objects.create_user(username="officer", email="officer@example.org"))
    answer = client.get("/cases/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.WrongState("Somebody issued this letter."), 409),
        (errors.StaleEdit("Somebody saved first."), 409),
        (errors.NotPermitted("Another person must approve."), 403),
        (errors.NotReady("The letter lacks a provision."), 422),
    ],
)
@pytest.mark.django_db
def test_each_refusal_of_the_domain_has_its_own_page(
    rf: RequestFactory, error: Exception, status: int
) -> None:
    request = rf.get("/cases/")
    request.user = AnonymousUser()
    answer = DomainErrorMiddleware(lambda _: None).process_exception(request, error)
    assert answer.status_code == status
    assert str(error) in answer.content.decode()


def test_a_thing_that_one_may_not_know_of_is_not_found(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        DomainErrorMiddleware(lambda _: None).process_exception(
            rf.get("/"), errors.NotVisible("No such case.")
        )


def test_an_ordinary_defect_is_not_dressed_up_as_a_refusal(rf: RequestFactory) -> None:
    assert DomainErrorMiddleware(lambda _: None).process_exception(rf.get("/"), ValueError("oops")) is None


@pytest.mark.parametrize(
    ("address", "broker", "cached"),
    [
        ("redis://host:6379/4", "redis://host:6379/4", "redis://host:6379/5"),
        ("redis://host", "redis://host/0", "redis://host/1"),
        ("unix:///d/v.sock?db=2", "redis+socket:///d/v.sock?virtual_host=2", "unix:///d/v.sock?db=3"),
    ],
)
def test_queues_and_cache_never_share_a_database(address: str, broker: str, cached: str) -> None:
    assert broker_and_cache_urls(address) == (broker, cached)


def test_a_command_that_needs_no_configuration_finds_or_starts_a_database(
    project_root: Path, tmp_path: Path
) -> None:
    done = manage(project_root, "migrate", "axes", DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    again = manage(project_root, "showmigrations", "axes", DATA_DIR=str(tmp_path))
    assert "[X] 0001_initial" in again.stdout


def test_a_test_cannot_reach_beyond_this_machine() -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="tests stay on this machine"):
        outside.connect(("192.0.2.1", 80))


def test_a_log_line_keeps_what_failed_and_where_but_not_what_was_written() -> None:
    try:
        raise ValueError("Jo Bloggs of 1 High Street")
    except ValueError:
        record = logging.LogRecord(
            "foi", logging.ERROR, __file__, 1, "Letter %s failed", (7,), sys.exc_info()
        )
    line = JsonFormatter().format(record)
    assert json.loads(line)["message"] == "Letter 7 failed"
    assert json.loads(line)["error"] == "ValueError"
    assert "Bloggs" not in line


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.9"), (1, "198.51.100.7"), (2, "203.0.113.5")])
def test_only_our_own_proxies_are_believed_about_a_client_s_address(
    rf: RequestFactory, settings: Any, proxies: int, address: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.5, 198.51.100.7"}, REMOTE_ADDR="10.0.0.9")
    assert client_address(request) == address


def test_the_demonstration_keeps_away_from_a_configured_database(project_root: Path, tmp_path: Path) -> None:
    done = manage(project_root, "demo", DATA_DIR=str(tmp_path), **DEPLOYMENT)
    assert done.returncode != 0
    assert "This would load invented cases into a database that is not for trying out." in done.stderr
