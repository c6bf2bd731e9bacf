"""A small disk of a test's own, to be filled or made read-only; root alone can mount one."""

import os
import subprocess
from contextlib import contextmanager

import pytest


class SmallDisk:
    """A mounted disk of some megabytes."""

    def __init__(self, path):
        self.path = path
        self._filler = path / "filler"

    def fill(self):
        """Take the last free byte."""
        with self._filler.open("wb", buffering=0) as filler, pytest.raises(OSError, match="space"):
            while True:
                filler.write(b"\1" * 4096)

    def make_room(self):
        """Free the room that `fill` took."""
        self._filler.unlink()

    def make_read_only(self):
        """Refuse all writing, as a kernel does after an error of the device."""
        self._remount("ro")

    def make_writable(self):
        """Take writing again."""
        self._remount("rw")

    def _remount(self, how):
        subprocess.run(["mount", "-o", f"remount,{how}", self.path], check=True)


@contextmanager
def mounted(folder, megabytes=4):
    """Mount a SmallDisk at a folder."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
