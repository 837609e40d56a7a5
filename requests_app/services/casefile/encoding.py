"""How do bytes travel in a case file: as base64, with their SHA-256 beside them?"""

from __future__ import annotations

import base64
import binascii
import hashlib

from requests_app.domain.errors import InvalidInput


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decoded(content: str, sha256: str, field: str) -> bytes:
    """The bytes of a base64 text whose hash is as said."""
    try:
        data = base64.b64decode(content, validate=True)
    except binascii.Error:
        message = "the content is not base64."
        raise InvalidInput(message, fields={f"{field}.content": message}) from None
    if hashlib.sha256(data).hexdigest() != sha256.lower():
        message = "the content does not have this SHA-256: the file was changed or cut on its way."
        raise InvalidInput(message, fields={f"{field}.sha256": message})
    return data
