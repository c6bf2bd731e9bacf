#!/usr/bin/env python
"""Runs Django's commands; the only place that puts the folder `site/` on the path (ADR 0001)."""

import os
import sys
from pathlib import Path


def main():
    """Run one command of `manage.py`."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
