"""nginx on loopback: plainly before a web server, or with the rules of deploy/nginx/.

The tests run it too, so nothing of the other benchmarks is imported here.
"""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"
RULES = Path(__file__).resolve().parents[1] / "deploy" / "nginx"
START_SECONDS = 20

MAIN = """
{user}
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 10000; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {http}
}}
"""

PLAIN = """
    gzip {gzip};
    gunzip on;
    gzip_types text/css application/json;
    upstream web {{ server 127.0.0.1:{web}; keepalive 4096; }}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        keepalive_requests 100000;
        location / {{
            proxy_pass http://web;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host 127.0.0.1;
            proxy_set_header Accept-Encoding gzip;
            proxy_read_timeout 30s;
        }}
    }}
"""

SOCKET = """
    client_max_body_size 50m;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://unix:{web};
            proxy_set_header Host 127.0.0.1:{port};
            proxy_read_timeout 60s;
        }}
    }}
"""

FRONT = """
    upstream readers {{ server 127.0.0.1:{web} max_fails=0; keepalive 64; }}
    upstream editors {{ server {editors} max_fails=0; }}
    proxy_cache_path {folder}/cache levels=1:2 keys_zone=guides:50m max_size=2g inactive=1h
                     use_temp_path=off;
    geo $inside {{ default 0; 127.0.0.1 1; }}
    limit_req_zone $limited_address zone=search:1m rate=10r/s;
    limit_req_zone $limited_address zone=api:1m rate=50r/s;
    limit_req_zone $trying_address zone=sign_in:1m rate=1r/s;
    limit_req_zone $trying_address zone=password_reset:1m rate=6r/m;
    limit_conn_zone $limited_address zone=connections:1m;
    include {rules}/http.conf;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        keepalive_requests 100000;
        root {root};
        proxy_cache_valid 200 404 410 {seconds}s;
        include {rules}/site.conf;
    }}
"""


def plain(web, port, *, gzip=False):
    """Return the `http` part of an nginx without a cache."""
    return PLAIN.format(web=web, port=port, gzip="on" if gzip else "off")


def before_socket(path, port):
    """Return the `http` part before a Unix socket, a connection for each request: for editors."""
    return SOCKET.format(web=path, port=port)


def front(web, port, folder, *, editors=None, seconds=5, root="/nowhere"):
    """Return the `http` part with the site's rules; answers are kept for `seconds`.

    `editors` is a port or the path of a Unix socket; without it, readers' processes serve them.
    """
    return FRONT.format(
        web=web, port=port, folder=folder, seconds=seconds, root=root, rules=RULES,
        editors=f"127.0.0.1:{editors or web}"
        if editors is None or isinstance(editors, int)
        else f"unix:{editors}",
    )  # fmt: skip


def write(folder, http):
    """Write nginx's configuration into a folder; return the call that takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    user = "user root root;" if os.geteuid() == 0 else ""  # who else may enter the folder?
    config = folder / "nginx.conf"
    config.write_text(MAIN.format(user=user, folder=folder, http=http), encoding="utf-8")
    return [PROGRAM, "-p", str(folder), "-c", str(config)]


@contextmanager
def running(folder, port, http):
    """Run nginx with its files in a folder until the block ends."""
    require_free(port)
    process = subprocess.Popen(write(folder, http))
    try:
        _wait(process, port, folder)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def require_free(port):
    """Refuse a port where a server was left behind, which would be measured; RuntimeError."""
    if _answers(port):
        raise RuntimeError(f"port {port} is held by another server")


def _wait(process, port, folder):
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start: {folder}/error.log")


def _answers(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0
