"""Typing as people do: characters of the same sound or shape, pinyin, initials, mixed letters."""
