"""Writes the project's own question set in the BEIR form: citizens' questions on the demo city.

`citizens.py --half fixed|later|both|sixty|thirty|last|wide|fresh --generated N -o DIR`: the demo
city's guides lie among N generated ones. The fixed half was written before there was a dictionary,
and is never tuned on; the others were held back, and what they missed was mended afterwards.
"""

import argparse
import json
from pathlib import Path

from _engines import start
from _questions import HALVES, HELD_BACK, questions


def main():
    """Write one half, or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=[*HALVES, *HELD_BACK, "both"], default="both")
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("-o", dest="folder", type=Path, required=True)
    options = parser.parse_args()
    start("sqlite")
    halves = HALVES if options.half == "both" else [options.half]
    options.folder.mkdir(parents=True, exist_ok=True)
    corpus = list(demo_rows())
    codes = {row["metadata"]["name"]: row["_id"] for row in corpus}
    _write(options.folder / "corpus.jsonl", [*corpus, *_generated(options.generated)])
    rows = [row for half in halves for row in questions(half, codes)]
    _write(options.folder / "queries.jsonl", [{"_id": key, "text": text} for key, text, _ in rows])
    lines = [f"{key}\t{code}\t{grade}" for key, _, judged in rows for code, grade in judged.items()]
    (options.folder / "qrels.tsv").write_text(
        "\n".join(["query-id\tcorpus-id\tscore", *lines]) + "\n", encoding="utf-8"
    )


def demo_rows():
    """Yield the demo city's guides, each as if it were published, as rows of a corpus."""
    from tests.search.samples import DEMO, code_of, demo_documents

    names = sorted(path.stem for path in (DEMO / "guides").glob("*.json"))
    for name, document in zip(names, demo_documents(), strict=True):
        yield _row(code_of(document), document, name)


def _generated(count):
    from tests.search.samples import code_of, generated_documents

    for document in generated_documents(count):
        yield _row(code_of(document), document, "")


def _row(code, document, name):
    from guides.document import public_cut
    from publication.summary import summary_of
    from search.texts import texts_of

    public = public_cut(document)
    texts = texts_of(public, code)
    shown = {
        "facts": summary_of(public),
        "state": "current",
        "version": 1,
        "seq": 1,
        "effective_on": "2026-01-01",
        "since": None,
        "until": None,
        "reason": "",
        "updated_at": "2026-01-01T00:00:00+08:00",
    }
    return {
        "_id": code,
        "title": public["title"],
        "text": "\n".join(line for lines in texts.values() for line in lines),
        "metadata": {"name": name, "texts": texts, "shown": shown},
    }


def _write(path, rows):
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
