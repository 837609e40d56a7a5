#!/usr/bin/env python
"""How is a management command run, and which database does it reach when none is configured?"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
    from foi.embedded import servers_for_command

    with servers_for_command(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
