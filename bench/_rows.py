"""Rows of results: pooled over both orders, printed as a table, written as JSON."""

import argparse
import json
from pathlib import Path
from statistics import mean

from _needs import require

NOT_ANSWERED_MS = float("inf")


def arguments(description, *, needs=("PostgreSQL",), records=20_000, **defaults):
    """Return the parsed options that every benchmark has; more by `defaults` {name: value}.

    Leaves the program when something of `needs` (`_needs.CHECKS`) is missing.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--records", type=int, default=records, help="made if missing, then kept")
    parser.add_argument("--json", metavar="FILE", type=Path)
    for name, value in defaults.items():
        option = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            parser.add_argument(option, action="store_true")
        else:
            parser.add_argument(option, type=type(value), default=value)
    options = parser.parse_args()
    require(needs)
    return options


def percentiles(milliseconds, errors=0):
    """Return p50, p95, p99 of latencies; each error counts as an answer that never came."""
    sample = sorted(milliseconds) + [NOT_ANSWERED_MS] * errors
    return {
        f"p{share}_ms": sample[min(len(sample) - 1, len(sample) * share // 100)] if sample else None
        for share in (50, 95, 99)
    }


def pooled(measured):
    """Return one result of several runs of the same thing: the mean, and all errors."""
    result = {name: mean(run[name] for run in measured) for name in FIGURES}
    return result | {name: sum(run[name] for run in measured) for name in ("n", "errors")}


def row(name, candidate, baseline=None):
    """Return a row; `baseline` and `ratio` are requests a second and how many times as many."""
    return {
        "name": name,
        **{key: candidate[key] for key in ("n", *FIGURES, "errors")},
        "baseline": baseline and baseline["rps"],
        "ratio": candidate["rps"] / baseline["rps"] if baseline and baseline["rps"] else None,
        **{key: value for key, value in candidate.items() if key.startswith("also_")},
    }


def report(rows, target):
    """Print rows as a table, and write them to the JSON file `target` if there is one."""
    heads = ["name", "n", *FIGURES, "errors", "baseline", "ratio"]
    print("".join(f"{head:>14}" if place else f"{head:<22}" for place, head in enumerate(heads)))
    for one in rows:
        cells = [_cell(one[head]) for head in heads[1:]]
        print(f"{one['name']:<22}" + "".join(f"{cell:>14}" for cell in cells))
    if target:
        clean = [{key: _json(value) for key, value in one.items()} for one in rows]
        target.write_text(json.dumps(clean, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


FIGURES = ("p50_ms", "p95_ms", "p99_ms", "rps")


def _cell(value):
    if value is None:
        return "–"
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def _json(value):
    """JSON knows no infinity: what never came is null."""
    return None if value == NOT_ANSWERED_MS else value
