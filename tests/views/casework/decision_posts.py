"""What does a browser send when the form of a decision is submitted?"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    """Collects what a browser would send of the last POST form that has a field `provision`."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._textarea = ""
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        got = dict(attributes)
        name = got.get("name") or ""
        if tag == "input" and name and "disabled" not in got:
            if got.get("type") in ("checkbox", "radio") and "checked" not in got:
                return
            self.values.setdefault(name, []).append(got.get("value") or "")
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in got:
            self.values[self._select] = [got.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the first line break after the tag; Django writes one.
            self.values[self._textarea][0] = self.values[self._textarea][0].removeprefix("\n")
            self._textarea = ""
        if tag == "select":
            self._select = ""


def fields_of(html: str) -> dict[str, list[str]]:
    """What stands in the fields of a page, as they would be sent."""
    parser = _Fields()
    parser.feed(html)
    for name in ("q", "csrfmiddlewaretoken"):
        parser.values.pop(name, None)
    return parser.values


def opened(client: Client, url: str) -> dict[str, Any]:
    """The fields of a page that is opened with GET."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return fields_of(response.content.decode())
