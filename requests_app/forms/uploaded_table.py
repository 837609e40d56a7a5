"""How does a CSV file that was chosen in a form become text in the form's own box?

At once, before anything is judged: a browser forgets a chosen file when the page comes back, but not a text.
"""

from __future__ import annotations

import codecs
from typing import IO, Any, cast

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from requests_app.domain.errors import InvalidInput
from requests_app.forms.answer import LONGEST_TABLE
from requests_app.release.inspect import inspect_upload

FILE, TEXT = "table_file", "table_text"


def read_into_text(data: QueryDict, files: MultiValueDict[str, Any]) -> tuple[QueryDict, dict[str, str]]:
    """The data with each file's text in the box beside it, and what is wrong with the others, by field."""
    data, problems = data.copy(), {}
    for name in [name for name in files if name.endswith(f"-{FILE}")]:
        try:
            data[name.removesuffix(FILE) + TEXT] = _text_of(files[name])
        except InvalidInput as error:
            problems[name] = error.message
    return data, problems


def _text_of(upload: Any) -> str:
    stream = cast(IO[bytes], upload.file)
    name = str(upload.name)
    found = inspect_upload(stream, name=name, size=upload.size, most_bytes=LONGEST_TABLE)  # type: ignore[arg-type]
    if found.kind not in {"csv", "txt"}:
        raise InvalidInput(
            f"“{found.name}” is not a CSV file. Save the sheet as CSV, or copy its cells and paste them."
        )
    stream.seek(0)
    content = stream.read()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")
