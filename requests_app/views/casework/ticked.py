"""Which rows of a table were ticked?"""

from __future__ import annotations

from django.http import HttpRequest


def ticked(request: HttpRequest, name: str) -> list[int]:
    """The numbers that came with the form; what is none is left out."""
    return [int(value) for value in request.POST.getlist(name) if is_number(value)]


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
