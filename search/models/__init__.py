"""The database's own index, everyday words, the admin's index, and how far a rebuild has come."""

from .admin_entry import AdminEntry
from .dictionary import AskingWord, BestBet, DictionaryRevision
from .entry import EntryFacet, SearchEntry, SearchPhrase, TokenFrequency
from .query_log import LoggedClick, LoggedQuery
from .rebuild import RebuildRun
from .shipped_word import ShippedWord
from .spelling import LearningRun, SpellingWord
from .synonym import Direction, Synonym, WordKind

__all__ = [
    "AdminEntry",
    "AskingWord",
    "BestBet",
    "DictionaryRevision",
    "Direction",
    "EntryFacet",
    "LearningRun",
    "LoggedClick",
    "LoggedQuery",
    "RebuildRun",
    "SearchEntry",
    "SearchPhrase",
    "ShippedWord",
    "SpellingWord",
    "Synonym",
    "TokenFrequency",
    "WordKind",
]
