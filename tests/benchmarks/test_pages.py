"""How long does each page take beside a bare one, and does a list of ten thousand cases take longer than one of 100?

Nothing is asserted of time: it is the machine's. Queries are the code's, and must not grow.
"""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.template import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from requests_app.domain.roles import Role
from tests.benchmarks.measuring import Timing, in_turn, table
from tests.factories.many import many_cases, tidy, tour, written_case
from tests.factories.people import officer, person_with, signed_in
from tests.factories.settings import seed_installation

FEW, MANY, ROUNDS = 100, 10_000, 21
BARE = "bare view, one indexed query"


@pytest.fixture
def _as_in_production(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's test runner notes every template that is drawn and copies its context: that is not our time."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_as_in_production")
def test_time_of_each_page() -> None:
    seed_installation()
    me = person_with(Role.OFFICER, Role.APPROVER)
    client, officers = signed_in(me), [me, *(officer() for _ in range(7))]
    case = written_case(by=me)
    pages = {BARE: f"/bare/{case.reference}/"} | tour(case)
    many_cases(FEW - 1, officers=officers)
    tidy()
    few, few_queries = measured(client, pages), counted(client, pages)
    began = time.perf_counter()
    many_cases(MANY - FEW, officers=officers)
    print(f"\n{MANY - FEW:,} cases written in {time.perf_counter() - began:.1f} s")
    tidy()
    many, many_queries = measured(client, pages), counted(client, pages)
    heads = (
        "page",
        f"ms at {FEW}",
        "best",
        f"ms at {MANY:,}",
        "best",
        "ratio",
        "of best",
        "to bare",
        "of best",
    )
    rows = [[name, *_figures(few[name], many[name], many[BARE]), many_queries[name]] for name in pages]
    table(f"Each page: median and best of {ROUNDS} requests", (*heads, "queries"), rows)
    assert many_queries == few_queries


def _figures(few: Timing, many: Timing, bare: Timing) -> list[float]:
    times = [few.usual, few.best, many.usual, many.best]
    return [
        *times,
        many.usual / few.usual,
        many.best / few.best,
        many.usual / bare.usual,
        many.best / bare.best,
    ]


def measured(client: Client, pages: dict[str, str]) -> dict[str, Timing]:
    return in_turn(
        {name: lambda address=address: client.get(address) for name, address in pages.items()}, rounds=ROUNDS
    )


def counted(client: Client, pages: dict[str, str]) -> dict[str, int]:
    found = {}
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found[name] = len(queries)
    return found
