"""The blocks of the first page that review adds: returned, drafts, waiting, sent, decided."""
