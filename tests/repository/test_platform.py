"""Do settings, servers and health hold together?"""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_readiness_names_each_part_and_fails_while_no_worker_has_answered(client: Client) -> None:
    answer = client.get("/health/ready", headers={"host": "any.example"})
    assert answer.status_code == 503
    assert answer.content.decode().splitlines() == [
        "database: ok",
        "broker: ok",
        "worker: failed",
        "storage: ok",
    ]
