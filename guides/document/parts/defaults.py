"""What a field of a Document holds as long as nobody has filled it."""

from pydantic import Field


def text_field(title: str) -> str:
    return Field("", title=title)


def line_field(title: str, max_length: int) -> str:
    return Field("", title=title, max_length=max_length)


def none_field(title: str) -> None:
    return Field(None, title=title)


def list_field(title: str) -> list:
    return Field(default_factory=list, title=title)
