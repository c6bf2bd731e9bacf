"""Load: 3,000 connections on 20,000 different pages through nginx without a cache.

With `--cache` through the site's own rules (deploy/nginx/), micro-cache included.
"""

import resource
import shutil

import _nginx
from _places import OURS, STOCK, WORK
from _records import codes, prepare, stock_pages, store_pages
from _rows import arguments, report, row
from _serving import get, serving, worker_memory
from _wrk import measure

PORTS = {OURS: (8711, 8713), STOCK: (8712, 8714)}
"""The web server and nginx before it, ours and stock."""


def main():
    """Measure ours, and the stock site with `--with-stock`, in both orders then."""
    options = arguments(
        __doc__,
        needs=("PostgreSQL", "wrk", "nginx"),
        seconds=30,
        paths=20_000,
        connections=3_000,
        workers=2,
        threads=2,
        server="granian",
        gzip=False,
        cache=False,
        with_stock=False,
    )
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    prepare(options.records, with_stock=options.with_stock)
    store_pages(codes(options.paths))
    addresses = {OURS: [f"/guides/{code}/" for code in codes(options.paths)]}
    if options.with_stock:
        addresses[STOCK] = [path.removeprefix("/home") for _pk, path in stock_pages(options.paths)]
    order = [OURS, STOCK, STOCK, OURS] if options.with_stock else [OURS]
    runs = {name: [] for name in addresses}
    for name in order:
        runs[name].append(_run(name, addresses[name], options))
    baseline = _worst(runs[STOCK]) if options.with_stock else None
    report([row("guide_page", _worst(runs[OURS]), baseline)], options.json)


def _run(name, addresses, options):
    web, port = PORTS[name]
    with (
        serving(
            name, web, server=options.server, workers=options.workers, threads=options.threads
        ) as server,
        _nginx_before(web, port, options),
    ):
        get(port, addresses[0])
        found = measure(
            port,
            addresses,
            seconds=options.seconds,
            connections=options.connections,
            headers=["Accept-Encoding: gzip"] if options.gzip else [],
        )
        found["also_worker_mb"] = worker_memory(server)
    figures = {key: round(value, 1) for key, value in found.items() if key.startswith("also_")}
    print(f"{name}: {found['rps']:,.0f} requests/s, {found['errors']} errors, {figures}")
    return found


def _nginx_before(web, port, options):
    folder = WORK / f"nginx-{port}"
    if not options.cache:
        return _nginx.running(folder, port, _nginx.plain(web, port, gzip=options.gzip))
    shutil.rmtree(folder / "cache", ignore_errors=True)
    return _nginx.running(folder, port, _nginx.front(web, port, folder))


def _worst(runs):
    """Return the slower of the runs, with the errors of all of them."""
    slowest = min(runs, key=lambda run: run["rps"])
    return slowest | {"errors": sum(run["errors"] for run in runs)}


if __name__ == "__main__":
    main()
