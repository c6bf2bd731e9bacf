"""Readers: public page, 304, API and lists, against the same on a stock Wagtail site."""

import time

from _places import OURS, STOCK
from _records import codes, prepare, some, stock_pages, store_pages
from _rows import arguments, percentiles, pooled, report, row
from _serving import get, serving, worker_memory
from _wrk import measure

OURS_PORT, STOCK_PORT = 8701, 8702
LIST = "/api/v2/pages/?type=stock.StockGuidePage&fields=summary,catalogue&limit=20&offset="
LIST_CONNECTIONS = 4
DEEP = 0.9
"""Lists are asked for their first page and for the one after nine tenths of all rows."""
SINGLY = {OURS_PORT: 20, STOCK_PORT: 1}
"""How often such a deep page is asked for in a turn, one after the other: stock takes 13 s."""

DEEP_ROWS = """
    SELECT department_slug, seq, newest
    FROM publication_publicstate, (SELECT max(seq) AS newest FROM publication_publicstate) AS last
    WHERE kind = 'guide' AND seq <= newest * 0.1 ORDER BY seq DESC LIMIT %s
"""


def main():
    """Measure each address on both servers in the order ours, stock, stock, ours."""
    options = arguments(
        __doc__,
        needs=("PostgreSQL", "wrk"),
        seconds=10,
        paths=20_000,
        connections=16,
        gzip=False,
        server="granian",
    )
    prepare(options.records)
    store_pages(codes(min(options.paths, options.records)))
    with (
        serving(OURS, OURS_PORT, server=options.server, gzip=options.gzip) as ours,
        serving(STOCK, STOCK_PORT, server=options.server, gzip=options.gzip),
    ):
        rows = []
        for name, ours_paths, stock_paths in _subjects(options):
            compare = _compare_singly if "(deep)" in name else _compare
            rows.append(compare(name, ours_paths, stock_paths, options))
            report(rows[-1:], None)
        print(f"largest worker of ours: {worker_memory(ours):.0f} MB")
    report(rows, options.json)


def _subjects(options):
    """Yield (name, our addresses, addresses of the stock site) of everything that is measured."""
    ours = codes(min(options.paths, options.records))
    stock = stock_pages(len(ours))
    pages = [f"/guides/{code}/" for code in ours]
    stock_html = [path.removeprefix("/home") for _pk, path in stock]
    deep = int(options.records * DEEP)
    # Pages for people come newest first, the API's in the order of changes.
    department, seq, newest = some(OURS, DEEP_ROWS, 1)[0]
    api_seq = int(newest * DEEP)
    stock_lists = [LIST + "0"], [f"{LIST}{deep}"]
    yield "guide_page", pages, stock_html
    yield "guide_304", [(path, _etag(path)) for path in pages[:2000]], stock_html
    yield (
        "api_guide",
        [f"/api/v1/guides/{code}" for code in ours],
        [f"/api/v2/pages/{pk}/" for pk, _path in stock],
    )
    yield "api_list", ["/api/v1/guides?limit=20"], stock_lists[0]
    yield "api_list (deep)", [f"/api/v1/guides?limit=20&cursor=s{api_seq}"], stock_lists[1]
    yield "browse", [f"/departments/{department}/"], stock_lists[0]
    yield "browse (deep)", [f"/departments/{department}/?after={seq + 1}"], stock_lists[1]
    yield "changes", ["/api/v1/changes?limit=20"], stock_lists[0]
    yield "changes (deep)", [f"/api/v1/changes?after={api_seq}&limit=20"], stock_lists[1]


def _compare(name, ours, stock, options):
    runs = {OURS_PORT: [], STOCK_PORT: []}
    for port, addresses in (
        (OURS_PORT, ours),
        (STOCK_PORT, stock),
        (STOCK_PORT, stock),
        (OURS_PORT, ours),
    ):
        _probe(port, addresses[0], name)
        runs[port].append(
            measure(
                port,
                addresses,
                seconds=options.seconds,
                # A stock list takes a second: more at once only wait for each other.
                connections=options.connections if len(addresses) > 1 else LIST_CONNECTIONS,
                headers=["Accept-Encoding: gzip"] if options.gzip else [],
            )
        )
    return row(name, pooled(runs[OURS_PORT]), pooled(runs[STOCK_PORT]))


def _compare_singly(name, ours, stock, _options):
    took = {OURS_PORT: [], STOCK_PORT: []}
    for port, address in (
        (OURS_PORT, ours[0]),
        (STOCK_PORT, stock[0]),
        (STOCK_PORT, stock[0]),
        (OURS_PORT, ours[0]),
    ):
        for _number in range(SINGLY[port]):
            started = time.perf_counter()
            _probe(port, address, name)
            took[port].append((time.perf_counter() - started) * 1000)
    return row(name, _figures(took[OURS_PORT]), _figures(took[STOCK_PORT]))


def _figures(milliseconds):
    rate = 1000 * len(milliseconds) / sum(milliseconds)
    return {"n": len(milliseconds), "rps": rate, "errors": 0} | percentiles(milliseconds)


def _probe(port, address, name):
    """Make sure that an address answers with a page, so that errors are not taken for speed."""
    path = address if isinstance(address, str) else address[0]
    status, _headers, body = get(port, path)
    if status != 200 or not body:
        raise RuntimeError(f"{name}: {path} on {port} answers {status}")


def _etag(path):
    return get(OURS_PORT, path)[1]["ETag"]


if __name__ == "__main__":
    main()
