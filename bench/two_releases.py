"""Two releases in the same minutes: readers and editors of another checkout and of this one.

    bench/two_releases.py --before CHECKOUT [--subject editors]

Each order goes to both sides by turns. Requests a second follow the load of the machine; the
processor time of a request, in the workers and in PostgreSQL, hardly does. A release that is
faster than `before` has a ratio above 1. Databases: BENCH_DATABASE with `_before` and `_after`.
"""

import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from _places import OURS, ROOT
from _rows import arguments
from cpu import fixed_loop

SIDES = {"before": 8781, "after": 8782}
WARMING = 2


def main():
    """Print both sides' figures as medians over the rounds."""
    options = arguments(
        __doc__,
        needs=("PostgreSQL", "wrk"),
        before="",
        subject="readers",
        rounds=4,
        seconds=2,
        paths=2_000,
    )
    if not options.before:
        sys.exit("Name the checkout of the other release: --before PATH")
    roots = {"before": Path(options.before).resolve(), "after": ROOT}
    sides = {name: Side(name, root, options) for name, root in roots.items()}
    try:
        found, loops = _measured(sides, options)
    finally:
        for side in sides.values():
            side.end()
    print(f"one loop: {median(loops):.1f} ms ({min(loops):.1f} to {max(loops):.1f})")
    _print(found)


class Side:
    """One release at work: an order, a line of JSON, gets its answer."""

    def __init__(self, name, root, options):
        call = [ROOT / ".venv/bin/python", ROOT / "bench/_side.py", f"{OURS}_{name}", SIDES[name]]
        call += [options.subject, options.records, options.paths]
        self.process = subprocess.Popen(
            [str(part) for part in call], cwd=root, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.names = self._answer()

    def ask(self, *order):
        """Return {row: [[answers a second, ms of the workers, ms of PostgreSQL]]}."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("a side ended: see what it said above")
        return json.loads(line)

    def end(self):
        """Let the side end its server and itself."""
        self.process.stdin.close()
        self.process.wait(60)


def _measured(sides, options):
    """Return {row: {side: figures}} and the milliseconds of the fixed loop beside them."""
    found, loops = defaultdict(lambda: defaultdict(list)), []
    warming = WARMING if options.subject == "editors" else 0
    for turn in range(options.rounds + warming):
        for order in sides["after"].names or [turn]:
            for name in sorted(sides, reverse=turn % 2 == 0):
                loops.append(fixed_loop())
                for row, figures in sides[name].ask(order, options.seconds).items():
                    if turn >= warming:
                        found[row][name] += figures
        print(f"round {turn + 1} done at {time.strftime('%H:%M:%S')}", file=sys.stderr)
    return found, loops


def _print(found):
    heads = ("row", "req/s before", "after", "ms before", "after", "PG before", "after", "ratio")
    print(f"{heads[0]:<22}" + "".join(f"{head:>14}" for head in heads[1:]))
    for row, sides in found.items():
        rates, web, behind = _columns(sides)
        ratio = (web[0] + behind[0]) / (web[1] + behind[1])
        figures = f"{rates[0]:>14.0f}{rates[1]:>14.0f}"
        figures += "".join(f"{one:>14.2f}" for one in (*web, *behind, ratio))
        print(f"{row:<22}{figures}")


def _columns(sides):
    """Return (rates, ms of the workers, ms of PostgreSQL), each as (before, after)."""
    medians = {
        name: [median(column) for column in zip(*sides[name], strict=True)] for name in SIDES
    }
    return tuple(zip(medians["before"], medians["after"], strict=True))


if __name__ == "__main__":
    main()
