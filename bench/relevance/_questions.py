"""The project's own questions: text and judgements, in two halves."""

from pathlib import Path

HERE = Path(__file__).parent / "citizens"
HALVES = ("fixed", "later")
"""The first was written before there was a dictionary, and nothing is ever tuned on it."""

HELD_BACK = ("sixty", "thirty", "last", "wide", "fresh")
"""Written and judged before anything was asked; what they missed was mended afterwards, so that
none of them is held back any more. No file but the fixed half is free of that."""


def questions(half, codes):
    """Yield (id, question, {code: grade}) of a half; `codes` are {a demo guide's name: code}."""
    path = HERE / f"questions-{half}.tsv"
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        text, _tab, judged = line.partition("\t")
        pairs = (one.rsplit(":", 1) for one in judged.split())
        yield f"{half}-{number}", text, {codes[name]: int(grade) for name, grade in pairs}
