"""The settings of this site as a backup keeps them: every one that is set, but no secret."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from core.texts.addresses import without_passwords

NAME = re.compile(r"`([A-Z][A-Z0-9_]{2,})`")
SECRET = re.compile(r"SECRET|PASSWORD|TOKEN|_KEY\b|CREDENTIAL")


def without_secrets() -> dict[str, str]:
    """Return {name: value} of the settings in the environment, passwords cut out of addresses."""
    documented = (Path(settings.BASE_DIR) / "docs" / "settings.md").read_text(encoding="utf-8")
    names = sorted(set(NAME.findall(documented)))
    return {
        name: without_passwords(os.environ[name])
        for name in names
        if os.environ.get(name) and not SECRET.search(name)
    }


def as_environment_file(kept: Mapping[str, str]) -> str:
    """Return kept settings as the text of an environment file for systemd, without secrets."""
    lines = [f"{name}={value}" for name, value in kept.items()]
    head = (
        "# Put back from a backup: secrets and passwords are not in it; add them from their safe."
    )
    return "\n".join([head, *lines, ""])
