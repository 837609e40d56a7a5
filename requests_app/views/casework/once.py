"""How does a form that a double click sends twice act once? By a key that the session keeps."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from django.http import HttpRequest

from requests_app.services.once import one_at_a_time

FIELD = "once"
_KEPT = "sent_once"
_MOST_KEPT = 30


@dataclass
class Sending:
    """One sending of a form. `done_at` is where the first sending led to; empty for the first itself."""

    request: HttpRequest
    key: str
    done_at: str = ""

    def finish(self, url: str) -> None:
        """Remember, in the transaction of the act, where a second click is to be led."""
        if not self.key:
            return
        session = self.request.session
        kept = dict(session.get(_KEPT, {}))
        kept[self.key] = url
        session[_KEPT] = dict(list(kept.items())[-_MOST_KEPT:])
        session.save()


def new_key() -> str:
    return uuid.uuid4().hex


def key_of(request: HttpRequest) -> str:
    """The key that came with the form, or a new one for a form that is shown for the first time."""
    return _sent_key(request) or new_key()


@contextmanager
def once(request: HttpRequest) -> Iterator[Sending]:
    """Take one sending of a form at a time; the session is read again, for it was loaded before we waited."""
    key = _sent_key(request)
    with one_at_a_time(f"{request.session.session_key}:{key}") if key else nullcontext():
        kept = {}
        if key:
            kept = type(request.session)(request.session.session_key).get(_KEPT, {})
            request.session[_KEPT] = kept
        yield Sending(request=request, key=key, done_at=kept.get(key, ""))


def _sent_key(request: HttpRequest) -> str:
    key = request.POST.get(FIELD, "")
    return key if len(key) == 32 and key.isalnum() else ""
