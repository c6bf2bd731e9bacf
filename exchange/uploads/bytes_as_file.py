"""An upload's bytes as a file, for readers that want a path."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from exchange.uploads.admitting import ending_of


@contextmanager
def as_file(content: bytes, name: str) -> Iterator[Path]:
    """Yield the path of a file with these bytes and the name's ending; it goes afterwards."""
    with TemporaryDirectory(prefix="guides-upload-") as folder:
        path = Path(folder) / f"upload.{ending_of(name) or 'txt'}"
        path.write_bytes(content)
        yield path
