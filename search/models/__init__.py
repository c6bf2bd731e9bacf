"""The database's own index, everyday words, and how far a rebuild has come."""

from .entry import EntryFacet, SearchEntry, SearchPhrase
from .rebuild import RebuildRun
from .synonym import Synonym

__all__ = ["EntryFacet", "RebuildRun", "SearchEntry", "SearchPhrase", "Synonym"]
