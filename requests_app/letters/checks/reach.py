"""Can the reader of a letter reach the authority, and the regulator? A name, and an address of some kind."""

from __future__ import annotations

from requests_app.domain.casefile import AuthorityDetails, RegulatorDetails


def can_reach_authority(authority: AuthorityDetails, *more: str) -> bool:
    """`more` are lines that serve as well, such as those of the office that reviews."""
    return _is_reachable(authority.name, *authority.address_lines, authority.email, *more)


def can_reach_regulator(regulator: RegulatorDetails) -> bool:
    return _is_reachable(regulator.name, *regulator.address_lines, regulator.website, regulator.complaint_url)


def _is_reachable(name: str, *ways: str) -> bool:
    return bool(name.strip()) and any(way.strip() for way in ways)
