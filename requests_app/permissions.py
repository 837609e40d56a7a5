"""Who may see and do what?

Each rule stands twice, side by side: as a predicate on one case and as a queryset of all of them. A test compares the two.
"""

from __future__ import annotations

from django.db.models import QuerySet

from requests_app.domain.errors import NotPermitted, NotVisible
from requests_app.domain.roles import CASE_READERS, CASE_WORKERS, Role
from requests_app.models import Batch, Case, PrintFile, User

SYSTEM: None = None  # the system itself as an actor: written `by=SYSTEM`, never left out
Actor = User | None


def may_see_case(user: User, case: Case) -> bool:
    """Staff with a reading role see every case of the authority; administrators as such see none."""
    return user.is_active and bool(user.role_set & CASE_READERS)


def visible_cases(user: User) -> QuerySet[Case]:
    """The same rule as `may_see_case`, for lists."""
    if user.is_active and user.role_set & CASE_READERS:
        return Case.objects.all()
    return Case.objects.none()


def may_log_case(user: User) -> bool:
    return user.is_active and bool(user.role_set & CASE_WORKERS)


def may_administer(user: User) -> bool:
    return user.is_active and Role.ADMINISTRATOR in user.role_set


def may_read_history(user: User) -> bool:
    """The whole record, looks included, is for auditors and managers."""
    return user.is_active and bool(user.role_set & {Role.AUDITOR, Role.MANAGER})


def require_log_case(by: Actor) -> None:
    if by is not None and not may_log_case(by):
        raise NotPermitted("Logging a request needs the role of officer or manager.")


def require_visible(by: Actor, case: Case) -> None:
    """Strangers are told the same as for a case that does not exist."""
    if by is not None and not may_see_case(by, case):
        raise NotVisible("There is no such case.")


def may_send_batches(user: User) -> bool:
    """Batches and the printing of letters are for those who work on cases."""
    return user.is_active and bool(user.role_set & CASE_WORKERS)


def visible_batches(user: User) -> QuerySet[Batch]:
    """The same rule as `may_send_batches`, for lists."""
    return Batch.objects.all() if may_send_batches(user) else Batch.objects.none()


def visible_print_files(user: User) -> QuerySet[PrintFile]:
    return PrintFile.objects.all() if may_send_batches(user) else PrintFile.objects.none()


def require_send_batches(by: User) -> None:
    """Who reads cases is told which role is missing; strangers learn nothing."""
    if may_send_batches(by):
        return
    if by.is_active and by.role_set & CASE_READERS:
        raise NotPermitted("Sending and printing letters in batches needs the role of officer or manager.")
    raise NotVisible("There is no such page.")
