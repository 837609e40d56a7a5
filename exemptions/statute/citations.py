"""How is a provision cited to its limbs, and what does a citation in somebody else's letter mean?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from exemptions.statute.lookup import PROVISIONS, provision
from exemptions.statute.model import Effect, Limb, Provision, Regime

_HEAD = re.compile(
    r"^\s*(?:(?:FOIA|FOI Act|EIR)\s+)?(?P<word>sections?|sect?\.?|ss?\.?|§|regulations?|regs?\.?|r\.?)?\s*"
    r"(?P<number>\d+[A-Za-z]?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:[–—:-]\s*(?=[A-Za-z]{2})|,?\s*\bof\s+the\b|,?\s*\b(?:of\s+)?(?:FOIA|EIR)\b).*$", re.DOTALL
)
_PART = re.compile(
    r"\(\s*(?P<token>[0-9A-Za-z]+)\s*\)"
    r"|(?P<bare>\d+[A-Za-z]?)(?=\W|$)"
    r"|(?P<range>\bto\b|[–—-])"
    r"|(?P<between>[\s,;&.+]|\band\b|\bby\s+virtue\s+of\b|\bwith\b)",
    re.IGNORECASE,
)

_Path = tuple[str, ...]
_RANGE = "to"
LONGEST: Final = 1_000


class CitationError(ValueError):
    """A citation that names something the provision does not have, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision with the limbs relied on, kept in the order of the Act whatever order they are given in."""

    provision_key: str
    limbs: tuple[str, ...]
    effect: Effect = Effect.WITHHOLD

    def __post_init__(self) -> None:
        one = provision(self.provision_key)
        for key in self.limbs:
            if not one.has_limb(key):
                raise CitationError(_no_such_limb(one, repr(key)))
        object.__setattr__(self, "limbs", tuple(limb.key for limb in one.chosen(self.limbs)))

    @property
    def provision(self) -> Provision:
        return provision(self.provision_key)

    def __str__(self) -> str:
        return format_citation(self)


def format_citation(citation: Citation, with_title: bool = True) -> str:
    """The trade's form: "Section 31(1)(a), (b) and (g), and (2)(b) – Law enforcement" (s17(1)(b))."""
    one = citation.provision
    limbs = one.chosen(citation.limbs)
    cited = one.name + _join(_run(group) for group in _runs(limbs))
    if not with_title:
        return cited
    return f"{cited} – {_title(one, limbs)}"


def parse_citation(text: str) -> Citation:
    """Read a citation as real letters write it; CitationError says what cannot be read or does not exist.

    The effect follows from the limbs: one that takes away the duty to confirm or deny makes it NCND.
    """
    text = " ".join(text.split())  # a run of spaces would be tried at every place where one may stand
    if len(text) > LONGEST:
        raise CitationError(f"A citation has at most {LONGEST:,} characters. Cite one provision at a time.")
    head = _HEAD.match(text)
    if head is None:
        raise CitationError(f"Start with a section or regulation: {text.strip()!r} does not.")
    paths = list(_tokens(_TITLE.sub("", text[head.end() :]), text))
    candidates = _candidates(head["word"] or "", head["number"].upper())
    errors: list[CitationError] = []
    for one in candidates:
        try:
            return _citation(one, _Reader(one).read(paths))
        except CitationError as error:
            errors.append(error)
    raise errors[0] if len(errors) == 1 else CitationError(_none_fits(candidates, text))


def _candidates(word: str, number: str) -> list[Provision]:
    regime = Regime.EIR if word.casefold().startswith("r") else Regime.FOIA
    found = [one for one in PROVISIONS.values() if one.regime is regime and one.section == number]
    if not found:
        kind = "section" if regime is Regime.FOIA else "regulation"
        raise CitationError(f"There is no {kind} {number} that allows information to be withheld.")
    return found


def _none_fits(candidates: list[Provision], text: str) -> str:
    return f"{candidates[0].name} has no paragraphs that can be cited together as {text.strip()!r}."


def _tokens(limbs: str, text: str) -> Iterator[str]:
    """The bracketed parts in order, "to" standing for a range."""
    at = 0
    while at < len(limbs):
        part = _PART.match(limbs, at)
        if part is None:
            raise CitationError(
                f"{limbs[at:].strip()!r} in {text.strip()!r} is not a subsection or paragraph."
            )
        at = part.end()
        if part["range"]:
            yield _RANGE
        elif token := part["token"] or part["bare"]:
            yield token.upper() if token[0].isdigit() else token.lower()


class _Reader:
    """Follows the bracketed parts through the tree of one provision's limbs."""

    def __init__(self, one: Provision) -> None:
        self.one = one
        self.known = {limb.path[:depth] for limb in one.limbs for depth in range(1, len(limb.path) + 1)}

    def read(self, tokens: list[str]) -> list[str]:
        keys: list[str] = []
        path: _Path = ()
        from_key: str | None = None
        for position, token in enumerate(tokens):
            if token == _RANGE:
                from_key = self._only(path)
                continue
            path = self._next(path, token)
            following = tokens[position + 1] if position + 1 < len(tokens) else ""
            if following and following != _RANGE and self._next(path, following) == (*path, following):
                continue
            cited = self._cited(path)
            keys += self._between(from_key, cited[-1]) if from_key else cited
            from_key = None
        if from_key:
            raise CitationError(f"{self.one.name}: say where the range that starts at {from_key!r} ends.")
        return keys

    def _next(self, path: _Path, token: str) -> _Path:
        """Below the last part if the Act has such a paragraph, else beside it, else beside one above it."""
        for depth in range(len(path), -1, -1):
            if (*path[:depth], token) in self.known:
                return (*path[:depth], token)
        printed = "".join(f"({part})" for part in (*path[:1], token))
        raise CitationError(_no_such_limb(self.one, printed))

    def _cited(self, path: _Path) -> list[str]:
        """One limb; for a subsection whose paragraphs apply only together (s22(1), s41(1)), all of them."""
        if self.one.has_limb("".join(path)):
            return ["".join(path)]
        below = [limb for limb in self.one.limbs if limb.path[: len(path)] == path]
        keys = {limb.key for limb in below}
        if all({key for group in limb.requires for key in group} == keys - {limb.key} for limb in below):
            return [limb.key for limb in below]
        choices = " or ".join(limb.printed for limb in below)
        raise CitationError(f"{self.one.name}: say which of {choices} applies (FOIA s17(1)(b)).")

    def _only(self, path: _Path) -> str:
        key = "".join(path)
        if not self.one.has_limb(key):
            raise CitationError(f"{self.one.name}: a range must start at a paragraph that can be cited.")
        return key

    def _between(self, first: str, last: str) -> list[str]:
        """The limbs from first to last; the first is cited already."""
        keys = [limb.key for limb in self.one.limbs]
        if keys.index(last) <= keys.index(first):
            raise CitationError(f"{self.one.name}: the range ends before it starts.")
        return keys[keys.index(first) + 1 : keys.index(last) + 1]


def _citation(one: Provision, keys: list[str]) -> Citation:
    denies = any(one.limb(key).effect is Effect.NCND for key in keys)
    return Citation(one.key, tuple(keys), Effect.NCND if denies else Effect.WITHHOLD)


def _no_such_limb(one: Provision, limb: str) -> str:
    return f"{one.name} has no limb {limb}; it has {', '.join(limb.printed for limb in one.limbs)}."


def _title(one: Provision, limbs: tuple[Limb, ...]) -> str:
    titles = {limb.title for limb in limbs if limb.title}
    return titles.pop() if len(titles) == 1 else one.title


def _runs(limbs: tuple[Limb, ...]) -> list[list[Limb]]:
    """Neighbours under the same subsection are printed once with it: (1)(a), (b)."""
    return [list(run) for _, run in groupby(limbs, key=lambda limb: limb.path[:-1])]


def _run(limbs: list[Limb]) -> list[str]:
    return [limbs[0].printed, *(f"({limb.path[-1]})" for limb in limbs[1:])]


def _join(runs: Iterable[list[str]]) -> str:
    """Paragraphs of one subsection by "and"; subsections by ", and" where a list is already inside one."""
    groups = list(runs)
    if all(len(group) == 1 for group in groups):
        return _list([group[0] for group in groups], " and ")
    return _list([_list(group, " and ") for group in groups], ", and ")


def _list(parts: list[str], last: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + last + parts[-1]
