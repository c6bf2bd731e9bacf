"""Question sets in the BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`."""

import csv
import json


def read_set(folder):
    """Return (corpus, queries, judgements): {id: row}, {id: text}, {query id: {id: grade}}."""
    corpus = {
        str(row["_id"]): {"title": row.get("title") or "", "text": row.get("text") or ""} | row
        for row in _lines(folder / "corpus.jsonl")
    }
    queries = {str(row["_id"]): row["text"] for row in _lines(folder / "queries.jsonl")}
    judged = _judgements(_judgements_file(folder))
    return corpus, {key: text for key, text in queries.items() if key in judged}, judged


def _judgements_file(folder):
    """Return `qrels.tsv`, or BEIR's own `qrels/test.tsv`."""
    path = folder / "qrels.tsv"
    return path if path.exists() else folder / "qrels" / "test.tsv"


def _judgements(path):
    judged = {}
    with path.open(encoding="utf-8", newline="") as file:
        for query, document, grade in csv.reader(file, delimiter="\t"):
            if grade.strip().lstrip("-").isdigit() and int(grade) > 0:
                judged.setdefault(query, {})[document] = int(grade)
    return judged


def _lines(path):
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]
