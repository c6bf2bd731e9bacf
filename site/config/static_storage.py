"""Static files with their hash in the name, whose addresses are put together once a process."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A page of the admin asks for fifty addresses, and what is collected does not change."""

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one storage, as long as the process
    def url(self, name: str | None, force: bool = False) -> str:
        return super().url(name, force)
