"""What a draft follows: one row and its shared part, or a whole guide and its standard."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Followed:
    """One row of a draft that follows a part: where it stands, what of it is the guide's own."""

    part_id: int
    version: int
    pointer: str
    overridden: tuple[str, ...]
