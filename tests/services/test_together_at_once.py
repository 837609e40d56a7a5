"""When two people join, separate, withdraw and issue in the same moment, does each case get one answer?"""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from requests_app.domain.errors import CaseworkError, NotReady
from requests_app.models import Case, ClockEventRow, Delivery, Letter
from requests_app.services import history
from requests_app.services.issue import issue, render_and_complete
from requests_app.services.sign_off import approve, submit
from requests_app.services.timing import withdraw
from requests_app.services.together import join, separate
from tests.factories.cases import answered_case
from tests.factories.crowd import all_at_once
from tests.factories.people import approver, officer

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now


def into(case: Case, leading: Case):
    return partial(join, case.pk, leading=leading.reference, by=officer(), at=NOW())


def links() -> set[tuple[str, str]]:
    rows = Case.objects.exclude(answered_with=None)
    return set(rows.values_list("reference", "answered_with__reference"))


def is_refused(result: object) -> bool:
    return isinstance(result, CaseworkError)


def test_two_officers_join_one_case_to_two_others_and_one_is_told():
    case, one, other = answered_case(), answered_case(), answered_case()
    results = all_at_once([into(case, one), into(case, other)])
    (lost,) = [result for result in results if isinstance(result, NotReady)]
    ((_, leads),) = links()
    assert f"together with {leads} already" in lost.message
    assert case.events.filter(kind="join").count() == 1
    assert one.events.filter(kind="join").count() + other.events.filter(kind="join").count() == 1


def test_two_officers_join_crosswise_and_neither_waits_for_ever():
    one, other = answered_case(), answered_case()
    results = all_at_once([into(one, other), into(other, one)] * 4)
    assert sum(not is_refused(result) for result in results) == 1
    assert all(is_refused(result) or isinstance(result, Case) for result in results)
    assert len(links()) == 1


def test_no_case_is_answered_with_one_that_is_answered_with_another():
    first, second, third = answered_case(), answered_case(), answered_case()
    results = all_at_once([into(first, second), into(second, third), into(third, first)] * 3)
    assert all(is_refused(result) or isinstance(result, Case) for result in results)
    found = links()
    assert found
    assert not {one for one, _ in found} & {leads for _, leads in found}
    assert list(history.verify()) == []


def test_who_joins_while_the_letter_is_submitted_is_in_it_or_is_told():
    leading, case = answered_case(), answered_case()
    results = all_at_once([into(case, leading), partial(submit, leading.pk, by=officer(), at=NOW())])
    letter = Letter.objects.get(case=leading)
    names = [each["reference"] for each in letter.content["requests"]]
    case.refresh_from_db()
    if is_refused(results[0]):
        assert (names, case.answered_with, case.state) == ([], None, "in_progress")
    else:
        assert (names, case.state) == ([leading.reference, case.reference], "awaiting_sign_off")


def signed_off_pair() -> tuple[Case, Case]:
    by = officer()
    leading, other = answered_case(by=by), answered_case(by=by)
    join(other.pk, leading=leading.reference, by=by, at=NOW())
    letter = submit(leading.pk, by=by, at=NOW())
    approve(leading.pk, by=approver(), at=NOW(), content_hash=letter.content_hash)
    return leading, other


@pytest.mark.pdf
def test_twenty_clicks_on_issue_answer_each_case_once_in_one_letter():
    leading, other = signed_off_pair()
    click = partial(issue, leading.pk, by=officer(), at=NOW())
    results = all_at_once([click] * 20, clients=10)
    assert sum(isinstance(result, Letter) for result in results) == 1
    letter = Letter.objects.get()
    done = all_at_once([partial(render_and_complete, letter.pk, at=NOW())] * 4)
    assert done.count(True) == 1
    assert set(Case.objects.values_list("state", flat=True)) == {"issued"}
    for case in (leading, other):
        assert ClockEventRow.objects.filter(case=case, kind="responded").count() == 1
        assert case.events.filter(kind="issued").count() == 1
    assert Delivery.objects.count() == 1
    assert list(history.verify()) == []


def test_a_request_that_is_withdrawn_while_the_letter_goes_out_is_not_lost_between_them():
    leading, other = signed_off_pair()
    taken_back = partial(
        withdraw, other.pk, why="By e-mail.", on=timezone.localdate(), by=officer(), at=NOW()
    )
    sent = partial(issue, leading.pk, by=officer(), at=NOW())
    withdrawn, issued = all_at_once([taken_back, sent])
    other.refresh_from_db()
    leading.refresh_from_db()
    assert is_refused(withdrawn) != is_refused(issued)
    if is_refused(issued):
        assert (other.state, other.answered_with, leading.state) == ("withdrawn", None, "approved")
    else:
        assert (other.state, other.answered_with, leading.state) == ("issuing", leading, "issuing")


def test_two_officers_separate_one_case_once():
    by = officer()
    leading, case = answered_case(by=by), answered_case(by=by)
    join(case.pk, leading=leading.reference, by=by, at=NOW())
    results = all_at_once([partial(separate, case.pk, by=officer(), at=NOW()) for _ in range(6)])
    assert sum(not is_refused(result) for result in results) == 1
    assert leading.events.filter(kind="separate").count() == 1
    assert links() == set()
