"""Load: 3,000 connections on 20,000 different pages through nginx without a cache."""

import resource
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

from _places import OURS, STOCK, WORK
from _records import codes, prepare, stock_pages, store_pages
from _rows import arguments, report, row
from _serving import get, serving, worker_memory
from _wrk import measure

PORTS = {OURS: (8711, 8713), STOCK: (8712, 8714)}
"""The web server and nginx before it, ours and stock."""

NGINX = """
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 10000; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip {gzip};
    gzip_types text/css application/json;
    upstream web {{ server 127.0.0.1:{web}; keepalive 64; }}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        keepalive_requests 100000;
        location / {{
            proxy_pass http://web;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host 127.0.0.1;
            proxy_read_timeout 30s;
        }}
    }}
}}
"""


def main():
    """Measure ours, and the stock site with `--with-stock`, in both orders then."""
    options = arguments(
        __doc__,
        seconds=30,
        paths=20_000,
        connections=3_000,
        workers=2,
        threads=2,
        server="granian",
        gzip=False,
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
        nginx(port, web, gzip=options.gzip),
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


def _worst(runs):
    """Give the slower of the runs, with the errors of all of them."""
    slowest = min(runs, key=lambda run: run["rps"])
    return slowest | {"errors": sum(run["errors"] for run in runs)}


@contextmanager
def nginx(port, web, *, gzip=False):
    """Run nginx without a cache before a web server on loopback."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    folder = WORK / f"nginx-{port}"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o777)
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, web=web, gzip="on" if gzip else "off"))
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(config)])
    time.sleep(1)
    if process.poll() is not None:
        sys.exit(f"nginx did not start: {folder}/error.log")
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
