"""Do the list and the single case agree on who sees what?"""

from __future__ import annotations

from itertools import combinations

import pytest

from requests_app.domain.errors import NotPermitted, NotVisible
from requests_app.domain.roles import CASE_READERS, CASE_WORKERS, DESCRIPTIONS, Role
from requests_app.models import Case
from requests_app.permissions import (
    SYSTEM,
    may_administer,
    may_log_case,
    may_read_history,
    may_see_case,
    require_log_case,
    require_visible,
    visible_cases,
)
from tests.factories.cases import logged_case
from tests.factories.people import person_with

pytestmark = pytest.mark.django_db

# role: sees cases, logs them, administers, reads the whole history
BY_HAND = {
    "officer": (True, True, False, False),
    "approver": (True, False, False, False),
    "qualified_person": (True, False, False, False),
    "manager": (True, True, False, True),
    "reviewer": (True, False, False, False),
    "administrator": (False, False, True, False),
    "auditor": (True, False, False, True),
}
ALL_SETS = [
    roles for size in range(3) for roles in combinations(Role, size)
]  # nobody's, one's, and two roles together


@pytest.mark.parametrize("is_active", [True, False])
def test_the_list_and_the_predicate_agree_for_every_set_of_roles(is_active: bool):
    cases = [logged_case(), logged_case()]
    for roles in ALL_SETS:
        user = person_with(*roles)
        user.is_active = is_active
        listed = set(visible_cases(user))
        assert listed == {case for case in Case.objects.all() if may_see_case(user, case)}, roles
        may = is_active and any(BY_HAND[role][0] for role in roles)
        assert listed == (set(cases) if may else set())


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_table_by_hand_says(role: Role):
    case, user = logged_case(), person_with(role)
    sees, logs, administers, reads = BY_HAND[role]
    assert may_see_case(user, case) == sees == (role in CASE_READERS)
    assert may_log_case(user) == logs == (role in CASE_WORKERS)
    assert may_administer(user) == administers == user.is_staff
    assert may_read_history(user) == reads
    assert DESCRIPTIONS[role]


def test_a_person_who_has_left_may_nothing():
    user, case = person_with(*Role), logged_case()
    user.is_active = False
    asked = (may_see_case(user, case), may_log_case(user), may_administer(user), may_read_history(user))
    assert asked == (False,) * 4


def test_what_may_not_be_seen_is_refused_and_the_system_is_not_asked():
    case, stranger = logged_case(), person_with()
    require_visible(SYSTEM, case)
    require_log_case(SYSTEM)
    with pytest.raises(NotVisible, match="no such case"):
        require_visible(stranger, case)
    with pytest.raises(NotPermitted):
        require_log_case(stranger)
