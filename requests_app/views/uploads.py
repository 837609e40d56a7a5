"""How is an upload that is far too large turned away without being kept anywhere?

Django reads a form's files before the view runs. `limited_uploads` puts a handler in front that drops a file
once it passes the limit: the rest is read past in pieces, into neither memory nor disk. The fields arrive.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from requests_app.domain.errors import InvalidInput

View = Callable[..., HttpResponse]


class LimitHandler(FileUploadHandler):
    """Counts the bytes of each file, and remembers the names of those that it turned away."""

    def __init__(self, request: HttpRequest, *, most_bytes: int) -> None:
        super().__init__(request)
        self.most_bytes = most_bytes
        self.too_large: list[str] = []
        self._seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._seen += len(raw_data)
        if self._seen > self.most_bytes:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """None: the handlers after this one keep the file."""
        return None


def limited_uploads(view: View) -> View:
    """Hold each file of a POST to DOCUMENT_MAX_BYTES; `too_large_in` names those that were turned away."""
    protected = csrf_protect(view)

    # `protected` checks the token, with the handler in place: the middleware would read the form first.
    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers.insert(0, LimitHandler(request, most_bytes=settings.DOCUMENT_MAX_BYTES))
        try:
            return protected(request, *args, **kwargs)
        except TooManyFilesSent as error:
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            raise InvalidInput(f"Nothing was attached: choose at most {most} files at once.") from error
        except RequestDataTooBig as error:
            raise InvalidInput(
                "Nothing was saved: there is more text in this form than can be taken at once. "
                "Go back, attach long text or a long table as a document, and save again."
            ) from error

    return wrapped


def too_large_in(request: HttpRequest) -> list[str]:
    """The names of the files that were turned away from this form for their size."""
    request.POST  # noqa: B018 - reading the form is what runs the handlers
    handlers = [handler for handler in request.upload_handlers if isinstance(handler, LimitHandler)]
    return [name for handler in handlers for name in handler.too_large]
