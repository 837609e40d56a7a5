"""Which provisions are there, how are they cited, what is amiss in a citation? The law, written down once."""

from exemptions.statute.citations import Citation, CitationError, format_citation, parse_citation
from exemptions.statute.lookup import PROVISIONS, UnknownProvision, find, provision
from exemptions.statute.model import Basis, Body, Effect, Limb, Provision, Record, Regime, Test
from exemptions.statute.problems import Problem, Severity, problems

__all__ = [
    "PROVISIONS",
    "Basis",
    "Body",
    "Citation",
    "CitationError",
    "Effect",
    "Limb",
    "Problem",
    "Provision",
    "Record",
    "Regime",
    "Severity",
    "Test",
    "UnknownProvision",
    "find",
    "format_citation",
    "parse_citation",
    "problems",
    "provision",
]
