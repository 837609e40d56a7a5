"""Which counts of a table are so small that they may point to somebody, and how are they kept from a reader?

See docs/adr/0011-small-numbers.md for what is promised.
"""

from requests_app.domain.suppression.audits import Audit, audit, printed_limits, with_known_elsewhere
from requests_app.domain.suppression.cells import (
    Cell,
    Counts,
    Lack,
    Limits,
    is_hidden_mark,
    is_small_mark,
)
from requests_app.domain.suppression.elsewhere import numbers_given
from requests_app.domain.suppression.plans import Change, Plan, fewer_than, plan, range_in_words, small_cells
from requests_app.domain.suppression.protect import Small, Suppression, reader_limits, suppress
from requests_app.domain.suppression.sums import read_counts

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
    "is_hidden_mark",
    "is_small_mark",
    "numbers_given",
    "plan",
    "printed_limits",
    "range_in_words",
    "read_counts",
    "reader_limits",
    "small_cells",
    "suppress",
    "with_known_elsewhere",
]
