"""How is what happened written down so that it cannot be changed afterwards without showing?

Each event carries the hash of the one before it in its chain. The chain's head is a row that is locked while an event is
appended, so that two people acting at once make two links, never a fork.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from requests_app.models import Case, Event, EventChain
from requests_app.permissions import Actor

INSTALLATION_CHAIN = "installation"


def record(
    kind: str,
    *,
    by: Actor,
    at: datetime,
    case: Case | None = None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    summary: str = "",
    reason: str = "",
    actor: str = "",
) -> Event:
    """Append an event in the transaction of the change that it describes. `actor` names somebody without an account."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in the transaction of the change that it describes.")
    if case is not None:
        # Case before chain, as in every act: the event's foreign key locks the case too, and the other order deadlocks.
        Case.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    key = chain_key(case.pk if case else None)
    EventChain.objects.bulk_create([EventChain(key=key)], ignore_conflicts=True)
    chain = EventChain.objects.select_for_update().get(key=key)
    event = Event(
        chain=key,
        position=chain.length + 1,
        case=case,
        kind=kind,
        at=at,
        by=by,
        actor=actor or (str(by) if by else "System"),
        summary=summary,
        old=plain(old or {}),
        new=plain(new or {}),
        reason=reason,
        previous_hash=chain.head,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    chain.length, chain.head = event.position, event.hash
    chain.save(update_fields=["length", "head"])
    return event


def record_look(*, case: Case, by: Actor, at: datetime, what: str) -> None:
    """Write down that somebody has read an applicant's personal data."""
    with transaction.atomic():
        record("looked", by=by, at=at, case=case, new={"what": what}, summary=f"Looked at {what}")


def chain_key(case_id: int | None) -> str:
    return f"case-{case_id}" if case_id else INSTALLATION_CHAIN


def event_hash(event: Event) -> str:
    """SHA-256 over everything that the event says and the hash of the one before it."""
    said = {
        "chain": event.chain,
        "position": event.position,
        "case": event.case_id,
        "kind": event.kind,
        "at": event.at.timestamp(),
        "by": event.by_id,
        "actor": event.actor,
        "summary": event.summary,
        "old": event.old,
        "new": event.new,
        "reason": event.reason,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them, so that what is hashed is what is read back."""
    return {str(key): _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Decimal() | float():
            return str(value)
        case Mapping():
            return plain(value)
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case _:
            return str(value)


@dataclass(frozen=True, kw_only=True)
class Tampering:
    """A place where the record does not hold together."""

    chain: str
    position: int
    what: str


def verify() -> Iterator[Tampering]:
    """Read every chain from its beginning and yield each break. Nothing yielded: the record is whole."""
    heads = {chain.key: chain for chain in EventChain.objects.all()}
    previous: dict[str, tuple[int, str]] = {}
    for event in Event.objects.order_by("chain", "position").iterator(chunk_size=2000):
        position, last_hash = previous.get(event.chain, (0, ""))
        if event.position != position + 1:
            yield Tampering(
                chain=event.chain, position=event.position, what="an event before this one is missing"
            )
        elif event.previous_hash != last_hash:
            yield Tampering(
                chain=event.chain, position=event.position, what="does not continue the event before it"
            )
        if event_hash(event) != event.hash:
            yield Tampering(
                chain=event.chain, position=event.position, what="was changed after it was written"
            )
        previous[event.chain] = (event.position, event.hash)
    for key, chain in heads.items():
        if previous.get(key, (0, "")) != (chain.length, chain.head):
            yield Tampering(
                chain=key, position=chain.length, what="the end of the chain was cut off or replaced"
            )
    for key in previous.keys() - heads.keys():
        yield Tampering(chain=key, position=0, what="the head of the chain is missing")
    # Every case begins with an event: one without any has lost all of them.
    for pk in Case.objects.filter(events=None).order_by("pk").values_list("pk", flat=True):
        if chain_key(pk) not in heads:
            yield Tampering(chain=chain_key(pk), position=0, what="the whole chain is missing")
