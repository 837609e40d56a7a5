"""Which counts of a table are so small that they may point to somebody, and how are they kept from a reader?

See docs/adr/0012-small-numbers.md for what is promised.
"""

from requests_app.domain.suppression.audits import Audit, audit, printed_limits, with_known_elsewhere
from requests_app.domain.suppression.cells import (
    Cell,
    Counts,
    Lack,
    Limits,
    hidden_limits,
    is_hidden_mark,
    is_small_mark,
    whole_number,
)
from requests_app.domain.suppression.plans import Change, Plan, fewer_than, plan, range_in_words, small_cells
from requests_app.domain.suppression.protect import Small, Suppression, reader_limits, suppress
from requests_app.domain.suppression.sums import is_total_label, read_counts

__all__ = [
    "Audit",
    "Cell",
    "Change",
    "Counts",
    "Lack",
    "Limits",
    "Plan",
    "Small",
    "Suppression",
    "audit",
    "fewer_than",
    "hidden_limits",
    "is_hidden_mark",
    "is_small_mark",
    "is_total_label",
    "plan",
    "printed_limits",
    "range_in_words",
    "read_counts",
    "reader_limits",
    "small_cells",
    "suppress",
    "whole_number",
    "with_known_elsewhere",
]
