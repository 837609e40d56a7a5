"""Is a file that was damaged on purpose refused in a sentence, and never a fault of ours?"""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from requests_app.domain.errors import InvalidInput
from requests_app.release.inspect import inspect_upload

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def packed(packing: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{'part ' * 100}</Types>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_word_document_with_any_bytes_changed_is_taken_or_refused(packing: int) -> None:
    whole, chance, refused = packed(packing), random.Random(packing), 0
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 2, 8])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            inspect_upload(io.BytesIO(data), name="answer.docx", size=len(data), most_bytes=10_000)
        except InvalidInput:
            refused += 1
    assert refused
