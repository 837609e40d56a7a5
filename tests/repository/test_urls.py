"""May each role, and nobody, open each address? Every address of the project is in one of these tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from requests_app.domain.casefile import Answer, AnswerKind, Holding, Table
from requests_app.domain.roles import Role
from requests_app.models import Case, PrintFile, User
from requests_app.services.answer import QuestionRecord, record_answer
from requests_app.services.batches import draft_batch
from requests_app.services.documents import attach
from tests.factories import files
from tests.factories.cases import case_in_progress
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import officer, person_with, signed_in

pytestmark = pytest.mark.django_db

TABLE = Answer(
    kind=AnswerKind.TABLE, table=Table(caption="By month", columns=("Month", "Count"), rows=(("May", "3"),))
)
# What each sees: nobody signed in, each role, and a person without any. L is "sent to the sign-in page".
WHO = ("nobody", *(str(role) for role in Role), "no_role")
L = "sign in"
WORKERS = {"officer", "manager"}
READERS = {"officer", "approver", "qualified_person", "manager", "reviewer", "auditor"}


def open_to(people: set[str], *, others: int, answer: int = 200) -> dict[str, object]:
    """Signed in: `answer` for these people, `others` for everybody else; nobody is asked to sign in."""
    signed = {who: answer if who in people else others for who in WHO}
    return signed | {"nobody": L}


PUBLIC = dict.fromkeys(WHO, 200)
NOT_FOUND = dict.fromkeys(WHO, 404)
ALL_READ = open_to(READERS, others=404)
WORKERS_ONLY = open_to(WORKERS, others=403) | {"administrator": 404, "no_role": 404}
NOT_HERE = open_to(set(), others=404)  # nothing of the kind in this case: not issued, no such warning
POST_ONLY = open_to(set(), others=405)

PAGES: dict[str, dict[str, object]] = {
    "home": PUBLIC,
    "accessibility": PUBLIC,
    "privacy": PUBLIC,
    "publications:brand": PUBLIC,
    "publications:deadline_calculator": PUBLIC,
    "casework:work_list": ALL_READ | {"administrator": 302, "no_role": 403},
    "casework:log": open_to(WORKERS, others=403),
    "casework:batches": WORKERS_ONLY,
    "casework:batch_new": WORKERS_ONLY,
    "casework:batch": WORKERS_ONLY,
    "casework:batch_progress": WORKERS_ONLY,
    "casework:batch_act": POST_ONLY,
    "casework:to_post": WORKERS_ONLY,
    "casework:print_file": WORKERS_ONLY,
    "casework:print_progress": WORKERS_ONLY,
    "casework:print_pdf": WORKERS_ONLY,
    "casework:print_posted": POST_ONLY,
    "casework:case": ALL_READ,
    "casework:act": WORKERS_ONLY,
    "casework:applicant": WORKERS_ONLY,
    "casework:questions": WORKERS_ONLY,
    "casework:question": ALL_READ,
    "casework:small_numbers": ALL_READ,
    "casework:history": ALL_READ,
    "casework:documents": ALL_READ,
    "casework:document": ALL_READ,
    "casework:document_remove": ALL_READ,
    "casework:decision": ALL_READ,
    "casework:decision_new": ALL_READ,
    "casework:decision_remove": ALL_READ,
    "casework:review": NOT_HERE,
    "casework:finding": NOT_HERE,
    "casework:letter": ALL_READ,
    "casework:letter_section": open_to(READERS, others=404, answer=302),
    "casework:letter_warning": NOT_HERE,
    "casework:letter_preview": ALL_READ,
    "casework:letter_preview_pdf": ALL_READ,
    "casework:letter_progress": ALL_READ,
    "casework:letter_retry": POST_ONLY,
    "casework:letter_pdf": NOT_HERE,
    "casework:letter_html": NOT_HERE,
    "casework:letter_text": NOT_HERE,
    "casework:letter_data": NOT_HERE,
    "casework:sent": NOT_HERE,
    "casework:sent_pdf": NOT_HERE,
    "casework:sent_retry": POST_ONLY,
    "portal:track": PUBLIC,
    "portal:letter": NOT_FOUND,
    "portal:letter_pdf": NOT_FOUND,
    "portal:letter_data": NOT_FOUND,
    "portal:sent": NOT_FOUND,
    "portal:sent_pdf": NOT_FOUND,
    "portal:version": NOT_FOUND,
    "portal:version_pdf": NOT_FOUND,
    "portal:unknown": NOT_FOUND,
}
UNNAMED = {"track/<str:token>": PUBLIC, "track/<path:rest>": NOT_FOUND}

# Administration: who comes in at all, and who opens the list of which rows.
ADMINS = {"administrator", "manager", "auditor"}
SETTINGS = (
    "authority regulator bankholiday schoolclosure recalculationrequest libraryfactor user team accessattempt "
    "letterwording"
)
RECORDS = "case letter signoff event"
SIGN_IN = (
    "account_login account_signup account_inactive account_reset_password account_reset_password_done "
    "account_reset_password_from_key account_reset_password_from_key_done account_confirm_login_code "
    "account_confirm_email account_email_verification_sent mfa_authenticate mfa_login_webauthn"
)


def walk(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each, address, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            assert isinstance(each, URLPattern)
            yield address, space + (each.name or "")


ADDRESSES = sorted(walk(get_resolver()))
PATTERNS = {
    "admin/^(?P<app_label>requests_app|exemptions|axes)/$": "admin/requests_app/",
    "admin/(?P<url>.*)$": "admin/nothing/",
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": "accounts/confirm-email/x/",
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "accounts/password/reset/key/1-x/",
}


def batch_of(case: Case, by: User) -> int:
    return draft_batch("acknowledgement", [case.pk], by=by, at=timezone.now()).pk


def print_file_of(case: Case, by: User) -> int:
    """A file for the printer as the worker leaves it, whatever its pages say."""
    row = PrintFile(state="ready", made_at=timezone.now(), ordered_at=timezone.now(), ordered_by=by)
    row.file.save("x.pdf", ContentFile(files.pdf()))
    return row.pk


@pytest.fixture
def filled():
    """An address with its holes filled by a case that has one of everything."""
    by = officer()
    case = case_in_progress(by=by)
    decided(case, law_enforcement(1), by=by)
    record_answer(
        case.pk, 1, QuestionRecord(holding=Holding.HELD, answers=(TABLE,)), by=by, at=timezone.now()
    )
    kept = attach(case.pk, files.upload(files.pdf()), purpose="evidence", by=by, at=timezone.now())
    values = {
        "reference": case.reference,
        "token": case.tracking_token,
        "act": "withdraw",
        "key": "d1",
        "number": "1",
        "kind": "clarification",
        "position": "1",
        "pk": str(kept.document.pk),
        "code": "no-such-warning",
        "rest": "no/such/page",
        "object_id": "1",
        "content_type_id": "1",
        "id": str(by.pk),
        "url": "nothing/",
        "uidb36": "1",
        "slot": "opening",
        "language": "en",
    }

    numbered = {"cases/batches/<": batch_of(case, by), "cases/posting/<": print_file_of(case, by)}

    def fill(address: str) -> str:
        for start, pk in numbered.items():
            if address.startswith(start):
                address = address.replace("<int:pk>", str(pk))
        if "(?P" in address:  # a regular expression: the administration's lists, the accounts' keys
            address = PATTERNS[address]
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: values[hole[1]], address)

    return fill


@pytest.fixture
def people() -> dict[str, Client]:
    found = {str(role): signed_in(person_with(role)) for role in Role}
    return found | {"nobody": Client(), "no_role": signed_in(person_with())}


def seen(client: Client, address: str) -> object:
    client.raise_request_exception = False
    answer = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)  # read to its end, a file closes itself
    if answer.status_code == HTTPStatus.FOUND and "/login/" in answer["Location"]:
        return L
    return answer.status_code


@pytest.mark.parametrize(
    ("address", "name"), [each for each in ADDRESSES if not each[0].startswith(("admin/", "accounts/"))]
)
def test_every_page_answers_each_role_as_the_table_says(address, name, filled, people):
    expected = UNNAMED.get(address) if name.endswith(":") or not name else PAGES.get(name)
    assert expected is not None, f"{address} ({name}) is new: enter in PAGES who may open it"
    cache.clear()  # the portal slows down whoever guesses
    found = {}
    for who in WHO:
        found[who] = seen(people[who], filled(address))
        cache.clear()
    assert found == expected


def test_the_table_names_no_page_that_is_gone():
    assert set(PAGES) <= {name for _, name in ADDRESSES}
    assert set(UNNAMED) <= {address for address, _ in ADDRESSES}


def test_the_administration_is_closed_to_all_but_its_roles(filled, people):
    for address, name in ADDRESSES:
        if not address.startswith("admin/") or name in {"admin:login", "admin:logout"}:
            continue
        for who in WHO:
            answer = seen(people[who], filled(address))
            if who in ADMINS:
                assert answer in {200, 302, 403, 404, 405}, (address, who, answer)
            else:
                assert answer in {L, 403, 404}, (address, who, answer)


def test_settings_are_for_administrators_and_records_for_those_who_answer_for_them(people):
    lists = {name for _, name in ADDRESSES if name.endswith("_changelist")}
    assert {name.removesuffix("_changelist").split("_")[-1] for name in lists} == {
        *SETTINGS.split(),
        *RECORDS.split(),
    }, "a list is new: enter it in SETTINGS or RECORDS"
    for name in lists:
        is_record = name.removesuffix("_changelist").split("_")[-1] in RECORDS.split()
        for who in ADMINS:
            may = (who != "administrator") if is_record else (who == "administrator")
            # The list of the one authority leads straight to it.
            shown = 302 if name.endswith("_authority_changelist") else 200
            assert seen(people[who], reverse(name)) == (shown if may else 403), (name, who)


@pytest.mark.parametrize(
    "name", [name for _, name in ADDRESSES if name.endswith(tuple(f"{row}_add" for row in RECORDS.split()))]
)
def test_nobody_adds_a_record_by_hand(name, people):
    assert {seen(people[who], reverse(name)) for who in ADMINS} == {403}


def test_without_signing_in_only_the_doors_of_the_accounts_open(filled, people):
    for address, name in ADDRESSES:
        if not address.startswith("accounts/"):
            continue
        answer = seen(people["nobody"], filled(address))
        if name in SIGN_IN.split():
            assert answer in {L, 200, 302, 404}, (address, answer)
        else:
            assert answer == L, (address, name, answer)
        assert seen(people["no_role"], filled(address)) in {L, 200, 302, 403, 404, 405}, address


def test_health_is_told_to_anybody(people):
    assert people["nobody"].get("/health/live").status_code == 200
    assert people["nobody"].get("/health/ready").status_code in {200, 503}
