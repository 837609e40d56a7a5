"""What do administrators keep, and what may be read in Django admin? One module a subject.

Every change goes through `services.settings`, which holds the rules and writes the history.
"""

from requests_app.admin import authority, calendar, library, people, records, wording

__all__ = ["authority", "calendar", "library", "people", "records", "wording"]
