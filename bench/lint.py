"""`lint`: the rules on one Document, and `lint --all` over everything in force on two processes.

Rows `lint_one` (milliseconds of processor time for each Document) and `lint_all` (documents a
second by the clock, and by processor time as `also_cpu_rps`, which other work does not change).
"""

import json
import resource
import time
from itertools import islice

from _places import use_settings
from _records import prepare
from _rows import arguments, percentiles, report, row

DOCUMENTS_OF_ONE = 2_000
PROCESSES = 2


def main():
    """Print both rows."""
    options = arguments(__doc__, records=4_000)
    prepare(options.records, with_stock=False)
    use_settings()
    import django

    django.setup()
    one, all_of_them = row("lint_one", each()), row("lint_all", everything())
    report([one, all_of_them], options.json)
    print(f"lint_all by processor time: {all_of_them['also_cpu_rps']:,.0f} documents a second")


def each():
    """Return the times of checking Documents one after the other."""
    from publication.overviews.linting import states_to_check
    from quality.rule_book import rule_book

    book = rule_book(fresh=True)
    terms, times = book.terms(), []
    for state in islice(states_to_check().iterator(chunk_size=200), DOCUMENTS_OF_ONE):
        document = json.loads(state.current.text)
        began = time.process_time()
        book.check(document, terms)
        times.append(1000 * (time.process_time() - began))
    return percentiles(times) | {
        "n": len(times),
        "errors": 0,
        "rps": 1000 * len(times) / sum(times),
    }


def everything():
    """Return how many documents a second a whole run checks and keeps."""
    from publication.overviews.lint_all import lint_all

    began, before = time.perf_counter(), _processor_seconds()
    run = lint_all(processes=PROCESSES)
    clock, processor = time.perf_counter() - began, _processor_seconds() - before
    return percentiles([]) | {
        "n": run.documents,
        "errors": 0,
        "rps": run.documents / clock,
        "also_cpu_rps": PROCESSES * run.documents / processor,
    }


def _processor_seconds():
    """Return what this process and its children that ended have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
