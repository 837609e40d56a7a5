"""Do the pages read as little of thousands of cases as of ten, and nothing any more while they are drawn?

Hundreds of cases show it here; `make bench` counts again at ten thousand, and times each page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app.domain.roles import Role
from requests_app.models import Case, User
from requests_app.services.history import verify
from requests_app.services.issue import issue, render_and_complete
from tests.factories.cases import approved_case
from tests.factories.many import many_cases, tour, written_case
from tests.factories.people import officer, person_with, signed_in

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 600


@contextmanager
def queries_while_drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The queries made within a template, after the context processors have run."""
    made: list[str] = []
    draw = Template._render

    def note(execute, sql, params, many, context):
        made.append(sql)
        return execute(sql, params, many, context)

    def drawing(self, context):
        with connection.execute_wrapper(note):
            return draw(self, context)

    with monkeypatch.context() as patched:
        patched.setattr(Template, "_render", drawing)
        yield made


@pytest.fixture
def me() -> User:
    return person_with(Role.OFFICER, Role.APPROVER)


def numbers_of_queries(client: Client, pages: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for name, address in pages.items():
        assert client.get(address).status_code == 200, address  # a first look may fill caches
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[name] = len(queries)
    return found


def test_pages_take_as_many_queries_of_hundreds_of_cases_as_of_ten(me) -> None:
    client, pages, officers = signed_in(me), tour(written_case(by=me)), [officer(), me]
    many_cases(FEW - 1, officers=officers)
    few = numbers_of_queries(client, pages)
    many_cases(MANY - FEW, officers=officers)
    assert numbers_of_queries(client, pages) == few
    assert max(few.values()) <= 50


def test_nothing_is_read_any_more_while_a_page_is_drawn(me, monkeypatch) -> None:
    client, pages = signed_in(me), tour(written_case(by=me))
    many_cases(FEW, officers=[me, officer()])
    for name, address in pages.items():
        with queries_while_drawing(monkeypatch) as made:
            assert client.get(address).status_code == 200
        assert (name, made) == (name, [])


@pytest.mark.pdf
def test_nothing_is_read_while_the_pages_of_an_issued_letter_are_drawn(me, monkeypatch) -> None:
    case = approved_case(by=me)
    letter = issue(case.pk, by=me, at=timezone.now())
    assert render_and_complete(letter.pk, at=timezone.now())
    pages = tour(case)
    for name in ("case", "letter", "letter preview", "tracking page"):
        with queries_while_drawing(monkeypatch) as made:
            assert signed_in(me).get(pages[name]).status_code == 200
        assert (name, made) == (name, [])


def test_a_query_in_a_template_would_be_noticed(me, monkeypatch) -> None:
    many_cases(FEW, officers=[me])
    page = Template("{% for case in cases %}{{ case.applicant.name }}{% endfor %}")
    with queries_while_drawing(monkeypatch) as made:
        page.render(Context({"cases": Case.objects.all()}))
    assert len(made) == 1 + FEW


def test_cases_made_in_bulk_have_a_history_that_holds(me) -> None:
    many_cases(FEW, officers=[me])
    many_cases(FEW, officers=[me])
    assert list(verify()) == []
    assert Case.objects.count() == 2 * FEW
