"""A real ClamAV daemon with one signature of our own: those of the internet are not there."""

import socket
import subprocess
import time
from contextlib import contextmanager

from tests.service_reach import CLAMD

HARMLESS = b"GUIDES-TEST-SIGNATURE-7f3a"
"""What the daemon takes for a virus, found anywhere in a file, also in a packed one."""
NAME = "Guides.Test.Signature"
SECONDS = 30


@contextmanager
def running(folder):
    """Start clamd on a socket in a folder and yield the socket's URL; ends it afterwards."""
    (folder / "own.ndb").write_text(f"{NAME}:0:*:{HARMLESS.hex()}\n")
    path = folder / "clamd.socket"
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"Foreground yes\nDatabaseDirectory {folder}\nLocalSocket {path}\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength 1M\nLogFile {folder}/clamd.log\n"
    )
    process = subprocess.Popen(
        [CLAMD, "-c", str(configuration)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(path, process)
        yield f"unix://{path}"
    finally:
        process.kill()
        process.wait()


def _wait_for(path, process):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(str(path))
                connection.sendall(b"zPING\0")
                if connection.recv(16) == b"PONG\0":
                    return
            except OSError:
                time.sleep(0.05)
    raise RuntimeError("clamd did not start")
