"""How are dates written and read? In full, as in "Friday 5 December 2025"."""

DATE_FORMAT = "l j F Y"
DATETIME_FORMAT = "l j F Y, g:ia"
TIME_FORMAT = "g:ia"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, g:ia"
FIRST_DAY_OF_WEEK = 1
