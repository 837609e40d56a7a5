"""How are dates, figures and lists written in this house's British English?"""

from collections.abc import Sequence
from datetime import date
from typing import Final

LARGEST_IN_WORDS: Final = 999_999

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def weekday_name(day: date) -> str:
    """The name, as "Friday": from our own table, because strftime follows the locale of the machine."""
    return _DAYS[day.weekday()]


def short_day(day: date) -> str:
    """As "18 March": for a list whose year is clear from the sentence around it."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def plain_date(day: date) -> str:
    """As "5 December 2025"."""
    return f"{short_day(day)} {day.year}"


def long_date(day: date) -> str:
    """As "Friday 5 December 2025": how every date is shown to people."""
    return f"{weekday_name(day)} {plain_date(day)}"


def join_words(words: Sequence[str]) -> str:
    """As "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def plural(number: int, singular: str, plural_form: str = "") -> str:
    """As "1 day", "2 days"; `plural_form` where adding an s is wrong."""
    return f"{number} {singular if number == 1 else plural_form or singular + 's'}"


def figure_in_words(number: int) -> str:
    """As "one hundred and five", for 0 to 999,999; ValueError beyond: nobody writes larger figures out."""
    if not 0 <= number <= LARGEST_IN_WORDS:
        raise ValueError(
            f"Only whole figures from 0 to {LARGEST_IN_WORDS:,} are written in words, not {number}."
        )
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest)
    head = f"{_below_thousand(thousands)} thousand"
    if not rest:
        return head
    return f"{head}{' and' if rest < 100 else ''} {_below_thousand(rest)}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    head = f"{_UNITS[hundreds]} hundred"
    return f"{head} and {_below_hundred(rest)}" if rest else head


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return f"{_TENS[tens]}-{_UNITS[unit]}" if unit else _TENS[tens]
