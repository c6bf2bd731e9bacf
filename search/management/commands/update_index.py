"""`manage.py update_index`: Wagtail's command, by key range and resumable for our own index."""

from modelsearch.management.commands import rebuild_modelsearch_index as stock
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models

from search.admin import rebuilding
from search.admin.backend import SearchBackend


class Command(stock.Command):
    """Fill the admin's index; a run that was stopped goes on where it was."""

    help = "Fills the search index of the admin, going on where a stopped run was."

    def update_backend(
        self, backend_name: str, schema_only: bool = False, chunk_size: int = rebuilding.RANGE
    ) -> None:
        """Fill one backend's index: ours range by range, another the stock way."""
        if not isinstance(get_search_backend(backend_name), SearchBackend):
            super().update_backend(backend_name, schema_only, chunk_size)
        elif not schema_only:
            rebuilding.forget_removed_objects()
            for model in get_indexed_models():
                self._fill(model, chunk_size)

    def _fill(self, model, chunk_size):
        label = model._meta.label

        def report(done):
            if self.verbosity > 1:
                self.stderr.write(f"{label}: {done}")

        count = rebuilding.rebuild(model, report, chunk_size)
        self.write(f"{label}: {count} entries written")
