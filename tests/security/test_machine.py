"""What can somebody else on the machine, or in the broker, read or make us run?"""

from __future__ import annotations

import os
import pickle
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from foi.cache import JsonSerializer
from foi.embedded import make_private


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("planted",)


def test_what_stands_in_the_cache_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert JsonSerializer().loads(pickle.dumps(Bomb())) is None
    assert not (tmp_path / "planted").exists()
    assert "JsonSerializer" in settings.CACHES["default"]["OPTIONS"]["serializer"]


@pytest.mark.parametrize("value", [0, 7, 1.5, "words", [1.5, 2.5], {"a": None}, None, True])
def test_the_cache_gives_back_what_was_put_there(value: object) -> None:
    cache.set("kept", value, 30)
    assert cache.get("kept", "nothing") == value


def test_the_cache_still_counts() -> None:
    cache.set("count", 1, 30)
    assert cache.incr("count") == 2
    assert cache.get("count") == 2


def test_tasks_are_read_as_json_alone() -> None:
    from foi.celery import app

    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == app.conf.result_serializer == "json"


def test_the_data_of_the_demonstration_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    make_private(shared)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755  # a folder that somebody chose stays as it is
