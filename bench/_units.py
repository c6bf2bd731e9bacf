"""How the site's services are started: the units of deploy/systemd/, as for this checkout."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNITS = ROOT / "deploy" / "systemd"
INSTALLED = "/srv/guides"
"""Where the units expect the project."""


def rendered(name):
    """Return the text of a unit for this checkout and the account that runs this."""
    text = (UNITS / f"guides-{name}.service").read_text(encoding="utf-8")
    text = text.replace(INSTALLED, str(ROOT))
    return re.sub(r"^(User|Group)=.*\n", "", text, flags=re.MULTILINE)


def command(name, **options):
    """Return the call that starts a service; `options` replace those of its unit by name."""
    (started,) = re.findall(r"^ExecStart=(.*)$", rendered(name), re.MULTILINE)
    call = shlex.split(started)
    for option, value in options.items():
        call[call.index(f"--{option.replace('_', '-')}") + 1] = str(value)
    return call
