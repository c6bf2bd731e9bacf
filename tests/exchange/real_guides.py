"""The real guide texts that come with the project's papers, as text and as .docx with tables."""

from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR).parent / "shared" / "real_guides"
TEXTS = sorted(FOLDER.glob("*.txt"))


def real_guide(name: str) -> Path:
    """Return the file whose name holds these words."""
    return next(path for path in TEXTS if name in path.name)
