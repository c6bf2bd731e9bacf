"""Threads that go on for as long as a block lasts."""

import threading


class AtWork:
    """People at work: each deed in a thread of its own, until the block ends."""

    def __init__(self, deeds):
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=deed, args=args) for deed, *args in deeds]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def must_end(self):
        """Return whether they go home."""
        return self._ended.is_set()
