"""The machine-readable result of a command: `--json FILE`, `-` for standard output."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser


def add_argument(parser: CommandParser) -> None:
    """Return a command its `--json` option."""
    parser.add_argument("--json", metavar="FILE", help="result as JSON; - for standard output")


def write(result: Any, target: str | None, stdout: Any) -> None:
    """Write a result where the caller of the command asked for it; nothing without `--json`."""
    if not target:
        return
    text = json.dumps(result, ensure_ascii=False, indent=2)
    if target == "-":
        stdout.write(text)
    else:
        Path(target).write_text(text + "\n", encoding="utf-8")
