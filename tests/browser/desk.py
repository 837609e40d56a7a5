"""How does a test sit down at a browser: as whom, on how wide a screen, watched for what goes wrong?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from requests_app.models import User
from tests.factories.people import signed_in

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SCREENSHOTS = os.environ.get(
    "SCREENSHOTS", ""
)  # a folder; pages are drawn into it while tests go through them
ACTION_MS = 15_000


@dataclass
class Desk:
    """Browsers of several people before one installation."""

    browser: Browser
    url: str
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    _refused: set[str] = field(default_factory=set)

    def page(self, user: User | None = None, *, axe: bool = False, **options: Any) -> Page:
        """A fresh browser window, with a session of this person; nobody's without one."""
        context = self.browser.new_context(base_url=self.url, viewport=WIDE, locale="en-GB", **options)
        context.set_default_timeout(ACTION_MS)
        self.contexts.append(context)
        if user is not None:
            context.add_cookies([self._cookie(signed_in(user))])
        if axe:
            context.add_init_script(path=str(AXE))
        page = context.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        """Keep what the console reports: broken scripts, breaches of the content security policy, lost files."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("response", self._answered)

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _cookie(self, client: Client) -> dict[str, str]:
        return {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": self.url,
        }

    def _answered(self, response: Response) -> None:
        """A page that refuses (403, 409, 422, 503 …) is an answer; Chromium's console reports it all the same."""
        if response.request.is_navigation_request() and 400 <= response.status != 500:
            self._refused.add(response.url.split("#")[0])

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        address = message.location.get("url", "").split("#")[0]
        if message.text.startswith("Failed to load resource") and address in self._refused:
            return
        if address == str(AXE):
            return  # it tries styles of its own
        self.problems.append(f"{address}: {message.text}")


@contextmanager
def narrow(page: Page) -> Iterator[None]:
    """A phone, or 1280 pixels at 400 %."""
    page.set_viewport_size(NARROW)
    try:
        yield
    finally:
        page.set_viewport_size(WIDE)


def too_wide(page: Page) -> str:
    """What makes the page scroll sideways; empty where nothing does (WCAG 1.4.10)."""
    return str(page.evaluate(_TOO_WIDE))


def violations(page: Page) -> list[str]:
    """What axe finds: rule and place. The page must have been opened with `axe=True`."""
    return list(page.evaluate(_AXE))


def shot(page: Page, name: str) -> None:
    """Draw the page at both widths, if asked for by SCREENSHOTS=folder."""
    if not SCREENSHOTS:
        return
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    folder = Path(SCREENSHOTS)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{stem}-1280.png"), full_page=True)
    with narrow(page):
        page.screenshot(path=str(folder / f"{stem}-320.png"), full_page=True)


_TOO_WIDE = """() => {
  const root = document.documentElement, room = root.clientWidth;
  if (root.scrollWidth <= room) return "";
  const every = [...document.body.querySelectorAll("*")];
  const words = (one) => {
    const range = document.createRange();
    return [...one.childNodes].some((node) => {
      if (node.nodeType !== Node.TEXT_NODE) return false;
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right > room + 1;
    });
  };
  const holds = (one) => one.getBoundingClientRect().left + one.scrollWidth > room + 1;
  const tests = [words, (one) => one.getBoundingClientRect().right > room + 1, holds];
  const found = tests.map((test) => every.filter(test).pop()).find(Boolean) ?? document.body;
  return `${root.scrollWidth} > ${room}: ${found.outerHTML.slice(0, 160)}`;
}"""
_AXE = """async () => {
  document.querySelectorAll("details").forEach((one) => (one.open = true));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}: ${node.html.slice(0, 160)}`)
  );
}"""
