"""What is asked when files are attached to a case?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from requests_app.forms.layout import GovField, GovForm, Layout
from requests_app.models import Document
from requests_app.release.inspect import ACCEPTED, megabytes, too_large
from requests_app.release.names import plain_name

if TYPE_CHECKING:
    Uploaded = UploadedFile[Any]

PURPOSE_HINTS = {
    "request": "The letter, the scan or the attachment that the applicant sent.",
    "evidence": "What you found or worked with. It is never sent.",
    "disclosure": "Ready to be given to the applicant: it can be chosen in an answer.",
}


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files under one name; cleaned to a list. The gate for what they hold is `release.inspect`."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Uploaded]:
        several = data if isinstance(data, list | tuple) else [data]
        if len(several) <= 1:
            one = super().clean(several[0] if several else None, initial)
            return [one] if one else []
        return [super(SeveralFilesField, self).clean(each, initial) for each in several]


class AttachForm(GovForm):
    """Attach one file or several."""

    uploads = SeveralFilesField(
        label="Files", allow_empty_file=True, error_messages={"required": "Choose a file to attach"}
    )
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Document.Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it is for"},
    )
    title = forms.CharField(
        label="Title (optional)",
        required=False,
        max_length=200,
        help_text="As the letter would call it: “Recovery contract, 2025”. Leave it empty for several files.",
    )
    form_tag = False

    def __init__(self, *args: Any, turned_away: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turned_away = [plain_name(name) for name in turned_away or []]
        most = megabytes(settings.DOCUMENT_MAX_BYTES)
        self.fields[
            "uploads"
        ].help_text = f"{ACCEPTED}. At most {most} each, and {settings.DATA_UPLOAD_MAX_NUMBER_FILES} at once."
        if self.turned_away:
            self.fields["uploads"].required = False

    def clean_uploads(self) -> list[Uploaded]:
        found: list[Uploaded] = self.cleaned_data["uploads"]
        for name in self.turned_away:
            self.add_error("uploads", f"“{name}” {too_large(settings.DOCUMENT_MAX_BYTES)}")
        return found

    def layout(self) -> Layout:
        return Layout("uploads", GovField("purpose", hints=PURPOSE_HINTS), GovField("title", width=30))
