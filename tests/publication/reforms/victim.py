"""A worker of reforms that kills itself in the midst of a batch, before it is committed."""

import os
import signal
import sys
from pathlib import Path

database, die_at = sys.argv[1], int(sys.argv[2])
root = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(root), str(root / "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.DATABASES["default"]["NAME"] = database
django.setup()

from core.signals import guides_moved  # noqa: E402
from guides.branches import moving, running, tree  # noqa: E402
from publication.reforms import steps, working  # noqa: E402

moving.BATCH = tree.BATCH = steps.BATCH = 1
batches = []


def die_in_a_batch(sender, **more):
    """Die with everything of the batch written and nothing committed."""
    batches.append(sender)
    if len(batches) == die_at:
        os.kill(os.getpid(), signal.SIGKILL)


guides_moved.connect(die_in_a_batch)
while working.carry_out_next() or running.carry_out_next():
    pass
