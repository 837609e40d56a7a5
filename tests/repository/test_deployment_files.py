"""Is what the deployment files name really there? Checked in the files: not every machine has an engine."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

SCHEMA = json.loads((Path(__file__).parent / "compose.schema.json").read_text())
SETTING = re.compile(r'(?:env\.\w+|required|environ\.get)\(\s*"([A-Z][A-Z_]+)"')
EXAMPLE = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=", re.MULTILINE)
# Read by programs of others, or set by ourselves for them
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER"}
ONLY_FOR_COMPOSE = {"POSTGRES_PASSWORD"}
ONLY_FOR_SETUP = {"FOI_PYTHON"}


@pytest.fixture(scope="module")
def compose(project_root: Path) -> dict[str, Any]:
    return yaml.safe_load((project_root / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def settings_read(project_root: Path) -> set[str]:
    sources = [
        path.read_text() for path in (project_root / "foi").rglob("*.py") if "testing" not in path.parts
    ]
    return {name for source in sources for name in SETTING.findall(source)} - NOT_OURS


def words(command: str | list[str]) -> list[str]:
    return command.split() if isinstance(command, str) else command


def test_compose_follows_the_schema(compose: dict[str, Any]) -> None:
    jsonschema.validate(compose, SCHEMA)


def test_the_schema_refuses_what_compose_would_refuse(compose: dict[str, Any]) -> None:
    broken = compose | {"services": {"web": {"image": "x", "comand": "y"}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_compose_has_every_part_and_each_long_running_one_is_watched(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"postgres", "valkey", "migrate", "web", "worker", "beat"}
    for name, service in compose["services"].items():
        assert name == "migrate" or "healthcheck" in service, name


def test_our_containers_run_as_nobody_in_particular(compose: dict[str, Any], project_root: Path) -> None:
    for name in ("migrate", "web", "worker", "beat"):
        assert compose["services"][name]["user"] == "10001"
    assert "--uid 10001" in (project_root / "Dockerfile").read_text()


def test_every_volume_and_dependency_of_compose_is_defined(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(compose["volumes"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])


def test_every_variable_of_compose_is_a_setting_and_is_explained(
    compose: dict[str, Any], project_root: Path, settings_read: set[str]
) -> None:
    text = (project_root / "docker-compose.yml").read_text()
    interpolated = set(re.findall(r"\$\{([A-Z_]+)", text))
    explained = set(EXAMPLE.findall((project_root / ".env.example").read_text()))
    assert interpolated <= explained
    assert set(compose["services"]["web"]["environment"]) <= settings_read


def test_no_secret_of_compose_has_a_default(project_root: Path) -> None:
    text = (project_root / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL"):
        assert set(re.findall(rf"\$\{{{name}(..)", text)) == {":?"}


def test_every_command_of_compose_exists(compose: dict[str, Any], project_root: Path) -> None:
    from celery.bin.celery import celery as celery_commands
    from django.conf import settings
    from django.core.management import get_commands

    from foi.supervisor import WORKER_QUEUES

    for service in compose["services"].values():
        command = words(service.get("command", []))
        if "manage.py" in command:
            assert (project_root / "manage.py").exists()
            assert command[command.index("manage.py") + 1] in get_commands()
        if command[:1] == ["celery"]:
            assert command[1:3] == ["--app", "foi"]
            assert command[3] in celery_commands.commands
        if "--queues" in command:
            queues = command[command.index("--queues") + 1]
            assert queues == WORKER_QUEUES, "in this order: a worker looks into the last one last"
            routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
            assert set(queues.split(",")) == routed | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_the_databases_of_compose_and_of_the_demonstration_sort_alike(compose: dict[str, Any]) -> None:
    from foi.servers import LOCALE_ARGUMENTS

    assert compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split() == [
        *LOCALE_ARGUMENTS
    ]


def test_every_file_that_the_image_copies_exists_and_is_sent_to_the_builder(project_root: Path) -> None:
    ignored = (project_root / ".dockerignore").read_text()
    for line in re.findall(r"^COPY (?!--from)(.+)$", (project_root / "Dockerfile").read_text(), re.MULTILINE):
        for source in line.split()[:-1]:
            assert (project_root / source).exists(), source
            assert f"!{source.split('/')[0]}\n" in ignored, source


def test_the_image_starts_gunicorn_on_an_application_that_exists(project_root: Path) -> None:
    command = re.search(r"^CMD (.+)$", (project_root / "Dockerfile").read_text(), re.MULTILINE)
    assert command
    assert json.loads(command[1])[:2] == ["gunicorn", "foi.wsgi"]
    from foi.wsgi import application

    assert callable(application)


def test_every_setting_is_explained_in_the_example_and_nothing_else_is(
    project_root: Path, settings_read: set[str]
) -> None:
    explained = set(EXAMPLE.findall((project_root / ".env.example").read_text()))
    assert explained - ONLY_FOR_COMPOSE - ONLY_FOR_SETUP == settings_read
