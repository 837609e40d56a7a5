"""What can go wrong when somebody acts on a case, and how is it said?

The errors are never merged: the world has moved on (409), you may not (403; strangers 404), something is missing (422).
Each carries a sentence for a person, and a link where one helps; `foi.middleware` maps each to its page, once.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that stands in the way: what it is, the provision that asks for it and where to mend it.

    `ask` tells a person who may not open that place whom to turn to; `url` is empty then.
    """

    message: str
    code: str = ""
    provision: str = ""
    url: str = ""
    severity: str = "defect"
    ask: str = ""


class CaseworkError(Exception):
    """Base of the errors that are shown to the person who acted."""

    status = 400

    def __init__(self, message: str, *, url: str = "", findings: tuple[Missing, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.url = url
        self.findings = findings


class WrongState(CaseworkError):
    """The case is no longer where this act starts from: somebody has moved it on."""

    status = 409


class NotPermitted(CaseworkError):
    """The person may see the case but may not do this."""

    status = 403


class NotVisible(CaseworkError):
    """The person may not know of the thing at all; the same page as for a thing that does not exist."""

    status = 404


class NotReady(CaseworkError):
    """Something that the act needs is missing: `findings` says what, and where it is entered."""

    status = 422


class InvalidInput(CaseworkError):
    """What was typed cannot be taken as it is. `fields` maps a field's name to what is wrong with it."""

    status = 400

    def __init__(self, message: str, *, fields: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or {}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that two people changed: what stands now, and what was about to replace it."""

    label: str
    theirs: str
    yours: str
    name: str = ""


class StaleEdit(CaseworkError):
    """Somebody else saved first. Nothing is overwritten; `differences` shows both versions."""

    status = 409

    def __init__(
        self,
        message: str,
        *,
        differences: tuple[Difference, ...] = (),
        changed_by: str = "",
        current_version: int = 0,
    ) -> None:
        super().__init__(message)
        self.differences = differences
        self.changed_by = changed_by
        self.current_version = current_version
