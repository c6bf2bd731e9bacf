"""Files of the old Office formats, as small as they can be."""

import struct


def ole(*streams):
    """Return an OLE file with streams of these paths; `A/B` lies in a storage A."""
    return _OLE(streams).content()


class _OLE:
    """Writes a small compound file: one sector each for the table, the directory and the rest."""

    SECTOR = 512
    FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

    def __init__(self, streams):
        self.entries = [("Root Entry", 5, [])]
        for path, content in ((one, b"x" * 64) if isinstance(one, str) else one for one in streams):
            *folders, name = path.split("/")
            at = 0
            for folder in folders:
                at = self._child(at, folder, 1, b"")
            self._child(at, name, 2, content)

    def _child(self, at, name, kind, content):
        for number in self.entries[at][2]:
            if self.entries[number][0] == name:
                return number
        self.entries.append((name, kind, []))
        self.entries[at][2].append(len(self.entries) - 1)
        self.entries[-1] = (name, kind, [], content)
        return len(self.entries) - 1

    def content(self):
        """Return the bytes; streams have 4,096 of them, from which on they have own sectors."""
        sectors, starts = [], {}
        directory = -(-len(self.entries) * 128 // self.SECTOR)
        table = [self.FAT, *range(2, 1 + directory), self.END]
        for number, entry in enumerate(self.entries):
            if entry[1] != 2:
                continue
            data = entry[3].ljust(4096, b"\0")
            starts[number] = 1 + directory + len(sectors)
            for step in range(8):
                sectors.append(data[step * 512 : step * 512 + 512])
                last = step == 7
                table.append(self.END if last else starts[number] + step + 1)
        fat = struct.pack("<128I", *table, *([self.FREE] * (128 - len(table))))
        rows = b"".join(self._row(number, starts) for number in range(len(self.entries)))
        return self._header() + fat + rows.ljust(directory * self.SECTOR, b"\0") + b"".join(sectors)

    def _row(self, number, starts):
        name, kind, children, *_rest = self.entries[number]
        encoded = name.encode("utf-16-le") + b"\0\0"
        siblings = next((e[2] for e in self.entries if number in e[2]), [])
        place = siblings.index(number) if number in siblings else 0
        right = siblings[place + 1] if place + 1 < len(siblings) else self.FREE
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            encoded,
            len(encoded),
            kind,
            1,
            self.FREE,
            right,
            children[0] if children else self.FREE,
            bytes(16),
            0,
            0,
            0,
            starts.get(number, self.END if kind == 5 else 0),
            4096 if kind == 2 else 0,
        )

    def _header(self):
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
                            self.END, 0, self.END, 0, 0)  # fmt: skip
        return head + struct.pack("<I", self.FREE) * ((512 - len(head)) // 4)
