"""Sign-off and issue through the pages: who may, once only, complete only; then the file that went out."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app.models import Delivery, Letter, SignOff
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.sign_off import approve, submit
from requests_app.services.together import join
from tests.factories.cases import answered_case, approved_case, case_in_progress, submitted_case
from tests.factories.decisions import decided, law_enforcement
from tests.factories.people import approver, auditor, manager, officer, person_with, signed_in
from tests.views.casework.decision_posts import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return officer()


def letter_url(case, rest=""):
    return f"/cases/{case.reference}/letter/{rest}"


def act_url(case, act):
    return f"/cases/{case.reference}/acts/{act}/"


def shown(client, case, act):
    """The fields of a confirm page, as a browser holds them."""
    answer = client.get(act_url(case, act))
    assert answer.status_code == 200
    return fields_of(answer.content.decode())


def issued_case(me):
    case = approved_case(by=me)
    letter = issue(case.pk, by=me, at=timezone.now())
    assert render_and_complete(letter.pk, at=timezone.now())
    case.refresh_from_db()
    return case


def looks(case):
    return list(case.events.filter(kind="looked").order_by("position").values_list("summary", flat=True))


def test_looking_at_a_letter_that_answers_two_requests_is_written_down_in_both(me):
    leading, other = answered_case(by=me), answered_case(by=me)
    join(other.pk, leading=leading.reference, by=me, at=timezone.now())
    client, before = signed_in(me), ["", "preview/", "preview.pdf"]
    after = ["pdf/", "html/", "text/", "data/", "preview/?version=1"]
    for rest in before:
        assert client.get(letter_url(leading, rest)).status_code == 200
    letter = submit(leading.pk, by=me, at=timezone.now())
    approve(leading.pk, by=approver(), at=timezone.now(), content_hash=letter.content_hash)
    render_and_complete(issue(leading.pk, by=me, at=timezone.now()).pk, at=timezone.now())
    for rest in after:
        assert client.get(letter_url(leading, rest)).status_code == 200
    assert len(looks(leading)) == len(before + after)
    assert looks(other) == [f"{look} of {leading.reference}" for look in looks(leading)]
    client.get(letter_url(other, "pdf/"))
    assert looks(leading)[-1] == f"Looked at the issued letter (PDF) of {other.reference}"


def test_a_letter_that_answers_one_request_is_shown_without_looking_for_another(me):
    alone, leading, other = (answered_case(by=me) for _ in range(3))
    join(other.pk, leading=leading.reference, by=me, at=timezone.now())
    for case, times in ((alone, 0), (leading, 1)):
        with CaptureQueriesContext(connection) as made:
            assert signed_in(me).get(letter_url(case, "preview/")).status_code == 200
        named = [query for query in made if '"requests_app_case"."reference" IN (' in query["sql"]]
        assert len(named) == times


def test_the_author_cannot_sign_off_by_posting_straight_to_the_act(me):
    me.roles = ["officer", "approver"]
    me.save()
    case = submitted_case(by=me)
    letter = Letter.objects.get(case=case)
    page = signed_in(me).post(
        act_url(case, "approve"), {"version": case.version, "content_hash": letter.content_hash}
    )
    assert page.status_code == 403
    assert "You have worked on this case yourself. Somebody else must do this." in page.content.decode()
    assert not SignOff.objects.exists()


def test_the_version_that_was_read_is_the_one_that_is_signed_off(me):
    """Read, recalled and reworded by the author, submitted again, then signed off from the first page's link."""
    from requests_app.services.letter import edit_section
    from requests_app.services.sign_off import recall, submit

    case, other = submitted_case(by=me), approver()
    client = signed_in(other)
    read = Letter.objects.get(case=case).content_hash
    assert f"/acts/approve/?letter={read}" in client.get(letter_url(case)).content.decode()
    recall(case.pk, by=me, at=timezone.now())
    edit_section(case.pk, "advice", "Something quite different.", by=me, at=timezone.now())
    submit(case.pk, by=me, at=timezone.now())
    answer = client.get(act_url(case, "approve"), {"letter": read})
    page = client.post(act_url(case, "approve"), fields_of(answer.content.decode()))
    assert page.status_code == 422
    assert "changed since you opened it" in page.content.decode()
    assert not SignOff.objects.exists()


def test_a_letter_with_a_defect_is_refused_by_the_service_whatever_is_posted(me):
    case = case_in_progress(by=me)
    decided(case, law_enforcement(1, 2, prejudice=None), by=me)
    case.refresh_from_db()
    client = signed_in(me)
    page = client.post(act_url(case, "submit"), {"version": case.version})
    assert page.status_code == 422
    assert "defect" in page.content.decode()
    page = client.post(act_url(case, "issue"), {"version": case.version})
    assert page.status_code == 409
    assert not Letter.objects.exclude(state="draft").exists()


def test_a_defect_that_arises_after_sign_off_stops_the_issue(me):
    case = approved_case(by=me)
    case.applicant.name, case.applicant.email = "", ""
    case.applicant.save()
    page = signed_in(me).post(act_url(case, "issue"), {"version": case.version})
    assert page.status_code == 422
    assert Letter.objects.get(case=case).state == "approved"


def test_issuing_twice_from_one_page_makes_one_letter(me):
    case = approved_case(by=me)
    client = signed_in(me)
    fields = shown(client, case, "issue")
    first = client.post(act_url(case, "issue"), fields)
    second = client.post(act_url(case, "issue"), fields)
    assert first.status_code == 302
    assert second.status_code in (302, 409)
    assert Letter.objects.filter(case=case).count() == 1
    assert case.events.filter(kind="issue").count() == 1


def test_a_stale_tab_hears_that_the_case_was_moved_on(me):
    case = approved_case(by=me)
    stale = shown(signed_in(me), case, "issue")
    issue(case.pk, by=me, at=timezone.now())
    page = signed_in(me).post(act_url(case, "issue"), stale)
    assert page.status_code == 409
    assert "moved this case on" in page.content.decode()
    assert case.events.filter(kind="issue").count() == 1


def test_an_approver_may_not_issue(me):
    case = approved_case(by=me)
    assert signed_in(approver()).post(act_url(case, "issue"), {"version": case.version}).status_code == 403


def test_the_progress_is_asked_for_again_until_it_is_done(me):
    case = approved_case(by=me)
    letter = issue(case.pk, by=me, at=timezone.now())
    client = signed_in(me)
    html = client.get(letter_url(case)).content.decode()
    assert f'data-poll-url="{letter_url(case, "progress/")}"' in html
    assert "See whether it is ready" in html
    waiting = client.get(letter_url(case, "progress/")).content.decode()
    assert "waits to be rendered" in waiting
    assert "data-poll-done" not in waiting
    render_and_complete(letter.pk, at=timezone.now())
    done = client.get(letter_url(case, "progress/")).content.decode()
    assert "data-poll-done" in done
    assert "The response is issued." in done


def test_a_letter_that_could_not_be_rendered_is_tried_again_by_whoever_may_issue(me):
    case = approved_case(by=me)
    letter = issue(case.pk, by=me, at=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(state="failed", render_error="RenderFailed: <b>no font</b>")
    html = signed_in(me).get(letter_url(case)).content.decode()
    assert "could not be rendered" in html
    assert "&lt;b&gt;no font&lt;/b&gt;" in html
    assert "Try again</button>" not in signed_in(auditor()).get(letter_url(case)).content.decode()
    assert signed_in(auditor()).post(letter_url(case, "retry/")).status_code == 403
    assert signed_in(manager()).post(letter_url(case, "retry/")).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.render_error) == ("queued", "")
    assert signed_in(me).get(letter_url(case, "retry/")).status_code == 405


@pytest.mark.pdf
def test_the_pdf_that_went_out_is_downloaded_with_its_fingerprint_shown(me):
    case = issued_case(me)
    client = signed_in(me)
    html = client.get(letter_url(case)).content.decode()
    answer = client.get(letter_url(case, "pdf/"))
    assert answer.content.startswith(b"%PDF")
    assert hashlib.sha256(answer.content).hexdigest() in html
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-response-1.pdf"'
    assert "Dear Rowan Achterberg" in client.get(letter_url(case, "text/")).content.decode()
    page = client.get(letter_url(case, "html/"))
    assert "attachment" in page["Content-Disposition"]
    assert "Dear Rowan Achterberg" in page.content.decode()
    assert Delivery.objects.get(letter__case=case).to == "rowan@achterberg.example"


@pytest.mark.pdf
def test_a_stored_pdf_that_was_changed_is_not_handed_out_as_the_one_issued(me):
    case = issued_case(me)
    letter = Letter.objects.get(case=case)
    with letter.pdf.storage.open(letter.pdf.name, "wb") as file:
        file.write(b"%PDF-1.7 something else")
    page = signed_in(me).get(letter_url(case, "pdf/"))
    assert page.status_code == 422
    assert "is not the one that was issued" in page.content.decode()


@pytest.mark.pdf
def test_an_issued_letter_is_for_readers_of_cases_only(me):
    case = issued_case(me)
    stranger = signed_in(person_with())
    for rest in ("", "pdf/", "html/", "text/", "preview/", "preview.pdf", "progress/"):
        assert stranger.get(letter_url(case, rest)).status_code == 404, rest
    assert signed_in(auditor()).get(letter_url(case, "pdf/")).status_code == 200
    assert signed_in(me).get(letter_url(case, "pdf/"), {"version": "7"}).status_code == 404
