"""An import in a process of its own that kills itself while it writes one of the records.

It takes in a file, or the upload whose key stands in the file's place. One that lives says at its
end how many megabytes it took.
"""

import os
import re
import signal
import sys
from pathlib import Path

database, path, die_at, state = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
root = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(root), str(root / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.DATABASES["default"]["NAME"] = database
django.setup()

from django.db.models.signals import post_save  # noqa: E402

from exchange.importing.guides import import_guides  # noqa: E402
from exchange.uploads.working import carry_out  # noqa: E402

saves = 0


def die_in_the_middle(sender, **kwargs):
    """Die after the n-th row that the import has written, wherever that is."""
    global saves
    saves += 1
    if saves == die_at:
        os.kill(os.getpid(), signal.SIGKILL)


post_save.connect(die_in_the_middle)
if path.isdigit():
    carry_out(int(path))
else:
    import_guides([path], state=state)
# Not `ru_maxrss`: that begins with what the process had that started this one.
(peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
sys.stdout.write(str(int(peak) // 1024))
