"""A relay process that kills itself after the effect of one event, before its cursor moves."""

import os
import signal
import sys
from pathlib import Path

database, effects, die_at = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
root = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(root), str(root / "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.DATABASES["default"]["NAME"] = database
django.setup()

from publication import consumers, relay  # noqa: E402


def leave_effect(event):
    """Write a file named after the event: the same effect however often it is handed over."""
    (effects / str(event.seq)).write_text(event.code)
    if event.seq == die_at:
        os.kill(os.getpid(), signal.SIGKILL)


consumers._CONSUMERS.clear()
consumers.register("victim", leave_effect)
relay.run_once()
