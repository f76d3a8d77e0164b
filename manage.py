#!/usr/bin/env python3
"""The site's commands: `manage.py help` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        import newsroom.settings  # noqa: F401 -- here, so that a wrong value ends in its sentence and no traceback
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
