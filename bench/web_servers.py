"""Web servers: granian and gunicorn on the public page and the API, for the choice of one."""

from _places import OURS
from _records import codes, prepare, store_pages
from _rows import arguments, pooled, report, row
from _serving import serving, worker_memory
from _wrk import measure

PORT = 8721
SETUPS = {
    "gunicorn 2×2": {"server": "gunicorn", "workers": 2, "threads": 2},
    "gunicorn 2×4": {"server": "gunicorn", "workers": 2, "threads": 4},
    "granian 2×1": {"server": "granian", "workers": 2, "threads": 1},
    "granian 2×2": {"server": "granian", "workers": 2, "threads": 2},
    "granian 2×4": {"server": "granian", "workers": 2, "threads": 4},
}
PAGES = {"guide_page": "/guides/{}/", "api_guide": "/api/v1/guides/{}"}


def main():
    """Measure each setup there and back; the first is the baseline of the others."""
    options = arguments(
        __doc__, needs=("PostgreSQL", "wrk"), seconds=10, paths=20_000, connections=64
    )
    prepare(options.records, with_stock=False)
    found = codes(options.paths)
    store_pages(found)
    runs = {(setup, page): [] for setup in SETUPS for page in PAGES}
    for setup in [*SETUPS, *reversed(SETUPS)]:
        with serving(OURS, PORT, **SETUPS[setup]) as server:
            for page, form in PAGES.items():
                addresses = [form.format(code) for code in found]
                one = measure(
                    PORT, addresses, seconds=options.seconds, connections=options.connections
                )
                runs[setup, page].append(one)
            print(f"{setup}: largest worker {worker_memory(server):.0f} MB")
    first = next(iter(SETUPS))
    rows = [
        row(f"{page} {setup}", pooled(runs[setup, page]), pooled(runs[first, page]))
        for page in PAGES
        for setup in SETUPS
    ]
    report(rows, options.json)


if __name__ == "__main__":
    main()
