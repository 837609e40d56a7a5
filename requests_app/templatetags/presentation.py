"""How are dates, days, states and navigation said in words on a page?

No rule of the trade is decided here: the tags only choose words and colours for what they are given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from requests_app.domain import tongue

register = template.Library()

# Colour never speaks alone: the words stand beside it. Compliance first, then where the work stands.
_COLOUR_OF_STATUS: Mapping[str, str] = {
    **dict.fromkeys(("in_time", "on_time", "answered_in_time", "answered_on_time"), "green"),
    **dict.fromkeys(("due_soon", "awaiting_sign_off"), "yellow"),
    "due_today": "orange",
    **dict.fromkeys(("late", "overdue", "answered_late"), "red"),
    **dict.fromkeys(("waiting", "waiting_for_requester", "paused"), "purple"),
    **dict.fromkeys(("awaiting_clarification", "awaiting_fee"), "purple"),
    **dict.fromkeys(("extended", "lawfully_extended", "approved", "issuing", "issuing_review"), "teal"),
    **dict.fromkeys(("new", "in_progress"), "blue"),
    **dict.fromkeys(("issued", "reviewed", "done", "ready"), "green"),
    **dict.fromkeys(("draft", "running"), "blue"),
    "failed": "red",
    "under_review": "magenta",
}


@register.filter
def long_date(when: date | datetime | None) -> str:
    """Print "Friday 5 December 2025", in the language of the page; an instant in local time; nothing as a dash."""
    if when is None:
        return "–"
    day = timezone.localtime(when).date() if isinstance(when, datetime) and timezone.is_aware(when) else when
    return tongue.long_date(day)


@register.filter
def short_date(when: date | datetime | None) -> str:
    """Print "5 Dec 2025" for the cells of a table."""
    if when is None:
        return "–"
    day = timezone.localtime(when).date() if isinstance(when, datetime) and timezone.is_aware(when) else when
    return f"{day.day} {day:%b} {day.year}"


@register.filter
def date_and_time(when: datetime | None) -> str:
    """Print "Friday 5 December 2025 at 3:04pm", in local time."""
    if when is None:
        return "–"
    local = timezone.localtime(when) if timezone.is_aware(when) else when
    hour = local.hour % 12 or 12
    return f"{long_date(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


@register.filter
def working_days(count: int | None) -> str:
    """Print a number of working days with its noun: "1 working day", "20 working days"."""
    if count is None:
        return "–"
    return tongue.working_days(count)


@register.simple_tag
def tr(text: str, **values: Any) -> SafeString:
    """Print a sentence in the language of the requester: `{% tr "Closed on {day}." day=dates.closed_on %}`."""
    said = {
        name: conditional_escape(long_date(value) if isinstance(value, date) else value)
        for name, value in values.items()
    }
    return SafeString(tongue.put_in(conditional_escape(tongue.term(text)), said))


@register.simple_tag
def page_language() -> str:
    """For the `lang` of a page (WCAG 3.1.1)."""
    return "cy" if tongue.is_welsh() else "en-GB"


@register.filter
def strong(words: Any) -> SafeString:
    """Print a value of a sentence in bold; a date as a date."""
    return format_html("<strong>{}</strong>", long_date(words) if isinstance(words, date) else words)


@register.filter
def mail_link(address: str) -> SafeString:
    """Print an address within a sentence as a link."""
    return format_html('<a class="govuk-link" href="mailto:{0}">{0}</a>', address)


@register.filter
def initials(name: str) -> str:
    """Print the first letters of the first and last words of a name: "Ada Maria Byron" is AB."""
    words = str(name).split()
    return "".join(word[0].upper() for word in [words[0], words[-1]][: len(words)]) if words else ""


@register.filter
def get_item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Read a mapping by a key that is itself a variable."""
    return mapping.get(key)


@register.filter
def at(sequence: Sequence[Any], position: int) -> Any:
    """Read a list by a position that is itself a variable; past its end there is nothing."""
    return sequence[position] if 0 <= position < len(sequence) else ""


@register.inclusion_tag("components/tag.html")
def status_tag(status: Any, words: str = "") -> dict[str, str]:
    """Show a status as words on a colour: `{% status_tag case.compliance %}`.

    Takes a member of a Django `Choices` (its label is the words), any StrEnum, or a string with `words`.
    """
    value = str(getattr(status, "value", status) or "")
    label = words or str(getattr(status, "label", "") or value.replace("_", " ").capitalize())
    return {"text": label, "colour": _COLOUR_OF_STATUS.get(value, "grey")}


@dataclass(frozen=True, slots=True)
class Destination:
    """A link of the main navigation; `who` names what the person must be to see it."""

    label: str
    url_name: str
    who: str = "anyone"


@dataclass(frozen=True, slots=True)
class Link:
    """A destination that this person may see, with its address."""

    label: str
    url: str
    current: str


STAFF_NAVIGATION = (
    Destination("Work list", "casework:work_list"),
    Destination("Log a request", "casework:log"),
    Destination("Batches", "casework:batches", who="is_case_worker"),
    Destination("Letters to post", "casework:to_post", who="is_case_worker"),
    Destination("Deadline calculator", "publications:deadline_calculator"),
    Destination("Admin", "admin:index", who="is_staff"),
)
PUBLIC_NAVIGATION = (
    Destination("Deadline calculator", "publications:deadline_calculator"),
    Destination("Staff sign in", "account_login"),
)
ACCOUNT_NAVIGATION = (
    Destination("Work list", "casework:work_list"),
    Destination("Signing in safely", "mfa_index"),
    Destination("Change password", "account_change_password"),
)
_NAVIGATION = {"staff": STAFF_NAVIGATION, "public": PUBLIC_NAVIGATION, "account": ACCOUNT_NAVIGATION}


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext, name: str) -> list[Link]:
    """List the links of a navigation bar that exist and that this person may see."""
    request = context.get("request")
    here = getattr(request, "path", "")
    user = getattr(request, "user", None)
    found: list[Link] = []
    for each in _NAVIGATION[name]:
        if each.who != "anyone" and not getattr(user, each.who, False):
            continue
        try:
            url = reverse(each.url_name)
        except NoReverseMatch:
            continue
        found.append(Link(each.label, url, "page" if here == url else ""))
    return found
