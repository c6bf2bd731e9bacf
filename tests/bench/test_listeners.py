"""Who listens on a port is known while the process opens and closes other files."""

import os
import subprocess
import sys

from bench._killable_servers import listeners

BUSY = """
import os, socket
with socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        for opened in [os.open(os.devnull, os.O_RDONLY) for _ in range(50)]:
            os.close(opened)
"""


def test_a_process_that_closes_files_while_they_are_listed_is_still_found():
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE) as busy:
        port = int(busy.stdout.readline())

        seen = [listeners(os.getpid(), port) for _ in range(100)]

        busy.kill()
    assert seen == [[busy.pid]] * 100
