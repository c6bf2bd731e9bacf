"""Load by wrk: many different addresses over kept connections, little work for the processor."""

import json
import subprocess
from pathlib import Path

from _places import WORK

SCRIPT = Path(__file__).with_name("_addresses.lua")


def measure(
    port, addresses, *, seconds, connections=16, threads=1, headers=(), timeout=10, rest=None
):
    """Return what asking a server on loopback for these addresses gives, one after the other.

    `addresses` are paths, or (path, ETag) pairs; each connection rests so many milliseconds
    between two. Latencies are in milliseconds; time-outs, broken
    connections and answers of 400 and above are errors.
    """
    listed = WORK / f"addresses-{port}.txt"
    listed.write_text("".join(_line(address) for address in addresses))
    call = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", f"--timeout={timeout}s"]
    for header in headers:
        call += ["-H", header]
    call += ["-s", str(SCRIPT), f"http://127.0.0.1:{port}", "--", str(listed)]
    call += [str(rest)] if rest else []
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    return _figures(json.loads(lines[0].removeprefix("RESULT ")))


def _line(address):
    path, etag = (address, "") if isinstance(address, str) else address
    return f"{path}\t{etag}\n"


def _figures(found):
    seconds = found["duration_us"] / 1e6
    errors = sum(found[kind] for kind in ("connect", "read", "write", "status", "timeout"))
    return {
        "n": found["requests"],
        "rps": found["requests"] / seconds,
        "errors": errors,
        "p50_ms": found["p50_us"] / 1000,
        "p95_ms": found["p95_us"] / 1000,
        "p99_ms": found["p99_us"] / 1000,
        "also_timeouts": found["timeout"],
        "also_max_ms": found["max_us"] / 1000,
    }
