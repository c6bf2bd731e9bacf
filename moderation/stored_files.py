"""Which files a Document names, and whether their bytes are stored."""

from core.files.content_store import ContentStore, path_for
from guides.document.fields import FileRef

FILE_KEYS = frozenset(FileRef.model_fields)


def missing_files(*documents):
    """Return the names of the files in the JSON data of Documents whose bytes are not stored."""
    store = ContentStore()
    named = {ref["sha256"]: ref["name"] for data in documents for ref in _files(data)}
    return sorted(name for sha256, name in named.items() if not store.exists(path_for(sha256)))


def _files(data):
    if isinstance(data, dict):
        if data.keys() == FILE_KEYS:
            return [data]
        data = list(data.values())
    if not isinstance(data, list):
        return []
    return [ref for value in data for ref in _files(value)]
