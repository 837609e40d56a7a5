"""Can one person alone bring a letter out, or act on what they were not shown?"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.errors import NotPermitted
from requests_app.domain.roles import Role
from requests_app.models import SignOff, User
from requests_app.services.documents import attach
from requests_app.services.manage import change_applicant
from requests_app.services.sign_off import approve, submit
from tests.factories.cases import APPLICANT, answered_case, submitted_case
from tests.factories.people import manager, officer, signed_in

pytestmark = pytest.mark.django_db


def sign_off_after(by: User, change: str) -> None:
    author, at = officer(), timezone.now()
    case = answered_case(by=author)
    if change == "applicant":
        change_applicant(case.pk, replace(APPLICANT, email="mine@elsewhere.example"), by=by, at=at)
    else:
        upload = SimpleUploadedFile("figures.csv", b"Year,Vehicles\n2025,3\n")
        attach(case.pk, upload, purpose="disclosure", by=by, at=at)
    letter = submit(case.pk, by=author, at=at)
    approve(case.pk, by=by, at=at, content_hash=letter.content_hash)


@pytest.mark.parametrize("change", ["applicant", "document"])
def test_who_changed_where_a_letter_goes_or_what_goes_with_it_does_not_sign_it_off(change: str) -> None:
    with pytest.raises(NotPermitted, match="worked on this case yourself"):
        sign_off_after(manager(), change)
    assert not SignOff.objects.exists()


def test_an_author_who_becomes_an_approver_is_still_the_author() -> None:
    author = officer()
    case = submitted_case(by=author)
    author.roles = [Role.APPROVER.value]
    author.save()
    case.officer = None
    case.save()
    letter = case.letters.get()
    with pytest.raises(NotPermitted):
        approve(case.pk, by=author, at=timezone.now(), content_hash=letter.content_hash)


@pytest.mark.parametrize("shown", ["0" * 64, "", "\x00"])
def test_a_letter_that_was_not_shown_is_not_signed_off(shown: str) -> None:
    case, somebody = submitted_case(), manager()
    address = reverse("casework:act", args=[case.reference, "approve"])
    sent = {"content_hash": shown, "version": str(case.version)}
    assert signed_in(somebody).post(address, sent).status_code == 422
    assert not SignOff.objects.exists()


def test_a_document_of_another_case_is_neither_read_nor_removed_by_its_number() -> None:
    by = officer()
    mine, other = answered_case(by=by), answered_case(by=by)
    upload = SimpleUploadedFile("figures.csv", BytesIO(b"Year,Vehicles\n2025,3\n").getvalue())
    document = attach(other.pk, upload, purpose="disclosure", by=by, at=timezone.now()).document
    address = reverse("casework:document", args=[mine.reference, document.pk])
    assert signed_in(by).get(address).status_code == 404
    assert signed_in(by).post(f"{address}remove/").status_code == 404
    document.refresh_from_db()
    assert document.removed_at is None
