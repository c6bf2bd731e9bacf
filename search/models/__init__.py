"""The database's own index, everyday words, the admin's index, and how far a rebuild has come."""

from .admin_entry import AdminEntry
from .entry import EntryFacet, SearchEntry, SearchPhrase
from .rebuild import RebuildRun
from .synonym import Synonym

__all__ = ["AdminEntry", "EntryFacet", "RebuildRun", "SearchEntry", "SearchPhrase", "Synonym"]
