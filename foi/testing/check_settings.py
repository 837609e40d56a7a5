"""Which settings does the type checker read? Ours, with the required variables filled: it starts nothing."""

import os

os.environ.setdefault("DEMO", "on")
os.environ.setdefault("SECRET_KEY", "only-for-the-type-checker-" + "0123456789" * 4)

from foi.settings import *  # noqa: F403
