"""How does a person without a mouse reach a field or a button, and see where they are?"""

from __future__ import annotations

from playwright.sync_api import Page

MOST_STOPS = 250


class Keys:
    """Only keys: Tab, Shift+Tab, Enter, Space, arrows and text. Every stop must show that it has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: set[str] = set()

    def skip(self) -> None:
        """Past the header, by the first link of the page. A page with news begins there already."""
        if self.page.evaluate("document.activeElement.closest('main') !== null"):
            return
        self.page.keyboard.press("Tab")
        assert self._here()["name"] == "Skip to main content", (self.page.url, self._here())
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main-content"

    def go(self, name: str, *, back: bool = False) -> None:
        """Tab on until something of this name has the focus."""
        passed = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            here = self._here()
            if not here["seen"]:
                self.unseen.add(f"{self.page.url}: {here['name']}")
            if here["name"] == name or (name.endswith("…") and here["name"].startswith(name[:-1])):
                return
            passed.append(here["name"])
        raise AssertionError(f"No way by Tab to {name!r}; passed {passed[:60]}")

    def press(self, name: str) -> None:
        """Follow a link or press a button, and wait for the page."""
        self.go(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, name: str, text: str) -> None:
        self.go(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, name: str) -> None:
        self.go(name)
        self.page.keyboard.press("Space")

    def choose(self, first: str, name: str) -> None:
        """Enter a group of radio buttons at the one that Tab reaches, and go by arrows to another."""
        self.go(first)
        if first == name:
            self.page.keyboard.press("Space")
        for _ in range(12):
            if self._here()["name"] == name:
                assert self.page.evaluate("document.activeElement.checked")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No arrow leads to {name!r}")

    def date(self, day: int, month: int, year: int) -> None:
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            self.type(label, str(value))

    def _here(self) -> dict[str, object]:
        return dict(self.page.evaluate(_HERE))


_HERE = """() => {
  const here = document.activeElement;
  const label = here.labels && here.labels.length ? here.labels[0].innerText : "";
  const name = (here.getAttribute("aria-label") || label || here.innerText || "").replace(/\\s+/g, " ").trim();
  // Radio buttons and checkboxes are drawn by their label.
  const drawn = here.matches("[type=radio], [type=checkbox]") && here.labels.length
    ? getComputedStyle(here.labels[0], "::before") : getComputedStyle(here);
  const outlined = drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) > 0;
  const seen = here === document.body || outlined || drawn.boxShadow !== "none";
  return { name, seen };
}"""
