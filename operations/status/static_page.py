"""The status page as a file that the web server shows while the site does not answer."""

import os
from pathlib import Path

from django.conf import settings
from django.utils import translation

from core import registries
from operations.status.facts import status_facts


def write() -> None:
    """Write the page in each language; a reader never meets half of one."""
    folder = Path(settings.STATUS_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # nginx reads it as another user
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            html = registries.status_html(status_facts(is_down=True))
        partial = folder / f".{language}.{os.getpid()}"
        partial.write_text(html, encoding="utf-8")
        partial.chmod(0o644)
        partial.replace(folder / f"{language}.html")
