"""How do bytes travel in a case file: as base64, with their SHA-256 beside them?"""

from __future__ import annotations

import base64
import binascii
import hashlib

from requests_app.services.casefile.arrival import wrong


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decoded(content: str, sha256: str, *, content_path: str, hash_path: str) -> bytes:
    """The bytes of a base64 text whose hash is as said; else InvalidInput at the field that is wrong."""
    try:
        data = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise wrong(content_path, "the content is not base64.") from None
    if hashlib.sha256(data).hexdigest() != sha256.strip().lower():
        message = "the content does not have this SHA-256: it was changed or cut on its way. Get it again."
        raise wrong(hash_path, message)
    return data
