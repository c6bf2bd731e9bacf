"""The words that editors keep for search: asking words, everyday and foreign words, best bets."""
